"""Sums that stay as uncertain as what they add up, and that can be shared out without losing anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from types import MappingProxyType

from django.utils.translation import gettext as _

from partnerships.thread.deeds import Deed
from portal.core.amounts import format_amount, format_number
from portal.core.uncertain import UncertainNumber, total
from portal.core.uncertain.totals import UncertainTotal


@dataclass(frozen=True)
class Amount:
    """An amount of money between two bounds (``upper`` None: open upwards), and how many of which nobody knows."""

    lower: Fraction = Fraction(0)
    upper: Fraction | None = Fraction(0)
    unknown: Fraction = Fraction(0)

    @classmethod
    def of(cls, amount: Decimal | UncertainNumber) -> "Amount":
        """Return an amount as it is known."""
        if isinstance(amount, Decimal):
            return cls(Fraction(amount), Fraction(amount))
        known = total([amount])
        upper = None if known.known_upper is None else Fraction(known.known_upper)
        return cls(Fraction(known.known_lower), upper, Fraction(known.unknown_count))

    def __add__(self, other: "Amount") -> "Amount":
        upper = None if self.upper is None or other.upper is None else self.upper + other.upper
        return Amount(self.lower + other.lower, upper, self.unknown + other.unknown)

    def __bool__(self) -> bool:
        return self != Amount()

    def times(self, share: Fraction) -> "Amount":
        """Return a share of it; nothing of it is nothing, also of what is open upwards."""
        if share == 0:
            return Amount()
        upper = None if self.upper is None else self.upper * share
        return Amount(self.lower * share, upper, self.unknown * share)

    def text(self, what: str, currency: str) -> str:
        """Return it in words: "Grants: SEK 120,000", "Costs (SEK): between 700 and 900, plus 1 unknown"."""
        if self.lower == self.upper and not self.unknown:
            amount = format_amount(_decimal(self.lower), currency)
            return _("%(what)s: %(amount)s") % {"what": what, "amount": amount}
        number = _described(self.lower, self.upper, self.unknown)
        return _("%(what)s (%(currency)s): %(number)s") % {
            "what": what,
            "currency": currency,
            "number": number,
        }


NOTHING: Mapping[tuple[str, str], Amount] = MappingProxyType({})


@dataclass(frozen=True)
class Tally:
    """How many deeds, people and how much money, as exact fractions: a share and its rest add up to the whole.

    ``people_upper`` is None where a number is open upwards; ``people_unknown`` counts what has people nobody has
    counted; ``money`` is by what it is for and its currency, and never added across either.
    """

    deeds: Fraction = Fraction(0)
    people_lower: Fraction = Fraction(0)
    people_upper: Fraction | None = Fraction(0)
    people_unknown: Fraction = Fraction(0)
    money: Mapping[tuple[str, str], Amount] = field(default_factory=lambda: NOTHING)

    @classmethod
    def of(cls, deed: Deed, year: int | None = None) -> "Tally":
        """Return one deed's figures; with a year, without the money of other years."""
        people = total(deed.people)
        money: dict[tuple[str, str], Amount] = {}
        for one in deed.money:
            if year is None or one.year in (None, year):
                key = (one.what, one.currency)
                money[key] = money.get(key, Amount()) + Amount.of(one.amount)
        return cls(
            Fraction(1),
            Fraction(people.known_lower),
            None if people.known_upper is None else Fraction(people.known_upper),
            Fraction(people.unknown_count),
            money,
        )

    def __add__(self, other: "Tally") -> "Tally":
        upper = (
            None
            if self.people_upper is None or other.people_upper is None
            else self.people_upper + other.people_upper
        )
        keys = self.money.keys() | other.money.keys()
        return Tally(
            self.deeds + other.deeds,
            self.people_lower + other.people_lower,
            upper,
            self.people_unknown + other.people_unknown,
            {key: self.money.get(key, Amount()) + other.money.get(key, Amount()) for key in keys},
        )

    def times(self, share: Fraction) -> "Tally":
        """Return a share of it; nothing of it is nothing, also of what is open upwards."""
        if share == 0:
            return Tally()
        return Tally(
            self.deeds * share,
            self.people_lower * share,
            None if self.people_upper is None else self.people_upper * share,
            self.people_unknown * share,
            {key: amount.times(share) for key, amount in self.money.items() if amount},
        )

    @property
    def deeds_text(self) -> str:
        """How many deeds, with two decimals where shares of them count."""
        return _number(self.deeds)

    @property
    def people_text(self) -> str:
        """How many people, with bounds and with what nobody has counted; empty where nothing has people."""
        if not (self.people_lower or self.people_upper is None or self.people_upper or self.people_unknown):
            return ""
        return _described(self.people_lower, self.people_upper, self.people_unknown)

    @property
    def money_texts(self) -> list[str]:
        """Each sum of money with what it is for: "Grants: SEK 120,000"."""
        return [amount.text(what, currency) for (what, currency), amount in sorted(self.money.items())]


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    result = Tally()
    for tally in tallies:
        result = result + tally
    return result


def _described(lower: Fraction, upper: Fraction | None, unknown: Fraction) -> str:
    """Return a sum in words, with its bounds and with what nobody has counted."""
    whole = unknown.denominator == 1
    number = int(unknown) if whole else 0
    known = lower or upper is None or upper
    if not known and not whole:
        return _("a share of what is not known")
    most = None if upper is None else _decimal(upper)
    count = number + (1 if known else 0)
    text = UncertainTotal(_decimal(lower), most, number, Decimal(number), count).describe()
    return text if whole else _("%(known)s, plus a share of what is not known") % {"known": text}


def _decimal(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN).normalize() if value else Decimal(0)


def _number(value: Fraction) -> str:
    return format_number(_decimal(value))
