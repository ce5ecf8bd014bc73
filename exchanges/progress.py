"""How far the lines of a work programme have come: what the exchanges count, against what the line asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from exchanges.enums import ExchangeStatus, Measure
from exchanges.ledger.entries import HAPPENED, entry_of
from exchanges.ledger.spans import Span
from exchanges.models import Exchange, LineFulfilment
from partnerships.enums import LineRhythm, LineUnit
from partnerships.models import WorkProgramme, WorkProgrammeLine
from portal.core.charts import Bar, Picture, cached_picture, column_by_year
from portal.core.uncertain.totals import UncertainTotal, total

UNITS: dict[str, Measure] = {
    LineUnit.PERSONS: Measure.PERSONS,
    LineUnit.EXCHANGES: Measure.EXCHANGES,
    LineUnit.PERSON_DAYS: Measure.PERSON_DAYS,
    LineUnit.AUDIENCE: Measure.AUDIENCE,
}
LONGEST = 30  # years of a plan that are listed one by one


@dataclass(frozen=True)
class Stretch:
    """One year of a line, or its whole period: what was counted, and whether that is enough."""

    label: str
    counted: UncertainTotal
    verdict: str
    tone: str


@dataclass(frozen=True)
class Progress:
    """How far one line has come: year by year or as a whole, the exchanges that count for it, and a picture."""

    line: WorkProgrammeLine
    needed: str
    stretches: list[Stretch]
    fulfilments: list[LineFulfilment]
    planned: int
    picture: Picture | None


def progress_of(programme: WorkProgramme, lines: Iterable[WorkProgrammeLine]) -> list[Progress]:
    """Return how far each line has come; three queries for all of them."""
    rows = (
        LineFulfilment.objects.filter(line__work_programme=programme)
        .select_related("exchange")
        .prefetch_related("exchange__figures", "exchange__money")
    )
    found: dict[int, list[LineFulfilment]] = {}
    for row in rows:
        found.setdefault(row.line_id, []).append(row)
    return [_progress(programme, line, found.get(line.pk, [])) for line in lines]


def _progress(programme: WorkProgramme, line: WorkProgrammeLine, rows: list[LineFulfilment]) -> Progress:
    exchanges = [row.exchange for row in rows]
    happened = [one for one in exchanges if one.status in HAPPENED]
    planned = sum(one.status == ExchangeStatus.PLANNED for one in exchanges)
    stretches = (
        _yearly(programme, line, happened)
        if line.rhythm == LineRhythm.YEARLY
        else [_stretch(_("whole period"), line, happened)]
    )
    needed = str(line.count) if line.count else _("how many is not said")
    return Progress(line, needed, stretches, rows, planned, _picture(line, stretches))


def _yearly(programme: WorkProgramme, line: WorkProgrammeLine, happened: list[Exchange]) -> list[Stretch]:
    by_year: dict[int | None, list[Exchange]] = {}
    for one in happened:
        by_year.setdefault(entry_of(one).year, []).append(one)
    years = set(_years_of(programme)) | {year for year in by_year if year is not None}
    stretches = [_stretch(str(year), line, by_year.get(year, [])) for year in sorted(years)]
    if None in by_year:
        label = _("several years, or not dated")
        stretches.append(Stretch(label, _counted(line, by_year[None]), "", "neutral"))
    return stretches


def _years_of(programme: WorkProgramme) -> range:
    period = programme.period
    if period is None or period.earliest is None or period.latest is None:
        return range(0)
    first, last = period.earliest.year, period.latest.year
    return range(first, last + 1) if last - first < LONGEST else range(0)


def _counted(line: WorkProgrammeLine, exchanges: list[Exchange]) -> UncertainTotal:
    measure = UNITS[line.unit]
    return total(number for one in exchanges for number in entry_of(one).counted(measure))


def _stretch(label: str, line: WorkProgrammeLine, exchanges: list[Exchange]) -> Stretch:
    counted = _counted(line, exchanges)
    if line.count is None or line.count.is_unknown:
        return Stretch(label, counted, "", "neutral")
    needed, have = Span(line.count.lower, line.count.upper), Span.of(counted)
    if have.lower is not None and have.lower >= (
        needed.upper if needed.upper is not None else _least(needed)
    ):
        return Stretch(label, counted, _("reached"), "good")
    if have.upper is not None and have.upper < _least(needed):
        return Stretch(label, counted, _("not reached"), "wait")
    return Stretch(label, counted, _("cannot be told"), "neutral")


def _least(needed: Span) -> Decimal:
    return needed.lower or Decimal(0)


def _picture(line: WorkProgrammeLine, stretches: list[Stretch]) -> Picture | None:
    """Draw what was counted in each year; None where there are no years, or nothing was counted."""
    bars = {int(one.label): _bar(one) for one in stretches if one.label.isdecimal()}
    if not bars or not any(one.counted.count for one in stretches):
        return None
    asked = _("asked for: %(count)s each year") % {"count": line.count} if line.count else ""
    title = f"{line.what}: {line.get_unit_display()}" + (f" ({asked})" if asked else "")
    drawn = [(year, bar.value, bar.text, bar.low, bar.high) for year, bar in bars.items()]
    return cached_picture(
        ["progress", title, drawn],
        lambda: column_by_year(bars, title=title, columns=(_("Year"), line.get_unit_display())),
    )


def _bar(stretch: Stretch) -> Bar:
    counted = stretch.counted
    upper = counted.known_upper
    return Bar(
        stretch.label,
        float(counted.known_lower),
        str(counted) if counted.count else "0",
        float(counted.known_lower),
        None if upper is None else float(upper),
    )
