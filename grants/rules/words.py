"""Words for what rules speak of: lists, places, shares, days; in the active language."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pycountry
from babel.dates import get_month_names
from babel.lists import format_list
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.amounts import format_amount, format_number, locale_of
from portal.core.moments import say_date
from portal.core.multilingual import Multilingual

# pycountry has no types of its own.
_COUNTRIES: Any = pycountry.countries
_SUBDIVISIONS: Any = pycountry.subdivisions


@lru_cache(maxsize=4096)
def is_place(code: str) -> bool:
    """Tell whether ISO 3166 has this code, of a country (SE) or a part of one (BE-VLG)."""
    if "-" in code:
        return _SUBDIVISIONS.get(code=code) is not None
    return len(code) == 2 and _COUNTRIES.get(alpha_2=code) is not None


def name_of_place(code: str) -> str:
    """Return the name of a country in the reader's language, of a part of one as ISO 3166-2 has it."""
    return _named(code, get_language() or "en")


@lru_cache(maxsize=4096)
def _named(code: str, language: str) -> str:
    if "-" in code:
        found = _SUBDIVISIONS.get(code=code)
        # The database sets a key or a second name behind some: "Västra Götalands län [SE-14]".
        return str(found.name).partition(" [")[0] if found is not None else code
    return str(locale_of(language).territories.get(code, code))


def lies_in(homes: Iterable[str], places: Iterable[str]) -> bool:
    """Tell whether a home, a set of codes, lies in one of the places: a region lies in its country too."""
    wanted = set(places)
    return any(home in wanted or home.partition("-")[0] in wanted for home in homes)


def all_of(words: Iterable[object]) -> str:
    """Return "a, b and c"."""
    return format_list([str(word) for word in words], style="standard", locale=locale_of())


def any_of(words: Iterable[object]) -> str:
    """Return "a, b or c"."""
    return format_list([str(word) for word in words], style="or", locale=locale_of())


def places_in_words(codes: Iterable[str]) -> str:
    """Return the names of places as a list with "or"."""
    return any_of(name_of_place(code) for code in codes)


def languages_in_words(codes: Iterable[str]) -> str:
    """Return the names of languages as a list with "and"."""
    known = dict(settings.CALL_LANGUAGES)
    return all_of(known.get(code, code) for code in codes)


def share_in_words(share: Decimal) -> str:
    """Return a share with its sign: "60 %"."""
    return _("%(share)s %%") % {"share": format_number(share)}


def day_in_words(day: date) -> str:
    """Return a day as people write it."""
    return say_date(day)


@dataclass(frozen=True)
class Wording:
    """The words that a call has for what its rules name by codes, and the currency of its amounts."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    currency: str = ""


NO_WORDS = Wording()
_wording: ContextVar[Wording] = ContextVar("wording", default=NO_WORDS)


@contextmanager
def worded(wording: Wording) -> Iterator[None]:
    """Let rules speak with a call's own words."""
    token = _wording.set(wording)
    try:
        yield
    finally:
        _wording.reset(token)


def said(code: str) -> str:
    """Return the call's words for a code (a side, a category, a strand); the code where it has none."""
    names = _wording.get().names.get(code)
    return str(Multilingual(names)) if names else code


def sum_said(amount: Decimal) -> str:
    """Return an amount with the call's currency; the number alone where no call speaks."""
    currency = _wording.get().currency
    return format_amount(amount, currency) if currency else format_number(amount)


def month_in_words(month: int) -> str:
    """Return the name of a month, from 1 to 12, as it stands alone."""
    return str(get_month_names("wide", context="stand-alone", locale=locale_of())[month])
