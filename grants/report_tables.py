"""The columns of the lists of reports and changes."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from grants.domain.reporting.due import due_words
from grants.enums import ChangeKind, ChangeStatus, ReportKind, ReportStatus
from grants.models import ChangeRequest, Report
from grants.report_tones import CHANGE_TONES, REPORT_TONES, overdue_note
from portal.core.tables import Column, by_choice, by_field, link, noted
from portal.core.templatetags.portal import status as status_word


def _report_title(row: Report) -> object:
    address = reverse("grants:officer:report_detail", args=[row.application.reference, row.number])
    return noted(
        link(address, row.application.title or row.application.reference), row.application.diary_number
    )


def _report_due(row: Report) -> object:
    note = overdue_note(row, timezone.localdate())
    return noted(due_words(row), note) if note else due_words(row)


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment).date(), "SHORT_DATE_FORMAT") if moment else ""  # type: ignore[arg-type]


REPORTS = [
    Column("title", _("Project"), _report_title, heads_row=True),
    Column("grantee", _("Grantee"), lambda row: row.application.applicant_name),
    Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort=by_choice("kind", ReportKind)),
    Column("call", _("Call"), lambda row: str(row.application.call.names)),
    Column("due", _("Due"), _report_due, sort=by_field("due_on")),
    Column("handed_in", _("Handed in"), lambda row: _day(row.handed_in_at), sort=by_field("handed_in_at")),
    Column(
        "status",
        _("Status"),
        lambda row: status_word(row.get_status_display(), REPORT_TONES[ReportStatus(row.status)]),
        sort=by_choice("status", ReportStatus),
    ),
]


def _change_title(row: ChangeRequest) -> object:
    address = reverse("grants:officer:change_detail", args=[row.application.reference, row.number])
    return noted(
        link(address, row.application.title or row.application.reference), row.application.diary_number
    )


CHANGES = [
    Column("title", _("Project"), _change_title, heads_row=True),
    Column("grantee", _("Grantee"), lambda row: row.application.applicant_name),
    Column("kind", _("What changes"), lambda row: row.get_kind_display(), sort=by_choice("kind", ChangeKind)),
    Column("call", _("Call"), lambda row: str(row.application.call.names)),
    Column("submitted", _("Asked"), lambda row: _day(row.submitted_at), sort=by_field("submitted_at")),
    Column(
        "status",
        _("Status"),
        lambda row: status_word(row.get_status_display(), CHANGE_TONES[ChangeStatus(row.status)]),
        sort=by_choice("status", ChangeStatus),
    ),
]
