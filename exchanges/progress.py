"""How far the lines of a work programme have come: what the exchanges count, against what the line asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from exchanges.enums import ExchangeStatus, Measure
from exchanges.ledger import words
from exchanges.ledger.entries import HAPPENED, entry_of
from exchanges.ledger.spans import Span
from exchanges.models import Exchange, LineFulfilment
from partnerships.enums import LineRhythm, LineUnit
from partnerships.models import WorkProgramme, WorkProgrammeLine
from portal.core.charts import Bar, Picture, cached_picture, column_by_year
from portal.core.uncertain import UncertainNumber
from portal.core.uncertain.totals import UncertainTotal, total

UNITS: dict[str, Measure] = {
    LineUnit.PERSONS: Measure.PERSONS,
    LineUnit.EXCHANGES: Measure.EXCHANGES,
    LineUnit.PERSON_DAYS: Measure.PERSON_DAYS,
    LineUnit.AUDIENCE: Measure.AUDIENCE,
}
ZERO = Decimal(0)
LONGEST = 30  # years of a plan that are listed one by one


@dataclass(frozen=True)
class Stretch:
    """One year of a line, or its whole period: what was counted, whether that is enough, and what remains.

    ``days`` says the person-days against those asked for, where the line names days for each person.
    """

    label: str
    counted: UncertainTotal
    verdict: str
    tone: str
    remains: str = ""
    days: str = ""


@dataclass(frozen=True)
class Progress:
    """How far one line has come: year by year or as a whole, the exchanges that count for it, and a picture."""

    line: WorkProgrammeLine
    needed: str
    stretches: list[Stretch]
    fulfilments: list[LineFulfilment]
    planned: int
    picture: Picture | None


def progress_of(
    programme: WorkProgramme, lines: Iterable[WorkProgrammeLine], today: date | None = None
) -> list[Progress]:
    """Return how far each line has come by ``today``; three queries for all of them."""
    rows = (
        LineFulfilment.objects.filter(line__work_programme=programme)
        .select_related("exchange")
        .prefetch_related("exchange__figures", "exchange__money")
    )
    found: dict[int, list[LineFulfilment]] = {}
    for row in rows:
        found.setdefault(row.line_id, []).append(row)
    today = today or localdate()
    return [_progress(programme, line, found.get(line.pk, []), today) for line in lines]


def _progress(
    programme: WorkProgramme, line: WorkProgrammeLine, rows: list[LineFulfilment], today: date
) -> Progress:
    exchanges = [row.exchange for row in rows]
    happened = [one for one in exchanges if one.status in HAPPENED]
    planned = sum(one.status == ExchangeStatus.PLANNED for one in exchanges)
    if line.rhythm == LineRhythm.YEARLY:
        stretches = _yearly(programme, line, happened, today)
    else:
        last = programme.period.latest if programme.period else None
        stretches = [_stretch(_("whole period"), line, happened, is_over=last is not None and last < today)]
    needed = str(line.count) if line.count else _("how many is not said")
    return Progress(line, needed, stretches, rows, planned, _picture(line, stretches))


def _yearly(
    programme: WorkProgramme, line: WorkProgrammeLine, happened: list[Exchange], today: date
) -> list[Stretch]:
    by_year: dict[int | None, list[Exchange]] = {}
    for one in happened:
        by_year.setdefault(entry_of(one).year, []).append(one)
    years = set(_years_of(programme)) | {year for year in by_year if year is not None}
    stretches = [
        _stretch(str(year), line, by_year.get(year, []), is_over=year < today.year) for year in sorted(years)
    ]
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
    return _total(UNITS[line.unit], exchanges)


def _total(measure: Measure, exchanges: list[Exchange]) -> UncertainTotal:
    return total(number for one in exchanges for number in entry_of(one).counted(measure))


def _stretch(label: str, line: WorkProgrammeLine, exchanges: list[Exchange], *, is_over: bool) -> Stretch:
    """Return what was counted in a stretch of time; what is missing is only missed once the time is over."""
    counted, days = _counted(line, exchanges), _days(line, exchanges)
    if line.count is None or line.count.is_unknown:
        return Stretch(label, counted, "", "neutral", days=days)
    needed, have = _asked(line.count), Span.of(counted)
    remains = _remains(needed, have)
    if have.lower is not None and needed.upper is not None and have.lower >= needed.upper:
        return Stretch(label, counted, _("reached"), "good", remains, days)
    if have.upper is not None and needed.lower is not None and have.upper < needed.lower:
        verdict = _("not reached") if is_over else _("not yet")
        return Stretch(label, counted, verdict, "wait" if is_over else "neutral", remains, days)
    return Stretch(label, counted, _("cannot be told"), "neutral", remains, days)


def _asked(number: UncertainNumber) -> Span:
    """Return how many are asked for; of "at least two" two are enough."""
    lower = number.lower or ZERO
    return Span(lower, lower if number.upper is None else number.upper)


def _remains(needed: Span, have: Span) -> str:
    """Return in words how many are missing still: no fewer and no more than may be."""
    least = ZERO if have.upper is None else max(ZERO, (needed.lower or ZERO) - have.upper)
    most = max(ZERO, (needed.upper or ZERO) - (have.lower or ZERO))
    if not most:
        return _("nothing")
    if not least:
        return _("at most %(number)s") % {"number": words.figure(most)}
    return words.span_words(Span(least, most))


def _days(line: WorkProgrammeLine, exchanges: list[Exchange]) -> str:
    """Return the person-days counted against those asked for; nothing where the line names no days, or nobody came."""
    if line.unit != LineUnit.PERSONS or line.duration_days is None or not exchanges:
        return ""
    counted = _total(Measure.PERSON_DAYS, exchanges)
    if line.count is None or line.count.is_unknown or line.duration_days.is_unknown:
        return _("%(counted)s person-days") % {"counted": counted}
    number, each = _asked(line.count), _asked(line.duration_days)
    asked = Span((number.lower or ZERO) * (each.lower or ZERO), (number.upper or ZERO) * (each.upper or ZERO))
    return _("person-days: %(counted)s, asked for: %(asked)s") % {
        "counted": counted,
        "asked": words.span_words(asked),
    }


def _picture(line: WorkProgrammeLine, stretches: list[Stretch]) -> Picture | None:
    """Draw what was counted in each year; None where there are no years, or nothing was counted."""
    bars = {int(one.label): _bar(one) for one in stretches if one.label.isdecimal()}
    if not bars or not any(one.counted.count for one in stretches):
        return None
    title = _finding(line, [one for one in stretches if one.label.isdecimal()])
    drawn = [(year, bar.value, bar.text, bar.low, bar.high) for year, bar in bars.items()]
    picture = cached_picture(
        ["progress", title, drawn],
        lambda: column_by_year(bars, title=title, columns=(_("Year"), line.get_unit_display())),
    )
    return picture.with_unique_ids(f"line{line.pk}")  # two lines may be called, and come to, the same


def _finding(line: WorkProgrammeLine, years: list[Stretch]) -> str:
    """Say in how many years as much was counted as the line asks for."""
    if line.count is None or line.count.is_unknown:
        return _("%(what)s: %(unit)s each year") % {"what": line.what, "unit": line.get_unit_display()}
    return _("%(what)s: %(count)s a year asked for, reached in %(reached)d of %(all)d years") % {
        "what": line.what,
        "count": line.count,
        "reached": sum(one.tone == "good" for one in years),
        "all": len(years),
    }


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
