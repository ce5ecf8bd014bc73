"""The thread itself: a line for each element, with what was done for it and for what lies under it, by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from partnerships.enums import ElementKind
from partnerships.models import Framework, FrameworkElement
from partnerships.thread.deeds import Deed, deeds
from partnerships.thread.tallies import Tally, add_up
from partnerships.thread.words import (
    WHOLE,
    Words,
    own_words,
    words_of_successor,
    words_with_before,
)
from partnerships.tree import Branch, tree_of

# How long an aim may rest before the thread says so.
GAP_MONTHS = 18
# What somebody is to do something for; a reason, a quotation or a context asks for nothing.
ASKS_FOR_ACTION = frozenset(
    {
        ElementKind.AREA,
        ElementKind.AIM,
        ElementKind.SUB_GOAL,
        ElementKind.PERSPECTIVE,
        ElementKind.INSTRUMENT,
        ElementKind.CHANNEL,
        ElementKind.PRIORITY_LINE,
        ElementKind.ACTIVITY_LINE,
    }
)


@dataclass(frozen=True)
class Gap:
    """That nothing was done for an element so many months before a day; ``last`` is what was done last, if known."""

    months: int
    until: date
    last: Deed | None
    undated: int


@dataclass(frozen=True)
class Cell:
    """What went on in one year: certainly, and possibly beyond that."""

    year: int
    certain: Fraction
    possible: Fraction

    @property
    def is_empty(self) -> bool:
        """Whether nothing went on in the year, as far as anybody knows."""
        return not (self.certain or self.possible)


@dataclass(frozen=True)
class Row:
    """One element (None: what is not continued): its own figures and those with what lies under it, each deed once."""

    element: FrameworkElement | None
    depth: int
    direct: Tally
    whole: Tally
    cells: Sequence[Cell]
    shares: Sequence[tuple[Deed, Fraction]]
    undated: Fraction
    gap: Gap | None = None


@dataclass(frozen=True)
class Thread:
    """A framework's thread in somebody's words.

    ``total`` counts each deed once. ``before`` counts it once for each element that it is tagged with, in the old
    words; ``tagged`` adds up the lines' own figures in the words told, with ``rest`` (what is not continued) among
    them. The two are equal: no crosswalk loses or adds anything. ``origins`` says how much of it was tagged under
    each framework.
    """

    words: Words
    rows: Sequence[Row]
    rest: Row | None
    years: Sequence[int]
    total: Tally
    before: Tally
    tagged: Tally
    months: int
    year: int | None
    origins: Sequence[tuple[Framework, Tally]] = ()

    @property
    def gaps(self) -> list[Row]:
        """The elements for which nothing was done for so long."""
        return [row for row in self.rows if row.gap is not None]

    @property
    def asked(self) -> list[Row]:
        """The elements that ask for action."""
        return [row for row in self.rows if row.element is not None and row.element.kind in ASKS_FOR_ACTION]


def thread_of(
    framework: Framework,
    user: Any,
    *,
    office: bool,
    today: date,
    chain: Sequence[Framework] = (),
    before: Sequence[Framework] = (),
    year: int | None = None,
    months: int = GAP_MONTHS,
) -> Thread:
    """Return what was done for each element of a framework, as far as the user may see it.

    Parameters: ``chain`` are the frameworks that replaced this one, up to the one in whose words it is to be told
    (empty: its own words); ``before`` are those that it replaced itself, the nearest first, if what was done under
    them is to be told too; ``year`` keeps what went on, or may have gone on, in that year; ``months`` is how long an
    element may rest before a gap is shown.
    """
    if chain:
        words = words_of_successor(framework, chain)
    else:
        words = words_with_before(framework, before) if before else own_words(framework)
    tags = frozenset(words.shares)
    found = [deed for deed in deeds(tags, user, office=office) if deed.elements & tags]
    if year is not None:
        found = [deed for deed in found if year in deed.years.all]
    return weave(words, found, today=today, until=_end_of(words.framework, today), year=year, months=months)


def weave(
    words: Words,
    found: Sequence[Deed],
    *,
    today: date,
    until: date | None = None,
    year: int | None = None,
    months: int = GAP_MONTHS,
) -> Thread:
    """Return the thread of what was found, in these words; the arithmetic of ``thread_of`` without a query."""
    tags = frozenset(words.shares)
    weights = [(deed, words.of(deed.elements & tags)) for deed in found]
    years = _years(found, today) if year is None else [year]
    rows: list[Row] = []

    def add(branches: Sequence[Branch]) -> None:
        for branch in branches:
            rows.append(_row(branch, weights, years, year))
            add(branch.children)

    add(tree_of(words.framework, words.elements))
    if year is None:
        rows = [_with_gap(row, until or today, months) for row in rows]
    rest = _line(None, 0, {None}, {None}, weights, years, year)
    tagged = add_up([*(row.direct for row in rows), rest.direct])
    total = add_up(Tally.of(deed, year) for deed in found)
    before = add_up(Tally.of(deed, year).times(Fraction(len(deed.elements & tags))) for deed in found)
    origins = [
        (framework, add_up(Tally.of(deed, year).times(Fraction(len(deed.elements & own))) for deed in found))
        for framework, own in words.sources
    ]
    shown = rest if rest.direct.deeds else None
    return Thread(words, rows, shown, years, total, before, tagged, months, year, origins)


def _row(
    branch: Branch,
    weights: Sequence[tuple[Deed, dict[int | None, Fraction]]],
    years: Sequence[int],
    year: int | None,
) -> Row:
    own: set[int | None] = {branch.element.pk}
    return _line(branch.element, branch.depth, own, own | _below(branch), weights, years, year)


def _below(branch: Branch) -> set[int]:
    found: set[int] = set()
    for child in branch.children:
        found |= {child.element.pk} | _below(child)
    return found


def _line(
    element: FrameworkElement | None,
    depth: int,
    own: set[int | None],
    whole: set[int | None],
    weights: Sequence[tuple[Deed, dict[int | None, Fraction]]],
    years: Sequence[int],
    year: int | None,
) -> Row:
    direct = add_up(
        Tally.of(deed, year).times(given[word]) for deed, given in weights for word in own if word in given
    )
    shares = [
        (deed, min(WHOLE, share))
        for deed, given in weights
        if (share := sum((given[word] for word in whole if word in given), Fraction(0)))
    ]
    cells = [
        Cell(
            one,
            sum((share for deed, share in shares if one in deed.years.certain), Fraction(0)),
            sum((share for deed, share in shares if one in deed.years.possible), Fraction(0)),
        )
        for one in years
    ]
    undated = sum((share for deed, share in shares if not deed.years.all), Fraction(0))
    everything = add_up(Tally.of(deed, year).times(share) for deed, share in shares)
    return Row(element, depth, direct, everything, cells, shares, undated)


def _with_gap(row: Row, until: date, months: int) -> Row:
    """Return the row with its gap, if it asks for action and nothing certainly went on for so long.

    What went on after ``until`` counts too: what matters is that the element does not rest.
    """
    if row.element is None or row.element.kind not in ASKS_FOR_ACTION:
        return row
    dated = [(deed.active, deed.key, deed) for deed, _ in row.shares if deed.active is not None]
    day, _key, last = max(dated, default=(None, "", None))
    place = until.year * 12 + until.month - 1 - months
    since = date(place // 12, place % 12 + 1, 1)
    if day is not None and day >= since:
        return row
    undated = sum(1 for deed, _ in row.shares if deed.active is None)
    gap = Gap(months, until, last, undated)
    return Row(row.element, row.depth, row.direct, row.whole, row.cells, row.shares, row.undated, gap)


def _years(found: Sequence[Deed], today: date) -> list[int]:
    every = {year for deed in found for year in deed.years.all}
    return list(range(min(every), max(*every, today.year) + 1)) if every else [today.year]


def _end_of(framework: Framework, today: date) -> date:
    """Return the day up to which a gap is counted: today, or the last day of a framework that is over."""
    last = framework.period.latest if framework.period else None
    return min(today, last) if last else today
