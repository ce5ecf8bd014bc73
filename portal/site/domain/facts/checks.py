"""What is true of a record beyond its fields' own rules, and which no constraint of the database can know."""

from functools import cache

import pycountry
from django.core.exceptions import ValidationError
from django.db import models

from partnerships.models import Region


def check(instance: models.Model) -> None:
    """Raise ValidationError, with a sentence beside its field, when the record names a code that nobody knows."""
    if isinstance(instance, Region):
        _check_codes(instance)


def _check_codes(region: Region) -> None:
    if region.country and region.country not in _countries():
        raise ValidationError({"country": f"“{region.country}” is no country of ISO 3166-1."})
    for code in region.iso_3166_2:
        if code not in _subdivisions():
            raise ValidationError({"iso_3166_2": f"“{code}” is no code of ISO 3166-2."})


@cache
def _countries() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def _subdivisions() -> frozenset[str]:
    return frozenset(subdivision.code for subdivision in pycountry.subdivisions)
