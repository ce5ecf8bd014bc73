"""Reads what people type for a date: EDTF, or words and figures in English, Swedish, Danish and Dutch."""

import re
import unicodedata
from datetime import timedelta
from functools import lru_cache

from portal.core.uncertain.date_part_parsing import parse_part
from portal.core.uncertain.dates import UncertainDate
from portal.core.uncertain.edtf_text import NOT_A_DATE, Part
from portal.core.uncertain.errors import UncertainValueError
from portal.core.uncertain.vocabulary import VOCABULARIES

LONGEST = 100
_EDTF = re.compile(r"[0-9XY~?%/.,{}\[\]-]+")
_WORDS = VOCABULARIES.values()


def _any(name: str) -> str:
    """One regular expression out of the same entry of all vocabularies."""
    return "|".join(getattr(words, name) for words in _WORDS)


def _templates(name: str) -> list[re.Pattern[str]]:
    """Regular expressions that read what a template of each vocabulary writes."""
    return [
        re.compile(re.escape(getattr(words, name).lower()).replace(r"\{date\}", "(?P<date>.+)"))
        for words in _WORDS
    ]


_UNKNOWN = re.compile(_any("read_unknown"))
_BETWEEN = [re.compile(words.read_between) for words in _WORDS]
# Language by language, since a word of one may begin or split a phrase of another ("till och med", "quarter of").
_OR = [re.compile(rf",| {words.or_word} ") for words in _WORDS]
_AND = [re.compile(rf",| {words.and_word} ") for words in _WORDS]
_TO = [re.compile(rf" (?:{words.read_to}) ") for words in _WORDS]
_PREFIXES = [
    (meaning, re.compile(rf"(?:{getattr(words, f'read_{meaning}')}) (?P<date>.+)"))
    for words in _WORDS
    for meaning in ("since", "until", "before", "after")
]


@lru_cache(maxsize=1024)
def parse_date(text: str, language: str | None = None) -> UncertainDate:
    """Understand a date as typed; all four languages are read, whatever `language` the person works in.

    Nothing is guessed: "3/4/2019" may be two days and is refused, and "end of 2017" becomes the last third of the
    year (see UncertainDate). Raises UncertainValueError with a sentence that says what can be typed.
    """
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if not typed or len(typed) > LONGEST:
        raise UncertainValueError(NOT_A_DATE)
    refused: UncertainValueError | None = None
    if _EDTF.fullmatch(typed):
        try:
            return UncertainDate(typed)
        except UncertainValueError as error:
            # It may still be a way of writing that only looks like EDTF: 31.5.2019, 2014-2017.
            refused = error
    words = re.sub(r"[‐‑‒–—−]", "-", re.sub(r"(?<!\.)\.$", "", typed.lower()))
    edtf = _whole(words)
    if edtf is None:
        raise refused or UncertainValueError(NOT_A_DATE)
    return UncertainDate(edtf)


def _whole(text: str) -> str | None:
    """The EDTF text for everything that was typed, or None."""
    if _UNKNOWN.fullmatch(text):
        return "XXXX"  # EDTF for a year that nobody knows
    part = parse_part(text)
    if part is not None:
        return str(part)
    for reader in (_one_sided, _choice, _prefixed, _dashed, _from_to):
        edtf = reader(text)
        if edtf is not None:
            return edtf
    return None


def _one_sided(text: str) -> str | None:
    """ "2014 or earlier", "from 2011, end unknown": what the templates write."""
    shapes = {
        "or_earlier": "[..{}]",
        "or_later": "[{}..]",
        "end_unknown": "{}/",
        "start_unknown": "/{}",
    }
    for name, shape in shapes.items():
        for pattern in _templates(name):
            match = pattern.fullmatch(text)
            part = parse_part(match["date"]) if match else None
            if part is not None:
                return shape.format(part)
    return None


def _choice(text: str) -> str | None:
    """ "between 2014 and 2017", "2014 or 2015", "2014 and 2016"."""
    for pattern in _BETWEEN:
        match = pattern.fullmatch(text)
        if match:
            return _joined("[{}..{}]", match["first"], match["last"])
    separators = [*((pattern, "[{}]") for pattern in _OR), *((pattern, "{{{}}}") for pattern in _AND)]
    for separator, shape in separators:
        parts = [parse_part(piece.strip()) for piece in separator.split(text)]
        if len(parts) > 1 and all(parts) and "," not in separator.findall(text)[-1]:
            return shape.format(",".join(str(part) for part in parts))
    return None


def _prefixed(text: str) -> str | None:
    """ "since 2011", "from 2011 to 2014", "until 2015", "before 2015", "after 2015"."""
    for name, pattern in _PREFIXES:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        part = parse_part(match["date"])
        if part is None:
            period = _from_to(match["date"]) or _dashed(match["date"]) if name == "since" else None
            if period is not None:
                return period
            continue  # another language may read the same words in another way
        if name == "since":
            return f"{part}/.."
        if name == "until":
            return f"../{part}"
        return f"[..{_just_before(part)}]" if name == "before" else f"[{_just_after(part)}..]"
    return None


def _just_before(part: Part) -> str:
    """The last year or day before the part: "before 2015" ends with 2014."""
    if part.year.isdigit() and not part.month and int(part.year) > 1:
        return f"{int(part.year) - 1:04d}"
    earliest = part.bounds()[0]
    if earliest is None:
        raise UncertainValueError(NOT_A_DATE)
    return (earliest - timedelta(days=1)).isoformat()


def _just_after(part: Part) -> str:
    if part.year.isdigit() and not part.month and int(part.year) < 9999:
        return f"{int(part.year) + 1:04d}"
    latest = part.bounds()[1]
    if latest is None:
        raise UncertainValueError(NOT_A_DATE)
    return (latest + timedelta(days=1)).isoformat()


def _dashed(text: str) -> str | None:
    """ "2014-2017", "May 2014 - June 2017", "2011-", "-2014"."""
    if match := re.fullmatch(r"(.+?) ?-", text):
        part = parse_part(match[1])
        return None if part is None else f"{part}/.."
    if match := re.fullmatch(r"- ?(.+)", text):
        part = parse_part(match[1])
        return None if part is None else f"../{part}"
    for dash in re.finditer(r" ?- ?", text):
        edtf = _joined("{}/{}", text[: dash.start()], text[dash.end() :])
        if edtf is not None:
            return edtf
    return None


def _from_to(text: str) -> str | None:
    """ "2011 to 2014"."""
    for pattern in _TO:
        pieces = pattern.split(text)
        edtf = _joined("{}/{}", *pieces) if len(pieces) == 2 else None
        if edtf is not None:
            return edtf
    return None


def _joined(shape: str, first: str, last: str) -> str | None:
    start, end = parse_part(first.strip()), parse_part(last.strip())
    return shape.format(start, end) if start and end else None
