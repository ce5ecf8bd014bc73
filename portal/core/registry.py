"""How higher apps show themselves in lower ones: they register providers in ``AppConfig.ready()``.

The lower layer iterates over what is registered and imports nothing upwards (architecture.md).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from portal.core.charts import Picture
    from portal.core.uncertain import UncertainDate


@dataclass(frozen=True)
class DeskItem:
    """One thing on somebody's desk."""

    text: str
    url: str
    note: str = ""
    due: date | None = None
    late: bool = False


@dataclass(frozen=True)
class DeskGroup:
    """A heading of the desk: what waits, what expires, what is late; ``count`` is of all, ``items`` of the first few.

    ``url`` opens the list of all; empty where the items are all of them.
    """

    title: str
    kind: str  # "waits", "expires" or "late"
    count: int
    url: str
    items: Sequence[DeskItem]


@dataclass(frozen=True)
class Panel:
    """A section that a higher app adds to a lower app's page, with the template that draws it."""

    title: str
    anchor: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class SearchHit:
    """One thing found by the search over everything."""

    title: str
    url: str
    kind: str
    summary: str = ""


@dataclass(frozen=True)
class Table:
    """A table of a report: texts and numbers as people read them, with a note that says where they come from."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    note: str = ""
    numeric: frozenset[int] = frozenset()  # columns set flush right


@dataclass(frozen=True)
class Section:
    """A part of a chapter: paragraphs, pictures and tables, in this order."""

    title: str
    paragraphs: Sequence[str] = ()
    pictures: Sequence["Picture"] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True)
class Chapter:
    """One app's chapter of the annual report."""

    title: str
    lead: str
    facts: Sequence[tuple[str, str]] = ()  # label and value, for the row of large figures
    sections: Sequence[Section] = field(default=())


@dataclass(frozen=True)
class Deadline:
    """A day by which somebody has to act: shown on the desk as it comes near, and in a person's calendar feed."""

    key: str  # stable and unique, such as "agreement-12-notice": the calendar knows the entry by it
    day: date
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Signal:
    """One sign of how alive a relation is, with its date: the latest of its kind."""

    text: str
    when: str  # the date as people read it, as uncertain as it is
    day: date | None = None  # the last day that may be meant; None without a date
    url: str = ""  # an anchor alone is one of the relation's own page
    goes_on: bool = False  # goes on today, or lies ahead


@dataclass(frozen=True)
class SignalKind:
    """A kind of signals. ``find(ids, user, today)`` gives the latest of each relation, in a constant number of queries."""

    key: str
    label: "str | Promise"
    find: Callable[[Sequence[int], Any, date], Mapping[int, Signal]]
    is_life: bool = False  # whether it keeps a relation awake; the others are only shown


@dataclass(frozen=True)
class Happening:
    """Something that happened in a relation: an agreement, a dialogue, an exchange, what came of it."""

    group: str  # "agreement", "dialogue", "exchange" or "outcome"
    words: str  # what it is: "Residency"
    title: Any  # a text in one or several languages
    when: "UncertainDate | None"
    url: str = ""
    results: Sequence[Any] = ()  # what came of it, each a text in one or several languages
    goes_on: bool = False


DeskProvider = Callable[[Any], Iterable[DeskGroup]]
PanelProvider = Callable[[Any, Any], "Panel | None"]
SearchProvider = Callable[[str, Any, int], Iterable[SearchHit]]
# (user, first day, last day) -> what that person has to have done on a day from the first to the last, both included
DeadlineProvider = Callable[[Any, date, date], Iterable[Deadline]]
# (authority, year) -> chapter, in the active language
ChapterBuilder = Callable[[Any, int], Chapter]

HappeningProvider = Callable[[Any, Any], Iterable[Happening]]
# (record, user) -> (words, address) of a page of a higher app about the record, or None
PageProvider = Callable[[Any, Any], "tuple[str, str] | None"]
# (record, user, confidential) -> the chapters of its dossier, in the active language
DossierProvider = Callable[[Any, Any, bool], Iterable[Chapter]]

_desk: list[tuple[int, DeskProvider]] = []
_panels: dict[type[models.Model], list[tuple[int, PanelProvider]]] = {}
_search: list[tuple[int, SearchProvider]] = []
_deadlines: list[tuple[int, DeadlineProvider]] = []
_chapters: list[tuple[int, ChapterBuilder]] = []
_signals: list[tuple[int, SignalKind]] = []
_happenings: dict[type[models.Model], list[tuple[int, HappeningProvider]]] = {}
_pages: dict[type[models.Model], list[tuple[int, PageProvider]]] = {}
_dossier: dict[type[models.Model], list[tuple[int, DossierProvider]]] = {}


def register_desk(provider: DeskProvider, *, position: int) -> None:
    """Add ``provider(user)`` to the desk."""
    _desk.append((position, provider))


def desk_groups(user: Any) -> list[DeskGroup]:
    """Return what lies on the user's desk, from all apps, in order of their positions."""
    return [group for _, provider in sorted(_desk, key=lambda pair: pair[0]) for group in provider(user)]


def register_panel(model: type[models.Model], provider: PanelProvider, *, position: int) -> None:
    """Add ``provider(record, user)`` to the pages of ``model``'s records."""
    _panels.setdefault(model, []).append((position, provider))


def panels(record: models.Model, user: Any) -> list[Panel]:
    """Return the sections that other apps add to this record's page; those with nothing to say return None."""
    registered = sorted(_panels.get(type(record), []), key=lambda pair: pair[0])
    return [panel for _, provider in registered if (panel := provider(record, user)) is not None]


def register_search(provider: SearchProvider, *, position: int) -> None:
    """Add ``provider(q, user, limit)`` to the search over everything."""
    _search.append((position, provider))


def search_hits(q: str, user: Any, limit: int) -> list[SearchHit]:
    """Return at most ``limit`` hits of each kind."""
    return [
        hit for _, provider in sorted(_search, key=lambda pair: pair[0]) for hit in provider(q, user, limit)
    ]


def register_deadlines(provider: DeadlineProvider, *, position: int) -> None:
    """Add ``provider(user, first, last)`` to the deadlines of the desk and of the calendar feed."""
    _deadlines.append((position, provider))


def deadlines(user: Any, first: date, last: date) -> list[Deadline]:
    """Return what the user has to have done from ``first`` to ``last``, both included, the nearest first."""
    providers = [provider for _, provider in sorted(_deadlines, key=lambda pair: pair[0])]
    found = [deadline for provider in providers for deadline in provider(user, first, last)]
    return sorted(found, key=lambda deadline: (deadline.day, deadline.key))


def register_chapter(builder: ChapterBuilder, *, position: int) -> None:
    """Add ``builder(authority, year)`` to the annual report."""
    _chapters.append((position, builder))


def chapter_builders() -> list[ChapterBuilder]:
    """Return the builders of the annual report's chapters in order."""
    return [builder for _, builder in sorted(_chapters, key=lambda pair: pair[0])]


def register_signals(kind: SignalKind, *, position: int) -> None:
    """Add a kind of signals to the dormancy radar."""
    _signals.append((position, kind))


def signal_kinds() -> list[SignalKind]:
    """Return the kinds of signals in order."""
    return [kind for _, kind in sorted(_signals, key=lambda pair: pair[0])]


def register_happenings(model: type[models.Model], provider: HappeningProvider, *, position: int) -> None:
    """Add ``provider(record, user)`` to what is told of ``model``'s records in the order of time."""
    _happenings.setdefault(model, []).append((position, provider))


def happenings(record: models.Model, user: Any) -> list[Happening]:
    """Return what happened to the record as far as the user may see it, app by app."""
    registered = sorted(_happenings.get(type(record), []), key=lambda pair: pair[0])
    return [happening for _, provider in registered for happening in provider(record, user)]


def register_page(model: type[models.Model], provider: PageProvider, *, position: int) -> None:
    """Add ``provider(record, user)`` to the links of the office pages of ``model``'s records."""
    _pages.setdefault(model, []).append((position, provider))


def pages(record: models.Model, user: Any) -> list[tuple[str, str]]:
    """Return the pages (words, address) that higher apps have about this record, for the user."""
    registered = sorted(_pages.get(type(record), []), key=lambda pair: pair[0])
    return [page for _, provider in registered if (page := provider(record, user)) is not None]


def register_dossier(model: type[models.Model], provider: DossierProvider, *, position: int) -> None:
    """Add ``provider(record, user, confidential)`` to the dossier of ``model``'s records."""
    _dossier.setdefault(model, []).append((position, provider))


def dossier_providers(model: type[models.Model]) -> list[DossierProvider]:
    """Return the providers of a dossier's chapters in order."""
    return [provider for _, provider in sorted(_dossier.get(model, []), key=lambda pair: pair[0])]
