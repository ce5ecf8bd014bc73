"""Reads one date of what people type: a day, month, part of a year, year, decade or century."""

import re

from django.utils.translation import gettext as _

from portal.core.uncertain.edtf_text import Part, read_part
from portal.core.uncertain.errors import UncertainValueError
from portal.core.uncertain.vocabulary import VOCABULARIES

_WORDS = VOCABULARIES.values()


def _any(name: str) -> str:
    return "|".join(getattr(words, name) for words in _WORDS)


_MONTHS = {name: number for words in _WORDS for name, number in words.read_months.items()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|:e|:a|e|\.)?"
_YEAR = r"(?P<year>\d{4})"
_WITH_MONTH = [
    re.compile(rf"{_DAY},? (?:of )?(?P<month>{_MONTH})\.?,? {_YEAR}"),
    re.compile(rf"(?P<month>{_MONTH})\.? {_DAY},? {_YEAR}"),
    re.compile(rf"(?P<month>{_MONTH})\.?,? (?:of )?{_YEAR}"),
    re.compile(rf"{_YEAR},? (?P<month>{_MONTH})\.?"),
]
_FILLER = re.compile(r"(?:on|in|the|year|den|d\.|i|år|året|op|het jaar|in het jaar|de) (?P<rest>.+)")
_ABOUT = re.compile(rf"(?:~|(?:{_any('read_about')})(?: |(?<=\.)))(?P<rest>.+)")
_PERHAPS = re.compile(rf"(?:{_any('read_perhaps')}) (?P<rest>.+)")
_QUARTER = re.compile(
    r"(?:(?:q|k|kvartal |quarter |kwartaal )(?P<a>[1-4]),? (?:of )?(?P<y>\d{4})"
    r"|(?P<y2>\d{4})[ -]?(?:q|k)(?P<b>[1-4]))"
)
_PARTS_OF_YEAR = {
    code: re.compile(
        "(?:"
        + "|".join(words.read_parts_of_year[code] for words in _WORDS)
        + rf") ?(?P<rest>\d{{4}}|(?:{_MONTH})\.? \d{{4}})"
    )
    for code in next(iter(_WORDS)).parts_of_year
}
_DECADE = [re.compile(words.read_decade) for words in _WORDS]
_CENTURY = [re.compile(words.century.replace("{year}", r"(\d{2})00")) for words in _WORDS]
_DECADE_OF_00 = re.compile(
    "(?:" + "|".join(words.decade_of_00.split(" ")[0] for words in _WORDS) + r") (\d{3})0-(?:\1)" + "9"
)


def parse_part(text: str) -> Part | None:
    """One date, in lower case and with plain hyphens; None when it is none.

    Raises UncertainValueError for a day that does not exist and for figures that may be two days.
    """
    if match := _PERHAPS.fullmatch(text):
        return _qualified(match["rest"], "?")
    if match := _ABOUT.fullmatch(text):
        return _qualified(match["rest"], "~")
    if text.endswith("?"):
        return _qualified(text[:-1].strip(), "?")
    part = _unqualified(text)
    if part is None and (match := _FILLER.fullmatch(text)):
        return parse_part(match["rest"])
    return part


def _qualified(text: str, qualifier: str) -> Part | None:
    part = parse_part(text)
    if part is None:
        return None
    both = part.qualifier not in ("", qualifier)
    return Part(part.year, part.month, part.day, "%" if both else qualifier)


def _unqualified(text: str) -> Part | None:
    readers = (_figures, _quarter, _with_month, _decade, _part_of_year)
    return next((part for reader in readers if (part := reader(text)) is not None), None)


def _checked(year: str, month: int | None = None, day: int | None = None) -> Part | None:
    pieces = [year, *(f"{number:02d}" for number in (month, day) if number is not None)]
    return read_part("-".join(pieces))


def _figures(text: str) -> Part | None:
    """2017, 2017-12~, 2019-05-31, 20190531, 31.5.2019, 31/5/2019, 5/2019."""
    part = read_part(text.upper())
    if part is not None:
        return part
    if match := re.fullmatch(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})|(\d{4})(\d{2})(\d{2})", text):
        year, month, day = (piece for piece in match.groups() if piece)
        return _checked(year, int(month), int(day))
    if match := re.fullmatch(r"(\d{1,2})[-./ ] ?(\d{1,2})[-./ ] ?(\d{4})", text):
        first, second, year = int(match[1]), int(match[2]), match[3]
        if first <= 12 and second <= 12 and first != second:
            raise ambiguous(first, second, year)
        day, month = (second, first) if second > 12 else (first, second)
        return _checked(year, month, day)
    if (match := re.fullmatch(r"(\d{1,2})[-./](\d{4})", text)) and 1 <= int(match[1]) <= 12:
        return _checked(match[2], int(match[1]))
    return None


def _with_month(text: str) -> Part | None:
    for pattern in _WITH_MONTH:
        if match := pattern.fullmatch(text):
            groups = match.groupdict()
            day = int(groups["day"]) if groups.get("day") else None
            return _checked(groups["year"], _MONTHS[groups["month"]], day)
    return None


def _quarter(text: str) -> Part | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    return Part(match["y"] or match["y2"], str(32 + int(match["a"] or match["b"])))


def _decade(text: str) -> Part | None:
    """The 2010s, or the 1800s: a year that ends in 00 stands for the century, which holds its first decade too."""
    if match := _DECADE_OF_00.fullmatch(text):
        return Part(f"{match[1]}X")
    for pattern in _CENTURY:
        if match := pattern.fullmatch(text):
            return Part(f"{match[1]}XX")
    for pattern in _DECADE:
        if match := pattern.fullmatch(text):
            return Part(f"{match[1][:2]}XX" if match[1].endswith("0") else f"{match[1]}X")
    return None


def _part_of_year(text: str) -> Part | None:
    """Spring 2018, end of 2017. Of "end of May 2018" only the month can be kept."""
    for code, pattern in _PARTS_OF_YEAR.items():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if re.fullmatch(r"\d{4}", match["rest"]):
            return read_part(f"{match['rest']}-{code}")
        if code in (37, 38, 39) and (month := _with_month(match["rest"])) and not month.day:
            return month
    return None


def ambiguous(first: int, second: int, year: str) -> UncertainValueError:
    """The error for figures that may be day and month or month and day."""
    return UncertainValueError(
        _(
            "%(first)s/%(second)s/%(year)s may be two different days. Write the month as a word, as in 3 April 2019, "
            "or the year first, as in 2019-04-03."
        )
        % {"first": first, "second": second, "year": year}
    )
