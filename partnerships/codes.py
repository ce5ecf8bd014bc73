"""Codes of places, and the names that belong to them: ISO 3166-1 and 3166-2 by ``pycountry``, names of countries by
Babel (CLDR), NUTS 2024 by Eurostat's list in ``data/``."""

import csv
import gettext
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale
from babel.languages import get_official_languages
from django.conf import settings

NUTS_FILES = {2024: Path(__file__).parent / "data" / "nuts2024.csv"}

OLD_CODE = re.compile(r"\s*\[[A-Z]{2}-\w+\]$")  # "Västra Götalands län [SE-14]"


def is_country(code: str) -> bool:
    """Tell whether ISO 3166-1 has this two-letter code."""
    return pycountry.countries.get(alpha_2=code) is not None


def is_subdivision(code: str) -> bool:
    """Tell whether ISO 3166-2 has this code, such as SE-O."""
    return pycountry.subdivisions.get(code=code) is not None


def is_nuts(code: str, version: int) -> bool | None:
    """Tell whether the NUTS of this year has the code; None for a year whose list the portal does not have."""
    known = nuts_codes(version)
    return None if known is None else code in known


@cache
def nuts_codes(version: int) -> frozenset[str] | None:
    """Return the codes of one version of NUTS (and its statistical regions), read once."""
    path = NUTS_FILES.get(version)
    if path is None:
        return None
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return frozenset(row["code"] for row in rows) | frozenset(row["country"] for row in rows)


def known_names(*, country: str, subdivisions: Sequence[str], is_country: bool) -> dict[str, str]:
    """Return what a place with these codes is called, by language; only where the lists know it.

    One ISO 3166-2 code names the place; a country without one is named by its own code; several codes, or none, name
    nothing. A language that the lists have no name in is left out: the names of another are not its own.
    """
    if len(subdivisions) == 1:
        return _subdivision_names(subdivisions[0])
    if is_country and country and not subdivisions:
        return _country_names(country)
    return {}


@cache
def _country_names(code: str) -> dict[str, str]:
    found = {language: Locale.parse(language).territories.get(code) for language in _languages()}
    return {language: name for language, name in found.items() if name}


@cache
def _subdivision_names(code: str) -> dict[str, str]:
    subdivision = pycountry.subdivisions.get(code=code)
    if subdivision is None:
        return {}
    names = {}
    for language in _languages():
        translated = gettext.translation(
            "iso3166-2", pycountry.LOCALES_DIR, languages=[language], fallback=True
        ).gettext(subdivision.name)
        # The catalogues repeat the name where they have no other.
        if translated != subdivision.name or _is_spoken(language, subdivision.country_code):
            names[language] = OLD_CODE.sub("", translated)
    # "Madrid, Comunidad de" is how a list sorts a place; "Girona [Gerona]" does not say which language is which.
    return {language: name for language, name in names.items() if not set(name) & set(",[")}


def _is_spoken(language: str, country: str) -> bool:
    """Tell whether it is the one language in which the country's places are officially named."""
    return get_official_languages(country, de_facto=True) == (language,)


def _languages() -> list[str]:
    return [code for code, _name in settings.CONTENT_LANGUAGES]
