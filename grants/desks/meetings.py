"""Meetings on the desk: those coming up, and minutes that wait to be adjusted or recorded."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.enums.meetings import CaseResult, MeetingStatus
from grants.models import AgendaCase, Meeting
from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids, edits
from portal.core.moments import say_moment
from portal.core.registry import DeskGroup, DeskItem

FIRST_FEW = 5
AHEAD = timedelta(days=30)


def meeting_groups(user: Any) -> Iterable[DeskGroup]:
    """Yield the meetings of the next weeks, minutes to adjust, decisions to record; what is empty is left out."""
    now = timezone.now()
    mine = Meeting.objects.visible_to(user).for_list()
    preparing = mine.filter(authority__in=edits(user))
    coming = preparing.to_come().filter(starts_at__lte=now + AHEAD)
    own = Q(adjusters__member__user=user.pk, adjusters__adjusted_at=None)
    adjusting = (mine.to_adjust().filter(own) | preparing.to_adjust()).distinct()
    recording = _to_record(user)
    for title, kind, found, address in (
        (_("Meetings coming up"), "expires", coming, "grants:officer:meeting_detail"),
        (_("Minutes to adjust"), "waits", adjusting, "grants:officer:meeting_minutes"),
        (_("Decisions of meetings to record"), "waits", recording, "grants:officer:meeting_record"),
    ):
        meetings = list(found)
        if meetings:
            items = [_item(meeting, address) for meeting in meetings[:FIRST_FEW]]
            yield DeskGroup(title, kind, len(meetings), reverse("grants:officer:meeting_list"), items)


def _to_record(user: Any) -> Any:
    """Return the meetings whose decisions this person can record on the cases, the oldest first."""
    left = AgendaCase.objects.filter(
        result__in=[CaseResult.APPROVED, CaseResult.REJECTED], decision_basis=None
    )
    decides = authority_ids(user, [Role.DECISION_MAKER])
    mine = Q(authority__in=decides) | Q(secretary=user.pk, authority__in=edits(user))
    found = Meeting.objects.for_list().filter(
        mine, status=MeetingStatus.MINUTED, pk__in=left.values("item__meeting")
    )
    return found.order_by("starts_at", "pk")


def _item(meeting: Meeting, address: str) -> DeskItem:
    return DeskItem(
        text=str(meeting),
        url=reverse(address, args=[meeting.pk]),
        note=say_moment(meeting.starts_at, meeting.authority.time_zone),
    )
