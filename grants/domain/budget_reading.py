"""Reading a budget: rows as typed become lines with what is wrong in them, and amounts in the call's currency."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from grants.domain.budgets import ASKED, CENT, DAY, PLAIN, RATE, TOO_MUCH, TYPED_ON, Budget, BudgetShape, Line
from grants.enums import BudgetSide
from portal.core.amounts import AmountError, format_number, parse_amount
from portal.core.exchange import Rate, converted


def read_budget(rows: Any, shape: BudgetShape = PLAIN) -> Budget:
    """Understand rows of a budget; a row of another shape is left out.

    Parameters: each of ``rows`` is a map of side, what and amount as typed, with the parts that the shape asks for, or
    a list [side, what, amount], as drafts of older forms have it.
    """
    typed = [found for row in rows if (found := as_map(row)) is not None] if isinstance(rows, list) else []
    return Budget([_line(row, shape) for row in typed], shape)


def as_map(row: Any) -> dict[str, str] | None:
    """Return a typed row as a map of texts, whichever form it has; None for anything else."""
    if isinstance(row, list):
        row = dict(zip(("side", "what", "amount"), row, strict=True)) if len(row) == 3 else None
    if not isinstance(row, dict) or row.get("side") not in BudgetSide.values:
        return None
    return {str(part): text for part, text in row.items() if isinstance(text, str)}


def _line(row: Mapping[str, str], shape: BudgetShape) -> Line:
    side = row["side"]
    asked = shape.parts(side)
    extra = {part: row.get(part, "") for part in asked}
    quantity, unclear_quantity = _figure(extra.get("quantity", ""))
    price, unclear_price = _figure(extra.get("unit_price", ""))
    amount, problem = _amount(row.get("amount", ""), quantity, price)
    # Read whether it is offered or not: no amount may ever pass as one of another currency.
    currency = row.get("currency", "")
    own, rate, unclear_rate = amount, None, ""
    if currency and amount is not None:
        amount, rate, unclear_rate = _converted(row, currency, amount, shape)
    line = Line(
        side=side,
        description=row.get("what", ""),
        amount_typed=row.get("amount", ""),
        amount=amount,
        category=extra.get("category", ""),
        quantity_typed=extra.get("quantity", ""),
        quantity=quantity,
        unit_price_typed=extra.get("unit_price", ""),
        unit_price=price,
        partner=extra.get("partner", ""),
        funder=extra.get("funder", ""),
        status=extra.get("status", ""),
        kind=extra.get("kind", ""),
        vat=extra.get("vat", ""),
        currency=currency,
        own_amount=own if currency else None,
        rate=rate,
    )
    if line.is_blank:
        return line
    return _with_problem(
        line, unclear_quantity or unclear_price or problem or unclear_rate or _unsaid(line, shape)
    )


def _converted(
    row: Mapping[str, str], currency: str, amount: Decimal, shape: BudgetShape
) -> tuple[Decimal | None, Rate | None, str]:
    """Return an amount in the call's currency, by which rate, and why it has none.

    The rate that was kept when it was handed in counts before any other.
    """
    if row.get(RATE):
        rate: Rate | None = Rate(
            Decimal(row[RATE]), date.fromisoformat(row[DAY]), date.fromisoformat(row[ASKED])
        )
        problem = ""
    elif shape.rates is None or currency not in shape.rates.offered:
        rate, problem = None, _("Amounts cannot be written in %(currency)s here.") % {"currency": currency}
    else:
        rate, problem = shape.rates.rate_of(currency, row.get(TYPED_ON, ""))
    if rate is None:
        return None, None, problem
    found = converted(amount, rate.rate)
    if found >= TOO_MUCH:
        return None, None, _("This amount is too large. Write at most 12 figures before the decimals.")
    return found, rate, ""


def _with_problem(line: Line, problem: str) -> Line:
    return Line(**{**line.__dict__, "problem": problem})


def _figure(typed: str) -> tuple[Decimal | None, str]:
    """Return a figure as understood, and what is wrong with it."""
    if not typed.strip():
        return None, ""
    try:
        return parse_amount(typed), ""
    except AmountError as error:
        return None, _("“%(typed)s”: %(problem)s") % {"typed": typed.strip()[:100], "problem": error}


def _amount(typed: str, quantity: Decimal | None, price: Decimal | None) -> tuple[Decimal | None, str]:
    """Return the amount of a line: as typed, or the units times their price; and what is wrong with it."""
    product = (quantity * price).quantize(CENT) if quantity is not None and price is not None else None
    if product is not None and product >= TOO_MUCH:
        return None, _("This amount is too large. Write at most 12 figures before the decimals.")
    if not typed.strip():
        return product, "" if product is not None else _("Write the amount of this line, or remove the line.")
    amount, problem = _figure(typed)
    if product is not None and amount is not None and product != amount:
        sentence = _("The number of units times their price is %(product)s, not %(amount)s.")
        return amount, sentence % {"product": format_number(product), "amount": format_number(amount)}
    return amount, problem


def _unsaid(line: Line, shape: BudgetShape) -> str:
    """Return what a line does not say, or says in a way that the form does not offer."""
    asked = shape.parts(line.side)
    if not line.description.strip() and not line.category:
        return _("Say what this amount is for.")
    for part in asked:
        choices = shape.choices(line.side, part)
        if choices and line.typed(part) and line.typed(part) not in dict(choices):
            return _("This answer is not offered. Choose one of the others.")
    if "category" in asked and not line.category:
        return _("Choose what kind of cost or financing this is.")
    if "status" in asked and not line.status:
        return _("Say whether this money is confirmed or applied for.")
    return ""
