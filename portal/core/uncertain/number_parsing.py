"""Reads what people type for a number, in English, Swedish, Danish and Dutch, with its qualifier."""

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from portal.core.uncertain.errors import UncertainValueError
from portal.core.uncertain.number_spelling import spelled
from portal.core.uncertain.numbers import (
    NEGATIVE,
    NOT_CANONICAL,
    Qualifier,
    UncertainNumber,
)
from portal.core.uncertain.vocabulary import VOCABULARIES

LONGEST = 150
_WORDS = VOCABULARIES.values()


def _any(name: str) -> str:
    return "|".join(getattr(words, name) for words in _WORDS)


_UNKNOWN = re.compile(rf"\?|{_any('read_unknown')}")
_SOME = re.compile(_any("read_some"))
_ORDERS = {
    order: re.compile("|".join(words.read_orders[order] for words in _WORDS))
    for order in next(iter(_WORDS)).orders
}
_BETWEEN = [re.compile(words.read_between) for words in _WORDS]
_RANGE = re.compile(rf"(?P<first>.+?) ?(?:-| (?:{_any('read_to')}) ) ?(?P<last>.+)")
_GROUPS = [re.compile(words.read_group) for words in _WORDS]
_BELOW = re.compile(rf"(?:<|(?:{_any('read_below')}) ) ?(?P<rest>.+)")
_SIGNS = {
    "≥": "at least",
    ">=": "at least",
    "≤": "at most",
    "<=": "at most",
    ">": "over",
    "~": "about",
    "≈": "about",
}
_QUALIFIERS = [
    (qualifier, re.compile(rf"(?:{getattr(words, entry)})(?: |(?<=\.)) ?(?P<rest>.+)"))
    for qualifier, entry in (
        (Qualifier.NEARLY, "read_nearly"),
        (Qualifier.AT_LEAST, "read_at_least"),
        (Qualifier.AT_MOST, "read_at_most"),
        (Qualifier.OVER, "read_over"),
        (Qualifier.ABOUT, "read_about"),
    )
    for words in _WORDS
] + [(Qualifier.EXACTLY, re.compile(r"(?:exactly|exakt|precis|præcis|precies) (?P<rest>.+)"))]
_MULTIPLIERS = {
    1000: r"thousand|tusen|tusind|tusinde|duizend|tkr",
    1_000_000: r"million|millions|miljon|miljoner|mn|milj\.?|millioner|miljoen|mio\.?",
    1_000_000_000: r"billion|miljard|miljarder|milliard|milliarder|md",
}
_MULTIPLIED = {factor: re.compile(rf"(?P<rest>.+?) ?(?:{words})") for factor, words in _MULTIPLIERS.items()}


@lru_cache(maxsize=1024)
def parse_number(text: str, language: str | None = None) -> UncertainNumber:
    """Understand a number as typed, keeping the words unless the portal would use the same ones.

    All four languages are read, whatever `language` the person works in (it decides which words are kept).
    "Under 50" means at most 49. Raises UncertainValueError with a sentence that says what can be typed.
    """
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if not typed or len(typed) > LONGEST:
        raise UncertainValueError(NOT_CANONICAL)
    plain = re.sub(r"[‐‑‒–—−]", "-", typed.lower())
    if re.fullmatch(r"- ?\d.*", plain):
        raise UncertainValueError(NEGATIVE)
    number = _number(plain)
    if number is None:
        raise UncertainValueError(NOT_CANONICAL)
    says_nothing_more = not re.search(r"[^\W\d_]", typed)
    if number.is_exact or says_nothing_more or typed == " ".join(number.describe(language).split()):
        return number
    return replace(number, words=typed)


def _number(text: str) -> UncertainNumber | None:
    if _UNKNOWN.fullmatch(text):
        return UncertainNumber.unknown()
    if _SOME.fullmatch(text):
        return UncertainNumber.some()
    joined = join_groups(text)
    for order, pattern in _ORDERS.items():
        if pattern.fullmatch(joined):
            return UncertainNumber.order(order)
    value = figure(text)
    if value is not None:
        return UncertainNumber.exactly(value)
    for reader in (_grouped, _qualified, _below, _between):
        number = reader(text)
        if number is not None:
            return number
    return None


def _qualified(text: str) -> UncertainNumber | None:
    if match := re.fullmatch(r"(?P<rest>.+?) ?\+", text):
        value = figure(match["rest"])
        return None if value is None else UncertainNumber.at_least(value)
    for sign, meaning in _SIGNS.items():
        if text.startswith(sign) and (value := figure(text.removeprefix(sign))) is not None:
            return UncertainNumber(Qualifier(meaning), value)
    for qualifier, pattern in _QUALIFIERS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        value = figure(match["rest"])
        if value is None and (number := _grouped(match["rest"])):
            # "närmare ett 50-tal": the qualifier says more than the group.
            value = number.value
        if value is not None:
            return UncertainNumber(qualifier, value)
    return None


def _grouped(text: str) -> UncertainNumber | None:
    """ "Some 50", "ett 50-tal", "ett femtiotal", "een tiental": about as many."""
    for pattern in _GROUPS:
        match = pattern.fullmatch(text)
        value = figure(match["group"]) if match else None
        if value is not None:
            return UncertainNumber.about(value)
    return None


def _below(text: str) -> UncertainNumber | None:
    match = _BELOW.fullmatch(text)
    value = figure(match["rest"]) if match else None
    if not value:
        return None
    return UncertainNumber.at_most(value - 1 if value == value.to_integral_value() else value)


def _between(text: str) -> UncertainNumber | None:
    for pattern in (*_BETWEEN, _RANGE):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        low, high = figure(match["first"]), figure(match["last"])
        if low is not None and high is not None:
            return UncertainNumber.between(low, high)
    return None


def join_groups(text: str) -> str:
    """Take separators out of grouped figures: "100 000-tals" becomes "100000-tals"."""
    return re.sub(
        r"(?<![\d.,])\d{1,3}(?:([ .,'’])\d{3})(?:\1\d{3})*(?![\d])",
        lambda match: re.sub(r"\D", "", match[0]),
        text,
    )


def figure(text: str) -> Decimal | None:
    """A number in figures or words, with "thousand" and "million"; None when it is none.

    Three digits after a separator are a group ("1.234" is 1234 in all four languages' ways), one or two are
    decimals ("12,5").
    """
    joined = join_groups(text.strip())
    if match := re.fullmatch(r"(\d+)(?:[.,](\d{1,2}))?", joined):
        return Decimal(f"{match[1]}.{match[2] or 0}") if match[2] else Decimal(match[1])
    value = spelled(joined)
    if value is not None:
        return Decimal(value)
    for factor, pattern in _MULTIPLIED.items():
        match = pattern.fullmatch(joined)
        value_before = figure(match["rest"]) if match else None
        if value_before is not None:
            return value_before * factor
    return None
