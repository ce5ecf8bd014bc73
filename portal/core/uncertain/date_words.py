"""Writes a date as people do in a language, no more exact than it is."""

from portal.core.uncertain.edtf_text import Kind, Part, Reading
from portal.core.uncertain.vocabulary import Vocabulary, vocabulary


def describe_reading(reading: Reading, text: str, language: str | None = None) -> str:
    """The reading in words; the EDTF text itself for what has no common wording."""
    words = vocabulary(language)
    parts = reading.parts
    if reading.kind == Kind.POINT:
        return _part(parts[0], words)
    if reading.kind == Kind.PERIOD:
        return _period(parts[0], parts[1], text, words)
    if reading.kind == Kind.BETWEEN:
        return _between(parts[0], parts[1], words)
    if reading.kind in (Kind.ONE_OF, Kind.ALL_OF):
        joint = words.or_word if reading.kind == Kind.ONE_OF else words.and_word
        names = [_part(part, words) for part in parts]
        return f" {joint} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return text


def _part(part: Part | None, words: Vocabulary) -> str:
    if part is None:
        return words.unknown
    text = _unqualified(part, words)
    if part.qualifier in ("~", "%"):
        text = words.about.format(date=text)
    if part.qualifier in ("?", "%"):
        text = words.perhaps.format(date=text)
    return text


def _unqualified(part: Part, words: Vocabulary) -> str:
    if part.is_unknown:
        return words.unknown
    year = part.year
    if year.endswith("XX"):
        year = words.century.format(year=f"{year[:2]}00")
    elif year.endswith("0X"):
        year = words.decade_of_00.format(start=f"{year[:3]}0", end=f"{year[:3]}9")
    elif year.endswith("X"):
        year = words.decade.format(year=f"{year[:3]}0")
    if part.season:
        return words.parts_of_year[part.season].format(year=year)
    if not part.month.isdigit():
        return year
    month = words.months[int(part.month) - 1]
    if not part.day.isdigit():
        return f"{month} {year}"
    return words.day.format(day=int(part.day), month=month, year=year)


def _period(start: Part | None, end: Part | None, text: str, words: Vocabulary) -> str:
    """2014–2017, since 2011, until 2015. An end that the text leaves empty is unknown, `..` is open."""
    open_start, open_end = (side == ".." for side in text.split("/"))
    if start and end:
        first, last = _part(start, words), _part(end, words)
        return f"{first} – {last}" if " " in first + last else f"{first}–{last}"
    if start:
        return (words.since if open_end else words.end_unknown).format(date=_part(start, words))
    return (words.until if open_start else words.start_unknown).format(date=_part(end, words))


def _between(start: Part | None, end: Part | None, words: Vocabulary) -> str:
    if start and end:
        return words.between.format(start=_part(start, words), end=_part(end, words))
    if start:
        return words.or_later.format(date=_part(start, words))
    return words.or_earlier.format(date=_part(end, words))
