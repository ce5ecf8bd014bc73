"""The accounts of a report: each line of the budget with what it came to, what it refers to, and why it differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from grants.domain.readings import stripped
from grants.domain.reporting.terms import BudgetLines
from grants.enums import BudgetSide
from portal.core.amounts import AmountError, format_amount, parse_amount
from portal.core.uncertain import UncertainDate, UncertainValueError, parse_date

ZERO = Decimal(0)
MOST_ROWS = 200


@dataclass(frozen=True)
class AccountLine:
    """One line: what the budget had, what was typed and understood, and what is wrong or has to be explained."""

    key: str
    side: str
    what: str
    budgeted: Decimal | None
    typed: str = ""
    spent: Decimal | None = None
    why: str = ""
    problem: str = ""
    details: str = ""

    @property
    def difference(self) -> Decimal | None:
        """What it came to beside the budget; None while it is not known."""
        return None if self.spent is None else self.spent - (self.budgeted or ZERO)

    def differs_by_more_than(self, share: int) -> bool:
        """Tell whether it differs from the budget by more than a share of it, in per cent."""
        if self.difference is None or self.difference == ZERO:
            return False
        return abs(self.difference) * 100 > (self.budgeted or ZERO) * share


@dataclass(frozen=True)
class Voucher:
    """An invoice that a line refers to."""

    key: str
    line: str
    number: str
    dated: UncertainDate | None = None
    amount: Decimal | None = None
    problem: str = ""


@dataclass(frozen=True)
class Accounts:
    """The accounts as understood; sums count what was understood."""

    lines: Sequence[AccountLine] = field(default=())
    vouchers: Sequence[Voucher] = field(default=())
    share: int = 10

    def side(self, side: str) -> list[AccountLine]:
        """Return the lines of one side."""
        return [line for line in self.lines if line.side == side]

    def budgeted(self, side: str) -> Decimal:
        """Return the sum of a side in the budget."""
        return sum((line.budgeted or ZERO for line in self.side(side)), ZERO)

    def spent(self, side: str) -> Decimal:
        """Return the sum of what a side came to."""
        return sum((line.spent or ZERO for line in self.side(side)), ZERO)

    def unspent(self, granted: Decimal) -> Decimal:
        """Return what is left of the money: the financing with the grant, less the costs; never below zero."""
        left = self.spent(BudgetSide.INCOME) + granted - self.spent(BudgetSide.COST)
        return min(max(left, ZERO), granted)

    def without_voucher(self) -> list[AccountLine]:
        """Return the costs that name no voucher."""
        named = {voucher.line for voucher in self.vouchers}
        return [line for line in self.side(BudgetSide.COST) if line.spent and line.key not in named]

    def problems(self) -> dict[str, str]:
        """Return what stands against handing them in, by the place on the page."""
        found: dict[str, str] = {}
        for line in self.lines:
            if line.problem:
                found[f"line-{line.key}"] = f"{line.what}: {line.problem}" if line.what else line.problem
            elif line.differs_by_more_than(self.share) and not line.why:
                sentence = _("%(what)s differs from the budget by more than %(share)s %%: write why.")
                found[f"line-{line.key}"] = sentence % {"what": line.what, "share": self.share}
        for voucher in self.vouchers:
            if voucher.problem:
                found[f"vouchers-{voucher.key}"] = voucher.problem
        if not found and not any(line.spent is not None for line in self.side(BudgetSide.COST)):
            found["lines"] = _("Write what the costs came to.")
        return found


def read_accounts(typed: Mapping[str, Any], basis: BudgetLines, *, share: int) -> Accounts:
    """Understand the accounts as typed.

    Parameters: ``typed`` has the parts "lines" (a map of a line's key to what was typed for it), "more" (rows of costs
    and income that the budget did not have) and "vouchers" (rows); ``basis`` is the budget that is agreed; ``share`` is
    the per cent above which a difference is explained.
    """
    said = typed.get("lines")
    said = said if isinstance(said, Mapping) else {}
    lines = [_known_line(line, said.get(line["key"])) for line in basis]
    lines += [
        _more_line(row, place) for place, row in enumerate(rows_of(typed.get("more"))) if is_filled(row)
    ]
    keys = {line.key: line.what for line in lines}
    vouchers = [_voucher(row, keys) for row in rows_of(typed.get("vouchers")) if is_filled(row)]
    return Accounts(lines, vouchers, share)


def rows_of(typed: Any) -> list[Mapping[str, Any]]:
    """Return rows as typed; what is no row is left out."""
    if not isinstance(typed, list):
        return []
    return [row for row in typed if isinstance(row, Mapping)][:MOST_ROWS]


def is_filled(row: Mapping[str, Any]) -> bool:
    """Tell whether anything is typed in a row; its key alone is nothing."""
    return any(stripped(value) for name, value in row.items() if name not in {"key", "side"})


def _amount(text: str) -> tuple[Decimal | None, str]:
    if not text:
        return None, ""
    try:
        return parse_amount(text), ""
    except AmountError as error:
        return None, str(error)


def _known_line(line: Mapping[str, str], typed: Any) -> AccountLine:
    typed = typed if isinstance(typed, Mapping) else {}
    text = stripped(typed.get("spent", ""))
    spent, problem = _amount(text)
    if not text:
        problem = _("Write what it came to; 0 where it was nothing.")
    return AccountLine(
        key=line["key"],
        side=line["side"],
        what=line["what"],
        budgeted=Decimal(line["amount"]),
        typed=text,
        spent=spent,
        why=stripped(typed.get("why", "")),
        problem=problem,
        details=line.get("details", ""),
    )


def _more_line(row: Mapping[str, Any], place: int) -> AccountLine:
    text = stripped(row.get("spent", ""))
    what = stripped(row.get("what", ""))
    spent, problem = _amount(text)
    if not what:
        problem = problem or _("Say what this amount is for.")
    elif not text:
        problem = _("Write the amount of this line, or remove the line.")
    side = row.get("side")
    return AccountLine(
        key=f"more-{place}",
        side=str(side) if side in BudgetSide.values else BudgetSide.COST.value,
        what=what[:300],
        budgeted=None,
        typed=text,
        spent=spent,
        why=stripped(row.get("why", "")),
        problem=problem,
    )


def _voucher(row: Mapping[str, Any], lines: Mapping[str, str]) -> Voucher:
    number, line = stripped(row.get("number", ""))[:60], str(row.get("line", ""))
    amount, problem = _amount(stripped(row.get("amount", "")))
    dated = None
    if text := stripped(row.get("date", "")):
        try:
            dated = parse_date(text)
        except UncertainValueError as error:
            problem = problem or str(error.message)
    if not number:
        problem = problem or _("Write the number of the voucher.")
    if line not in lines:
        problem = problem or _("Choose the line of the accounts that the voucher belongs to.")
    return Voucher(str(row.get("key", "")), line, number, dated, amount, problem)


def plain(accounts: Accounts, currency: str) -> dict[str, Any]:
    """Return the accounts as data, for what is handed in."""
    return {
        "currency": currency,
        "lines": [
            {
                "key": line.key,
                "side": line.side,
                "what": line.what,
                "details": line.details,
                "budgeted": None if line.budgeted is None else str(line.budgeted),
                "spent": None if line.spent is None else str(line.spent),
                "typed": line.typed,
                "why": line.why,
            }
            for line in accounts.lines
        ],
        "vouchers": [
            {
                "key": one.key,
                "line": one.line,
                "number": one.number,
                "dated": one.dated.edtf if one.dated else "",
                "amount": None if one.amount is None else str(one.amount),
            }
            for one in accounts.vouchers
        ],
        "totals": {
            side: {"budgeted": str(accounts.budgeted(side)), "spent": str(accounts.spent(side))}
            for side in BudgetSide.values
        },
    }


def in_words(amounts: Iterable[Decimal | None], currency: str) -> list[str]:
    """Return amounts as people read them; nothing for one that is not known."""
    return ["" if amount is None else format_amount(amount, currency) for amount in amounts]
