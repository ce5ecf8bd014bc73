"""Addresses in the order of their first words, so that Django finds one among hundreds without trying each."""

from collections.abc import Sequence

from django.urls import URLPattern, URLResolver, include, path

WORDS = 2  # "office/calls/" is what the addresses of calls at the office begin with


def by_first_words(addresses: Sequence[URLPattern], *, words: int = WORDS) -> list[URLPattern | URLResolver]:
    """Return the same addresses, under the same names, those that begin with the same words together: two, or so many.

    Whether an address begins with them is asked once for all, where Django otherwise tries address after address. Among
    themselves they keep their order; one that has a variable among its first words stands alone, where it was.
    """
    together: dict[str, list[URLPattern]] = {}
    for place, address in enumerate(addresses):
        together.setdefault(_first_words(address, words) or f"alone {place}", []).append(address)
    found: list[URLPattern | URLResolver] = []
    for first, those in together.items():
        if len(those) > 1:
            found.append(path(first, include([_without(first, one) for one in those])))
        else:
            found += those
    return found


def _first_words(address: URLPattern, words: int) -> str:
    parts = str(address.pattern).split("/", words)
    first = "/".join(parts[:words]) + "/"
    return first if len(parts) > words and "<" not in first else ""


def _without(first: str, address: URLPattern) -> URLPattern:
    route = str(address.pattern).removeprefix(first)
    return path(route, address.callback, address.default_args, address.name)
