"""How the states of reports and changes look, on pages and in lists alike."""

from datetime import date

from django.utils.translation import gettext as _

from grants.enums import ChangeStatus, ReportStatus
from grants.models import Report

REPORT_TONES = {
    ReportStatus.DUE: "neutral",
    ReportStatus.DRAFT: "draft",
    ReportStatus.HANDED_IN: "info",
    ReportStatus.SENT_BACK: "wait",
    ReportStatus.APPROVED: "good",
    ReportStatus.REDUCED: "stop",
    ReportStatus.RECLAIMED: "stop",
    ReportStatus.WAIVED: "ended",
}
CHANGE_TONES = {
    ChangeStatus.SUBMITTED: "wait",
    ChangeStatus.APPROVED: "good",
    ChangeStatus.IN_PART: "good",
    ChangeStatus.REFUSED: "stop",
    ChangeStatus.WITHDRAWN: "ended",
    ChangeStatus.NOTED: "info",
}


def overdue_note(report: Report, today: date) -> str:
    """Return that a report is overdue; nothing where it is not."""
    late = report.is_owed and report.due_on is not None and report.due_on < today
    return _("overdue") if late else ""
