"""What a ledger is counted from: exchanges as one side sees them, each once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.db.models import Q

from exchanges.enums import Direction, ExchangeStatus, FigureKind, Measure
from exchanges.models import Exchange, LedgerTerms
from partnerships.enums import Payer
from partnerships.models import Agreement, Partnership
from portal.core.uncertain import UncertainDate, UncertainNumber

type Number = UncertainNumber | None  # None: nobody has entered one

HAPPENED = (ExchangeStatus.ONGOING, ExchangeStatus.COMPLETED)
KINDS: Mapping[str, Measure] = {
    FigureKind.PARTICIPANTS: Measure.PERSONS,
    FigureKind.PERSON_DAYS: Measure.PERSON_DAYS,
    FigureKind.NIGHTS: Measure.NIGHTS,
    FigureKind.AUDIENCE: Measure.AUDIENCE,
}


@dataclass(frozen=True, slots=True)
class Payment:
    """Who paid how much for an exchange, in which currency; a payer of None is not known."""

    payer: Payer | None
    amount: Number
    currency: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One exchange in a ledger, as the side that looks sees it: its direction, year, numbers and payments.

    ``year`` is None where it lasted over several years, or nobody knows the year for certain.
    """

    direction: Direction
    year: int | None = None
    numbers: Mapping[Measure, Sequence[Number]] = field(default_factory=dict)
    payments: Sequence[Payment] = ()
    key: int = 0
    title: str = ""
    url: str = ""

    def seen_from_partner(self) -> "Entry":
        """Return the same exchange as the other side sees it: what came goes, and what we paid, they paid."""
        payments = [replace(one, payer=one.payer and one.payer.seen_from_partner()) for one in self.payments]
        return replace(self, direction=self.direction.seen_from_partner(), payments=payments)

    def counted(self, measure: Measure) -> Sequence[Number]:
        """Return its numbers for a measure; without one, a number nobody knows, so that no sum hides it."""
        if measure == Measure.EXCHANGES:
            return [UncertainNumber.exactly(1)]
        return self.numbers.get(measure) or [None]


@dataclass(frozen=True)
class Entries:
    """The entries of a ledger, and what was left out of it and why."""

    rows: list[Entry]
    planned: int  # nothing has happened yet
    twice: list[tuple[Exchange, Exchange]]  # recorded by both sides, counted once


def partnership_entries(partnership: Partnership, user: Any) -> Entries:
    """Return what happened between the two sides of a partnership, whichever side recorded it.

    The other side's own partnership counts too, where its authority works on this portal: its exchanges come in
    with their directions turned. An exchange that says it is the same as another of them is counted there.
    """
    mirrors = _mirrors(partnership, user)
    rows = Exchange.objects.visible_to(user).filter(partnership__in=[partnership.pk, *mirrors])
    return _entries(rows, turned=frozenset(mirrors))


def partnership_terms(partnership: Partnership, user: Any) -> list[LedgerTerms]:
    """Return the weights and ratios that the parties agreed on, whichever side wrote them down, oldest first.

    What the other side wrote down comes in with its target turned, so that both sides weigh alike; of two that hold
    from the same day the one written down later holds, for both.
    """
    mirrors = _mirrors(partnership, user)
    rows = LedgerTerms.objects.filter(partnership__in=[partnership.pk, *mirrors], agreement=None)
    return [
        one.seen_from_partner() if one.partnership_id in mirrors else one
        for one in rows.order_by("agreed_from", "pk")
    ]


def _mirrors(partnership: Partnership, user: Any) -> list[int]:
    return list(Partnership.objects.visible_to(user).mirrors_of(partnership).values_list("pk", flat=True))


def agreement_entries(agreement: Agreement, user: Any) -> Entries:
    """Return what happened under an agreement."""
    rows = Exchange.objects.visible_to(user).filter(Q(agreement=agreement))
    return _entries(rows, turned=frozenset())


def _entries(rows: models.QuerySet[Exchange], *, turned: frozenset[int]) -> Entries:
    found = list(
        rows.exclude(status=ExchangeStatus.CANCELLED)
        .only("slug", "names", "direction", "period", "status", "cost", "currency", "partnership", "same_as")
        .prefetch_related("figures", "money")
        .order_by("pk")
        .fetch_mode(models.FETCH_RAISE)
    )
    known = {one.pk: one for one in found}
    twice = [(one, known[one.same_as_id]) for one in found if one.same_as_id in known]
    left_out = {one.pk for one, _ in twice}
    happened = [one for one in found if one.status in HAPPENED and one.pk not in left_out]
    entries = [
        entry_of(one).seen_from_partner() if one.partnership_id in turned else entry_of(one)
        for one in happened
    ]
    planned = sum(one.status == ExchangeStatus.PLANNED and one.pk not in left_out for one in found)
    return Entries(entries, planned, twice)


def entry_of(exchange: Exchange) -> Entry:
    """Return an exchange as an entry, seen from the authority that recorded it; its parts have been fetched."""
    numbers: dict[Measure, list[Number]] = {}
    for figure in exchange.figures.all():
        if figure.kind in KINDS:
            numbers.setdefault(KINDS[figure.kind], []).append(figure.number)
    return Entry(
        direction=Direction(exchange.direction),
        year=certain_year(exchange.period),
        numbers=numbers,
        payments=list(_payments(exchange)),
        key=exchange.pk,
        title=str(exchange.names),
        url=exchange.get_absolute_url(),
    )


def _payments(exchange: Exchange) -> Iterable[Payment]:
    """Yield who paid what; a cost that nobody has divided is paid by somebody, nobody knows whom."""
    rows = list(exchange.money.all())
    for row in rows:
        yield Payment(Payer(row.payer), row.amount, row.currency)
    if not rows and exchange.cost is not None:
        yield Payment(None, UncertainNumber.exactly(exchange.cost), exchange.currency)


def certain_year(period: UncertainDate | None) -> int | None:
    """Return the one year in which something certainly took place, or None (X01)."""
    if period is None or period.earliest is None or period.latest is None or "?" in period.edtf:
        return None
    return period.earliest.year if period.earliest.year == period.latest.year else None
