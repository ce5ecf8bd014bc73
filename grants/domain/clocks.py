"""What the clocks of a place show: moments of a day and a time there, through the nights that clocks are changed."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)


def moments_on(day: date, clock: time, zone: str) -> list[datetime]:
    """Return the moments at which the clocks of a place show this time on this day: one, two, or none.

    None where the clocks are set forward over it in spring, two where they are set back over it in autumn.
    """
    place = ZoneInfo(zone)
    local = datetime.combine(day, clock)
    found = []
    for fold in (0, 1):
        moment = local.replace(tzinfo=place, fold=fold).astimezone(UTC)
        if moment.astimezone(place).replace(tzinfo=None) == local and moment not in found:
            found.append(moment)
    return sorted(found)


def first_moment(day: date, clock: time, zone: str) -> datetime:
    """Return the one moment of a time that nobody can be asked about, as RFC 5545, 3.3.5 has it.

    Of two it is the first. Where the clocks are set forward over the time, it is as far from the beginning of the day
    as the time would have been: half past two is half past three that night.
    """
    found = moments_on(day, clock, zone)
    return found[0] if found else datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def begins(day: date, zone: str) -> datetime:
    """Return the first moment of a day in a place.

    Where no clock of the place shows midnight that night, the day begins when they are set forward.
    """
    return first_moment(day, MIDNIGHT, zone)
