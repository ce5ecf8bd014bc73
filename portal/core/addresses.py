"""Addresses in the order of their first words, so that Django finds one among hundreds without trying each."""

from collections.abc import Sequence

from django.urls import URLPattern, URLResolver, include, path

WORDS = 2  # "office/calls/" is what the addresses of calls at the office begin with


def by_first_words(addresses: Sequence[URLPattern]) -> list[URLPattern | URLResolver]:
    """Return the same addresses, under the same names, those that begin with the same two words together.

    Whether an address begins with them is asked once for all, where Django otherwise tries address after address. Among
    themselves they keep their order; one that has a variable among its first words stands alone, where it was.
    """
    together: dict[str, list[URLPattern]] = {}
    for place, address in enumerate(addresses):
        together.setdefault(_first_words(address) or f"alone {place}", []).append(address)
    found: list[URLPattern | URLResolver] = []
    for words, those in together.items():
        if len(those) > 1:
            found.append(path(words, include([_without(words, one) for one in those])))
        else:
            found += those
    return found


def _first_words(address: URLPattern) -> str:
    parts = str(address.pattern).split("/", WORDS)
    words = "/".join(parts[:WORDS]) + "/"
    return words if len(parts) > WORDS and "<" not in words else ""


def _without(words: str, address: URLPattern) -> URLPattern:
    route = str(address.pattern).removeprefix(words)
    return path(route, address.callback, address.default_args, address.name)
