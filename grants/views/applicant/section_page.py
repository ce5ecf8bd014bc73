"""What a section's page shows: each question with its control, its note, and the other text where two pages differ."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from grants.domain import attachments
from grants.domain.answers import EMPTY, Reading, Typed, digest, nothing, problem_of, read
from grants.domain.budget_rates import shape_of
from grants.domain.budget_reading import read_budget
from grants.domain.budgets import Budget
from grants.domain.columns import ROW_KINDS
from grants.domain.completeness import balance_of, missing_in
from grants.domain.conditions import asked_codes
from grants.domain.content import Answered, AnsweredSection, answered_sections
from grants.domain.drafts import Conflict
from grants.domain.profile import PROFILE
from grants.enums import BudgetSide, QuestionKind
from grants.forms.items import Item, counts_as, drawn
from grants.models import Application, Question
from portal.core.amounts import format_amount

INTERPRETED = {
    QuestionKind.MONEY,
    QuestionKind.NUMBER,
    QuestionKind.UNCERTAIN_DATE,
    QuestionKind.PERIOD,
}


@dataclass
class SectionPage:
    """One section of a draft, drawn from what is stored and, over it, what was just posted or parked.

    ``sections`` are the whole form with its answers, where they have been read already.
    """

    application: Application
    number: int
    typed: Mapping[str, Typed] | None = None
    posted: QueryDict | None = None
    conflicts: Sequence[Conflict] = ()
    problems: Mapping[str, str] | None = None
    show_missing: bool = False
    sections: Sequence[AnsweredSection] = ()

    def __post_init__(self) -> None:
        self.sections = self.sections or answered_sections(self.application)
        self.part = next((part for part in self.sections if part.section.number == self.number), None)
        self.page = (self.posted.get("page") if self.posted else "") or secrets.token_hex(5)

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

    @property
    def form(self) -> list[Question]:
        """All questions of the call."""
        return [question for part in self.sections for question in part.section.questions]

    def items(self, only: Sequence[str] = ()) -> list[Item]:
        """Return the section's questions as the page draws them; or those of the form with the codes in ``only``."""
        here = [self.part] if self.part and not only else self.sections
        currency = self.application.call.currency
        stored = {
            answered.question.code: answered.typed for part in self.sections for answered in part.answers
        }
        shown = {**stored, **(self.typed or {})}
        wanted = [one for part in here for one in part.answers if not only or one.question.code in only]
        form = self.form
        parts = drawn([one.question for one in wanted], shown, form=form, currency=currency)
        to_answer = asked_codes(form, shown)
        theirs = {conflict.question.code: conflict for conflict in self.conflicts}
        items = []
        for answered in wanted:
            question, code = answered.question, answered.question.code
            is_file = question.kind == QuestionKind.FILE
            typed = attachments.names(answered.files) if is_file else shown[code]
            is_asked = code in to_answer
            reading = read(question, typed, currency=currency) if is_asked else EMPTY
            note, is_problem = self._note(question, reading, typed) if is_asked else ("", False)
            conflict = theirs.get(code)
            items.append(
                Item(
                    question,
                    note=note,
                    is_problem=is_problem,
                    began=self._began(code, answered.typed, conflict),
                    files=answered.files,
                    is_asked=is_asked,
                    is_from_profile=is_from_profile(answered, typed),
                    theirs=as_text(question, conflict.theirs, currency) if conflict else "",
                    theirs_saved=conflict.saved_at if conflict else None,
                    **parts[code],
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


def is_from_profile(answered: Answered, typed: Typed) -> bool:
    """Tell whether what stands on the page is what the profile filled in, and nobody has changed since."""
    kept = answered.answer
    return kept is not None and kept.saved_from == PROFILE and kept.value == typed


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


def totals_of(application: Application, sections: Sequence[AnsweredSection]) -> dict[str, Any] | None:
    """Return the budget's sums in words, the shares they make, and whether the two sides meet."""
    balance = balance_of(application, sections)
    if balance is None:
        return None
    currency = application.call.currency
    tables = [
        answered
        for part in sections
        for answered in part.answers
        if answered.question.kind == QuestionKind.BUDGET and answered.is_asked
    ]
    # A line that was not understood is in no sum: then nothing is said about the balance.
    unclear = any(answered.reading.problem for answered in tables)
    begun = balance.costs or balance.income or balance.requested
    return {
        "costs": format_amount(balance.costs, currency),
        "income": format_amount(balance.income, currency),
        "requested": format_amount(balance.requested, currency),
        "share": f"{balance.requested * 100 / balance.costs:.0f}" if balance.costs else "",
        "groups": [
            group for answered in tables for group in sums_of(answered.question, answered.typed, currency)
        ],
        "conversions": [
            f"{line.description}: {said}" if line.description else said
            for answered in tables
            if isinstance(answered.reading.value, Budget)
            for line in answered.reading.value.lines
            if (said := counts_as(line, currency))
        ],
        "sentence": balance.sentence(currency) if begun and not unclear else "",
        "balances": balance.gap == 0,
    }


def sums_of(question: Question, typed: Typed, currency: str) -> list[list[tuple[str, str]]]:
    """Return the sums of a budget for each category, partner, funder, and for what is confirmed, where it has them."""
    shape = shape_of(question)
    budget = read_budget(typed, shape)
    cost, income = BudgetSide.COST, BudgetSide.INCOME
    sums = [
        [(shape.said(cost, "category", code), amount) for code, amount in budget.by_category().items()],
        [(shape.said(cost, "partner", code), amount) for code, amount in budget.by_partner().items()],
        [(shape.said(income, "funder", code), amount) for code, amount in budget.by_funder().items()],
    ]
    if shape.has_status:
        words = dict(shape.choices(income, "status"))
        sums.append(
            [(words["confirmed"], budget.confirmed), (words["applied"], budget.applied)]
            if budget.income
            else []
        )
    return [[(label, format_amount(amount, currency)) for label, amount in group] for group in sums if group]


def as_text(question: Question, typed: Typed, currency: str) -> str:
    """Return a typed answer as text to read beside another one."""
    if question.kind == QuestionKind.BUDGET and isinstance(typed, list):
        shape = shape_of(question)
        return "\n".join(
            " ".join(
                part
                for part in (
                    f"{BudgetSide(line.side).label}:",
                    line.description,
                    line.details(shape, currency),
                    line.amount_typed,
                )
                if part
            )
            for line in read_budget(typed, shape).lines
            if not line.is_blank
        )
    is_free_text = question.kind not in {
        QuestionKind.CHOICE,
        QuestionKind.COUNTRY,
        QuestionKind.YES_NO,
        QuestionKind.DECLARATION,
        *ROW_KINDS,
    }
    if isinstance(typed, str) and is_free_text:
        return typed
    return read(question, typed or nothing(question.kind), currency=currency).shown
