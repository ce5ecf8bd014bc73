"""What the page of a ledger shows, at the office and for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from exchanges.enums import Direction, Measure
from exchanges.ledger import Ledger, Line, MoneyLine, Side, words
from exchanges.ledger.entries import Entries
from exchanges.ledger.pictures import by_year
from exchanges.models import LedgerTerms
from partnerships.models import Partnership


@dataclass(frozen=True)
class MeasureRow:
    """One measure in the table: its totals, its balance in words, and where its years are shown."""

    measure: Measure
    line: Line
    balance: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class MoneyRow:
    """One currency, or one direction of it (a part): who paid what, and in words who paid more."""

    label: str
    line: MoneyLine
    balance: str = ""
    is_part: bool = False


def sides_of(partnership: Partnership) -> tuple[str, str]:
    """Return what the authority's side and the partner's side are called."""
    own = partnership.authority.organisation
    theirs = partnership.region or partnership.counterpart or partnership
    return str(own.region or own), str(theirs)


def ledger_context(
    request: HttpRequest,
    partnership: Partnership,
    entries: Entries,
    terms: Sequence[LedgerTerms],
    *,
    inside: bool,
) -> dict[str, Any]:
    """Return what the template needs: the ledger as one side sees it, in words, as tables and as a picture.

    Parameters: ``inside`` tells whether money, weights and duplicates are shown; the public reads the measures.
    """
    side = Side.THEIRS if request.GET.get("side") == Side.THEIRS else Side.OURS
    chosen = request.GET.get("measure")
    measure = Measure(chosen) if chosen in Measure.values else _telling(entries)
    ledger = Ledger(entries.rows, terms if inside else (), side=side)
    names = sides_of(partnership)
    ours, theirs = names if side == Side.OURS else names[::-1]
    rows = [
        MeasureRow(
            one,
            line,
            _("no numbers") if line.is_empty else words.balance(line),
            _address(side, one),
            one == measure,
        )
        for one, line in ledger.lines.items()
    ]
    weighed = ledger.weighed
    return {
        "ledger": ledger,
        "inside": inside,
        "seen_from": [
            (names[0], _address(Side.OURS, measure), side == Side.OURS),
            (names[1], _address(Side.THEIRS, measure), side == Side.THEIRS),
        ],
        "ours": ours,
        "theirs": theirs,
        "rows": rows,
        "finding": words.finding(ledger),
        "measure": measure,
        "picture": by_year(ledger, measure),
        "trend": words.trend(ledger, measure),
        "money": _money_rows(ledger, ours, theirs) if inside else [],
        "weighed": weighed,
        "points": _points(ledger) if weighed else [],
        "weighs_money": weighed is not None and any(one.weight_money for one in ledger.terms),
        "target": words.against_target(weighed, ledger.target) if weighed else "",
        "planned": entries.planned,
        "twice": entries.twice if inside else [],
        "counted": len(entries.rows),
    }


def _telling(entries: Entries) -> Measure:
    """Return the measure to begin with: persons where anybody has counted them, else exchanges."""
    counted = any(number for one in entries.rows for number in one.numbers.get(Measure.PERSONS, ()))
    return Measure.PERSONS if counted else Measure.EXCHANGES


def _address(side: Side, measure: Measure) -> str:
    return "?" + urlencode({"side": side.value, "measure": measure.value}) + "#years"


def _money_rows(ledger: Ledger, ours: str, theirs: str) -> list[MoneyRow]:
    rows = []
    for line in ledger.money():
        said = words.money_balance(line, ours=ours, theirs=theirs)
        rows.append(MoneyRow(line.currency, line, said))
        for direction in Direction:
            parts = [one for one in ledger.money([direction]) if one.currency == line.currency]
            rows.extend(MoneyRow(f"{line.currency}, {direction.label}", one, is_part=True) for one in parts)
    return rows


def _points(ledger: Ledger) -> list[tuple[str, str, str, str, str]]:
    """Return the points of each year and of all: label, in, out, for money (if it is weighed), balance in words."""
    weighs_money = any(one.weight_money for one in ledger.terms)
    years: list[Any] = [*ledger.years, *([None] if ledger.undated else []), ...]
    found = []
    for year in years:
        weighed = ledger.weigh(year)
        label = (
            _("In all") if year is ... else _("several years, or not dated") if year is None else str(year)
        )
        found.append(
            (
                label,
                words.span_words(weighed.incoming),
                words.span_words(weighed.outgoing),
                words.span_words(weighed.paid) if weighs_money else "",
                words.difference(weighed.balance),
            )
        )
    return found
