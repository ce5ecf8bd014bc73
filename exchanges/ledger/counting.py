"""Adding up a ledger: measures, money, weights, and the balance between what comes and what goes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import EllipsisType

from exchanges.enums import Direction, Measure
from exchanges.ledger.entries import Entry, Number, Payment
from exchanges.ledger.spans import ZERO, Span
from exchanges.models import LedgerTerms
from partnerships.enums import Payer
from portal.core.uncertain.totals import UncertainTotal, total

WEIGHED_MONEY = Decimal(1000)

# One year, None for what belongs to no single year, or ... for everything.
type Year = int | EllipsisType | None


class Side(StrEnum):
    """Whose eyes a ledger is seen with."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Line:
    """One measure: what came, what went, and the balance (incoming less outgoing).

    What goes both ways counts on both sides, and takes nothing from either in the balance. ``known`` is the balance
    of the numbers that somebody has given; ``balance`` leaves room for those that nobody has.
    """

    incoming: UncertainTotal
    outgoing: UncertainTotal
    balance: Span
    known: Span

    @property
    def is_empty(self) -> bool:
        """Nobody has given a single number."""
        return all(one.count == one.unknown_count for one in (self.incoming, self.outgoing))


@dataclass(frozen=True)
class MoneyLine:
    """One currency: what each side paid, what others paid, what was paid by nobody knows whom.

    The balance is what the other side paid less what the side that looks paid.
    """

    currency: str
    ours: UncertainTotal
    theirs: UncertainTotal
    third: UncertainTotal
    open: UncertainTotal
    balance: Span


@dataclass(frozen=True)
class Weighed:
    """The points by the parties' own weights: in, out, for money, balance, and how far from the ratio they aim at.

    ``paid`` is for what the other side paid less what the side that looks paid; the balance is in - out + paid.
    ``off_target`` is above zero where more comes in than was agreed, below where more goes out; None without a target.
    """

    incoming: Span
    outgoing: Span
    paid: Span
    balance: Span
    off_target: Span | None


class Ledger:
    """What came and what went, as one side sees it. Seen from the other side, every balance is negated."""

    def __init__(
        self, entries: Iterable[Entry], terms: Sequence[LedgerTerms] = (), *, side: Side = Side.OURS
    ) -> None:
        """Take the entries and terms as the authority that keeps them sees them; ``side`` says who looks."""
        rows = list(entries)
        self.side = side
        self.entries = [one.seen_from_partner() for one in rows] if side == Side.THEIRS else rows
        self.terms = sorted(terms, key=lambda one: one.agreed_from)

    @cached_property
    def lines(self) -> dict[Measure, Line]:
        """Return each measure over all years."""
        return {measure: self.line(measure) for measure in Measure}

    def line(self, measure: Measure, year: Year = ...) -> Line:
        """Return a measure over all years, of one year, or (None) of what belongs to no single year."""
        return _line(self._of(year), lambda entry: entry.counted(measure))

    @cached_property
    def years(self) -> list[int]:
        """Return the years of which anything is certain, in order."""
        return sorted({one.year for one in self.entries if one.year is not None})

    @cached_property
    def undated(self) -> int:
        """Return how many exchanges belong to no single year."""
        return sum(one.year is None for one in self.entries)

    def money(self, directions: Iterable[Direction] = tuple(Direction)) -> list[MoneyLine]:
        """Return who paid what in each currency, for what went in one of the directions."""
        wanted = set(directions)
        found: dict[str, dict[Side | str, list[Number]]] = {}
        for entry in self.entries:
            for payment in entry.payments if entry.direction in wanted else ():
                purse = found.setdefault(payment.currency, {})
                purse.setdefault(paid_by(payment, entry.direction), []).append(payment.amount)
        return [_money_line(currency, found[currency]) for currency in sorted(found)]

    @cached_property
    def weighed(self) -> Weighed | None:
        """Return the points by the parties' weights, each year's by the terms that held then; None without weights."""
        return self.weigh(...) if self.terms else None

    def weigh(self, year: Year) -> Weighed:
        """Return the points of all years, of one, or (None) of what belongs to no single year."""
        one_way, both = {Direction.INCOMING: ZERO, Direction.OUTGOING: ZERO}, ZERO
        paid = ZERO
        for entry in self._of(year):
            terms = self.terms_of(entry.year)
            points = _points(entry, terms)
            if entry.direction == Direction.MUTUAL:
                both += points
            else:
                one_way[entry.direction] += points
            paid += _paid_points(entry, terms)
        incoming, outgoing = one_way[Direction.INCOMING], one_way[Direction.OUTGOING]
        balance = incoming - outgoing + paid
        return Weighed(
            incoming + both, outgoing + both, paid, balance, self._off_target(incoming, outgoing, both, paid)
        )

    def terms_of(self, year: int | None) -> LedgerTerms:
        """Return the terms that hold at the end of a year (before the first ones: the first); the latest for None."""
        if year is None:
            return self.terms[-1]
        return next(
            (one for one in reversed(self.terms) if one.agreed_from <= date(year, 12, 31)), self.terms[0]
        )

    def _off_target(self, incoming: Span, outgoing: Span, both: Span, paid: Span) -> Span | None:
        """Return incoming × target of outgoing less outgoing × target of incoming: zero when the ratio is kept.

        Money is weighed as a balance, not as two heaps: it is added at the weight of an even ratio.
        """
        wanted_in, wanted_out = self.target
        if wanted_in is None or wanted_out is None:
            return None
        kept = incoming.times(wanted_out) - outgoing.times(wanted_in) + both.times(wanted_out - wanted_in)
        return kept + paid.times(wanted_in + wanted_out).times(Decimal("0.5"))

    @property
    def target(self) -> tuple[int | None, int | None]:
        """Return the ratio aimed at now, incoming to outgoing as the side that looks sees it."""
        if not self.terms:
            return None, None
        latest = self.terms[-1]
        wanted = latest.target_incoming, latest.target_outgoing
        return wanted if self.side == Side.OURS else (wanted[1], wanted[0])

    def _of(self, year: Year) -> list[Entry]:
        return self.entries if year is ... else [one for one in self.entries if one.year == year]


def paid_by(payment: Payment, direction: Direction) -> Side | str:
    """Return which side paid, as the side that looks calls it; "third", or "open" where nobody can tell.

    Host and visitor are told by the direction: whoever comes is the visitor. Where it goes both ways, both are both.
    """
    if payment.payer in (None, Payer.THIRD):
        return "third" if payment.payer else "open"
    if payment.payer in (Payer.OWN, Payer.PARTNER):
        return Side.OURS if payment.payer == Payer.OWN else Side.THEIRS
    if direction == Direction.MUTUAL:
        return "open"
    hosts = Side.OURS if direction == Direction.INCOMING else Side.THEIRS
    visits = Side.THEIRS if hosts == Side.OURS else Side.OURS
    return hosts if payment.payer == Payer.HOST else visits


def _line(entries: Iterable[Entry], numbers: Callable[[Entry], Sequence[Number]]) -> Line:
    found: Mapping[Direction, list[Number]] = {direction: [] for direction in Direction}
    for entry in entries:
        found[entry.direction].extend(numbers(entry))
    both = found[Direction.MUTUAL]
    came, went = total(found[Direction.INCOMING]), total(found[Direction.OUTGOING])
    return Line(
        incoming=total([*found[Direction.INCOMING], *both]),
        outgoing=total([*found[Direction.OUTGOING], *both]),
        balance=Span.of(came) - Span.of(went),
        known=Span.known_of(came) - Span.known_of(went),
    )


def _money_line(currency: str, purse: Mapping[Side | str, list[Number]]) -> MoneyLine:
    ours, theirs, third, unsure = (
        total(purse.get(key, [])) for key in (Side.OURS, Side.THEIRS, "third", "open")
    )
    # Either side may have paid what nobody knows the payer of.
    either = Span(None if unsure.upper is None else -unsure.upper, unsure.upper)
    return MoneyLine(currency, ours, theirs, third, unsure, Span.of(theirs) - Span.of(ours) + either)


def _points(entry: Entry, terms: LedgerTerms) -> Span:
    points = ZERO
    for measure in Measure:
        weight = getattr(terms, f"weight_{measure.value}")
        if weight:
            points += Span.of(total(entry.counted(measure))).times(weight)
    return points


def _paid_points(entry: Entry, terms: LedgerTerms) -> Span:
    """Return the points for money: for what the other side paid, less what the side that looks paid."""
    points = ZERO
    if not terms.weight_money:
        return points
    by_side: dict[Side | str, list[Number]] = {}
    for payment in entry.payments:
        if payment.currency == terms.currency:
            by_side.setdefault(paid_by(payment, entry.direction), []).append(payment.amount)
    return points + _money_line(terms.currency, by_side).balance.times(terms.weight_money / WEIGHED_MONEY)
