"""The applicant's own pages: what is begun, what runs, what is decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import participants
from grants.domain.applications import closed_for
from grants.domain.deadlines import closing_of, prefetch_deadlines, with_strand
from grants.enums import DECIDED_STATUSES, ApplicationStatus, EntryDirection
from grants.models import Application, Call, CaseEntry, CompletionRequest
from grants.views.applicant.finding import as_told
from grants.views.applicant.words import STATUS_TONES
from grants.views.telling import told
from portal.accounts.domain import mandates
from portal.core.access import applicant
from portal.core.moments import say_day, say_moment, time_left

OPEN_CALLS = 3
MESSAGES = 5
RUNNING = [ApplicationStatus.SUBMITTED, ApplicationStatus.ELIGIBLE]
# What one writes at: a draft, or the full application after an expression of interest was accepted.
WRITTEN = [ApplicationStatus.DRAFT, ApplicationStatus.INVITED]


@dataclass(frozen=True)
class Row:
    """One application on the overview."""

    application: Application
    tone: str
    note: str
    closed: bool = False


@applicant("anyone who has signed in, about their own applications")
def overview(request: HttpRequest) -> HttpResponse:
    """Show the person's drafts with their deadlines, then what runs, then what is decided."""
    now = timezone.now()
    found = Application.objects.visible_to(request.user).own(request.user).for_list()
    listed = with_strand(found.with_deciding()).order_by("-saved_at", "-pk")
    mine: list[Any] = [as_told(application) for application in listed]
    written = [application for application in mine if application.status in WRITTEN]
    prefetch_deadlines(written)
    calls = Call.objects.visible_to(request.user).open_at(now).for_list().order_by("closes_at", "pk")
    context = {
        "invitations": [
            {
                "person": person,
                "role": person.get_role_display(),
                "until": say_day(person.expires_at, person.application.call.time_zone),
            }
            for person in participants.waiting_for(request.user)
        ],
        "mandates": mandates.waiting_for(request.user),
        "requests": _requests(request.user, now),
        "messages_in": _messages(request.user),
        "drafts": [_draft(application, now) for application in written],
        "running": [_row(application) for application in mine if application.status in RUNNING],
        "ended": [
            _row(application) for application in mine if application.status not in [*RUNNING, *WRITTEN]
        ],
        "decided_statuses": DECIDED_STATUSES,
        "calls": [
            {"call": call, "left": time_left(call.closes_at, now)}
            for call in calls[:OPEN_CALLS]
            if call.closes_at
        ],
    }
    return render(request, "grants/applicant/overview.html", context)


def _requests(user: Any, now: datetime) -> list[dict[str, Any]]:
    """Return the requests for completion that wait for this person's answer, the most urgent first."""
    waiting = CompletionRequest.objects.visible_to(user).filter(
        application__in=Application.objects.visible_to(user).own(user).order_by().values("pk")
    )
    found = waiting.waiting().select_related("application").order_by("closes_at", "pk")
    return [told(request, now) for request in found]


def _messages(user: Any) -> list[dict[str, Any]]:
    """Return the latest that the authorities have written about this person's applications."""
    mine = Application.objects.visible_to(user).own(user).order_by().values("pk")
    found = (
        CaseEntry.objects.visible_to(user)
        .filter(application__in=mine, direction=EntryDirection.OUT)
        .select_related("application__call")
        .defer("application__content")
        .order_by("-pk")
    )
    return [
        {
            "entry": entry,
            "kind": entry.get_kind_display(),
            "at": say_moment(entry.at, entry.application.call.time_zone),
        }
        for entry in found[:MESSAGES]
    ]


def _draft(application: Any, now: Any) -> Row:
    sentence = closed_for(application, now)
    if sentence:
        return Row(application, "ended", sentence, closed=True)
    until = closing_of(application, application.strand or "", now)
    left = time_left(until, now) if until else ""
    return Row(application, "draft", left)


def _row(application: Application) -> Row:
    if application.is_reopened:
        return Row(
            application, "wait", _("opened for changes: what you handed in counts until you hand in again")
        )
    note = (
        say_moment(application.submitted_at, application.call.time_zone) if application.submitted_at else ""
    )
    return Row(application, STATUS_TONES[application.status], note)
