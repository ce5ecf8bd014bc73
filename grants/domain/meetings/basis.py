"""By what right a decision is taken: a paragraph of the delegation order, or a paragraph of a meeting's minutes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.meetings import delegation
from grants.enums.meetings import DelegableKind, MeetingStatus
from grants.models import AgendaCase, Application, DecisionBasis, Delegation
from grants.permissions import can_decide, can_record_for
from partnerships.models import Authority
from portal.core.errors import DomainError, NotAllowed
from portal.core.moments import say_day


@dataclass(frozen=True)
class Basis:
    """What a decision rests on, in words, and the row that says so."""

    said: str
    delegation: Delegation | None = None
    agenda_case: AgendaCase | None = None


def today(authority: Authority) -> date:
    """Return the day on the authority's own clocks."""
    return timezone.now().astimezone(ZoneInfo(authority.time_zone)).date()


def asked(
    user: Any,
    application: Application,
    amount: Decimal | None,
    *,
    kind: DelegableKind | None = None,
    authority: Authority | None = None,
) -> delegation.Allowed:
    """Tell whether the user may take this decision today, and by which paragraph, as ``delegation.may_decide``."""
    on = today(authority or application.authority)
    return delegation.may_decide(user, application, amount, on, kind=kind, authority=authority)


def require_person(application: Application, *, by: Any, agenda_case: AgendaCase | None = None) -> None:
    """Raise NotAllowed unless ``by`` decides cases here: as a decision maker, or for the body of a meeting."""
    if agenda_case is not None:
        if not can_record_for(by, agenda_case.item.meeting):
            raise NotAllowed(
                _("What a meeting decided is recorded by its secretary, or by a decision maker."),
                code="not_for_body",
            )
    elif not can_decide(by, application):
        raise NotAllowed(
            _("Only decision makers of the authority decide its cases."), code="not_decision_maker"
        )


def require(
    application: Application,
    *,
    outcome: str,
    amount: Decimal | None,
    by: Any,
    agenda_case: AgendaCase | None = None,
) -> Basis | None:
    """Return what this decision rests on; None where the authority has recorded no delegation order.

    Parameters: ``agenda_case`` is the case as a meeting decided it, for the body of which ``by`` acts. In the caller's
    transaction, under the case's lock, after ``require_person``. Raises NotAllowed with the paragraph and the reason.
    """
    if agenda_case is not None:
        return _of_meeting(application, agenda_case, outcome=outcome, amount=amount)
    return require_delegated(application, amount=amount, by=by)


def require_delegated(
    application: Application,
    *,
    amount: Decimal | None,
    by: Any,
    kind: DelegableKind | None = None,
    authority: Authority | None = None,
) -> Basis | None:
    """Return the paragraph by which ``by`` takes a decision; None where the authority has recorded no delegation order.

    Parameters: as ``delegation.may_decide``. Raises NotAllowed with the paragraph and the reason.
    """
    found = asked(by, application, amount, kind=kind, authority=authority)
    if not found.allowed:
        raise NotAllowed(found.sentence, code="not_delegated")
    return None if found.delegation is None else Basis(found.sentence, delegation=found.delegation)


def asked_to_undo(
    user: Any,
    application: Application,
    *,
    outcome: str,
    amount: Decimal | None,
    authority: Authority | None = None,
) -> delegation.Allowed:
    """Tell whether the user may take a decision back today: whoever may take it may, by the same paragraph."""
    kind = delegation.kind_taken(application, outcome)
    return asked(user, application, amount, kind=kind, authority=authority)


def require_to_undo(
    application: Application,
    *,
    outcome: str,
    amount: Decimal | None,
    by: Any,
    authority: Authority | None = None,
) -> Basis | None:
    """Return the paragraph by which ``by`` takes a decision back; None where there is no order.

    Parameters: ``outcome`` and ``amount`` are those of the decision; ``authority`` as in ``require_delegated``. Raises
    NotAllowed with the paragraph and the reason.
    """
    found = asked_to_undo(by, application, outcome=outcome, amount=amount, authority=authority)
    if not found.allowed:
        raise NotAllowed(found.sentence, code="not_delegated")
    return None if found.delegation is None else Basis(found.sentence, delegation=found.delegation)


def keep(application: Application, basis: Basis | None, *, by: Any) -> None:
    """Keep what the last act of a case rests on, in the transaction that appended it."""
    if basis is not None:
        DecisionBasis.objects.create(
            act=application.decision_acts.order_by("-number")[0],
            delegation=basis.delegation,
            agenda_case=basis.agenda_case,
            said=basis.said,
            decided_by=by,
        )


def said_of_case(case: AgendaCase) -> str:
    """Return the paragraph of the minutes by which a case was decided."""
    meeting = case.item.meeting
    return _("Decided by %(body)s on %(day)s, § %(number)s.") % {
        "body": meeting,
        "day": say_day(meeting.starts_at, meeting.authority.time_zone),
        "number": case.item.paragraph,
    }


def _of_meeting(application: Application, case: AgendaCase, *, outcome: str, amount: Decimal | None) -> Basis:
    found = AgendaCase.objects.select_related("item__meeting__authority").filter(pk=case.pk)
    case = found.get()
    meeting = case.item.meeting
    if meeting.status != MeetingStatus.MINUTED:
        raise DomainError(
            _("The minutes are not adjusted: what was decided is recorded afterwards."), code="not_minuted"
        )
    if case.application_id != application.pk or (case.result, case.amount) != (outcome, amount):
        raise DomainError(_("The minutes say something else of this case."), code="not_as_minuted")
    return Basis(said_of_case(case), agenda_case=case)
