"""What a report means in money: the one place where reports touch awards and payments."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.money import awards, plans, repayments
from grants.enums import OWED_REPORTS, InstalmentTrigger, ReportKind, ReportStatus
from grants.enums.money import UNPREPARED
from grants.models import Award, Report
from portal.core.errors import field_errors


def handed_in(report: Report, *, by: Any) -> None:
    """Make payable what waits for the report, in the caller's transaction; an interim report releases nothing."""
    if report.kind != ReportKind.INTERIM:
        plans.happened(report.award, InstalmentTrigger.REPORT, on=timezone.localdate(), by=by)


def settle(report: Report, *, by: Any) -> bool:
    """Let what follows from an answer happen to the money, in the caller's transaction.

    What the grant loses is taken from what is still to be paid, and the rest is claimed back. Returns whether the
    balance is released: once everything that accounts for the money at the end is approved. Raises DomainError beside
    ``amount`` where neither holds as much.
    """
    if report.amount is not None and report.status in {ReportStatus.REDUCED, ReportStatus.RECLAIMED}:
        _take(report.award, report.amount, report.review, by)
    if not releases_balance(report):
        return False
    plans.happened(report.award, InstalmentTrigger.APPROVAL, on=timezone.localdate(), by=by)
    return True


def _take(award: Award, amount: Decimal, reasons: str, by: Any) -> None:
    # A grant from before there were plans has nothing to take from: its answer stands alone.
    if not award.payments.exists():
        return
    waiting = award.payments.filter(status__in=UNPREPARED).values_list("amount", flat=True)
    unpaid = min(amount, sum(waiting, Decimal(0)))
    back = min(amount - unpaid, repayments.claimable(award))
    if unpaid + back < amount:
        raise field_errors({"amount": _("This is more than what was paid and what is still to be paid.")})
    if unpaid:
        awards.reduce(award, amount=unpaid, reasons=reasons, by=by)
    if back:
        repayments.demand(award, amount=back, reasons=reasons, by=by)


def releases_balance(report: Report) -> bool:
    """Tell whether this answer was the last one that the balance of the grant waits for."""
    if (
        report.status not in {ReportStatus.APPROVED, ReportStatus.REDUCED}
        or report.kind == ReportKind.INTERIM
    ):
        return False
    waiting = [*OWED_REPORTS, ReportStatus.HANDED_IN]
    others = Report.objects.filter(award=report.award_id, status__in=waiting).exclude(pk=report.pk)
    return not others.exclude(kind=ReportKind.INTERIM).exists()
