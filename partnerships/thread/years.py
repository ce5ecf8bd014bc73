"""In which years something certainly went on, and in which it may have (X01)."""

from dataclasses import dataclass
from datetime import date

from portal.core.uncertain import UncertainDate
from portal.core.uncertain.edtf_text import Kind

# Nobody draws a column for each year of a treaty of 1648, or of one that runs until 2199.
LONGEST = 60


@dataclass(frozen=True)
class Years:
    """Years in which something certainly went on, and those in which it only may have."""

    certain: frozenset[int] = frozenset()
    possible: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        """Every year that may be meant."""
        return self.certain | self.possible


def years_of(period: UncertainDate | None, *, today: date, goes_on: bool = False) -> Years:
    """Return the years of a date or a period, no more certain than it is.

    Parameters: ``goes_on`` says that it certainly has not ended, so that an open end reaches to ``today``; without it
    the years after an open beginning are only possible.
    """
    if period is None or period.is_unknown:
        return Years()
    if period.reading.kind != Kind.PERIOD:  # one moment, somewhere between these days
        moment = (period.earliest, period.latest)
        return between(moment, moment, today=today)
    first, last = period.reading.parts
    start = first.bounds() if first else (None, None)
    end = last.bounds() if last else (today, today)
    return between(start, end, today=today, sure_end=bool(last) or goes_on)


def certainly_until(period: UncertainDate | None, *, today: date, goes_on: bool = False) -> date | None:
    """Return the last day up to which something certainly had gone on; None where nobody knows, or it is still ahead.

    Of "between 2014 and 2017" that is the first day of 2014: it may have been no later.
    """
    if goes_on:
        return today
    if period is None or period.is_unknown:
        return None
    day = period.earliest
    if period.reading.kind == Kind.PERIOD:
        first, last = period.reading.parts
        part = last or first
        day = part.bounds()[0] if part else None
    begins = period.earliest or day
    return min(day, today) if day and begins and begins <= today else None


type Bounds = tuple[date | None, date | None]


def between(start: Bounds, end: Bounds, *, today: date, sure_end: bool = True) -> Years:
    """Return the years from a beginning to an end, each given by the first and the last day that may be meant.

    Parameters: ``sure_end`` is false where nobody knows whether it still goes on: then only the beginning is certain.
    """
    low = start[0] or end[0]
    high = end[1] or start[1]
    if low is None or high is None or high < low:
        return Years()
    possible = _span(low.year, high.year, today)
    sure_from, sure_until = start[1], end[0] if sure_end else start[0]
    certain: frozenset[int] = frozenset()
    if sure_from and sure_until and sure_from.year <= sure_until.year:
        certain = _span(sure_from.year, sure_until.year, today)
    return Years(certain, possible - certain)


def _span(first: int, last: int, today: date) -> frozenset[int]:
    last = min(last, today.year + 10)
    return frozenset(range(max(first, last - LONGEST), last + 1))
