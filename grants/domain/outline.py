"""The outline of a call's form: its sections, and the questions that have a part of their own in a case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.enums import REPORT_STAGES, FormStage, Meaning, QuestionKind
from grants.models import Call, Question
from portal.core.multilingual import Multilingual


@dataclass(frozen=True)
class FormSection:
    """One page of a form: ``number`` counts from 1."""

    number: int
    title: str
    questions: Sequence[Question]


def asked(call: Call, stage: str = FormStage.ANY) -> list[Question]:
    """Return the questions that the call asks now, at one of its stages or in all, in the form's order."""
    return [one for one in call.questions.filter(removed_at=None) if is_of_stage(one, stage)]


def all_asked(call: Call) -> list[Question]:
    """Return every question of the call, those of its reports too, in the form's order: what its officers edit."""
    return list(call.questions.filter(removed_at=None))


def is_of_stage(question: Question, stage: str) -> bool:
    """Tell whether a question is asked at a stage of its call; at any, where the call has no two stages.

    What is asked with a report is asked with that alone: with every report, or with those of one kind.
    """
    if question.stage in REPORT_STAGES or stage in REPORT_STAGES:
        return stage in REPORT_STAGES and question.stage in {FormStage.REPORT, stage}
    return FormStage.ANY in {question.stage, stage} or question.stage == stage


def sections_of(questions: Iterable[Question], *, language: str | None = None) -> list[FormSection]:
    """Put questions into sections, each where its first question stands; those without a section come together."""
    grouped: dict[Multilingual, list[Question]] = {}
    for question in questions:
        grouped.setdefault(question.section, []).append(question)
    return [
        FormSection(number, title.in_language(language or get_language()) or _("Your application"), found)
        for number, (title, found) in enumerate(grouped.items(), start=1)
    ]


def with_meaning(questions: Sequence[Question], meaning: str) -> Question | None:
    """Return the question whose answer carries this fact of the application; None when the form has none.

    That is the one the officer marked, else the only possible one of its kind: the first that lists persons, partners or
    places, asks for a period, or has the budget.
    """
    marked = next((question for question in questions if question.meaning == meaning), None)
    if marked is not None or meaning not in IMPLIED:
        return marked
    return next(
        (question for question in questions if question.kind == IMPLIED[meaning] and not question.meaning),
        None,
    )


IMPLIED: Mapping[str, str] = {
    Meaning.PERSONS: QuestionKind.PERSONS,
    Meaning.PARTNERS: QuestionKind.PARTNERS,
    Meaning.PLACES: QuestionKind.PLACES,
    Meaning.PERIOD: QuestionKind.PERIOD,
    Meaning.BUDGET: QuestionKind.BUDGET,
}


def title_question(questions: Sequence[Question]) -> Question | None:
    """Return the question whose answer names the case: the one marked so, the code "title", or the first short text."""
    return (
        with_meaning(questions, Meaning.TITLE)
        or _by_code(questions, "title")
        or _first([question for question in questions if not question.meaning], QuestionKind.SHORT_TEXT)
    )


def requested_question(questions: Sequence[Question]) -> Question | None:
    """Return the question for the sum applied for: the amount marked so, with the code "requested", or the first."""
    amounts = [question for question in questions if question.kind == QuestionKind.MONEY]
    return (
        with_meaning(amounts, Meaning.REQUESTED)
        or _by_code(amounts, "requested")
        or _first([question for question in amounts if not question.meaning], QuestionKind.MONEY)
    )


def budget_question(questions: Sequence[Question]) -> Question | None:
    """Return the question with the budget table, of which a form has at most one."""
    return _first(questions, QuestionKind.BUDGET)


def _by_code(questions: Sequence[Question], code: str) -> Question | None:
    return next((question for question in questions if question.code == code), None)


def _first(questions: Sequence[Question], kind: str) -> Question | None:
    return next((question for question in questions if question.kind == kind), None)
