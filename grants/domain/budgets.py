"""Budgets: rows as typed, sums as understood, and whether the two sides meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from grants.enums import BudgetSide
from portal.core.amounts import AmountError, format_amount, parse_amount

MOST_LINES = 100
ZERO = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One row of a budget: what was typed, the amount understood (None when it was not), and what is wrong."""

    side: str
    description: str
    amount_typed: str
    amount: Decimal | None = None
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is typed in the row."""
        return not (self.description.strip() or self.amount_typed.strip())


@dataclass(frozen=True)
class Budget:
    """A budget table; sums count what was understood."""

    lines: Sequence[Line] = field(default=())

    def side(self, side: str) -> list[Line]:
        """Return the rows of one side."""
        return [line for line in self.lines if line.side == side]

    def total(self, side: str) -> Decimal:
        """Return the sum of one side's amounts."""
        return sum((line.amount or ZERO for line in self.side(side)), ZERO)

    @property
    def costs(self) -> Decimal:
        """The sum of the costs."""
        return self.total(BudgetSide.COST)

    @property
    def income(self) -> Decimal:
        """The sum of the financing, without the amount applied for."""
        return self.total(BudgetSide.INCOME)

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


NO_BUDGET = Budget()


def read_budget(rows: Sequence[Any]) -> Budget:
    """Understand rows of [side, what, amount as typed]; a row of another shape is left out."""
    return Budget([_line(*row) for row in rows if _has_shape(row)])


def _has_shape(row: Any) -> bool:
    return isinstance(row, list) and len(row) == 3 and row[0] in BudgetSide.values


def _line(side: str, description: str, amount_typed: str) -> Line:
    line = Line(side, description, amount_typed)
    if line.is_blank:
        return line
    if not amount_typed.strip():
        return Line(
            side, description, amount_typed, problem=_("Write the amount of this line, or remove the line.")
        )
    try:
        amount = parse_amount(amount_typed)
    except AmountError as error:
        sentence = _("“%(typed)s”: %(problem)s") % {"typed": amount_typed.strip(), "problem": error}
        return Line(side, description, amount_typed, problem=sentence)
    problem = "" if description.strip() else _("Say what this amount is for.")
    return Line(side, description, amount_typed, amount, problem)


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
