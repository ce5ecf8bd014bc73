"""Numbers and sums of money as each language writes them."""

from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from django.utils.translation import get_language


@lru_cache(maxsize=64)
def _locale(code: str) -> Locale:
    try:
        return Locale.parse(code.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def locale_of(language: str | None = None) -> Locale:
    """Babel's locale for a language (default: the active one); English for one it does not know."""
    return _locale(language or get_language() or "en")


def format_number(
    value: Decimal | int | float, language: str | None = None, *, decimals: int | None = None
) -> str:
    """A number grouped as the language has it; `decimals` fixes their count (default: as many as needed)."""
    pattern = "#,##0.##########" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=locale_of(language))


def format_amount(amount: Decimal | int, currency: str, language: str | None = None) -> str:
    """An amount with its currency: "SEK 12,500" in English, "12 500 SEK" in Swedish.

    `currency` is an ISO 4217 code, and is what is shown: "kr" is another currency on either side of the border.
    Decimals are shown (two) only when there are any.
    """
    locale = locale_of(language)
    decimals = 0 if amount == int(amount) else 2
    number = format_number(-amount if amount < 0 else amount, language, decimals=decimals)
    pattern = locale.currency_formats["standard"].pattern
    sign = "-" if amount < 0 else ""
    before = pattern.lstrip("\u200e\u200f").startswith("¤")
    return f"{sign}{currency}\u00a0{number}" if before else f"{sign}{number}\u00a0{currency}"
