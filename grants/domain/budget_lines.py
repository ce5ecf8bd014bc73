"""The lines of a budget that was handed in: the rates they keep, and rows that can be summed and listed."""

from collections.abc import Sequence
from typing import Any

from grants.domain.budget_reading import as_map
from grants.domain.budgets import ASKED, DAY, RATE, Budget
from grants.domain.content import AnsweredSection
from grants.models import Answer, Application, BudgetLine


def write(application: Application, sections: Sequence[AnsweredSection]) -> None:
    """Write the lines of a budget that is handed in as rows of their own, in the caller's transaction."""
    lines = [
        line
        for part in sections
        for answered in part.answers
        if isinstance(answered.reading.value, Budget)
        for line in answered.reading.value.lines
        if not line.is_blank
    ]
    application.budget_lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            application=application,
            side=line.side,
            description=line.description[: BudgetLine.description.field.max_length],
            amount_typed=line.amount_typed[: BudgetLine.amount_typed.field.max_length],
            amount=line.amount,
            currency=line.currency if line.rate is not None else "",
            own_amount=line.own_amount if line.rate is not None else None,
            rate=line.rate.rate if line.rate is not None else None,
            rate_on=line.rate.day if line.rate is not None else None,
            position=position,
        )
        for position, line in enumerate(lines)
    )


def freeze(sections: Sequence[AnsweredSection]) -> None:
    """Keep with each line in another currency the rate by which it was handed in, in the caller's transaction.

    From then on it counts by that rate, whatever rates the portal learns.
    """
    for part in sections:
        for answered in part.answers:
            budget, answer = answered.reading.value, answered.answer
            if isinstance(budget, Budget) and answer is not None and any(one.rate for one in budget.lines):
                Answer.objects.filter(pk=answer.pk).update(value=frozen(answer.value, budget))


def frozen(typed: Any, budget: Budget) -> list[Any]:
    """Return the typed lines of a budget with the rates by which it understands them."""
    lines = iter(budget.lines)
    found: list[Any] = []
    for row in typed:
        line = next(lines) if as_map(row) is not None else None
        if line is None or line.rate is None or not isinstance(row, dict):
            found.append(row)
            continue
        rate = line.rate
        found.append(
            {
                **row,
                RATE: format(rate.rate, "f"),
                DAY: rate.day.isoformat(),
                ASKED: rate.asked.isoformat(),
            }
        )
    return found
