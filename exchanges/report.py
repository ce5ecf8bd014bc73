"""The annual report's chapter on exchanges: what took place, which way, in what, with whom, for how many, where."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchanges.direction import partner_of
from exchanges.enums import Direction
from exchanges.models import Event, Exchange, Outcome
from exchanges.year import Year, counts_of, exchanges_of, participants
from partnerships.enums import RegionTier
from partnerships.models import Region
from portal.core.charts import Bar, Pair, Picture, bar_chart, diverging_bar, stacked_states
from portal.core.collation import order_by_name
from portal.core.registry import Chapter, Section, Table
from portal.core.uncertain import UncertainTotal, certainly_in, overlaps

MOST_BARS = 15
MOST_PARTS = 10


def exchange_chapter(authority: Any, year: int) -> Chapter:
    """Return the chapter in the active language; ``authority`` is an Authority, ``year`` a calendar year."""
    found = exchanges_of(authority, year)
    people = participants(found.dated)
    facts = [
        (found.columns[0], str(len(found.certain))),
        (found.columns[1], str(len(found.possible))),
        (found.columns[2], str(len(found.undated))),
        (_("Participants"), str(people) if found.dated else "0"),
    ]
    if not any(found.groups):
        return Chapter(_("Exchanges"), _("No exchange is recorded for this year."), facts)
    sections = [
        _directions(found),
        _fields(found),
        _partners(found),
        _participants(found, people),
        _municipalities(authority, found),
        _aims(found),
        *_outcomes(authority, year),
        *_events(authority, year),
    ]
    return Chapter(_("Exchanges"), _lead(found), facts, sections)


def _lead(found: Year) -> str:
    certain = ngettext(
        "%(count)d exchange certainly took place in %(year)d.",
        "%(count)d exchanges certainly took place in %(year)d.",
        len(found.certain),
    ) % {"count": len(found.certain), "year": found.number}
    if not found.certain:
        certain = _("No exchange certainly took place in %(year)d.") % {"year": found.number}
    rest = []
    if found.possible:
        sentence = ngettext(
            "%(count)d more may have: its source gives a period and no year.",
            "%(count)d more may have: their sources give periods and no year.",
            len(found.possible),
        )
        rest.append(sentence % {"count": len(found.possible)})
    if found.undated:
        sentence = ngettext(
            "%(count)d has no date at all.", "%(count)d have no date at all.", len(found.undated)
        )
        rest.append(sentence % {"count": len(found.undated)})
    return " ".join([certain, *rest])


def _three(found: Year, keys_of: Callable[[Exchange], Iterable[Any]]) -> dict[Any, list[int]]:
    """Return for each key how many exchanges of each group have it."""
    counts = [Counter(key for exchange in group for key in set(keys_of(exchange))) for group in found.groups]
    keys = list(dict.fromkeys(key for one in counts for key in one))
    table = {key: [one[key] for one in counts] for key in keys}
    return dict(sorted(table.items(), key=lambda pair: ([-number for number in pair[1]], str(pair[0]))))


def _from_register(note: str = "") -> str:
    """Say where the numbers come from, and what else is to know of them."""
    return " ".join(filter(None, [_("Source: the portal’s register of exchanges."), note]))


def _table(title: str, first: str, found: Year, rows: dict[Any, list[int]], note: str = "") -> Table:
    return Table(
        title=title,
        columns=[first, *found.columns],
        rows=[[str(key), *map(str, numbers)] for key, numbers in rows.items()],
        note=_from_register(note),
        numeric=frozenset({1, 2, 3}),
    )


def _ranges(rows: dict[Any, list[int]], *, title: str, first: str, source: str) -> list[Picture]:
    """Draw how many exchanges certainly and how many possibly: the sure part dark, the possible part light."""
    bars = [
        Bar(
            label=str(key),
            value=certain + possible,
            text=_sure_words(certain, possible),
            low=certain,
            high=certain + possible,
        )
        for key, (certain, possible, _undated) in rows.items()
        if certain + possible
    ][:MOST_BARS]
    if len(bars) < 2:  # a single bar shows nothing that its number does not say
        return []
    return [bar_chart(bars, title=title, source=source, columns=(first, _("Exchanges")))]


def _parts(
    rows: dict[Any, list[int]], found: Year, *, title: str, first: str, note: str = ""
) -> list[Picture]:
    """Draw each row divided into certain, possible and undated exchanges; nothing for a single row."""
    drawn = sorted(rows.items(), key=lambda row: -sum(row[1]))[:MOST_PARTS]
    if len(drawn) < 2:
        return []
    # Certain is the darkest and possible the next, in every year; the third is left out where all are dated.
    groups = found.columns if any(numbers[2] for _key, numbers in drawn) else found.columns[:2]
    if len(rows) > len(drawn):
        most = _("The %(count)d with the most; all are in the table.") % {"count": len(drawn)}
        note = f"{note} {most}".strip()
    return [
        stacked_states(
            [(str(key), dict(zip(found.columns, numbers, strict=True))) for key, numbers in drawn],
            groups,
            title=title,
            source=_from_register(note),
            first_column=first,
        )
    ]


def _most(rows: dict[Any, list[int]]) -> Any:
    """Return the row with the most exchanges, or None where no row has more than every other."""
    ranked = sorted(rows, key=lambda key: -sum(rows[key]))
    if len(ranked) > 1 and sum(rows[ranked[0]]) > sum(rows[ranked[1]]):
        return ranked[0]
    return None


def _lighter() -> str:
    """Say how the bars are read."""
    return _("Dark: certainly in the year. Light: possibly.")


def _sure_words(certain: int, possible: int) -> str:
    if not possible:
        return str(certain)
    if not certain:
        return _("possibly %(number)d") % {"number": possible}
    return _("%(low)d, possibly %(high)d") % {"low": certain, "high": certain + possible}


def _directions(found: Year) -> Section:
    counted = _three(found, lambda exchange: [exchange.direction])
    rows = {direction.label: counted.get(direction.value, [0, 0, 0]) for direction in Direction}
    table = _table(
        _("Exchanges by direction, seen from the authority"), _("Direction"), found, rows, found.note
    )
    pairs = _pairs(found)
    came, went = round(sum(pair.left for pair in pairs)), round(sum(pair.right for pair in pairs))
    if len(pairs) < 2 and not (came and went):
        return Section(_("Which way"), tables=[table])
    incoming = ngettext("%(count)d exchange came in", "%(count)d exchanges came in", came) % {"count": came}
    outgoing = ngettext("%(count)d went out", "%(count)d went out", went) % {"count": went}
    picture = diverging_bar(
        pairs[:MOST_BARS],
        title=_("%(incoming)s, %(outgoing)s") % {"incoming": incoming, "outgoing": outgoing},
        left=str(Direction.INCOMING.label),
        right=str(Direction.OUTGOING.label),
        source=_("Certain and possible ones; those that go both ways are in the table."),
        first_column=_("Partner"),
    )
    return Section(_("Which way"), pictures=[picture], tables=[table])


def _pairs(found: Year) -> list[Pair]:
    """Return incoming and outgoing exchanges of each partner, certain and possible apart in the words."""
    ways: dict[str, dict[str, list[int]]] = defaultdict(lambda: {"incoming": [0, 0], "outgoing": [0, 0]})
    for place, group in enumerate((found.certain, found.possible)):
        for exchange in group:
            if exchange.direction != Direction.MUTUAL:
                ways[partner_name(exchange)][exchange.direction][place] += 1
    return [
        Pair(
            partner,
            sum(way["incoming"]),
            sum(way["outgoing"]),
            _sure_words(*way["incoming"]),
            _sure_words(*way["outgoing"]),
        )
        for partner, way in sorted(ways.items())
    ]


def partner_name(exchange: Exchange) -> str:
    """Return the partner's side in words, also where there is none."""
    return str(partner_of(exchange) or _("Without a partnership"))


def _fields(found: Year) -> Section:
    rows = _three(
        found, lambda exchange: [str(field) for field in exchange.fields.all()] or [_("No field named")]
    )
    # A finding is a title only where it is one: no field has the most beside another with as many.
    most = _most(rows)
    title = _("Most exchanges are in %(field)s") % {"field": most} if most else _("Exchanges by field")
    note = _("An exchange may be in several fields.")
    return Section(
        _("Fields of art"),
        pictures=_parts(rows, found, title=title, first=_("Field"), note=note),
        tables=[_table(_("Exchanges by field"), _("Field"), found, rows, note)],
    )


def _partners(found: Year) -> Section:
    rows = _three(found, lambda exchange: [partner_name(exchange)])
    most = _most(rows)
    title = (
        _("Most exchanges are with %(partner)s") % {"partner": most}
        if most
        else _("Exchanges with each partner")
    )
    return Section(
        _("Partners"),
        pictures=_parts(rows, found, title=title, first=_("Partner")),
        tables=[_table(_("Exchanges by partner"), _("Partner"), found, rows)],
    )


def _participants(found: Year, people: UncertainTotal) -> Section:
    """Show every count in its own words, and the sum as uncertain as its parts (X02)."""
    certainly = {exchange.pk for exchange in found.certain}
    rows = []
    for exchange in found.dated:
        counted = counts_of(exchange)
        rows.append(
            [
                str(exchange),
                str(exchange.period),
                ", ".join(str(number) for number in counted) or _("nobody has counted"),
                _("certainly") if exchange.pk in certainly else _("possibly"),
            ]
        )
    if not rows:
        return Section(_("Participants"), [_("No dated exchange, so nobody to count.")])
    rows.append([_("Together"), "", str(people), ""])
    rows.append([_("Of them certainly this year"), "", str(participants(found.certain)), ""])
    table = Table(
        _("Participants, as exactly as the sources have them"),
        [_("Exchange"), _("When"), _("Participants"), _("In %(year)d") % {"year": found.number}],
        rows,
        note=_(
            "Approximate figures keep their words. In sums, “about” and “nearly” are read as within a tenth, and what "
            "nobody counted is named as unknown."
        ),
    )
    return Section(_("Participants"), tables=[table])


def _municipalities(authority: Any, found: Year) -> Section:
    """Show how exchanges spread over the whole region, the countryside too (D08)."""
    rows = _three(found, lambda exchange: [str(town) for town in exchange.municipalities.all()])
    home = authority.organisation.region
    towns = (
        Region.objects.filter(tier=RegionTier.MUNICIPALITY, parent=home) if home else Region.objects.none()
    )
    number = towns.count()
    reached = sum(1 for certain, possible, _undated in rows.values() if certain + possible)
    nowhere = sum(1 for group in found.groups for exchange in group if not exchange.municipalities.all())
    said = _(
        "As far as is known, %(reached)d of the %(number)d municipalities of %(region)s had an exchange in %(year)d, "
        "certainly or possibly."
    )
    words = {"reached": reached, "number": number, "region": home, "year": found.number}
    paragraphs = [said % words] if number else []
    if nowhere:
        sentence = ngettext(
            "For %(count)d exchange no municipality is named.",
            "For %(count)d exchanges no municipality is named.",
            nowhere,
        )
        paragraphs.append(sentence % {"count": nowhere})
    if not rows:
        return Section(_("Spread over the region"), paragraphs)
    return Section(
        _("Spread over the region"),
        paragraphs,
        pictures=_ranges(
            rows, title=_("Where exchanges took place"), first=_("Municipality"), source=_lighter()
        ),
        tables=[_table(_("Exchanges by municipality"), _("Municipality"), found, rows)],
    )


def _aims(found: Year) -> Section:
    """Show which elements of the frameworks were served: areas, aims, perspectives (B14, B15)."""
    rows = _three(found, lambda exchange: [f"{one} ({one.framework})" for one in exchange.elements.all()])
    if not rows:
        return Section(_("Aims served"), [_("No exchange is tagged with an aim or a perspective.")])
    return Section(
        _("Aims served"),
        [_("An exchange may serve several aims, areas or perspectives of the authority's frameworks.")],
        tables=[_table(_("Exchanges by aim or perspective"), _("Aim or perspective"), found, rows)],
    )


def _outcomes(authority: Any, year: int) -> list[Section]:
    """List what came of cooperations, this year's and those that nobody can date."""
    mine = Outcome.objects.of_authority(authority.pk)
    in_year = mine.filter(overlaps("when", date(year, 1, 1), date(year, 12, 31)))
    rows = [
        [
            str(outcome),
            str(outcome.when or outcome.when_note or _("date not known")),
            ", ".join(str(one) for one in outcome.organisations.all()),
        ]
        for outcome in (in_year | mine.filter(when=None)).distinct().for_list()
    ]
    if not rows:
        return []
    table = Table(
        _("Outcomes of this year, and those without a date"),
        [_("Outcome"), _("When"), _("With")],
        rows,
        note=_("An outcome may come after its agreement has ended, and with others than its parties."),
    )
    return [Section(_("What came of it"), tables=[table])]


def _events(authority: Any, year: int) -> list[Section]:
    start, end = date(year, 1, 1), date(year, 12, 31)
    mine = Event.objects.filter(authority=authority.pk).order_by("held_earliest", order_by_name(), "pk")
    certain = set(mine.filter(certainly_in("held", start, end)).values_list("pk", flat=True))
    rows = [
        [
            str(event),
            event.get_kind_display(),
            str(event.held),
            _("certainly") if event.pk in certain else _("possibly"),
        ]
        for event in mine.filter(overlaps("held", start, end))
    ]
    if not rows:
        return []
    columns = [_("Event"), _("Kind"), _("When"), _("In %(year)d") % {"year": year}]
    return [Section(_("Events"), tables=[Table(_("Events of the year"), columns, rows)])]
