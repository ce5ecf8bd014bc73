"""Acts on a signed agreement: it is extended, amended, given notice. Each is a record, and changes what holds."""

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
from portal.core.uncertain.arithmetic import later, months_before

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


@transaction.atomic
def give_notice(
    agreement: Agreement,
    party: AgreementParty,
    *,
    given: UncertainDate | None,
    ends: UncertainDate | None = None,
    note: str = "",
    version: int | None,
    by: Any,
    today: date | None = None,
) -> AgreementAct:
    """Record that a party has given notice, and when the agreement ends by it.

    Parameters: ``given`` is the day it was given; ``ends`` the last day, where it is not the first that the notice
    period allows. A tacitly renewed agreement ends with a period: this one, or a later one that is written. Raises
    DomainError for notice that came too late, twice, or from somebody who is no party.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by)
        current = current_party(locked, party)
        day = today or timezone.localdate()
        if given is None or (given.earliest and given.earliest > day):
            raise field_errors({"given": _("Say when notice was given: today or before.")})
        if locked.last_day is not None:
            raise DomainError(
                _("Notice has been given already: the agreement ends on %(day)s.") % {"day": locked.last_day},
                code="twice",
            )
        last_day = _end_by_notice(locked, given, ends)
        if last_day.is_unknown:
            raise field_errors({"ends": _("Say when the agreement ends by this notice.")})
        act = write_act(
            locked,
            AgreementActKind.NOTICE,
            by=by,
            party=current,
            decided=given,
            previous_end=locked.valid_until,
            new_end=last_day,
            note=note.strip(),
        )
        locked.last_day = last_day
        finish(locked)
        return act


@transaction.atomic
def withdraw_notice(
    agreement: Agreement,
    notice: AgreementAct,
    *,
    decided: UncertainDate | None = None,
    note: str = "",
    version: int | None,
    by: Any,
) -> AgreementAct:
    """Record that a notice is taken back: the agreement goes on as if it had not been given.

    Raises DomainError when that notice has been taken back before, or the agreement has ended by it.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by)
        current = locked.acts.filter(pk=notice.pk, kind=AgreementActKind.NOTICE).first()
        if current is None or hasattr(current, "withdrawn_by"):
            raise DomainError(_("This notice has been withdrawn already."), code="twice")
        act = write_act(
            locked,
            AgreementActKind.NOTICE_WITHDRAWN,
            by=by,
            party=current.party,
            withdraws=current,
            decided=decided,
            note=note.strip(),
        )
        locked.last_day = None
        finish(locked)
        return act


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


def _end_by_notice(agreement: Agreement, given: UncertainDate, ends: UncertainDate | None) -> UncertainDate:
    """Return the last day of an agreement that notice is given to. Raises DomainError when it came too late."""
    if agreement.renews_tacitly and agreement.valid_until is not None:
        return _end_of_a_period(agreement, agreement.valid_until, given, ends)
    first = later(given, agreement.notice_months) if agreement.notice_months else given
    until = agreement.valid_until
    if until and until.latest and first.earliest and until.latest < first.earliest:
        raise field_errors(
            {
                "given": _("The agreement ends on %(end)s by itself, before the notice would end it.")
                % {"end": until}
            }
        )
    if ends is not None and ends.latest and first.earliest and ends.latest < first.earliest:
        raise field_errors(
            {
                "ends": _("With its notice period the agreement ends on %(day)s at the earliest.")
                % {"day": first}
            }
        )
    require_within(agreement, ends, field="ends")
    return ends or first


def _require_end_of_period(agreement: Agreement, ends: UncertainDate) -> None:
    """Refuse a last day on which no period of a tacitly renewed agreement ends, where one knows how long they are."""
    if not agreement.renewal_months or ends.earliest is None or ends.latest is None:
        return
    possible = periods.next_ends(agreement, ends.latest)
    if not any(one.may_overlap(ends.earliest, ends.latest) for one in possible):
        raise field_errors(
            {
                "ends": _("By notice it ends with a period, such as on %(end)s, and not within one.")
                % {"end": possible[-1]}
            }
        )


def _end_of_a_period(
    agreement: Agreement, current_end: UncertainDate, given: UncertainDate, ends: UncertainDate | None
) -> UncertainDate:
    """Return the end of the current period, or of the later one that is asked for, if the notice is in time for it."""
    end = ends or current_end
    if end.latest and current_end.earliest and end.latest < current_end.earliest:
        raise field_errors(
            {
                "ends": _("By notice it ends with its period: on %(end)s at the earliest.")
                % {"end": current_end}
            }
        )
    if ends is not None:
        _require_end_of_period(agreement, ends)
    deadline = months_before(end.earliest, agreement.notice_months or 0) if end.earliest else None
    if deadline is None or given.earliest is None or given.earliest <= deadline:
        return end
    sentence = _("For the end on %(end)s, notice had to be given by %(deadline)s.")
    following = periods.next_end(agreement) if ends is None else None
    values = {"end": end, "deadline": UncertainDate.of(deadline)}
    if following is not None:
        sentence = _(
            "For the end on %(end)s, notice had to be given by %(deadline)s. The agreement goes on; if this notice "
            "ends it with its next period, write %(next)s as the last day."
        )
        values["next"] = following
    raise field_errors({"given": sentence % values})
