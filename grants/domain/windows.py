"""The windows of a call as moments that the portal can enforce, by the call's own clocks."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from grants.domain import batches
from grants.domain.clocks import begins, moments_on
from grants.enums import CallStatus, WindowAnchor, WindowKind
from grants.models import Call, Strand, Window
from portal.core.errors import DomainError
from portal.core.moments import say_moment
from portal.core.uncertain import UncertainDate

# In these an application is handed in that is then decided.
HANDED_IN = frozenset({WindowKind.APPLICATION, WindowKind.FULL})


@dataclass(frozen=True)
class Moments:
    """When a window opens and closes; ``closes`` has two moments where the clocks show that time twice."""

    opens: datetime | None
    closes: Sequence[datetime]


def moments_of(window: Window, call: Call) -> Moments:
    """Return when a window opens and closes. Raises DomainError with a sentence where that is not certain.

    A time that is stated is the first at which nothing is taken any more; without one, the whole day counts. A window
    with batches closes with the last of them.
    """
    if window.has_batches:
        opens = _opens(window, call)
        return Moments(opens, [batches.last_of(window, call).closes])
    day = closing_day(window, call)
    if window.closes_time is None:
        closes = [begins(day + timedelta(days=1), call.time_zone)]
    else:
        closes = moments_on(day, window.closes_time, call.time_zone)
    if not closes:
        raise DomainError(
            _("The clocks are set forward that night, and this time does not exist there."), code="leap"
        )
    opens = _opens(window, call)
    if opens is None and window.opens_days_before is not None:
        opens = begins(day - timedelta(days=window.opens_days_before), call.time_zone)
    return Moments(opens, closes)


def _opens(window: Window, call: Call) -> datetime | None:
    """Return the first moment of the day on which a window opens; None where it names none."""
    if window.opens is None:
        return None
    return begins(_exact(window.opens, _("The day on which it opens is not known exactly.")), call.time_zone)


def closing_day(window: Window, call: Call) -> date:
    """Return the day on which a window closes. Raises DomainError where it is not one certain day."""
    if window.anchor == WindowAnchor.YEARLY:
        month, day = (int(part) for part in window.yearly_day.split("-"))
        try:
            return date(call.year, month, day)
        except ValueError as error:
            sentence = _("%(year)s has no such day. Give the deadline a day of its own.")
            raise DomainError(sentence % {"year": call.year}, code="day") from error
    if window.anchor == WindowAnchor.BEFORE_MEETING:
        if call.meets_on is None:
            raise DomainError(_("Say first on which day the meeting that decides is held."), code="meeting")
        return call.meets_on - timedelta(days=window.days_before or 0)
    if window.anchor == WindowAnchor.BEFORE_START:
        raise DomainError(
            _("This deadline is another for each project: a rule holds it, and the call stays open."),
            code="start",
        )
    return _exact(window.closes, _("The day on which it closes is not known exactly."))


def _exact(day: UncertainDate | None, sentence: str) -> date:
    if day is None or not day.is_exact or day.earliest is None:
        raise DomainError(sentence, code="inexact")
    return day.earliest


def closings(call: Call, rows: Iterable[Window], kinds: Collection[str] = HANDED_IN) -> list[datetime]:
    """Return the moments at which windows of these kinds close, in order; what has no certain day closes nothing."""
    found = []
    for window in rows:
        if window.kind not in kinds:
            continue
        with suppress(DomainError):
            found.append(moments_of(window, call).closes[0])
    return sorted(found)


def closing_for(call: Call, strand: Strand | None, now: datetime) -> datetime | None:
    """Return when applications to a strand close: at its next own deadline or, where it has none, the call's next.

    Where all of a strand's own deadlines have passed that is the last of them, unless the call has been given more
    time since. Never later than the call's own closing. At most two queries.
    """
    rows = list(call.windows.all())
    own = closings(call, [row for row in rows if strand is not None and row.strand_id == strand.pk])
    closing: datetime | None
    if own:
        coming = [moment for moment in own if moment > now]
        closing = coming[0] if coming else max([own[-1], *(one.after for one in call.extensions.all())])
    else:
        general = closings(call, [row for row in rows if row.strand_id is None])
        closing = next((moment for moment in general if moment > now), call.closes_at)
    known = [moment for moment in (closing, call.closes_at) if moment is not None]
    return min(known) if known else None


def closed_strand(call: Call, code: str, now: datetime) -> str:
    """Return why a strand takes no applications any more while the call still does; empty when it takes them."""
    strand = call.strands.filter(code=code).first()
    if strand is None:
        return ""
    closing = closing_for(call, strand, now)
    if closing is None or now < closing:
        return ""
    return _("Applications to “%(strand)s” closed %(moment)s.") % {
        "strand": strand.names,
        "moment": say_moment(closing, call.time_zone),
    }


def collisions(call: Call) -> list[Call]:
    """Return the other calls of the authority that close on the same day, by the call's clocks; one query."""
    if call.closes_at is None:
        return []
    zone = ZoneInfo(call.time_zone)
    # The last moment that counts: a call that is open through a day closes at the next midnight.
    last = (call.closes_at - timedelta(microseconds=1)).astimezone(zone).date()
    first_moment = begins(last, call.time_zone)
    last_moment = begins(last + timedelta(days=1), call.time_zone)
    found = (
        Call.objects.filter(
            authority=call.authority_id,
            closes_at__gt=first_moment,
            closes_at__lte=last_moment,
            status__in=[CallStatus.DRAFT, CallStatus.PUBLISHED],
        )
        .exclude(pk=call.pk)
        .order_by("closes_at", "pk")
    )
    return list(found)
