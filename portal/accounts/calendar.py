"""A person's deadlines as iCalendar (RFC 5545), by the house's registry of deadlines."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Event, vDuration, vText

from portal.core.calendars import all_day, calendar_named, printable
from portal.core.registry import Deadline

PRODUCT = "-//Cultural Partnerships//Deadlines//EN"
# The desk shows deadlines from these days on, and a calendar rings on them.
REMINDERS = (180, 90, 30)
ASK_AGAIN = timedelta(hours=6)


def feed(deadlines: Iterable[Deadline], *, host: str, address: str, name: str, now: datetime) -> bytes:
    """Return a calendar of all-day entries, one for each deadline.

    Parameters: ``host`` makes their identifiers unique in the world and must not change; ``address`` is the portal's,
    without a slash at its end; ``now`` is aware. The identifier of an entry is its deadline's key, so that one that
    moves is moved in the calendar and not entered twice.
    """
    calendar = calendar_named(name, product=PRODUCT)
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    # One stamp a day: asked twice on a day, the calendar is the same to the letter.
    stamp = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for deadline in deadlines:
        calendar.add_component(_entry(deadline, host=host, address=address, stamp=stamp))
    return calendar.to_ical()


def _entry(deadline: Deadline, *, host: str, address: str, stamp: datetime) -> Event:
    entry = all_day(
        deadline.day,
        deadline.day,
        uid=f"{deadline.key}@{host}",
        title=deadline.title,
        address=f"{address}{deadline.url}",
        stamp=stamp,
    )
    if deadline.note:
        entry.add("description", printable(deadline.note))
    for days in REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-days))
        alarm.add("description", vText(printable(deadline.title)))
        entry.add_component(alarm)
    return entry
