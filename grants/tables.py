"""The columns of grants' registers."""

from datetime import date
from functools import lru_cache
from typing import Any

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
from grants.models import Application, Award, Call
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
    Column("submitted", _("Submitted"), _submitted, sort=_by_submission),
    Column("status", _("Status"), lambda row: _status(row.status, _language())),
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
