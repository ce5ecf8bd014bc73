"""Changes of a grant: asked for by the grantee, decided like a small case; what was agreed before is kept."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import report_mail
from grants.domain import closed, register
from grants.domain.reporting import duties, terms
from grants.domain.reporting.terms import BudgetLines
from grants.enums import (
    CHANGE_TRANSITIONS,
    DECIDED_CHANGES,
    ChangeKind,
    ChangeStatus,
    RegisterDirection,
    RegisterKind,
)
from grants.enums.money import NEVER_GIVEN, AwardStatus
from grants.models import Award, ChangeMove, ChangeRequest
from grants.permissions import can_decide_change, can_report, has_interest
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate
from portal.core.versions import require_version

MOST_WAITING = 20


@transaction.atomic
def ask(
    award: Award,
    *,
    kind: str,
    text: str,
    starts: UncertainDate | None = None,
    ends: UncertainDate | None = None,
    amounts: dict[str, Decimal] | None = None,
    by: Any,
) -> ChangeRequest:
    """Ask for a change of a grant, or tell of something; asked again in the same words while it waits, it is the same.

    Parameters: ``starts`` and ``ends`` are the new period, ``amounts`` the new amounts of budget lines by key. Raises
    NotAllowed for others than the grantee, DomainError with a sentence beside the field.
    """
    application = lock(award.decision.application)
    closed.require_not_closed(application)
    if not can_report(by, application):
        raise NotAllowed(_("Only the grantee asks for changes of this grant."), code="not_grantee")
    award = lock(award)
    if award.status in {*NEVER_GIVEN, AwardStatus.CLOSED}:
        raise DomainError(
            _("The grant is “%(now)s”: nothing of it can be changed any more.")
            % {"now": award.get_status_display()},
            code="status",
        )
    lines = _new_lines(award, kind, amounts or {})
    _require_sense(award, kind, text=text.strip(), starts=starts, ends=ends, lines=lines)
    waiting = application.change_requests.filter(status=ChangeStatus.SUBMITTED)
    known = waiting.filter(kind=kind, text=text.strip(), submitted_by=by).first()
    if known is not None:
        return known
    if waiting.count() >= MOST_WAITING:
        raise DomainError(
            _("%(count)s changes wait for a decision already. Wait for the answer first.")
            % {"count": MOST_WAITING},
            code="too_many",
        )
    status = ChangeStatus.NOTED if kind == ChangeKind.NOTICE else ChangeStatus.SUBMITTED
    period = kind == ChangeKind.PERIOD
    request = ChangeRequest(
        award=award,
        application=application,
        authority_id=application.authority_id,
        number=(application.change_requests.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=kind,
        text=text.strip(),
        starts=starts if period else None,
        ends=ends if period else None,
        lines=lines if kind == ChangeKind.BUDGET else [],
        status=status,
        submitted_at=timezone.now(),
        submitted_by=by,
    )
    request.validate_constraints()
    with acting(by):
        request.save(force_insert=True)
    ChangeMove.objects.create(change=request, from_status="", to_status=status, by=by)
    register.enter(
        application,
        kind=RegisterKind.CHANGE,
        direction=RegisterDirection.IN,
        subject=lambda: _("%(change)s: %(text)s") % {"change": request, "text": request.text},
        counterpart=application.applicant_name,
        by=by,
        key=f"change-{request.pk}",
    )
    return request


def _new_lines(award: Award, kind: str, amounts: dict[str, Decimal]) -> BudgetLines:
    if kind != ChangeKind.BUDGET:
        return []
    return [
        {**line, "amount": str(amounts.get(line["key"], line["amount"]))}
        for line in terms.current(award).lines
    ]


def _require_sense(
    award: Award,
    kind: str,
    *,
    text: str,
    starts: UncertainDate | None,
    ends: UncertainDate | None,
    lines: BudgetLines,
) -> None:
    problems: dict[str, str] = {}
    if kind not in ChangeKind.values:
        problems["kind"] = _("Choose what changes.")
    if not text:
        problems["text"] = _("Write what changes, and why.")
    if kind == ChangeKind.PERIOD:
        problems |= period_problems(starts, ends)
    if kind == ChangeKind.BUDGET and lines == terms.current(award).lines:
        problems["lines"] = _("Write the new amount of at least one line.")
    if problems:
        raise field_errors(problems)


def period_problems(starts: UncertainDate | None, ends: UncertainDate | None) -> dict[str, str]:
    """Return what is wrong with a new period."""
    if ends is None or ends.latest is None:
        return {"ends": _("Say when the project is to end, as exactly as you know it.")}
    if starts is not None and starts.earliest is not None and starts.earliest > ends.latest:
        return {"ends": _("The period ends before it starts. Check both days.")}
    return {}


@transaction.atomic
def withdraw(request: ChangeRequest, *, by: Any) -> ChangeRequest:
    """Take a request back while it waits; taken back twice, it stays so. Raises NotAllowed and DomainError."""
    application = lock(request.application)
    request = lock(request)
    if not can_report(by, application):
        raise NotAllowed(_("Only the grantee asks for changes of this grant."), code="not_grantee")
    if request.status == ChangeStatus.WITHDRAWN:
        return request
    with acting(by):
        move(request, to=ChangeStatus.WITHDRAWN, by=by, transitions=CHANGE_TRANSITIONS)
    register.enter(
        application,
        kind=RegisterKind.CHANGE,
        direction=RegisterDirection.IN,
        subject=lambda: _("%(change)s withdrawn") % {"change": request},
        counterpart=application.applicant_name,
        by=by,
        key=f"change-withdrawn-{request.pk}",
    )
    return request


@transaction.atomic
def decide(
    request: ChangeRequest,
    *,
    outcome: str,
    reasons: str,
    appeal_notice: str,
    starts: UncertainDate | None = None,
    ends: UncertainDate | None = None,
    amounts: dict[str, Decimal] | None = None,
    version: int | None = None,
    by: Any,
) -> ChangeRequest:
    """Decide on a change, once; what is approved holds from then on for the reports and the days they are due.

    Parameters: with an approval in part, ``starts``, ``ends`` and ``amounts`` are what is approved instead of what was
    asked for. Raises NotAllowed, StaleEdit, DomainError with a sentence beside the field; who is second reads what was
    decided first.
    """
    application = lock(request.application)
    request = lock(request)
    if not can_decide_change(by, application):
        raise NotAllowed(
            _("Only officers and decision makers of the authority decide on changes."), code="not_officer"
        )
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: a colleague has to handle it."), code="interest"
        )
    reasons, appeal_notice = reasons.strip(), appeal_notice.strip()
    if request.status in DECIDED_CHANGES:
        if (request.status, request.reasons, request.decided_by_id) == (outcome, reasons, by.pk):
            return request
        sentence = _("This has already been decided: %(outcome)s, by %(who)s.")
        words = {"outcome": request.get_status_display(), "who": request.decided_by}
        raise DomainError(sentence % words, code="decided")
    if version is not None:
        require_version(request, version)
    _require_decision(request, outcome, reasons, appeal_notice, ends)
    request.reasons, request.appeal_notice = reasons, appeal_notice
    request.decided_at, request.decided_by = timezone.now(), by
    request.version += 1
    with acting(by):
        move(
            request,
            to=ChangeStatus(outcome),
            by=by,
            transitions=CHANGE_TRANSITIONS,
            note=reasons,
            also=["reasons", "appeal_notice", "decided_at", "decided_by", "version"],
        )
    if outcome != ChangeStatus.REFUSED:
        _let_hold(request, outcome, starts, ends, amounts or {})
    register.enter(
        application,
        kind=RegisterKind.CHANGE,
        direction=RegisterDirection.OUT,
        subject=lambda: (
            _("%(change)s: %(outcome)s") % {"change": request, "outcome": request.get_status_display()}
        ),
        counterpart=application.applicant_name,
        by=by,
        key=f"change-decided-{request.pk}",
    )
    report_mail.change_decided(request)
    return request


def _require_decision(
    request: ChangeRequest, outcome: str, reasons: str, appeal_notice: str, ends: UncertainDate | None
) -> None:
    problems: dict[str, str] = {}
    if outcome not in DECIDED_CHANGES:
        problems["outcome"] = _("Choose one of the answers.")
    if not reasons:
        problems["reasons"] = _("A decision needs its reasons.")
    if not appeal_notice:
        problems["appeal_notice"] = _("A decision says how to appeal.")
    if outcome == ChangeStatus.IN_PART and request.kind == ChangeKind.PERIOD and ends is None:
        problems["ends"] = _("Say which end is approved.")
    if problems:
        raise field_errors(problems)


def _let_hold(
    request: ChangeRequest,
    outcome: str,
    starts: UncertainDate | None,
    ends: UncertainDate | None,
    amounts: dict[str, Decimal],
) -> None:
    """Let what was approved hold: the period or the budget; partners and content are in the words of the decision."""
    in_part = outcome == ChangeStatus.IN_PART
    award = request.award
    if request.kind == ChangeKind.PERIOD:
        starts, ends = (starts, ends) if in_part else (request.starts, request.ends)
        if problems := period_problems(starts, ends):
            raise field_errors(problems)
        terms.change(award, request, starts=starts, ends=ends, lines=None)
        duties.recount(award)
    elif request.kind == ChangeKind.BUDGET:
        lines = [
            {**line, "amount": str(amounts.get(line["key"], line["amount"]))} if in_part else line
            for line in request.lines
        ]
        terms.change(award, request, starts=None, ends=None, lines=lines)
