"""Events as iCalendar (RFC 5545): only those whose day is known; a year alone is not put on a day."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from exchanges.models import Event
from portal.core.uncertain import UncertainDate

PRODUCT = "-//Cultural Partnerships//Events//EN"
LINE_OCTETS = 75


def feed(events: Iterable[Event], *, host: str, address: str, name: str, now: datetime) -> str:
    """Return a calendar of all-day events, with lines ended, escaped and folded as RFC 5545 has it.

    Parameters: ``events`` have a certain day, or a certain first and last day (``on_certain_days()``), with their
    ``place``; ``host`` makes their identifiers unique in the world; ``address`` is the portal's, without a slash at
    its end; ``now`` is aware. Others are left out: a calendar can only show days, and none is invented (X01).
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    for event in events:
        days = days_of(event)
        if days is not None:
            lines += _event(event, days, host=host, address=address, now=now)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) for line in lines)


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


def _event(event: Event, days: tuple[date, date], *, host: str, address: str, now: datetime) -> list[str]:
    first, last = days
    where = ", ".join(str(one) for one in (event.venue, event.place.names if event.place else "") if one)
    lines = [
        "BEGIN:VEVENT",
        f"UID:event-{event.pk}@{host}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        # The end is the day after the last one (RFC 5545, 3.6.1).
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"SEQUENCE:{event.version}",
        f"SUMMARY:{escape(str(event.names))}",
        f"CATEGORIES:{escape(event.get_kind_display())}",
        f"URL:{address}{event.get_absolute_url()}",
        "TRANSP:TRANSPARENT",
    ]
    if where:
        lines.append(f"LOCATION:{escape(where)}")
    if event.summary:
        lines.append(f"DESCRIPTION:{escape(str(event.summary))}")
    return [*lines, "END:VEVENT"]


def escape(text: str) -> str:
    """Return a text as a value of type TEXT (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(character for character in text if character == "\t" or ord(character) >= 32)


def fold(line: str) -> str:
    """Return a line of at most 75 octets, continued on lines that begin with a space (RFC 5545, 3.1).

    A letter of several octets is never cut in two.
    """
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece]) + "\r\n"
