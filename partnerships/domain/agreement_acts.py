"""Acts on a signed agreement: it is extended, amended. Each is a record, and changes what holds."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain import agreement_periods as periods
from partnerships.domain.agreement_steps import take
from partnerships.domain.agreement_writing import begin, finish
from partnerships.enums import (
    AgreementActKind,
    AgreementStatus,
    PartyRole,
    PeriodBasis,
)
from partnerships.models import Agreement, AgreementAct, AgreementParty
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.models import Document
from portal.core.multilingual import Multilingual
from portal.core.uncertain import UncertainDate

LIVING = frozenset({AgreementStatus.SIGNED, AgreementStatus.IN_FORCE})
LONGEST_TERM = 600  # months


def start_act(
    agreement: Agreement,
    *,
    version: int | None,
    by: Any,
    among: Collection[str] = LIVING,
) -> Agreement:
    """Return the agreement locked, when an act may be recorded on it now.

    Raises NotAllowed, StaleEdit, or DomainError when it is not signed yet or has ended.
    """
    locked = begin(agreement, version=version, by=by)
    if locked.status not in among:
        raise DomainError(
            _(
                "The agreement is “%(state)s”: this can be recorded only of an agreement that is signed and lives."
            )
            % {"state": locked.get_status_display()},
            code="transition",
        )
    return locked


def write_act(agreement: Agreement, kind: str, *, by: Any, **data: Any) -> AgreementAct:
    """Store an act of a locked agreement. Raises ValidationError when a named constraint says no."""
    act = AgreementAct(agreement=agreement, kind=kind, created_by=by, **data)
    act.validate_constraints()
    act.save(force_insert=True)
    return act


@transaction.atomic
def extend(
    agreement: Agreement,
    *,
    until: UncertainDate | None,
    open_ended: bool = False,
    decided: UncertainDate | None = None,
    document: Document | None = None,
    note: str = "",
    version: int | None,
    by: Any,
    today: date | None = None,
) -> AgreementAct:
    """Let the agreement be valid longer: until a later day, or without an end.

    One that has expired is in force again when the new end is to come: the parties signed the extension late. Raises
    DomainError when the new end is missing, before the beginning or not later than the end that stands, when notice
    has been given, or when it would overlap with another agreement.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by, among=LIVING | {AgreementStatus.EXPIRED})
        _require_later_end(locked, until, open_ended)
        act = write_act(
            locked,
            AgreementActKind.EXTENSION,
            by=by,
            decided=decided,
            previous_end=locked.valid_until,
            new_end=until,
            document=document,
            note=note.strip(),
        )
        periods.record(locked, PeriodBasis.EXTENSION, ends=until, act=act)
        locked.valid_until, locked.open_ended = until, open_ended
        day = today or timezone.localdate()
        lives_again = open_ended or (until is not None and until.latest is not None and until.latest >= day)
        if locked.status == AgreementStatus.EXPIRED and lives_again:
            take(locked, AgreementStatus.IN_FORCE, by=by, note=_("It was extended."), today=day)
        else:
            finish(locked)
        return act


def _require_later_end(agreement: Agreement, until: UncertainDate | None, open_ended: bool) -> None:
    if agreement.last_day is not None:
        raise DomainError(
            _("It ends on %(day)s by notice. Record first that the notice is withdrawn.")
            % {"day": agreement.last_day},
            code="notice",
        )
    if (until is None) != open_ended:
        raise field_errors({"until": _("Say until when it is extended, or that it is without an end now.")})
    if agreement.open_ended:
        raise DomainError(_("The agreement is without an end already."), code="open")
    start, end = agreement.valid_from, agreement.valid_until
    if until is None:
        return
    if start and start.earliest and until.latest and until.latest < start.earliest:
        raise field_errors(
            {"until": _("The agreement would end before it starts (%(start)s).") % {"start": start}}
        )
    if end and end.earliest and until.latest and until.latest <= end.earliest:
        raise field_errors(
            {
                "until": _("The agreement is valid until %(end)s already. An extension ends later.")
                % {"end": end}
            }
        )


@transaction.atomic
def amend(
    agreement: Agreement,
    *,
    what: Multilingual | dict[str, str],
    article_numbers: str = "",
    decided: UncertainDate | None = None,
    effective: UncertainDate | None = None,
    other_agreement: Agreement | None = None,
    document: Document | None = None,
    renewal_months: int | None = None,
    notice_months: int | None = None,
    note: str = "",
    version: int | None,
    by: Any,
    today: date | None = None,
) -> AgreementAct:
    """Record that the parties have changed the agreement: which articles, what, by which paper.

    Parameters: ``other_agreement`` or ``document`` holds the new text; ``renewal_months`` and ``notice_months`` are
    new terms, which hold from the day on which the amendment is certainly effective (at once where no day is given).
    Raises DomainError when nobody says what changes, for an article that the agreement does not have, and for a day
    outside its validity.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by)
        if not what:
            raise field_errors({"what": _("Say what changes, in one language at least.")})
        numbers = _article_numbers(locked, article_numbers)
        require_within(locked, effective)
        day = today or timezone.localdate()
        waits = effective is not None and (effective.latest is None or effective.latest > day)
        changes_terms = renewal_months is not None or notice_months is not None
        act = write_act(
            locked,
            AgreementActKind.AMENDMENT,
            by=by,
            what=what,
            article_numbers=numbers,
            decided=decided,
            effective=effective,
            other_agreement=other_agreement,
            document=document,
            renewal_months=renewal_months,
            notice_months=notice_months,
            applied=not (changes_terms and waits),
            note=note.strip(),
        )
        if act.applied:
            _apply_terms(locked, act)
        finish(locked)
        return act


def terms_due(today: date) -> QuerySet[AgreementAct]:
    """Return the amendments whose new terms are certainly effective by now and do not hold yet, the earliest first."""
    due = AgreementAct.objects.filter(
        kind=AgreementActKind.AMENDMENT, applied=False, effective_latest__lte=today
    )
    return due.select_related("agreement").order_by("effective_latest", "pk")


@transaction.atomic
def apply_terms(act: AgreementAct) -> None:
    """Let the new terms of an amendment hold: its day has come."""
    with acting(None):
        locked = begin(act.agreement, version=None, by=None)
        _apply_terms(locked, act)
        act.applied = True
        act.save(update_fields=["applied"])
        finish(locked)


def _apply_terms(agreement: Agreement, act: AgreementAct) -> None:
    if act.renewal_months is not None:
        agreement.renewal_months = act.renewal_months
        agreement.renews_tacitly = act.renewal_months > 0
    if act.notice_months is not None:
        agreement.notice_months = act.notice_months


def _article_numbers(agreement: Agreement, text: str) -> str:
    """Return the numbers of articles as the agreement writes them: "3, 5 b". Raises DomainError for one it lacks."""
    asked = [piece.strip().lstrip("§").strip() for piece in text.split(",")]
    known = {article.number.casefold(): article.number for article in agreement.articles.all()}
    missing = [number for number in asked if number and known and number.casefold() not in known]
    if missing:
        raise field_errors(
            {
                "article_numbers": _(
                    "The agreement has no article %(number)s. Write the numbers with commas between them."
                )
                % {"number": missing[0]}
            }
        )
    return ", ".join(known.get(number.casefold(), number) for number in asked if number)


def require_within(agreement: Agreement, day: UncertainDate | None, *, field: str = "effective") -> None:
    """Refuse a day that is certainly before the agreement's first or after its last."""
    if day is None:
        return
    start, end = agreement.valid_from, agreement.end
    if start and start.earliest and day.latest and day.latest < start.earliest:
        raise field_errors(
            {field: _("The agreement is valid from %(start)s. This day is before.") % {"start": start}}
        )
    goes_on = agreement.renews_tacitly and agreement.last_day is None
    if end and end.latest and day.earliest and day.earliest > end.latest and not goes_on:
        raise field_errors(
            {field: _("The agreement is valid until %(end)s. This day is after.") % {"end": end}}
        )


def current_party(agreement: Agreement, party: AgreementParty) -> AgreementParty:
    """Return a party as it stands. Raises DomainError when it is not on the list, no party proper, or has left."""
    current = agreement.parties.select_related("organisation").filter(pk=party.pk).first()
    if current is None:
        raise DomainError(_("This party has been removed since you opened it."), code="removed")
    if current.left is not None:
        raise DomainError(
            _("%(party)s has left the agreement: it was a party until %(day)s.")
            % {"party": current, "day": current.left},
            code="left",
        )
    if current.role != PartyRole.PARTY:
        raise DomainError(
            _("%(party)s is not a party, but “%(role)s”.")
            % {"party": current, "role": current.get_role_display()},
            code="role",
        )
    return current
