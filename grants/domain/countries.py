"""The countries that answers name: ISO 3166-1 alpha-2 codes, with their names in the reader's language."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from grants.domain.readings import words_of
from grants.models import Question
from portal.core.collation import sort_key

# In the Unicode data beside the countries: unions, the world, islands and places that ISO gives to another country.
_NO_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
_CODE = re.compile(r"[A-Z]{2}")


@lru_cache(maxsize=32)
def _names(language: str) -> Mapping[str, str]:
    """Names by code. Kosovo's XK is not assigned by ISO but is what everybody uses (ISO 3166-1, 8.1.3 leaves it free)."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    found = {
        code: str(name)
        for code, name in locale.territories.items()
        if _CODE.fullmatch(code) and code not in _NO_COUNTRIES
    }
    return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1], locale.language)))


def country_names(language: str | None = None) -> Mapping[str, str]:
    """Return all countries' names by code, in the order of the language (default: the active one)."""
    return _names(language or get_language() or "en")


def offered(question: Question) -> Sequence[tuple[str, str]]:
    """Return the countries to choose from: those of the question's options where it has any, else all."""
    return limited_to([code for code, _words in words_of(question.options)])


def limited_to(codes: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Return the countries with these codes, in the order of the active language; all when there are no codes."""
    return [(code, name) for code, name in country_names().items() if not codes or code in codes]
