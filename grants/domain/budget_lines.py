"""The lines of a budget that was handed in, as rows that can be summed and listed."""

from collections.abc import Sequence

from grants.domain.budgets import Budget
from grants.domain.content import AnsweredSection
from grants.models import Application, BudgetLine


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
            position=position,
        )
        for position, line in enumerate(lines)
    )
