"""Budgets: rows as typed, sums as understood, and whether the two sides meet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from grants.domain.readings import words_of
from grants.enums import BudgetSide, ContributionKind, FundingStatus, VatStatus
from portal.core.amounts import format_amount, format_number
from portal.core.exchange import Rate
from portal.core.moments import say_date

MOST_LINES = 100
ZERO = Decimal(0)
CENT = Decimal("0.01")
# What no amount reaches: PostgreSQL and the parser of amounts hold twelve figures before the decimals.
TOO_MUCH = Decimal(10) ** 12
# The parts of a line beside what it is and how much; the questions' shapes say which of them are asked for.
EXTRA_PARTS = ("currency", "category", "quantity", "unit_price", "partner", "funder", "status", "kind", "vat")
# What a draft keeps of a line beside what was typed. A point stands in no name of a part: no page posts these.
TYPED_ON, RATE, DAY, ASKED = ".typed", ".rate", ".day", ".asked"


class Rates(Protocol):
    """What a budget needs to know of its call's rates."""

    @property
    def own(self) -> str:
        """The currency of the call."""

    @property
    def offered(self) -> Sequence[str]:
        """The other currencies in which a line can be typed."""

    def rate_of(self, currency: str, typed_on: str) -> tuple[Rate | None, str]:
        """Return the rate of a currency in the call's own, and why there is none."""


@dataclass(frozen=True)
class BudgetShape:
    """Which parts a budget's lines have, as the question asks for them.

    Categories are options, each of one side; partners and funders are True (written freely) or options.
    """

    categories: Sequence[Mapping[str, Any]] = ()
    has_units: bool = False
    partners: Sequence[Mapping[str, Any]] | bool = False
    funders: Sequence[Mapping[str, Any]] | bool = False
    has_status: bool = False
    has_kind: bool = False
    has_vat: bool = False
    rates: Rates | None = None

    @classmethod
    def of(cls, shape: Any, rates: Rates | None = None) -> "BudgetShape":
        """Read the shape of a question; what is not understood is not asked for.

        Parameters: ``rates`` are those of the call, where lines can be typed in other currencies.
        """
        said = shape if isinstance(shape, dict) else {}
        return cls(
            _options(said.get("categories")),
            said.get("units") is True,
            _free_or_options(said.get("partners")),
            _free_or_options(said.get("funders")),
            said.get("status") is True,
            said.get("kinds") is True,
            said.get("vat") is True,
            rates,
        )

    def categories_of(self, side: str) -> list[tuple[str, str]]:
        """Return the categories of one side: codes with their words. A category that names no side is one of costs."""
        return words_of([one for one in self.categories if (one.get("side") or BudgetSide.COST) == side])

    def parts(self, side: str) -> list[str]:
        """Return the parts beside what and amount that lines of a side have, in the order of the page."""
        is_income = side == BudgetSide.INCOME
        asked = {
            "currency": self.rates is not None and bool(self.rates.offered),
            "category": bool(self.categories_of(side)),
            "quantity": self.has_units and not is_income,
            "unit_price": self.has_units and not is_income,
            "partner": bool(self.partners),
            "funder": bool(self.funders) and is_income,
            "status": self.has_status and is_income,
            "kind": self.has_kind,
            "vat": self.has_vat and not is_income,
        }
        return [part for part in EXTRA_PARTS if asked[part]]

    def choices(self, side: str, part: str) -> list[tuple[str, str]]:
        """Return the answers that a part of a line offers; none where it is written freely."""
        match part:
            case "currency" if self.rates is not None:
                return [(code, code) for code in self.rates.offered]
            case "category":
                return self.categories_of(side)
            case "partner" if not isinstance(self.partners, bool):
                return words_of(self.partners)
            case "funder" if not isinstance(self.funders, bool):
                return words_of(self.funders)
            case "status":
                return [(one.value, str(one.label)) for one in FundingStatus]
            case "kind":
                return [(one.value, str(one.label)) for one in ContributionKind]
            case "vat":
                return [(one.value, str(one.label)) for one in VatStatus]
        return []

    def said(self, side: str, part: str, code: str) -> str:
        """Return what stands for a part of a line: the words of its code, or what was written."""
        return dict(self.choices(side, part)).get(code, code)


def _options(said: Any) -> Sequence[Mapping[str, Any]]:
    return (
        [one for one in said if isinstance(one, dict) and one.get("code")] if isinstance(said, list) else []
    )


def _free_or_options(said: Any) -> Sequence[Mapping[str, Any]] | bool:
    return True if said is True else (_options(said) or False)


PLAIN = BudgetShape()


@dataclass(frozen=True)
class Line:
    """One row of a budget: what was typed, the amount understood (None when it was not), and what is wrong.

    The amount is in the call's currency; where it was typed in another one (``currency``), ``own_amount`` is what was
    understood there, and ``rate`` what one unit of it is worth.

    What tells lines apart (``category`` to ``vat``) are codes, or names where they are written freely.
    """

    side: str
    description: str
    amount_typed: str
    amount: Decimal | None = None
    problem: str = ""
    category: str = ""
    quantity_typed: str = ""
    quantity: Decimal | None = None
    unit_price_typed: str = ""
    unit_price: Decimal | None = None
    partner: str = ""
    funder: str = ""
    status: str = ""
    kind: str = ""
    vat: str = ""
    currency: str = ""
    own_amount: Decimal | None = None
    rate: Rate | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is typed in the row."""
        typed = (self.description, self.amount_typed, *(self.typed(part) for part in EXTRA_PARTS))
        return not any(text.strip() for text in typed)

    def typed(self, part: str) -> str:
        """Return what was typed for one of the parts beside what and amount."""
        return str(getattr(self, f"{part}_typed" if part in {"quantity", "unit_price"} else part))

    def details(self, shape: BudgetShape, currency: str) -> str:
        """Return the parts beside what and amount in words: “Travel, 3 × SEK 100, Museum Skara”."""
        said = [shape.said(self.side, "category", self.category)] if self.category else []
        if self.quantity is not None and self.unit_price is not None:
            price = format_amount(self.unit_price, self.currency or currency)
            said.append(f"{format_number(self.quantity)} × {price}")
        if conversion := self.conversion(currency):
            said.append(conversion)
        for part in ("partner", "funder", "status", "kind", "vat"):
            if self.typed(part):
                said.append(shape.said(self.side, part, self.typed(part)))
        return ", ".join(said)

    def conversion(self, currency: str) -> str:
        """Say how an amount in another currency counts: "EUR 100 at SEK 11.432, the rate of 27 November 2026".

        Empty where the line is in the call's own currency, or has no rate.
        """
        if self.rate is None or self.own_amount is None:
            return ""
        words = {
            "amount": format_amount(self.own_amount, self.currency),
            "rate": format_number(self.rate.rate, decimals=_decimals(self.rate.rate)),
            "own": currency,
            "day": say_date(self.rate.day),
            "asked": say_date(self.rate.asked),
        }
        if self.rate.is_earlier:
            return (
                _("%(amount)s at %(own)s %(rate)s, the last rate before %(asked)s: that of %(day)s") % words
            )
        return _("%(amount)s at %(own)s %(rate)s, the rate of %(day)s") % words


def _decimals(rate: Decimal) -> int:
    exponent = rate.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


@dataclass(frozen=True)
class Budget:
    """A budget table; sums count what was understood."""

    lines: Sequence[Line] = field(default=())
    shape: BudgetShape = PLAIN

    def side(self, side: str) -> list[Line]:
        """Return the rows of one side."""
        return [line for line in self.lines if line.side == side]

    def total(self, side: str) -> Decimal:
        """Return the sum of one side's amounts."""
        return _sum(self.side(side))

    def by_category(self, side: str = BudgetSide.COST) -> dict[str, Decimal]:
        """Return the sums of one side for each category; lines without one are left out."""
        return self._by(lambda line: line.category, side)

    def by_partner(self, side: str = BudgetSide.COST) -> dict[str, Decimal]:
        """Return the sums of one side for each partner; lines without one are left out."""
        return self._by(lambda line: line.partner.strip(), side)

    def by_funder(self) -> dict[str, Decimal]:
        """Return the sums of the financing for each funder; lines without one are left out."""
        return self._by(lambda line: line.funder.strip(), BudgetSide.INCOME)

    def _by(self, key: Callable[[Line], str], side: str) -> dict[str, Decimal]:
        sums: dict[str, Decimal] = {}
        for line in self.side(side):
            if key(line):
                sums[key(line)] = sums.get(key(line), ZERO) + (line.amount or ZERO)
        return sums

    @property
    def costs(self) -> Decimal:
        """The sum of the costs."""
        return self.total(BudgetSide.COST)

    @property
    def income(self) -> Decimal:
        """The sum of the financing, without the amount applied for."""
        return self.total(BudgetSide.INCOME)

    @property
    def confirmed(self) -> Decimal:
        """The sum of the financing that is certain."""
        return _sum(line for line in self.side(BudgetSide.INCOME) if line.status == FundingStatus.CONFIRMED)

    @property
    def applied(self) -> Decimal:
        """The sum of the financing that has been applied for elsewhere."""
        return _sum(line for line in self.side(BudgetSide.INCOME) if line.status == FundingStatus.APPLIED)

    def in_kind(self, side: str) -> Decimal:
        """Return the sum of one side's lines that are given as work, rooms or goods."""
        return _sum(line for line in self.side(side) if line.kind == ContributionKind.IN_KIND)

    @property
    def is_empty(self) -> bool:
        """Tell whether no row has anything typed in it."""
        return all(line.is_blank for line in self.lines)

    @property
    def problem(self) -> str:
        """What is wrong with the first row that has something wrong, with its name; empty when all are right."""
        for line in self.lines:
            if line.problem:
                return (
                    f"{line.description.strip()}: {line.problem}"
                    if line.description.strip()
                    else line.problem
                )
        return ""


def _sum(lines: Any) -> Decimal:
    return sum((line.amount or ZERO for line in lines), ZERO)


NO_BUDGET = Budget()


@dataclass(frozen=True)
class Balance:
    """How the two sides of a budget meet: what is missing in the financing (below zero: what is too much)."""

    costs: Decimal
    income: Decimal
    requested: Decimal

    @property
    def gap(self) -> Decimal:
        """Costs less financing less the amount applied for."""
        return self.costs - self.income - self.requested

    def sentence(self, currency: str) -> str:
        """Say whether the budget balances and what to do if it does not."""
        if self.gap > 0:
            return _(
                "%(sum)s is missing: the costs are higher than the financing and the amount you apply for."
            ) % {"sum": format_amount(self.gap, currency)}
        if self.gap < 0:
            return _(
                "%(sum)s too much: the financing and the amount you apply for are higher than the costs."
            ) % {"sum": format_amount(-self.gap, currency)}
        return _("The budget balances.")
