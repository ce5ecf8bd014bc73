"""What grantees' and officers' pages say of reports and changes alike."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from grants.enums import ChangeKind
from grants.models import AgreedTerms, ChangeRequest, Report, ReportSubmission
from portal.core.amounts import format_amount
from portal.core.moments import say_moment


def submissions_of(report: Report, submissions: Sequence[ReportSubmission]) -> list[dict[str, Any]]:
    """Return each time that a report was handed in, as pages list it."""
    zone = report.application.call.time_zone
    return [
        {
            "number": one.number,
            "at": say_moment(one.submitted_at, zone),
            "is_late": one.is_late,
            "sha256": one.content_sha256,
        }
        for one in submissions
    ]


def change_rows(change: ChangeRequest, agreed: AgreedTerms) -> list[list[str]]:
    """Return what is asked for beside what is agreed now: what, now, asked for; nothing where only words say it."""
    if change.kind == ChangeKind.PERIOD:
        rows = [(_("Start"), agreed.starts, change.starts), (_("End"), agreed.ends, change.ends)]
        return [[str(what), str(now or ""), str(wanted)] for what, now, wanted in rows if wanted is not None]
    currency = change.award.currency
    now = {line["key"]: line["amount"] for line in agreed.lines}
    return [
        [
            line["what"],
            format_amount(Decimal(now[line["key"]]), currency) if line["key"] in now else "",
            format_amount(Decimal(line["amount"]), currency),
        ]
        for line in change.lines
    ]
