"""Events as a calendar: only those whose day is known; a year alone is not put on a day."""

from collections.abc import Iterable
from datetime import date, datetime

from icalendar import Event as Entry

from exchanges.models import Event
from portal.core.calendars import all_day, calendar_named, printable
from portal.core.uncertain import UncertainDate

PRODUCT = "-//Cultural Partnerships//Events//EN"


def feed(events: Iterable[Event], *, host: str, address: str, name: str, now: datetime) -> bytes:
    """Return a calendar of all-day events.

    Parameters: ``events`` have a certain day, or a certain first and last day (``on_certain_days()``), with their
    ``place``; ``host`` makes their identifiers unique in the world; ``address`` is the portal's, without a slash at
    its end; ``now`` is aware. Others are left out: a calendar can only show days, and none is invented (X01).
    """
    calendar = calendar_named(name, product=PRODUCT)
    for event in events:
        days = days_of(event)
        if days is not None:
            calendar.add_component(_entry(event, days, host=host, address=address, now=now))
    return calendar.to_ical()


def days_of(event: Event) -> tuple[date, date] | None:
    """Return the first and the last day of an event; None unless both are certain."""
    held: UncertainDate | None = event.held
    if held is None:
        return None
    parts = held.reading.parts
    certain = all(part is not None and part.day.isdigit() and not part.qualifier for part in parts)
    if not certain or len(parts) > 2 or "[" in held.edtf or "{" in held.edtf:
        return None
    if held.earliest is None or held.latest is None:
        return None
    return held.earliest, held.latest


def _entry(event: Event, days: tuple[date, date], *, host: str, address: str, now: datetime) -> Entry:
    entry = all_day(
        *days,
        uid=f"event-{event.pk}@{host}",
        title=str(event.names),
        address=f"{address}{event.get_absolute_url()}",
        stamp=now,
    )
    entry.add("sequence", event.version)
    entry.add("categories", [event.get_kind_display()])
    where = ", ".join(str(one) for one in (event.venue, event.place.names if event.place else "") if one)
    if where:
        entry.add("location", printable(where))
    if event.summary:
        entry.add("description", printable(str(event.summary)))
    return entry
