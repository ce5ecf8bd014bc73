"""Calendars that phones and offices subscribe to: iCalendar (RFC 5545), of days and not of hours."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDatetime


def calendar_named(name: str, *, product: str) -> Calendar:
    """Return an empty calendar that programs show by its name; ``product`` is what it says it was made by."""
    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    return calendar


def all_day(first: date, last: date, *, uid: str, title: str, address: str, stamp: datetime) -> Event:
    """Return an entry for whole days, which takes nobody's time.

    Parameters: ``uid`` is unique in the world and stays while the entry moves; ``address`` is its page's, whole;
    ``stamp`` is aware.
    """
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", vDatetime(stamp.astimezone(UTC)))
    entry.add("dtstart", first)
    # The end is the day after the last one (RFC 5545, 3.6.1).
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", printable(title))
    entry.add("url", address)
    entry.add("transp", "TRANSPARENT")
    return entry


def printable(text: str) -> str:
    """Return a text without the control characters that RFC 5545 (3.3.11) has no place for."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in lines if character in "\t\n" or ord(character) >= 32)
