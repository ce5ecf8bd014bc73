"""What a meeting decided, recorded on the cases: all of it in one step, each with the paragraph of the minutes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from grants.domain import decision_rules, decisions
from grants.domain.appeals import appeal_notice
from grants.domain.deciding import halves, spending
from grants.enums.meetings import CaseResult, MeetingStatus
from grants.models import AgendaCase, Application, Call, Meeting
from grants.permissions import can_record_for, has_interest
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed


@dataclass(frozen=True)
class Line:
    """A case in the preview: what will be recorded, and what stands against it."""

    case: AgendaCase
    problem: str = ""


def to_record(meeting: Meeting) -> list[AgendaCase]:
    """Return the cases that the meeting decided and that carry no decision of it yet, in the order of the agenda."""
    found = AgendaCase.objects.with_case().filter(
        item__meeting=meeting,
        result__in=[CaseResult.APPROVED, CaseResult.REJECTED],
        decision_basis=None,
    )
    return list(found.in_order())


def preview(meeting: Meeting, *, by: Any) -> list[Line]:
    """Return what would be recorded, each with what stands against it; nothing is written."""
    lines, spent = [], dict[int, Decimal]()
    for case in to_record(meeting):
        problem = _problem(case, spent, by)
        lines.append(Line(case, problem))
    return lines


def _problem(case: AgendaCase, spent: dict[int, Decimal], by: Any) -> str:
    application, call = case.application, case.application.call
    if has_interest(by, application):
        return _("You have an interest in this case: somebody else has to decide it.")
    if halves.is_joint(call):
        return _("Several funders pay for this call: each decides its own half.")
    try:
        decisions.require_decidable(application, call, outcome=case.result, amount=case.amount)
        decision_rules.require_met(application, case.amount)
    except ValidationError as error:
        return " ".join(error.messages)
    if case.amount is None:
        return ""
    spent[call.pk] = spent.get(call.pk, Decimal(0)) + case.amount
    left = spending.left_to_grant(call)
    if left is not None and spent[call.pk] > left:
        return _("Together with the cases above, this is more than the call has left.")
    return ""


@transaction.atomic
def record(meeting: Meeting, *, by: Any) -> int:
    """Record on every case what the meeting decided, all or none; return on how many. Again, nothing happens.

    Raises NotAllowed for others than its secretary and decision makers, DomainError that names the case which cannot be
    decided as the minutes say.
    """
    meeting = lock(meeting)
    if not can_record_for(by, meeting):
        raise NotAllowed(
            _("What a meeting decided is recorded by its secretary, or by a decision maker."),
            code="not_for_body",
        )
    if meeting.status != MeetingStatus.MINUTED:
        raise DomainError(
            _("The minutes are not adjusted: what was decided is recorded afterwards."), code="not_minuted"
        )
    cases = to_record(meeting)
    _lock_in_order(cases)
    for case in cases:
        _decide(case, by)
    return len(cases)


def _lock_in_order(cases: list[AgendaCase]) -> None:
    """Lock the cases, then their calls: whoever decides one of them alone takes them in the same order."""
    wanted = Application.objects.filter(pk__in=[case.application_id for case in cases])
    list(wanted.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk"))
    calls = Call.objects.filter(pk__in={case.application.call_id for case in cases})
    list(calls.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk"))


def _decide(case: AgendaCase, by: Any) -> None:
    application = case.application
    try:
        decisions.decide(
            application,
            outcome=case.result,
            reasons=case.reasons,
            appeal_notice=appeal_notice(application),
            amount=case.amount,
            lower_reasons=case.lower_reasons,
            by=by,
            agenda_case=case,
        )
    except ValidationError as error:
        raise DomainError(
            _("“%(case)s”: %(problem)s") % {"case": application, "problem": " ".join(error.messages)},
            code="case",
        ) from error
