"""State aid: what a grant counts as, how much a group of undertakings has had, and how much it may still have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.money import holding
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.money import NEVER_GIVEN
from grants.models import AidGround, Application, Award, AwardAid, AwardTerms, DeclaredAid
from partnerships.models import Organisation
from portal.core.amounts import format_amount
from portal.core.errors import DomainError
from portal.core.history import acting
from portal.core.moments import say_date

EURO = "EUR"
CENT = Decimal("0.01")

# All organisations that are linked with one, directly or through others, in either direction.
GROUP = """
    WITH RECURSIVE undertaking(id) AS (
        VALUES (%s::bigint)
        UNION
        SELECT CASE WHEN link.organisation_id = undertaking.id THEN link.linked_id ELSE link.organisation_id END
        FROM grants_undertakinglink AS link
        JOIN undertaking ON undertaking.id IN (link.organisation_id, link.linked_id)
    )
    SELECT id FROM undertaking
"""


@dataclass(frozen=True)
class Meter:
    """How much of a ceiling a group of undertakings has used up on a day, in euro."""

    ground: AidGround
    since: date
    had: Decimal
    declared: Decimal

    @property
    def used(self) -> Decimal:
        """Return all that counts."""
        return self.had + self.declared

    @property
    def left(self) -> Decimal:
        """Return what may still be given."""
        return max((self.ground.ceiling or Decimal(0)) - self.used, Decimal(0))


def group_of(organisation_id: int) -> list[int]:
    """Return the organisations that are one undertaking with this one, itself among them."""
    with connection.cursor() as cursor:
        cursor.execute(GROUP, [organisation_id])
        return sorted(row[0] for row in cursor.fetchall())


def years_before(day: date, years: int) -> date:
    """Return the same day some years ago; of 29 February, the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def meter(
    application: Application, ground: AidGround, *, on: date, without: Award | None = None
) -> Meter | None:
    """Return what the applicant's undertaking has had on this kind of ground in the years before a day.

    Parameters: ``without`` is a grant that is not counted. Returns None for a ground without a ceiling.
    """
    if ground.ceiling is None or ground.years is None:
        return None
    since = years_before(on, ground.years)
    given = AwardAid.objects.filter(ground__kind=ground.kind, granted_on__gt=since, granted_on__lte=on)
    given = given.exclude(award__status__in=NEVER_GIVEN).filter(_same_undertaking(application, "award__"))
    declared = DeclaredAid.objects.filter(
        _same_undertaking(application, "award__"), kind=ground.kind, granted_on__gt=since, granted_on__lte=on
    ).exclude(award__status__in=NEVER_GIVEN)
    if without is not None:
        given = given.exclude(award=without)
    # The same aid from elsewhere is declared with each grant: it counts once.
    elsewhere = declared.values("giver", "granted_on", "euros").distinct()
    return Meter(
        ground=ground,
        since=since,
        had=given.aggregate(sum=Sum("euros"))["sum"] or Decimal(0),
        declared=sum((row["euros"] for row in elsewhere), Decimal(0)),
    )


def _same_undertaking(application: Application, path: str) -> Q:
    case = f"{path}decision__application__"
    if application.organisation_id is None:
        return Q(**{f"{case}applicant": application.applicant_id, f"{case}organisation": None})
    return Q(**{f"{case}organisation__in": group_of(application.organisation_id)})


def euros_of(amount: Decimal, currency: str, terms: AwardTerms) -> tuple[Decimal, Decimal, date, str]:
    """Return an amount in euro with the rate, its day and its source.

    Raises DomainError where the terms of the call have no rate for its currency.
    """
    if currency == EURO:
        return amount, Decimal(1), timezone.localdate(), EURO
    if terms.euro_rate is None or terms.euro_rate_on is None:
        raise DomainError(
            _("The grants of this call are state aid: write the rate to euro into its terms first."),
            code="rate",
        )
    euros = max((amount * terms.euro_rate).quantize(CENT), CENT)
    return euros, terms.euro_rate, terms.euro_rate_on, terms.euro_rate_source


def problem(application: Application, terms: AwardTerms, amount: Decimal) -> str:
    """Return why a sum cannot be granted as the aid that the terms say it is; empty where it can."""
    ground = terms.aid_ground
    if ground is None:
        return ""
    today = timezone.localdate()
    if not ground.holds_on(today):
        return _(
            "The ground of state aid “%(ground)s” does not hold today. Change the terms of the call."
        ) % {"ground": ground}
    euros = euros_of(amount, application.call.currency, terms)[0]
    return _beyond(meter(application, ground, on=today), euros)


def _beyond(found: Meter | None, euros: Decimal) -> str:
    if found is None or found.used + euros <= (found.ground.ceiling or 0):
        return ""
    return _(
        "State aid: this undertaking has had %(used)s since %(day)s, and may have %(ceiling)s in all; %(left)s is left, "
        "and this grant is %(sum)s."
    ) % {
        "used": format_amount(found.used, EURO),
        "day": say_date(found.since),
        "ceiling": format_amount(found.ground.ceiling or 0, EURO),
        "left": format_amount(found.left, EURO),
        "sum": format_amount(euros, EURO),
    }


@transaction.atomic
def record(award: Award, terms: AwardTerms, *, by: Any) -> AwardAid | None:
    """Keep what a held grant counts as; None where it is no state aid.

    The organisations of the undertaking are locked: of two grants at once, the second sees the first. Raises
    DomainError beside ``amount`` where the ceiling would be exceeded.
    """
    if terms.aid_ground is None:
        return None
    application = holding.case_of(award)
    _lock_undertaking(application)
    if sentence := problem(application, terms, award.left):
        raise DomainError({"amount": [sentence]})
    euros, rate, rate_on, source = euros_of(award.left, award.currency, terms)
    with acting(by):
        return AwardAid.objects.create(
            award=award,
            ground=terms.aid_ground,
            granted_on=timezone.localdate(),
            euros=euros,
            rate=rate,
            rate_on=rate_on,
            rate_source=source,
        )


def _lock_undertaking(application: Application) -> None:
    if application.organisation_id is None:
        type(application.applicant).objects.select_for_update(no_key=True).get(pk=application.applicant_id)
        return
    rows = Organisation.objects.select_for_update(no_key=True, of=("self",))
    list(rows.filter(pk__in=group_of(application.organisation_id)).order_by("pk").values_list("pk"))


def aid_of(award: Award) -> AwardAid | None:
    """Return what a grant counts as, with its ground; None where it is no state aid."""
    return AwardAid.objects.select_related("ground").filter(award=award).first()


@transaction.atomic
def declare(award: Award, rows: Sequence[dict[str, Any]], *, by: Any) -> list[DeclaredAid]:
    """Keep what the grantee says about other aid, in the place of what was said before; no rows say that there is none.

    Raises NotAllowed for others than the grantee, DomainError once the grant is accepted, ValidationError for a row
    that does not say everything.
    """
    award = holding.hold(award)
    holding.require_grantee(award, by)
    if award.accepted_at is not None:
        raise DomainError(_("The grant is accepted: write to the authority about other aid."), code="late")
    made = [DeclaredAid(award=award, declared_by=by, **row) for row in rows or [{}]]
    for one in made:
        one.clean_fields(exclude=["award", "declared_by"])
        one.validate_constraints()
    with acting(by):
        award.declared_aid.all().delete()
        for one in made:
            one.save(force_insert=True)
    holding.tell(
        award,
        RegisterKind.CONTRACT,
        lambda: (
            _("The grantee declares other aid")
            if rows
            else _("The grantee declares that it has had no other aid")
        ),
        by=by,
        direction=RegisterDirection.IN,
    )
    return made


def require_declared(award: Award) -> None:
    """Raise DomainError unless a held grant may be accepted: other aid is declared, and the ceiling still holds."""
    found = aid_of(award)
    if found is None or found.ground.ceiling is None:
        return
    if not award.declared_aid.exists():
        raise DomainError(
            _("Say first which other aid you have had, or that you have had none."), code="declare"
        )
    application = holding.case_of(award)
    _lock_undertaking(application)
    measured = meter(application, found.ground, on=timezone.localdate(), without=award)
    if sentence := _beyond(measured, found.euros):
        raise DomainError(sentence, code="ceiling")


def heads() -> list[str]:
    """Return the heads of the file for the register of state aid."""
    return [
        _("Diary number"),
        _("Beneficiary"),
        _("Given by"),
        _("Given on"),
        _("Ground"),
        _("Act"),
        _("Article"),
        _("Amount"),
        _("Currency"),
        _("Sum in euro"),
        _("Rate"),
        _("Day of the rate"),
        _("Source of the rate"),
    ]


def rows(user: Any) -> Iterator[list[Any]]:
    """Yield the rows of the file for the register of state aid, latest first, of what the person reads."""
    found = (
        AwardAid.objects.visible_to(user)
        .given()
        .select_related("ground", "award__decision__application__authority__organisation")
    )
    for one in found.defer("award__decision__application__content").iterator(chunk_size=500):
        application = one.award.decision.application
        yield [
            application.diary_number,
            application.applicant_name,
            str(application.authority.organisation.names),
            one.granted_on,
            str(one.ground.names),
            one.ground.regulation,
            one.ground.article,
            one.award.left,
            one.award.currency,
            one.euros,
            one.rate,
            one.rate_on,
            one.rate_source,
        ]
