"""What the rules of a call say of a report, and what its accounts come to: for the officer who answers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from grants.domain.content import answered_sections
from grants.domain.reporting import terms
from grants.domain.reporting.accounts import ZERO
from grants.domain.ruling import verdicts
from grants.enums import BudgetSide, Stage
from grants.models import Report, ReportSubmission
from grants.rules import Verdict


@dataclass(frozen=True)
class Sums:
    """What the accounts of a report come to, in the currency of the award."""

    costs: Decimal
    income: Decimal
    granted: Decimal
    without_voucher: int

    @property
    def unspent(self) -> Decimal:
        """What is left of the grant: financing and grant, less the costs; never below zero, nor above the grant."""
        return min(max(self.income + self.granted - self.costs, ZERO), self.granted)


def sums_of(report: Report, content: Mapping[str, Any]) -> Sums | None:
    """Return what handed-in accounts come to; None for a report without accounts."""
    accounts = content.get("accounts")
    if not accounts:
        return None
    totals = accounts["totals"]
    named = {voucher["line"] for voucher in accounts["vouchers"]}
    costs = [line for line in accounts["lines"] if line["side"] == BudgetSide.COST and line["spent"]]
    return Sums(
        costs=Decimal(totals[BudgetSide.COST]["spent"]),
        income=Decimal(totals[BudgetSide.INCOME]["spent"]),
        granted=report.award.amount,
        without_voucher=sum(1 for line in costs if Decimal(line["spent"]) and line["key"] not in named),
    )


def findings_of(report: Report, submission: ReportSubmission) -> Sequence[tuple[str, Verdict]]:
    """Return each rule that the call asks at the report, as it is stated, with what it says of what was handed in."""
    application = report.application
    sums = sums_of(report, submission.content)
    agreed = terms.current(report.award)
    returned = terms.stated_return(application.content or {}) if agreed.number == 1 else None
    known: dict[str, Any] = {
        "awarded": report.award.amount,
        "end": agreed.ends.latest if agreed.ends else None,
        "returned_on": returned.latest if returned else None,
        "report_filed_on": _day(report, submission),
    }
    if sums is not None:
        # What counts as spent of the grant, when the other financing was used as well.
        known |= {"spent": sums.granted - sums.unspent, "spent_without_voucher": sums.without_voucher}
    sections = answered_sections(application)
    return [
        (asked.sentence(), verdict)
        for asked, verdict in verdicts(application, sections, Stage.REPORT, now=timezone.now(), known=known)
    ]


def _day(report: Report, submission: ReportSubmission) -> date:
    return submission.submitted_at.astimezone(ZoneInfo(report.application.call.time_zone)).date()
