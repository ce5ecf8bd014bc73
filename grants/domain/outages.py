"""Outages in the last hours of a call: noticed by the gap between two signs of life, and made good by more time.

Every minute the portal writes that it is there (beat tells the worker, the worker writes to the database). Where signs
are missing for longer than is usual, something of that chain was away, and so, most likely, was the portal.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pghistory
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from grants.enums import CallStatus
from grants.models import Call, Outage, ServiceProbe
from portal.core.moments import say_moment

# A restart for an update, or a busy minute, is no outage.
TOLERATED = timedelta(minutes=5)
LAST_HOURS = timedelta(hours=24)
KEPT = timedelta(days=2)
# More time is given in whole steps, so that the new deadline is one that people remember.
STEP = timedelta(minutes=15)
# For how long after a call has closed more time is still suggested.
SUGGESTED_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Suggestion:
    """More time for a call, for the time in which nobody could apply."""

    call: Call
    lost: timedelta
    until: datetime
    outages: tuple[Outage, ...]

    @property
    def lost_minutes(self) -> int:
        """The time lost in whole minutes, begun ones counted."""
        return -int(-self.lost.total_seconds() // 60)

    @property
    def until_words(self) -> str:
        """The new deadline by the call's clocks."""
        return say_moment(self.until, self.call.time_zone)

    @property
    def address(self) -> str:
        """The page ``grants:officer:call_extend``, where a call is given more time."""
        return reverse("grants:officer:call_detail", args=[self.call.slug]) + "extend/"


@transaction.atomic
def probe(now: datetime) -> Outage | None:
    """Write a sign of life; return the outage before it, if there was one in the last day of a call.

    Two workers at once write two signs and find the outage once.
    """
    before = ServiceProbe.objects.order_by("-at").first()
    if before is not None and now <= before.at:
        return None
    ServiceProbe.objects.create(at=now)
    ServiceProbe.objects.filter(at__lt=now - KEPT).delete()
    if before is None or now - before.at <= TOLERATED:
        return None
    if not _in_last_hours(before.at, now).exists():
        return None
    return Outage.objects.get_or_create(began=before.at, defaults={"ended": now})[0]


def _in_last_hours(began: datetime, ended: datetime) -> QuerySet[Call]:
    """Return the calls in whose last hours a time lies, wholly or in part."""
    return Call.objects.filter(
        status__in=[CallStatus.PUBLISHED, CallStatus.CLOSED],
        closes_at__gt=began,
        closes_at__lt=ended + LAST_HOURS,
        opens_at__lt=ended,
    )


def suggested_extension(call: Call, now: datetime) -> Suggestion | None:
    """Return the time that a call should be open longer, for outages in its last day; None where it owes nobody any.

    What an outage took away before the deadline was moved has been made good by moving it at least as far. Two queries.
    """
    if call.closes_at is None or call.status not in {CallStatus.PUBLISHED, CallStatus.CLOSED}:
        return None
    if now > call.closes_at + SUGGESTED_FOR:
        return None
    found = tuple(Outage.objects.filter(_touching(call)).order_by("began"))
    return _suggestion(call, found) if found else None


def _touching(call: Call) -> Q:
    assert call.closes_at is not None  # noqa: S101 - the callers have asked
    return Q(began__lt=call.closes_at, ended__gt=call.closes_at - LAST_HOURS)


def _suggestion(call: Call, outages: tuple[Outage, ...]) -> Suggestion | None:
    """Add up what was lost of the time up to the deadline as it was then, less what has been given since."""
    closes, lost, counted = call.closes_at, timedelta(), []
    assert closes is not None  # noqa: S101 - the callers have asked
    for outage in outages:
        then = _deadline_at(call, outage.ended) or closes
        part = min(outage.ended, then) - max(outage.began, then - LAST_HOURS)
        given = closes - then
        if part > timedelta() and given < part:
            lost += part - max(given, timedelta())
            counted.append(outage)
    if not counted:
        return None
    steps = -(-lost // STEP)
    return Suggestion(call, lost, closes + steps * STEP, tuple(counted))


def _deadline_at(call: Call, moment: datetime) -> datetime | None:
    """Return the deadline of a call as it stood at a moment."""
    events = next(iter(pghistory.core.event_models(tracks_model=Call)))
    then: datetime | None = (
        events._default_manager.filter(pgh_obj_id=call.pk, pgh_created_at__lte=moment)
        .order_by("-pgh_id")
        .values_list("closes_at", flat=True)
        .first()
    )
    return then


def suggestions(calls: list[Call], now: datetime) -> list[Suggestion]:
    """Return the calls among these that should be open longer."""
    found = [suggested_extension(call, now) for call in calls]
    return [one for one in found if one is not None]
