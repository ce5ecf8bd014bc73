"""The columns of grants' registers."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grants.enums import ApplicationStatus, CallStatus
from grants.models import Application, Award, Call, CaseTask, RegisterEntry
from portal.core.amounts import format_amount
from portal.core.collation import sort_languages
from portal.core.moments import say_moment
from portal.core.tables import Column, by_choice, by_field, by_name, link, noted, spoken
from portal.core.templatetags.portal import status as status_word

APPLICATION_TONES = {
    ApplicationStatus.DRAFT: "draft",
    ApplicationStatus.SUBMITTED: "wait",
    ApplicationStatus.INVITED: "info",
    ApplicationStatus.DECLINED: "stop",
    ApplicationStatus.ELIGIBLE: "info",
    ApplicationStatus.INELIGIBLE: "stop",
    ApplicationStatus.APPROVED: "good",
    ApplicationStatus.REJECTED: "stop",
    ApplicationStatus.WITHDRAWN: "ended",
}
CALL_TONES = {
    CallStatus.DRAFT: "draft",
    CallStatus.PUBLISHED: "good",
    CallStatus.CLOSED: "ended",
    CallStatus.WITHDRAWN: "stop",
}


def _by_submission(descending: bool) -> list[Any]:
    return ["-submitted_at" if descending else "submitted_at"]


def _by_amount(descending: bool) -> list[Any]:
    # One index read in either direction: what has no amount comes last, or from the other side first.
    return [F("requested").desc(nulls_last=True) if descending else F("requested").asc(nulls_first=True)]


def _by_applicant(descending: bool) -> list[Any]:
    language = (get_language() or "en").split("-")[0]
    code = language if language in sort_languages() else "en"
    return [OrderBy(KeyTextTransform(code, "applicant_sort"), descending=descending)]


# What repeats down a column is formatted once: formatting is most of what a long list costs (measured.md).


@lru_cache(maxsize=2048)
def _amount(amount: Any, currency: str, language: str) -> str:
    return format_amount(amount, currency, language)


@lru_cache(maxsize=1024)
def _day(day: date, language: str) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


@lru_cache(maxsize=64)
def _status(status: str, language: str) -> SafeString:
    return status_word(str(ApplicationStatus(status).label), APPLICATION_TONES[ApplicationStatus(status)])


@lru_cache(maxsize=1)
def _case_address() -> str:
    return reverse("grants:officer:application_detail", args=["REFERENCE"])


def _language() -> str:
    return get_language() or "en"


def _title(row: Application) -> SafeString:
    address = _case_address().replace("REFERENCE", row.reference)
    return format_html(
        '<a href="{}">{}</a><span class="sub">{}</span>',
        address,
        row.title or row.reference,
        row.diary_number,
    )


def _requested(row: Application) -> str:
    return "" if row.requested is None else _amount(row.requested, row.call.currency, _language())


def _submitted(row: Application) -> str:
    return _day(timezone.localtime(row.submitted_at).date(), _language()) if row.submitted_at else ""


DEFAULT_SORT = "-submitted"  # of the case list

APPLICATIONS = [
    Column("title", _("Project"), _title, heads_row=True),
    Column("applicant", _("Applicant"), lambda row: row.applicant_name, sort=_by_applicant),
    Column("call", _("Call"), lambda row: str(row.call.names)),
    Column("requested", _("Amount"), _requested, sort=_by_amount, numeric=True),
    Column("submitted", _("Submitted"), _submitted, sort=_by_submission, unbroken=True),
    Column("status", _("Status"), lambda row: _status(row.status, _language())),
]


_CHOICE = '<input class="form-check-input" type="checkbox" name="case" value="{}" form="bulk-form" aria-label="{} {}">'


def _choice(row: Application) -> SafeString:
    return format_html(_CHOICE, row.reference, _("Choose"), row.diary_number)


CHOOSE = Column("choose", _("Choose"), _choice)

# Columns that a person may choose besides, and what of a case each of them reads.
MORE_ABOUT_CASES = [
    Column("diary_number", _("Diary number"), lambda row: row.diary_number, unbroken=True),
    Column("reference", _("Reference"), lambda row: row.reference, unbroken=True),
    Column("officer", _("Responsible officer"), lambda row: row.officer),
    Column("deputy", _("Deputy"), lambda row: row.deputy),
    Column("language", _("Language"), lambda row: row.language),
    Column("ground", _("Confidential"), lambda row: row.ground),
]
READ_BY_COLUMN = frozenset({"officer", "deputy", "language", "ground"})


def columns_of(chosen: Sequence[str]) -> list[Column]:
    """Return the columns that somebody chose for the case list, in that order; the usual ones for none."""
    known = {column.name: column for column in [*APPLICATIONS, *MORE_ABOUT_CASES]}
    wanted = [known[name] for name in chosen if name in known and name != "title"]
    return [APPLICATIONS[0], *wanted] if wanted else list(APPLICATIONS)


def _entry_case(row: RegisterEntry) -> SafeString:
    address = _case_address().replace("REFERENCE", row.application.reference)
    return format_html(
        '<a href="{}register/#entry-{}">{}</a><span class="sub">{}, {}</span>',
        address,
        row.number,
        row.subject,
        row.application.diary_number,
        row.application.applicant_name,
    )


def _entry_moment(row: RegisterEntry) -> str:
    local = row.at.astimezone(ZoneInfo(row.authority.time_zone))
    return f"{_day(local.date(), _language())} {local:%H:%M}"


def _entry_document(row: RegisterEntry) -> object:
    return link(row.document.get_absolute_url(), row.document.title) if row.document else ""


DIARY = [
    Column(
        "at", _("When"), _entry_moment, sort=lambda descending: ["-at" if descending else "at"], unbroken=True
    ),
    Column("subject", _("What"), _entry_case, heads_row=True),
    Column("direction", _("Direction"), lambda row: row.get_direction_display()),
    Column("kind", _("Kind"), lambda row: row.get_kind_display()),
    Column("counterpart", _("From or to"), lambda row: row.counterpart),
    Column("by", _("By"), lambda row: row.by or _("the portal")),
    Column("document", _("Document"), _entry_document),
    Column("ground", _("Confidential"), lambda row: row.ground),
]


def _task_text(row: CaseTask) -> object:
    address = _case_address().replace("REFERENCE", row.application.reference)
    text = link(f"{address}#task-{row.pk}", row.text)
    return noted(text, f"{row.application}, {row.application.diary_number}")


def _task_state(row: CaseTask) -> SafeString | str:
    if row.done_at is not None:
        return status_word(str(_("Done")), "good")
    if row.due is not None and row.due < timezone.localdate():
        return status_word(str(_("Late")), "stop")
    return status_word(str(_("To do")), "wait")


CASE_TASKS = [
    Column("text", _("What is to be done"), _task_text, heads_row=True),
    Column("assignee", _("Who"), lambda row: row.assignee),
    Column(
        "due",
        _("To be done by"),
        lambda row: _day(row.due, _language()) if row.due else "",
        sort=by_field("due"),
    ),
    Column("state", _("Status"), _task_state),
]


def _call_title(row: Call) -> object:
    return noted(link(reverse("grants:officer:call_detail", args=[row.slug]), row.names), row.programme.names)


def _call_window(row: Call) -> object:
    if row.closes_at is None:
        return "" if row.historic_window is None else str(row.historic_window)
    return say_moment(row.closes_at, row.time_zone)


OFFICE_CALLS = [
    Column("name", _("Call"), _call_title, sort=by_name(), heads_row=True),
    Column("year", _("Year"), lambda row: row.year, sort=by_field("year"), numeric=True),
    Column("closes", _("Closes"), _call_window, sort=by_field("closes_at")),
    Column(
        "budget",
        _("Budget"),
        lambda row: "" if row.budget is None else format_amount(row.budget, row.currency),
        numeric=True,
    ),
    Column(
        "status",
        _("Status"),
        lambda row: status_word(row.get_status_display(), CALL_TONES[CallStatus(row.status)]),
        sort=by_choice("status", CallStatus),
    ),
]


def recipient(award: Award) -> object:
    """Return who gets the money: an organisation as it was called when it applied; a person's name is not public."""
    application = award.decision.application
    if application.organisation is None:
        return _("a person")
    address = reverse("partnerships:public:organisation_detail", args=[application.organisation.slug])
    return link(address, application.applicant_name)


def _award_title(award: Award) -> object:
    return link(award.get_absolute_url(), award.decision.application.title or _("Untitled"))


def _award_call(award: Award) -> object:
    call = award.decision.application.call
    # A withdrawn call has no public page any more.
    if call.status not in {CallStatus.PUBLISHED, CallStatus.CLOSED}:
        return noted(call.names, call.year)
    return noted(link(call.get_absolute_url(), call.names), call.year)


AWARDS = [
    Column("project", _("Project"), _award_title, heads_row=True),
    Column("recipient", _("Granted to"), recipient),
    Column("call", _("Call"), _award_call),
    Column("authority", _("From"), lambda row: spoken(row.decision.application.authority.organisation.names)),
    Column(
        "amount",
        _("Amount"),
        lambda row: _amount(row.amount, row.currency, _language()),
        sort=by_field("amount"),
        numeric=True,
    ),
    Column(
        "decided",
        _("Decided on"),
        lambda row: _day(timezone.localtime(row.decision.decided_at).date(), _language()),
        sort=by_field("decision__decided_at"),
    ),
]
