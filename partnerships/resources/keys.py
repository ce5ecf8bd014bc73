"""By which keys partnerships' records are known in files: addresses, numbers, codes and names."""

from collections.abc import Iterable, Iterator
from typing import Any

from partnerships.enums import RegionTier
from partnerships.models import (
    Agreement,
    FieldOfArt,
    Network,
    NetworkGroup,
    NetworkMembership,
    Organisation,
    Partnership,
    Region,
    RegistrationNumber,
)
from portal.core.resources import Reading, name_key, register_keys

CHUNK = 2000

type Keyed = Iterator[tuple[int, Iterable[str]]]


def number_key(number: str) -> str:
    """Return the key of a registration number, with or without its register before it."""
    return f"number:{number.upper()}"


def organisation_names(names: Iterable[str], kind: str, region: int | str | None) -> list[str]:
    """Return the keys under which a body is known by a name, its kind and where it is; "*" is anywhere."""
    return [f"{name_key(name)}|{kind}|{region or ''}" for name in names]


def organisations(reading: Reading) -> Keyed:
    """Yield every body with its address, its numbers and its names, alone and with kind and region."""
    rows = Organisation.objects.order_by().values_list("pk", "slug", "names", "kind", "region_id")
    for pk, slug, names, kind, region in rows.iterator(chunk_size=CHUNK):
        texts = set(names.values())
        yield (
            pk,
            [
                f"slug:{slug}",
                *map(name_key, texts),
                *organisation_names(texts, kind, region),
                *organisation_names(texts, kind, "*"),
            ],
        )
    numbers = RegistrationNumber.objects.order_by().values_list("organisation_id", "list_code", "number")
    for pk, code, number in numbers.iterator(chunk_size=CHUNK):
        yield pk, [number_key(f"{code} {number}"), number_key(number)]


def region_names(names: Iterable[str], tier: str, country: str) -> list[str]:
    """Return the keys under which a place is known by a name, its tier and its country."""
    return [f"{name_key(name)}|{tier}|{country}" for name in names]


def regions(reading: Reading) -> Keyed:
    """Yield every place with its address, its codes and its names."""
    rows = Region.objects.order_by().values_list(
        "pk", "slug", "names", "tier", "country", "iso_3166_2", "nuts_code"
    )
    for pk, slug, names, tier, country, iso, nuts in rows.iterator(chunk_size=CHUNK):
        texts = set(names.values())
        codes = [
            *iso,
            *([nuts] if nuts else []),
            *([country] if tier == RegionTier.COUNTRY and country else []),
        ]
        yield (
            pk,
            [
                f"slug:{slug}",
                *(f"code:{code}" for code in codes),
                *map(name_key, texts),
                *region_names(texts, tier, country),
                *region_names(texts, tier, "*"),
            ],
        )


def _named(rows: Any) -> Keyed:
    for pk, slug, names in rows.order_by().values_list("pk", "slug", "names").iterator(chunk_size=CHUNK):
        yield pk, [f"slug:{slug}", *map(name_key, set(names.values()))]


def partnerships(reading: Reading) -> Keyed:
    """Yield the authority's relations with their addresses and names."""
    yield from _named(Partnership.objects.filter(authority=reading.authority))


def networks(reading: Reading) -> Keyed:
    """Yield every network with its address, short name and names."""
    yield from _named(Network.objects.all())
    for pk, acronym in Network.objects.exclude(acronym="").order_by().values_list("pk", "acronym"):
        yield pk, [f"code:{acronym.upper()}"]


def agreement_start(partnership: int, kind: str, start: str) -> str:
    """Return the key of an agreement by its partnership, its kind and when it begins."""
    return f"start:{partnership}|{kind}|{start}"


def agreements(reading: Reading) -> Keyed:
    """Yield the authority's instruments with address, diary number, titles, and kind with beginning."""
    mine = Agreement.objects.filter(partnership__authority=reading.authority)
    yield from _named(mine)
    rows = mine.order_by().values_list(
        "pk", "reference", "partnership_id", "kind", "valid_from", "signed", "names"
    )
    for pk, reference, partnership, kind, start, signed, names in rows.iterator(chunk_size=CHUNK):
        begins = start or signed
        keys = [number_key(reference)] if reference else []
        if begins is not None:
            keys.append(agreement_start(partnership, kind, begins.edtf))
        keys += [f"{name_key(name)}|{partnership}|{kind}" for name in names.values()]
        yield pk, keys


def memberships(reading: Reading) -> Keyed:
    """Yield the authority's memberships by their networks."""
    rows = NetworkMembership.objects.filter(authority=reading.authority).order_by()
    for pk, network in rows.values_list("pk", "network_id"):
        yield pk, [f"network:{network}"]


def groups(reading: Reading) -> Keyed:
    """Yield the networks' groups by their networks and names."""
    for pk, network, names in NetworkGroup.objects.order_by().values_list("pk", "network_id", "names"):
        yield pk, [name_key(name) for name in names.values()] + [f"group:{network}|{pk}"]


def fields_of_art(reading: Reading) -> Keyed:
    """Yield the fields of art by code and name."""
    for pk, code, names in FieldOfArt.objects.order_by().values_list("pk", "code", "names"):
        yield pk, [f"slug:{code}", *map(name_key, set(names.values()))]


def register() -> None:
    """Register all of them; called once, when the app is ready."""
    register_keys(Organisation, organisations)
    register_keys(Region, regions)
    register_keys(Partnership, partnerships)
    register_keys(Network, networks)
    register_keys(NetworkGroup, groups)
    register_keys(NetworkMembership, memberships)
    register_keys(Agreement, agreements)
    register_keys(FieldOfArt, fields_of_art)
