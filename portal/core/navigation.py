"""Navigation: every app registers its entries in `AppConfig.ready()`; the layouts show what is registered.

Three areas: "public" (everybody), "my" (whoever is signed in) and "office" (whoever an app lets in,
see `guard`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Area = Literal["public", "my", "office"]
Predicate = Callable[[HttpRequest], bool]

AREAS: tuple[Area, ...] = ("public", "my", "office")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationEntry:
    """One entry of a navigation bar.

    `label` is lazily translated; `url_name` is a name without arguments; entries stand in ascending `order`;
    `visible` hides the entry from requests for which it is false (a role, a setting).
    """

    label: str | Promise
    url_name: str
    order: int = 100
    visible: Predicate | None = None


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """An entry as one request sees it: where it leads, and whether the reader is there now."""

    label: str
    url: str
    current: bool


_entries: dict[Area, list[NavigationEntry]] = {area: [] for area in AREAS}
_guards: dict[Area, Predicate] = {}


def register(area: Area, entry: NavigationEntry) -> None:
    """Add an entry to an area; the same URL name again replaces the former entry."""
    kept = [known for known in _entries[area] if known.url_name != entry.url_name]
    _entries[area] = sorted([*kept, entry], key=lambda known: known.order)


def guard(area: Area, predicate: Predicate) -> None:
    """Let only requests for which the predicate is true see the area's entries."""
    _guards[area] = predicate


def is_open(area: Area, request: HttpRequest) -> bool:
    """Tell whether the request may see the area at all; all but the public one need a signed-in person."""
    if area != "public" and not request.user.is_authenticated:
        return False
    predicate = _guards.get(area)
    return predicate is None or predicate(request)


def entries(area: Area, request: HttpRequest) -> list[NavigationLink]:
    """Return the area's links for this request, in order, with the current one marked.

    The current one is the link with the longest address that begins the request's path, so that a record's
    page marks its register. Raises `NoReverseMatch` where an app registered an address that does not exist.
    """
    if not is_open(area, request):
        return []
    shown = [
        (entry, reverse(entry.url_name))
        for entry in _entries[area]
        if entry.visible is None or entry.visible(request)
    ]
    above = [url for _, url in shown if _is_under(request.path, url)]
    current = max(above, key=len, default=None)
    return [NavigationLink(str(entry.label), url, url == current) for entry, url in shown]


def _is_under(path: str, url: str) -> bool:
    """Tell whether a path is the address or below it; the front page is above nothing but itself."""
    return path == url or (url.count("/") > 1 and path.startswith(url))
