"""Codes of places: ISO 3166-1 and 3166-2 by ``pycountry``, NUTS 2024 by Eurostat's list in ``data/``."""

import csv
from functools import cache
from pathlib import Path

import pycountry

NUTS_FILES = {2024: Path(__file__).parent / "data" / "nuts2024.csv"}


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
