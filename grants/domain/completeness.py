"""What an application still lacks before it can be handed in, each thing with its place in the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from grants.domain.budgets import Balance, Budget
from grants.domain.content import Answered, AnsweredSection
from grants.domain.outline import budget_question, requested_question
from grants.models import Application, Call, Question
from portal.core.amounts import format_amount
from portal.core.errors import DomainError


@dataclass(frozen=True)
class Missing:
    """One thing that stands against handing in: what to do, and where: the question and the number of its section.

    A rule of the call that speaks of no single answer has neither.
    """

    question: Question | None
    section: int | None
    sentence: str

    @property
    def anchor(self) -> str:
        """The place on the section's page."""
        return f"question-{self.question.code}" if self.question else ""


class Incomplete(DomainError):
    """The application cannot be handed in yet; carries what is missing, in the form's order."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(
            _("The application is not complete. Nothing is lost: fill in what is listed and send it again."),
            code="incomplete",
        )
        self.missing = missing


def missing_in(application: Application, sections: Sequence[AnsweredSection]) -> list[Missing]:
    """Return everything that stands against handing in, in the form's order: answers first, then sums."""
    found = [
        Missing(answered.question, part.section.number, answered.problem)
        for part in sections
        for answered in part.problems
    ]
    return [
        *found,
        *_sums(application, sections, {missing.question.pk for missing in found if missing.question}),
    ]


def balance_of(application: Application, sections: Sequence[AnsweredSection]) -> Balance | None:
    """Return how the two sides of the budget meet; None when the form has no budget."""
    table = _budget(sections)
    if table is None:
        return None
    budget = table[1].reading.value if isinstance(table[1].reading.value, Budget) else Budget()
    return Balance(budget.costs, budget.income, application.requested or Decimal(0))


def _budget(sections: Sequence[AnsweredSection]) -> tuple[int, Answered] | None:
    return _place(
        sections, budget_question([answered.question for part in sections for answered in part.answers])
    )


def _place(sections: Sequence[AnsweredSection], question: Question | None) -> tuple[int, Answered] | None:
    """Return the number of the section a question stands in, and its answer."""
    for part in sections:
        for answered in part.answers:
            if question is not None and answered.question.pk == question.pk and answered.is_asked:
                return part.section.number, answered
    return None


def _sums(application: Application, sections: Sequence[AnsweredSection], already: set[int]) -> list[Missing]:
    """Return what is wrong with the sums: the balance, the call's smallest and largest amount, the share of the cost."""
    asked = [answered.question for part in sections for answered in part.answers]
    money = _place(sections, requested_question(asked)) or _budget(sections)
    table = _budget(sections)
    found = []
    if application.requested is not None and money and money[1].question.pk not in already:
        sentence = amount_problem(application.call, application.requested)
        if sentence:
            found.append(Missing(money[1].question, money[0], sentence))
    if table is None or table[1].reading.is_empty or table[1].question.pk in already:
        return found
    balance = balance_of(application, sections)
    if balance is None or application.requested is None:
        return found
    sentence = (
        balance.sentence(application.call.currency)
        if balance.gap
        else share_problem(application.call, balance)
    )
    return [*found, Missing(table[1].question, table[0], sentence)] if sentence else found


def amount_problem(call: Call, requested: Decimal) -> str:
    """Return what the call's bounds say against an amount; empty when it lies within them."""
    if requested == 0:
        return _("The amount you apply for is zero. Write what you need.")
    if call.amount_min is not None and requested < call.amount_min:
        return _("The smallest amount to apply for is %(sum)s.") % {
            "sum": format_amount(call.amount_min, call.currency)
        }
    if call.amount_max is not None and requested > call.amount_max:
        return _("The largest amount to apply for is %(sum)s.") % {
            "sum": format_amount(call.amount_max, call.currency)
        }
    return ""


def share_problem(call: Call, balance: Balance) -> str:
    """Return what the call's largest share of the cost says against a budget; empty when it is kept."""
    if call.share_max is None or balance.requested * 100 <= balance.costs * call.share_max:
        return ""
    most = (balance.costs * call.share_max / 100).quantize(Decimal("0.01"))
    return _("You can apply for at most %(share)s %% of the costs, which is %(sum)s.") % {
        "share": call.share_max,
        "sum": format_amount(most, call.currency),
    }
