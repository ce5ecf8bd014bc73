"""The content of an application: what was handed in, as it was, with a fingerprint that proves it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language, override

from grants.domain import attachments
from grants.domain.answers import EMPTY, Reading, Typed, nothing, problem_of, read
from grants.domain.budgets import Budget, Line
from grants.domain.columns import ROW_KINDS
from grants.domain.conditions import asked_codes
from grants.domain.outline import FormSection, asked, sections_of
from grants.domain.row_answers import read_rows
from grants.enums import Audience, BudgetSide, FormStage, QuestionKind
from grants.models import Answer, Application, Question
from portal.core.models import Document

FORMAT = 1


@dataclass(frozen=True)
class Answered:
    """A question with what was typed, what was understood, the files, and what stands against handing it in.

    A question that the other answers leave out (``is_asked`` is false) keeps what was typed, and counts as nothing.
    An answer is understood when somebody asks for it, in the ``language`` of the page it stands on, whichever is active
    by then: who saves one field does not wait for sixty answers to be read.
    """

    question: Question
    typed: Typed
    currency: str
    language: str | None
    files: Sequence[Document] = ()
    answer: Answer | None = None
    is_asked: bool = True

    @cached_property
    def reading(self) -> Reading:
        """What was understood."""
        if not self.is_asked:
            return EMPTY
        typed = attachments.names(self.files) if self.question.kind == QuestionKind.FILE else self.typed
        with self._in_its_language():
            return read(self.question, typed, currency=self.currency)

    @cached_property
    def problem(self) -> str:
        """What stands against handing it in; empty when nothing does."""
        if not self.is_asked:
            return ""
        with self._in_its_language():
            return problem_of(self.question, self.reading)

    def _in_its_language(self) -> AbstractContextManager[None]:
        return nullcontext() if get_language() == self.language else override(self.language)


@dataclass(frozen=True)
class AnsweredSection:
    """A section of the form with its answers."""

    section: FormSection
    answers: Sequence[Answered]

    @property
    def problems(self) -> list[Answered]:
        """The answers that something stands against."""
        return [answered for answered in self.answers if answered.problem]

    @property
    def is_begun(self) -> bool:
        """Tell whether anything is answered here."""
        return any(not answered.reading.is_empty for answered in self.answers)


def answered_sections(application: Application) -> list[AnsweredSection]:
    """Return the whole form of an application with its answers as they stand now; three queries."""
    questions = asked(application.call, application.stage)
    kept = {answer.question_id: answer for answer in application.answers.all()}
    return sections_with(
        questions,
        {question.code: kept[question.pk].value for question in questions if question.pk in kept},
        currency=application.call.currency,
        files=attachments.by_question(application),
        answers=kept,
    )


def sections_with(
    questions: Sequence[Question],
    typed: Mapping[str, Typed],
    *,
    currency: str,
    files: Mapping[int, Sequence[Document]] | None = None,
    answers: Mapping[int, Answer] | None = None,
    outline: Sequence[FormSection] | None = None,
) -> list[AnsweredSection]:
    """Return a form with these answers, by code; ``files`` and ``answers`` are by the questions' primary keys.

    Parameters: ``outline`` are the sections of the questions, where they are known.
    """
    to_answer, language = asked_codes(questions, typed), get_language()
    files, answers = files or {}, answers or {}

    def answered(question: Question) -> Answered:
        return Answered(
            question,
            typed[question.code] if question.code in typed else nothing(question.kind),
            currency,
            language,
            files.get(question.pk, ()),
            answers.get(question.pk),
            question.code in to_answer,
        )

    return [
        AnsweredSection(section, [answered(question) for question in section.questions])
        for section in (sections_of(questions) if outline is None else outline)
    ]


def snapshot(application: Application, sections: Sequence[AnsweredSection]) -> dict[str, Any]:
    """Return everything that is handed in as plain data: questions in all their languages, answers as typed and read."""
    call = application.call
    staged = application.stage != FormStage.ANY
    return {
        "format": FORMAT,
        **({"stage": str(application.stage)} if staged else {}),
        "reference": application.reference,
        "call": {
            "slug": call.slug,
            "title": call.names.as_dict(),
            "year": call.year,
            "currency": call.currency,
        },
        "authority": application.authority.slug,
        "applicant": {
            "name": application.applicant_name,
            "email": application.applicant.email,
            "organisation": application.organisation.slug if application.organisation else None,
        },
        "language": application.language,
        "title": application.title,
        "requested": str(application.requested) if application.requested is not None else None,
        "sections": [
            {
                "title": part.section.questions[0].section.as_dict(),
                "answers": [
                    plain_answer(answered, call.currency)
                    for answered in part.answers
                    if is_handed_in(answered)
                ],
            }
            for part in sections
            if any(is_handed_in(answered) for answered in part.answers)
        ],
    }


def is_handed_in(answered: Answered) -> bool:
    """Tell whether an answer is part of what is handed in: words alone are not, nor what the other answers leave out."""
    return answered.is_asked and answered.question.kind != QuestionKind.HEADING


def plain_answer(answered: Answered, currency: str) -> dict[str, Any]:
    """Return an answer as plain data: the question in all its languages, what was typed, read and understood."""
    question, reading = answered.question, answered.reading
    plain: dict[str, Any] = {
        "code": question.code,
        "kind": str(question.kind),
        "question": question.labels.as_dict(),
        "typed": answered.typed,
        "shown": reading.shown,
    }
    if question.meaning:
        plain["meaning"] = str(question.meaning)
    if question.audience != Audience.ORDINARY:
        plain["audience"] = str(question.audience)
    if isinstance(reading.value, Budget):
        plain["value"] = _plain_budget(reading.value, currency)
    elif answered.files:
        plain["value"] = [
            {"filename": file.filename, "size": file.size, "sha256": file.sha256} for file in answered.files
        ]
    else:
        plain["value"] = reading.value
    if question.kind in ROW_KINDS:
        rows = read_rows(question, answered.typed, currency=currency).filled
        plain["rows"] = [{"title": row.title, "facts": [list(fact) for fact in row.facts]} for row in rows]
    return plain


def _plain_budget(budget: Budget, currency: str) -> dict[str, Any]:
    return {
        side: {
            "lines": [_plain_line(budget, line, currency) for line in budget.side(side) if not line.is_blank],
            "total": str(budget.total(side)),
        }
        for side in BudgetSide.values
    }


def _plain_line(budget: Budget, line: Line, currency: str) -> dict[str, Any]:
    """Return a line of a budget as data; what the form did not ask for is left out."""
    plain: dict[str, Any] = {
        "description": line.description,
        "amount": str(line.amount),
        "typed": line.amount_typed,
    }
    for part in budget.shape.parts(line.side):
        value = getattr(line, part)
        plain[part] = value if isinstance(value, str) or value is None else str(value)
    if line.rate is not None:
        plain |= {
            "own_amount": str(line.own_amount),
            "rate": format(line.rate.rate, "f"),
            "rate_on": line.rate.day.isoformat(),
        }
    if details := line.details(budget.shape, currency):
        plain["details"] = details
    return plain


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content in its one canonical form: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
