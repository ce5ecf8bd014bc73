"""What a section's page shows: each question with its control, its note, and the other text where two pages differ."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse

from grants.domain import attachments
from grants.domain.answers import Reading, Typed, digest, nothing, problem_of, read
from grants.domain.budgets import Budget, Line, read_budget
from grants.domain.completeness import balance_of, missing_in
from grants.domain.content import AnsweredSection, answered_sections
from grants.domain.drafts import Conflict
from grants.enums import BudgetSide, QuestionKind
from grants.forms.answers import AMOUNT, WHAT, SectionForm, budget_name, field_name
from grants.models import Application, Question
from portal.core.amounts import format_amount
from portal.core.models import Document

INTERPRETED = {QuestionKind.MONEY, QuestionKind.NUMBER, QuestionKind.UNCERTAIN_DATE}
BLANK_LINES = {BudgetSide.COST: 3, BudgetSide.INCOME: 1}


@dataclass(frozen=True)
class BudgetPart:
    """One side of the budget table as the page draws it."""

    side: str
    label: str
    what_name: str
    amount_name: str
    lines: Sequence[Line]
    total: str


@dataclass(frozen=True)
class Item:
    """One question on the page."""

    question: Question
    bound: BoundField | None
    note: str
    is_problem: bool
    began: str
    files: Sequence[Document] = ()
    budget: Sequence[BudgetPart] = ()
    theirs: str = ""
    theirs_saved: Any = None

    @property
    def name(self) -> str:
        """The name of the question's control."""
        return field_name(self.question)


@dataclass
class SectionPage:
    """One section of a draft, drawn from what is stored and, over it, what was just posted or parked."""

    application: Application
    number: int
    typed: Mapping[str, Typed] | None = None
    posted: QueryDict | None = None
    conflicts: Sequence[Conflict] = ()
    problems: Mapping[str, str] | None = None
    show_missing: bool = False

    def __post_init__(self) -> None:
        self.sections: list[AnsweredSection] = answered_sections(self.application)
        self.part = next((part for part in self.sections if part.section.number == self.number), None)
        self.page = (self.posted.get("page") if self.posted else "") or secrets.token_hex(8)

    @property
    def exists(self) -> bool:
        """Tell whether the form has a section with this number."""
        return self.part is not None

    @property
    def title(self) -> str:
        """The section's title."""
        return self.part.section.title if self.part else ""

    @property
    def questions(self) -> Sequence[Question]:
        """The section's questions."""
        return self.part.section.questions if self.part else []

    def items(self) -> list[Item]:
        """Return the questions as the page draws them."""
        assert self.part is not None  # noqa: S101 - the view has asked ``exists``
        currency = self.application.call.currency
        shown = {
            answered.question.code: (self.typed or {}).get(answered.question.code, answered.typed)
            for answered in self.part.answers
        }
        form = SectionForm(self.questions, shown, currency=currency)
        theirs = {conflict.question.code: conflict for conflict in self.conflicts}
        items = []
        for answered in self.part.answers:
            question, code = answered.question, answered.question.code
            is_file = question.kind == QuestionKind.FILE
            typed = attachments.names(answered.files) if is_file else shown[code]
            reading = read(question, typed, currency=currency)
            note, is_problem = self._note(question, reading, typed)
            conflict = theirs.get(code)
            items.append(
                Item(
                    question,
                    None if is_file or question.kind == QuestionKind.BUDGET else form[field_name(question)],
                    note,
                    is_problem,
                    self._began(code, answered.typed, conflict),
                    answered.files,
                    budget_parts(question, shown[code], currency)
                    if question.kind == QuestionKind.BUDGET
                    else (),
                    as_text(question, conflict.theirs, currency) if conflict else "",
                    conflict.saved_at if conflict else None,
                )
            )
        return items

    def _note(self, question: Question, reading: Reading, typed: Typed) -> tuple[str, bool]:
        """Return the line under a control, and whether it says that something is wrong."""
        if self.problems and question.code in self.problems:
            return self.problems[question.code], True
        return note_of(question, reading, typed, show_missing=self.show_missing)

    def _began(self, code: str, stored: Typed, conflict: Conflict | None) -> str:
        """Return the digest of the text from which the page now goes on."""
        if conflict is not None:
            return digest(conflict.theirs)
        posted = self.posted.get(f"began-{code}", "") if self.posted else ""
        return posted or digest(stored)

    def steps(self) -> list[dict[str, Any]]:
        """Return the list of sections with what is done, and the last step, checking the answers."""
        return steps_of(self.application, self.sections, self.number)

    @property
    def totals(self) -> dict[str, Any] | None:
        """The sums under the budget, if this section has one."""
        if not any(question.kind == QuestionKind.BUDGET for question in self.questions):
            return None
        return totals_of(self.application, self.sections)


def note_of(
    question: Question, reading: Reading, typed: Typed, *, show_missing: bool = False
) -> tuple[str, bool]:
    """Return what to say under a control: what is wrong, or what was understood where that is not what was typed."""
    problem = problem_of(question, reading) if show_missing else ("" if reading.is_empty else reading.problem)
    if problem:
        return problem, True
    if question.kind in INTERPRETED and reading.value is not None and reading.shown != typed:
        return reading.shown, False
    return "", False


def steps_of(
    application: Application, sections: Sequence[AnsweredSection], current: int | None = None
) -> list[dict[str, Any]]:
    """Return the sections as steps: label, address, whether all is well there, whether one is there now."""
    unfinished = {missing.section for missing in missing_in(application, sections)}
    return [
        {
            "label": part.section.title,
            "url": reverse(
                "grants:applicant:application_section", args=[application.reference, part.section.number]
            ),
            "done": part.section.number not in unfinished,
            "begun": part.is_begun,
            "current": part.section.number == current,
        }
        for part in sections
    ]


def budget_parts(question: Question, typed: Typed, currency: str) -> list[BudgetPart]:
    """Return both sides of a budget table, with a few empty lines to begin with."""
    budget = read_budget(typed) if isinstance(typed, list) else Budget()
    parts = []
    for side in BudgetSide:
        lines = budget.side(side) or [Line(side, "", "") for _number in range(BLANK_LINES[side])]
        parts.append(
            BudgetPart(
                side.value,
                str(side.label),
                budget_name(question, side, WHAT),
                budget_name(question, side, AMOUNT),
                lines,
                format_amount(budget.total(side), currency),
            )
        )
    return parts


def totals_of(application: Application, sections: Sequence[AnsweredSection]) -> dict[str, Any] | None:
    """Return the budget's sums in words, and whether the two sides meet."""
    balance = balance_of(application, sections)
    if balance is None:
        return None
    currency = application.call.currency
    # A line that was not understood is in no sum: then nothing is said about the balance.
    unclear = any(
        answered.reading.problem
        for part in sections
        for answered in part.answers
        if answered.question.kind == QuestionKind.BUDGET
    )
    begun = balance.costs or balance.income or balance.requested
    return {
        "costs": format_amount(balance.costs, currency),
        "income": format_amount(balance.income, currency),
        "requested": format_amount(balance.requested, currency),
        "sentence": balance.sentence(currency) if begun and not unclear else "",
        "balances": balance.gap == 0,
    }


def as_text(question: Question, typed: Typed, currency: str) -> str:
    """Return a typed answer as text to read beside another one."""
    if question.kind == QuestionKind.BUDGET and isinstance(typed, list):
        lines = [line for line in read_budget(typed).lines if not line.is_blank]
        return "\n".join(
            f"{BudgetSide(line.side).label}: {line.description} {line.amount_typed}" for line in lines
        )
    if isinstance(typed, str) and question.kind not in {
        QuestionKind.CHOICE,
        QuestionKind.YES_NO,
        QuestionKind.DECLARATION,
    }:
        return typed
    return read(question, typed or nothing(question.kind), currency=currency).shown
