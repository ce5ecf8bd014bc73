"""What lies on the desk of grants: what waits to be screened or decided, what closes soon, what is late."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.desks import assessment, meetings, money, reporting
from grants.desks.casework import task_groups
from grants.domain import outages
from grants.domain.waiting import LATE_AFTER, waiting_for
from grants.enums import CallStatus, Waits
from grants.models import Application, Call, CompletionRequest
from portal.accounts.permissions import edits
from portal.core.moments import say_day, time_left
from portal.core.registry import DeskGroup, DeskItem

FIRST_FEW = 5
CLOSES_WITHIN = timedelta(days=14)


def desk(user: Any) -> Iterable[DeskGroup]:
    """Return the groups of the user's desk; those with nothing in them are left out."""
    waits = waiting_for(user)
    groups = [
        _cases(_("To screen"), waits, Waits.SCREENING),
        _cases(_("To decide"), waits, Waits.DECISION),
        _cases(_("To reject, or to screen again"), waits, Waits.REJECTION),
        *task_groups(user),
        _completions(user),
        _closing(user),
        _outages(user),
        *reporting.groups(user),
        _cases(_late(), waits, Waits.LONG, "late"),
        *meetings.meeting_groups(user),
        *assessment.groups(user),
        *money.groups(user),
    ]
    return [group for group in groups if group is not None]


def _list(query: str) -> str:
    return f"{reverse('grants:officer:application_list')}?{query}"


def _waiting(which: Q) -> QuerySet[Application]:
    """Return the cases, the longest waiting first."""
    return (
        Application.objects.filter(which)
        .only("reference", "title", "applicant_name", "submitted_at", "authority_id")
        .order_by("submitted_at", "pk")
    )


def _item(case: Application, *, late: bool = False) -> DeskItem:
    waits_since = (
        say_day(case.submitted_at, str(timezone.get_default_timezone())) if case.submitted_at else ""
    )
    return DeskItem(
        text=case.title or case.reference,
        url=reverse("grants:officer:application_detail", args=[case.reference]),
        note=f"{case.applicant_name}, {waits_since}",
        late=late,
    )


def _cases(title: str, conditions: Mapping[Waits, Q], waits: Waits, kind: str = "waits") -> DeskGroup | None:
    waiting = _waiting(conditions[waits])
    count = waiting.order_by().count()
    if not count:
        return None
    items = [_item(case, late=kind == "late") for case in waiting[:FIRST_FEW]]
    return DeskGroup(title, kind, count, _list(f"waits={waits.value}&sort=submitted"), items)


def _late() -> str:
    return _("Waiting for more than %(days)s days") % {"days": LATE_AFTER.days}


def _completions(user: Any) -> DeskGroup | None:
    """Return the answers to requests for completion that nobody has looked at, the oldest first."""
    found = CompletionRequest.objects.to_look_at(user).select_related("application")
    # Those of the own authority, and what one has asked for as a funder's officer.
    mine = Q(application__authority__in=edits(user)) | Q(created_by=user)
    requests = list(found.filter(mine).order_by("answered_at", "pk"))
    if not requests:
        return None
    zone = str(timezone.get_default_timezone())
    items = [
        DeskItem(
            text=str(request.application),
            url=reverse("grants:officer:application_detail", args=[request.application.reference])
            + "#completions",
            note=say_day(request.answered_at, zone) if request.answered_at else "",
        )
        for request in requests
    ]
    # All of them are here: no list shows these alone.
    return DeskGroup(_("Completions to look at"), "waits", len(requests), "", items)


def _closing(user: Any) -> DeskGroup | None:
    now = timezone.now()
    closing = list(
        Call.objects.filter(
            authority__in=edits(user),
            status=CallStatus.PUBLISHED,
            closes_at__gt=now,
            closes_at__lte=now + CLOSES_WITHIN,
        ).order_by("closes_at", "pk")
    )
    if not closing:
        return None
    items = [
        DeskItem(
            text=str(call.names),
            url=reverse("grants:officer:call_detail", args=[call.slug]),
            note=time_left(call.closes_at, now) if call.closes_at else "",
            due=timezone.localtime(call.closes_at).date() if call.closes_at else None,
        )
        for call in closing[:FIRST_FEW]
    ]
    url = reverse("grants:officer:call_list")
    return DeskGroup(_("Calls that close soon"), "expires", len(closing), url, items)


def _outages(user: Any) -> DeskGroup | None:
    """Return the calls that should be open longer, since the portal was away in their last hours."""
    now = timezone.now()
    calls = Call.objects.filter(
        authority__in=edits(user),
        status__in=[CallStatus.PUBLISHED, CallStatus.CLOSED],
        closes_at__gt=now - outages.SUGGESTED_FOR,
        closes_at__lt=now + outages.LAST_HOURS,
    )
    found = outages.suggestions(list(calls.order_by("closes_at", "pk")), now)
    if not found:
        return None
    items = [
        DeskItem(
            text=str(one.call.names),
            url=one.address,
            note=_("away for %(minutes)s minutes; give time until %(moment)s")
            % {"minutes": one.lost_minutes, "moment": one.until_words},
            late=True,
        )
        for one in found[:FIRST_FEW]
    ]
    url = reverse("grants:officer:call_list")
    return DeskGroup(_("Calls that lost time to an outage"), "late", len(found), url, items)
