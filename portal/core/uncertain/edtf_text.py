"""Reads EDTF texts (ISO 8601-2) into parts and outer bounds.

The forms that the portal itself writes are read here with a regular expression, since the library `edtf`
needs some six milliseconds a text and a list shows a hundred. Whatever else the standard allows is handed
to the library. The tests hold both against each other.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import edtf
from django.utils.translation import gettext_lazy as _

from portal.core.uncertain.errors import UncertainValueError

# First and last month of the codes 21-41 that stand where a month would stand. Wider than the calendar for the
# four seasons, since "spring 2018" is January to June to a Swedish school and March to May to an Englishman, and
# "winter 2017" may be the one that began or the one that ended then: a bound must hold whoever was speaking.
# Months above 12 are in the next year.
SEASONS: dict[int, tuple[int, int]] = {
    21: (1, 6),
    22: (5, 9),
    23: (8, 12),
    24: (1, 15),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    37: (1, 4),
    38: (5, 8),
    39: (9, 12),
    40: (1, 6),
    41: (7, 12),
}

_PART = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<qualifier>[?~%]?)"
)

NOT_A_DATE = _(
    "This date cannot be understood. Write for example 2017, December 2017, 31 May 2019, 2014–2017, since 2011, "
    "about 2015, end of 2017 or unknown."
)
NO_SUCH_DAY = _("There is no such day in the calendar. Check the day and the month.")
BACKWARDS = _("The end is before the beginning. Write the earlier date first.")


class Kind(StrEnum):
    """What an EDTF text says about time: one date, a stretch of it, or a choice."""

    POINT = "point"
    PERIOD = "period"
    BETWEEN = "between"
    ONE_OF = "one of"
    ALL_OF = "all of"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """One date of an EDTF text: digits or X as written, and a qualifier (`~` about, `?` perhaps, `%` both)."""

    year: str
    month: str = ""
    day: str = ""
    qualifier: str = ""

    @property
    def is_unknown(self) -> bool:
        return self.year == "XXXX"

    @property
    def season(self) -> int | None:
        """The code of a season, quarter, third or half of the year (21-41), if the part has one."""
        code = int(self.month) if self.month.isdigit() else 0
        return code if code > 12 else None

    def __str__(self) -> str:
        text = "-".join(piece for piece in (self.year, self.month, self.day) if piece)
        return text + self.qualifier

    def bounds(self) -> tuple[date | None, date | None]:
        """First and last day that the part may mean; a qualified part may be one unit off either way.

        One unit is what the part is written in (day, month, third, year, decade, century), two for `%`:
        the padding of the `edtf` library's fuzzy bounds.
        """
        if self.is_unknown:
            return None, None
        unspecified = self.year.count("X")
        low_year, high_year = (
            int(self.year.replace("X", "0")),
            int(self.year.replace("X", "9")),
        )
        slack = {"": 0, "~": 1, "?": 1, "%": 2}[self.qualifier]
        if self.day.isdigit():
            day = _day(low_year, int(self.month), int(self.day))
            return _clamp_day(day, -slack), _clamp_day(day, slack)
        if self.season:
            low_month, high_month = SEASONS[self.season]
        elif self.month.isdigit():
            low_month = high_month = int(self.month)
        else:
            low_month, high_month = 1, 12
            years = slack * 10**unspecified
            return _first(low_year - years, 1), _last(high_year + years, 12)
        width = high_month - low_month + 1
        return _first(low_year, low_month - slack * width), _last(high_year, high_month + slack * width)


@dataclass(frozen=True, slots=True)
class Reading:
    """An EDTF text taken apart. A part that is None is an open end (`..`); `ends` keeps how the text wrote it."""

    kind: Kind
    parts: tuple[Part | None, ...]
    earliest: date | None
    latest: date | None


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UncertainValueError(NO_SUCH_DAY) from error


def _clamp_day(day: date, offset: int) -> date:
    try:
        return day + timedelta(days=offset)
    except OverflowError:
        return day


def _roll(year: int, month: int) -> tuple[int, int]:
    """Month 0 is December of the year before, month 13 January of the next."""
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def _first(year: int, month: int) -> date:
    year, month = _roll(year, month)
    return date(year, month, 1) if year >= 1 else date.min


def _last(year: int, month: int) -> date:
    year, month = _roll(year, month)
    return date(year, month, calendar.monthrange(year, month)[1]) if year <= 9999 else date.max


def read_part(text: str) -> Part | None:
    """Return the part, or None when the text is not one of the forms read here.

    Raises UncertainValueError for a day or month that no calendar has, and for the year 0.
    """
    match = _PART.fullmatch(text)
    if match is None:
        return None
    part = Part(match["year"], match["month"] or "", match["day"] or "", match["qualifier"])
    if part.year == "0000":
        raise UncertainValueError(NO_SUCH_DAY)
    if part.month.isdigit():
        month = int(part.month)
        if not (1 <= month <= 12 or month in SEASONS) or (part.season and part.day):
            raise UncertainValueError(NO_SUCH_DAY)
    if (part.month == "XX" and part.day.isdigit()) or ("X" in part.year and part.month):
        return None
    part.bounds()
    return part


def _ends(texts: list[str], *, open_marks: tuple[str, ...]) -> tuple[Part | None, ...] | None:
    parts: list[Part | None] = []
    for text in texts:
        part = None if text in open_marks else read_part(text)
        if part is None and text not in open_marks:
            return None
        parts.append(part)
    return tuple(parts)


def _split(text: str) -> tuple[Kind, tuple[Part | None, ...] | None]:
    if text.count("/") == 1:
        return Kind.PERIOD, _ends(text.split("/"), open_marks=("..", ""))
    if text[:1] + text[-1:] in ("[]", "{}"):
        inner, one = text[1:-1], text[0] == "["
        if inner.count("..") == 1 and "," not in inner and one:
            return Kind.BETWEEN, _ends(inner.split(".."), open_marks=("",))
        pieces = [piece.strip() for piece in inner.split(",")]
        return (Kind.ONE_OF if one else Kind.ALL_OF), _ends(pieces, open_marks=())
    part = read_part(text)
    return Kind.POINT, None if part is None else (part,)


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """Take an EDTF text apart.

    Raises UncertainValueError, with a sentence for the user, when the text is no EDTF, names a day that does
    not exist, has its end before its beginning, or has no date at all at either end.
    """
    kind, parts = _split(text)
    if parts is None:
        return _read_with_library(text)
    if all(part is None for part in parts):
        raise UncertainValueError(NOT_A_DATE)
    if kind in (Kind.PERIOD, Kind.BETWEEN):
        first, last = parts[0], parts[-1]
        earliest = first.bounds()[0] if first else None
        latest = last.bounds()[1] if last else None
        _refuse_backwards(first, last)
    else:
        bounds = [part.bounds() for part in parts if part]
        lows = [low for low, _high in bounds if low]
        highs = [high for _low, high in bounds if high]
        earliest = min(lows) if len(lows) == len(bounds) else None
        latest = max(highs) if len(highs) == len(bounds) else None
    return Reading(kind, parts, earliest, latest)


def _refuse_backwards(first: Part | None, last: Part | None) -> None:
    """Refuse a period whose end is certainly before its beginning."""
    if not (first and last):
        return
    begins, ends = first.bounds()[0], last.bounds()[1]
    if begins and ends and begins > ends:
        raise UncertainValueError(BACKWARDS)


def _read_with_library(text: str) -> Reading:
    """Read what only the library knows: qualifiers inside a date, long years, nested sets."""
    try:
        parsed = edtf.parse_edtf(text)
        low, high = parsed.lower_fuzzy(), parsed.upper_fuzzy()
        earliest = None if isinstance(low, float) else date(*low[:3])
        latest = None if isinstance(high, float) else date(*high[:3])
    except (
        edtf.EDTFParseException,
        ValueError,
        OverflowError,
        TypeError,
        AttributeError,
    ) as error:
        # The library reports a text that it cannot read, or cannot bound, in any of these ways.
        raise UncertainValueError(NOT_A_DATE) from error
    if earliest and latest and earliest > latest:
        raise UncertainValueError(BACKWARDS)
    return Reading(Kind.OTHER, (), earliest, latest)
