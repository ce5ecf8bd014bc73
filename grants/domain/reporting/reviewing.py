"""The authority's answer to a report: complete it, approved, approved with less money, money back."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import report_mail
from grants.domain import register
from grants.domain.reporting import outcomes, settlement
from grants.domain.reporting.duties import require_reviewer
from grants.enums import (
    REPORT_TRANSITIONS,
    RegisterDirection,
    RegisterKind,
    ReportStatus,
)
from grants.models import Report
from portal.core.amounts import format_amount
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate
from portal.core.versions import require_version

ANSWERS = frozenset(
    [ReportStatus.SENT_BACK, ReportStatus.APPROVED, ReportStatus.REDUCED, ReportStatus.RECLAIMED]
)
WITH_MONEY = frozenset([ReportStatus.REDUCED, ReportStatus.RECLAIMED])


@transaction.atomic
def answer(
    report: Report,
    *,
    outcome: str,
    text: str = "",
    amount: Decimal | None = None,
    due_on: date | None = None,
    appeal_notice: str = "",
    version: int | None = None,
    by: Any,
) -> Report:
    """Answer a report that was handed in; the same answer by the same person again is the one that stands.

    Parameters: ``outcome`` is one of ANSWERS; ``amount``, in the award's currency, is what the grant is reduced by or
    what is paid back; ``due_on`` is the new day of a report that is sent back. Raises NotAllowed for others than
    officers without an interest, StaleEdit, DomainError with a sentence beside the field otherwise.
    """
    application = lock(report.application)
    report = lock(report)
    report.application = application
    require_reviewer(application, by)
    text = text.strip()
    if report.status == outcome and report.reviewed_by_id == by.pk and report.review == text:
        return report
    if version is not None:
        require_version(report, version)
    if report.status != ReportStatus.HANDED_IN:
        raise DomainError(
            _("This is “%(now)s” and cannot be answered now.") % {"now": report.get_status_display()},
            code="not_handed_in",
        )
    _require_sense(report, outcome, text=text, amount=amount, due_on=due_on, appeal_notice=appeal_notice)
    also = _write(
        report, outcome, text=text, amount=amount, due_on=due_on, appeal_notice=appeal_notice, by=by
    )
    with acting(by):
        move(
            report,
            to=ReportStatus(outcome),
            by=by,
            transitions=REPORT_TRANSITIONS,
            note=text,
            also=also,
        )
    _enter(report, by)
    if report.status in {ReportStatus.APPROVED, ReportStatus.REDUCED}:
        outcomes.make_facts(report.award, by=by)
    settlement.settle(report, by=by)
    report_mail.answered(report)
    return report


def _write(report: Report, outcome: str, *, by: Any, **said: Any) -> list[str]:
    """Put the answer into the report, and return the columns to save."""
    report.review, report.reviewed_at, report.reviewed_by = said["text"], timezone.now(), by
    report.amount = said["amount"] if outcome in WITH_MONEY else None
    report.appeal_notice = said["appeal_notice"].strip() if outcome in WITH_MONEY else ""
    report.version += 1
    also = ["review", "reviewed_at", "reviewed_by", "amount", "appeal_notice", "version"]
    if outcome == ReportStatus.SENT_BACK:
        report.due, report.due_on, report.reminded = UncertainDate.of(said["due_on"]), said["due_on"], None
        also += [*Report.due.field.columns(), "due_on", "reminded"]
    return also


def _require_sense(
    report: Report,
    outcome: str,
    *,
    text: str,
    amount: Decimal | None,
    due_on: date | None,
    appeal_notice: str,
) -> None:
    problems: dict[str, str] = {}
    if outcome not in ANSWERS:
        raise DomainError(_("Choose one of the answers."), code="unknown")
    if outcome != ReportStatus.APPROVED and not text:
        problems["text"] = _("Write why: the grantee reads it.")
    if outcome == ReportStatus.SENT_BACK:
        if due_on is None:
            problems["due_on"] = _("Say by which day it has to be completed.")
        elif due_on <= timezone.localdate():
            problems["due_on"] = _("This day is over. Choose a day to come.")
    if outcome in WITH_MONEY:
        problems |= _money_problems(report, outcome, amount)
        if not appeal_notice.strip():
            problems["appeal_notice"] = _("A decision says how to appeal.")
    if problems:
        raise field_errors(problems)


def _money_problems(report: Report, outcome: str, amount: Decimal | None) -> dict[str, str]:
    award = report.award
    if amount is None or amount <= 0:
        return {"amount": _("Write the amount, more than zero.")}
    most = format_amount(award.amount, award.currency)
    if amount > award.amount:
        return {"amount": _("This is more than was granted: %(sum)s.") % {"sum": most}}
    if outcome == ReportStatus.REDUCED and amount == award.amount:
        return {"amount": _("This is all that was granted (%(sum)s): reclaim it instead.") % {"sum": most}}
    return {}


def _enter(report: Report, by: Any) -> None:
    words = {
        ReportStatus.SENT_BACK: gettext_lazy("%(report)s sent back to be completed"),
        ReportStatus.APPROVED: gettext_lazy("%(report)s approved"),
        ReportStatus.REDUCED: gettext_lazy("%(report)s approved, the grant reduced by %(amount)s"),
        ReportStatus.RECLAIMED: gettext_lazy("%(report)s: %(amount)s reclaimed"),
    }[ReportStatus(report.status)]

    def said() -> str:
        money = "" if report.amount is None else format_amount(report.amount, report.award.currency)
        return str(words) % {"report": report, "amount": money}

    register.enter(
        report.application,
        kind=RegisterKind.REVIEW,
        direction=RegisterDirection.OUT,
        subject=said,
        counterpart=report.application.applicant_name,
        by=by,
        key=f"review-{report.pk}-{report.version}",
    )
