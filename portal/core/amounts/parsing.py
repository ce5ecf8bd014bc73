"""Reads sums of money as people type them in their language.

A person who types "1.234,50", "1 234,50" or "1,234.50" means the same; "1.234" means 1234 to a Dane and hardly
anything to a Swede. What cannot be told apart is refused with a sentence, never guessed.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.numbers import (
    get_decimal_symbol,
    get_group_symbol,
    list_currencies,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.amounts.formatting import locale_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

INTEGER_DIGITS = 12

NOT_AN_AMOUNT = gettext_lazy("This is no amount. Write it in figures, for example 1234.50 or 1234,50.")
NEGATIVE = gettext_lazy("An amount cannot be below zero here. Write it without the minus sign.")
TOO_LARGE = gettext_lazy("This amount is too large. Write at most 12 figures before the decimals.")
TOO_MANY_DECIMALS = gettext_lazy("Write at most two decimals, for example 1234.50 or 1234,50.")

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_WORDS = r"kr\.?|kronor|kroner|euros?|€|\$|£|:-|,-|\.-"


class AmountError(ValueError):
    """An amount could not be read; `message` is a translatable sentence for the user."""

    def __init__(self, message: "str | _StrPromise") -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


@lru_cache(maxsize=1)
def _affix() -> re.Pattern[str]:
    codes = "|".join(sorted(list_currencies()))
    return re.compile(rf"(?:{_WORDS}|{codes})", re.IGNORECASE)


def _without_currency(text: str) -> str:
    """The text without one currency before and one after it."""
    if match := _affix().match(text):
        text = text[match.end() :].strip()
    for match in _affix().finditer(text):
        if match.end() == len(text):
            return text[: match.start()].strip()
    return text


def parse_amount(text: str, language: str | None = None, *, allow_negative: bool = False) -> Decimal:
    """Read an amount of money as typed, with at most two decimals and twelve figures before them.

    Spaces of every kind, apostrophes, points and commas may group thousands. A single point or comma before
    three figures is a group only where the language (default: the active one) groups so. Raises AmountError with
    a sentence for the user otherwise, for an amount below zero unless `allow_negative`, and for no amount.
    """
    typed = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    unsigned, before = _signed(typed)
    amount, after = _signed(_without_currency(unsigned))
    negative = before or after  # "-kr 5" or "kr -5"
    if negative and not allow_negative:
        raise AmountError(NEGATIVE)
    whole, decimals = _split(amount, typed, locale_of(language))
    if len(decimals) > 2:
        raise AmountError(TOO_MANY_DECIMALS)
    if len(whole.lstrip("0")) > INTEGER_DIGITS:
        raise AmountError(TOO_LARGE)
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return -value if negative else value


def _signed(text: str) -> tuple[str, bool]:
    if text[:1] in ("-", "−"):
        return text[1:].strip(), True
    return text, False


def _split(amount: str, typed: str, locale: Locale) -> tuple[str, str]:
    """Figures before and after the decimal sign."""
    if not re.fullmatch(r"[0-9 .,'’]*[0-9]", amount):
        raise AmountError(NOT_AN_AMOUNT)
    points = [mark for mark in amount if mark in ".,"]
    if not points:
        return _ungrouped(amount), ""
    last = points[-1]
    whole, _sign, decimals = amount.rpartition(last)
    if len(set(points)) == 2:
        if points.count(last) > 1 or not decimals.isdigit():
            raise AmountError(NOT_AN_AMOUNT)
        return _ungrouped(whole), decimals
    if len(points) > 1:
        return _ungrouped(amount), ""
    if not decimals.isdigit():
        raise AmountError(NOT_AN_AMOUNT)
    if len(decimals) == 3 and re.fullmatch(r"[1-9][0-9]{0,2}", whole):
        if last == get_group_symbol(locale):
            return whole + decimals, ""
        raise AmountError(_may_be_two(typed, whole, decimals, locale))
    return _ungrouped(whole) if whole else "0", decimals


def _may_be_two(typed: str, whole: str, decimals: str, locale: Locale) -> str:
    sign = get_decimal_symbol(locale)
    return _(
        "“%(typed)s” may be two different amounts. Write %(grouped)s without a separator, or at most two "
        "decimals, as in %(decimal)s."
    ) % {"typed": typed, "grouped": whole + decimals, "decimal": f"{whole}{sign}{decimals[:2]}"}


def _ungrouped(text: str) -> str:
    """Figures without their separators, which must all be the same and stand before groups of three."""
    if not re.fullmatch(r"[0-9]+|[0-9]{1,3}(?:([ .,'’])[0-9]{3})(?:\1[0-9]{3})*", text):
        raise AmountError(NOT_AN_AMOUNT)
    return re.sub(r"[^0-9]", "", text)
