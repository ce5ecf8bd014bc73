"""What the pages of a meeting have in common: how it is found, the way back, how its parts are told."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.enums.meetings import MeetingStatus
from grants.models import Meeting
from grants.permissions import can_edit_meeting
from portal.core.moments import say_day

READ_RULE = "those who read for the authority whose meeting it is"
RULE = "officers and administrators of the authority whose meeting it is"
TONES = {
    MeetingStatus.PLANNED: "draft",
    MeetingStatus.CALLED: "info",
    MeetingStatus.HELD: "wait",
    MeetingStatus.MINUTED: "good",
    MeetingStatus.CANCELLED: "ended",
}


def find_meeting(request: HttpRequest, pk: int) -> Meeting:
    """Return a meeting that the user reads, or answer that there is none."""
    found = Meeting.objects.visible_to(request.user).select_related(
        "authority__organisation", "body", "call_body__call", "secretary"
    )
    return get_object_or_404(found, pk=pk)


def editable(request: HttpRequest, pk: int) -> Meeting:
    """Return a meeting that the user prepares; others get a 403."""
    meeting = find_meeting(request, pk)
    if not can_edit_meeting(request.user, meeting):
        raise PermissionDenied
    return meeting


def page_of(meeting: Meeting, anchor: str = "") -> str:
    """Return the address of a meeting's page, or of a section of it."""
    return meeting.get_absolute_url() + (f"#{anchor}" if anchor else "")


def minutes_of(meeting: Meeting, anchor: str = "") -> str:
    """Return the address of the page of a meeting's minutes, or of an item in them."""
    address = reverse("grants:officer:meeting_minutes", args=[meeting.pk])
    return address + (f"#{anchor}" if anchor else "")


def named(meeting: Meeting) -> str:
    """Return which meeting it is: the body and the day."""
    return f"{meeting}, {say_day(meeting.starts_at, meeting.authority.time_zone)}"


def trail_of(meeting: Meeting | None = None, *, minutes: bool = False) -> list[tuple[object, str]]:
    """Return the breadcrumbs down to the list of meetings, to one, or to its minutes."""
    trail: list[tuple[object, str]] = [(_("Meetings"), reverse("grants:officer:meeting_list"))]
    if meeting is not None:
        trail.append((named(meeting), page_of(meeting)))
        if minutes:
            trail.append((_("Minutes"), minutes_of(meeting)))
    return trail


def tell(request: HttpRequest, error: ValidationError) -> None:
    """Say what was refused where the person goes on, one sentence a message."""
    for sentence in error.messages:
        messages.error(request, sentence)


def shown(meeting: Meeting) -> dict[str, Any]:
    """Return what the head of every page of a meeting shows."""
    return {
        "meeting": meeting,
        "title": named(meeting),
        "status": (meeting.get_status_display(), TONES[MeetingStatus(meeting.status)]),
    }
