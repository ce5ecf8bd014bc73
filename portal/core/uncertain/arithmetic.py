"""Reckoning with months and days: terms, notice periods, the day before. What was uncertain stays so.

Months are reckoned as people and courts do: three months after 31 August is 30 November (Regulation (EEC, Euratom)
No 1182/71, Article 3(2)(c): a month too short ends on its last day).
"""

from calendar import monthrange
from datetime import date, timedelta

from portal.core.uncertain.dates import UncertainDate
from portal.core.uncertain.edtf_text import Kind, Part

LAST_YEAR = 9999


def months_after(day: date, months: int) -> date:
    """Return the same day of the month so many months later (earlier, if negative), or the last of a shorter month.

    A day beyond the calendar is the calendar's last, or first.
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    if year > LAST_YEAR:
        return date.max
    if year < 1:
        return date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_before(day: date, months: int) -> date:
    """Return the same day of the month so many months earlier, or the last day of that month if it is shorter."""
    return months_after(day, -months)


def is_last_of_month(day: date) -> bool:
    """Tell whether the next day is in another month."""
    return day.day == monthrange(day.year, day.month)[1]


def end_after(end: date, months: int) -> date:
    """Return the last day of a term of so many months that begins the day after ``end``.

    A term that ends with a month goes on ending with one: a year after 28 February 2015 ends on 29 February 2016.
    Reckon several terms in one step from the first end (``end_after(end, 3 * 12)``): a day that a short month has
    clipped would stay clipped.
    """
    later = months_after(end, months)
    if is_last_of_month(end):
        return later.replace(day=monthrange(later.year, later.month)[1])
    return later


def later(value: UncertainDate, months: int) -> UncertainDate:
    """Return the end of a term of so many months after ``value``, as uncertain as that is.

    "End of 2017" and three years is "end of 2020"; "2017" and six months is some day from July 2017 to June 2018
    inclusive of both ends' possibilities, and is said so. An unknown date stays unknown.
    """
    part = value.reading.parts[0] if value.reading.kind == Kind.POINT else None
    if part is not None and not part.is_unknown and (moved := _moved(part, months)) is not None:
        return UncertainDate(str(moved))
    earliest, latest = value.earliest, value.latest
    return between(
        end_after(earliest, months) if earliest else None, end_after(latest, months) if latest else None
    )


def between(earliest: date | None, latest: date | None) -> UncertainDate:
    """Return the date that is some day from ``earliest`` to ``latest``; None is an end that nobody knows."""
    if earliest is None and latest is None:
        return UncertainDate.unknown()
    if earliest == latest and earliest is not None:
        return UncertainDate.of(earliest)
    return UncertainDate(f"[{earliest or ''}..{latest or ''}]")


def day_before(value: UncertainDate) -> UncertainDate:
    """Return the day before: of an exact day that day, of an uncertain one as uncertain a choice."""
    return _beside(value, -1)


def day_after(value: UncertainDate) -> UncertainDate:
    """Return the day after: of an exact day that day, of an uncertain one as uncertain a choice."""
    return _beside(value, 1)


def _beside(value: UncertainDate, days: int) -> UncertainDate:
    step = timedelta(days=days)
    earliest, latest = value.earliest, value.latest
    return between(earliest + step if earliest else None, latest + step if latest else None)


def _moved(part: Part, months: int) -> Part | None:
    """Return a part so many months later in the same precision; None where that precision cannot say it."""
    if "X" in part.year:
        return None
    year = int(part.year)
    if part.day.isdigit():
        day = end_after(date(year, int(part.month), int(part.day)), months)
        return Part(f"{day.year:04}", f"{day.month:02}", f"{day.day:02}", part.qualifier)
    if part.month.isdigit() and not part.season:
        place = year * 12 + int(part.month) - 1 + months
        return Part(f"{place // 12:04}", f"{place % 12 + 1:02}", part.day, part.qualifier)
    if months % 12:
        return None
    return Part(f"{year + months // 12:04}", part.month, part.day, part.qualifier)
