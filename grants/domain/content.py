"""The content of an application: what was handed in, as it was, with a fingerprint that proves it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.domain import attachments
from grants.domain.answers import Reading, Typed, nothing, problem_of, read
from grants.domain.budgets import Budget
from grants.domain.outline import FormSection, asked, sections_of
from grants.enums import BudgetSide, QuestionKind
from grants.models import Answer, Application, Question
from portal.core.models import Document

FORMAT = 1


@dataclass(frozen=True)
class Answered:
    """A question with what was typed, what was understood, the files, and what stands against handing it in."""

    question: Question
    typed: Typed
    reading: Reading
    problem: str
    files: Sequence[Document] = ()
    answer: Answer | None = None


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
    questions = asked(application.call)
    kept = {answer.question_id: answer for answer in application.answers.all()}
    files = attachments.by_question(application)
    currency = application.call.currency
    return [
        AnsweredSection(
            section,
            [
                _answered(question, kept.get(question.pk), files.get(question.pk, []), currency)
                for question in section.questions
            ],
        )
        for section in sections_of(questions)
    ]


def _answered(
    question: Question, answer: Answer | None, files: Sequence[Document], currency: str
) -> Answered:
    typed = answer.value if answer else nothing(question.kind)
    reading = read(
        question, attachments.names(files) if question.kind == QuestionKind.FILE else typed, currency=currency
    )
    return Answered(question, typed, reading, problem_of(question, reading), files, answer)


def snapshot(application: Application, sections: Sequence[AnsweredSection]) -> dict[str, Any]:
    """Return everything that is handed in as plain data: questions in all their languages, answers as typed and read."""
    call = application.call
    return {
        "format": FORMAT,
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
                "answers": [_plain(answered) for answered in part.answers],
            }
            for part in sections
        ],
    }


def _plain(answered: Answered) -> dict[str, Any]:
    question, reading = answered.question, answered.reading
    plain: dict[str, Any] = {
        "code": question.code,
        "kind": str(question.kind),
        "question": question.labels.as_dict(),
        "typed": answered.typed,
        "shown": reading.shown,
    }
    if isinstance(reading.value, Budget):
        plain["value"] = _plain_budget(reading.value)
    elif answered.files:
        plain["value"] = [
            {"filename": file.filename, "size": file.size, "sha256": file.sha256} for file in answered.files
        ]
    else:
        plain["value"] = reading.value
    return plain


def _plain_budget(budget: Budget) -> dict[str, Any]:
    return {
        side: {
            "lines": [
                {"description": line.description, "amount": str(line.amount), "typed": line.amount_typed}
                for line in budget.side(side)
                if not line.is_blank
            ],
            "total": str(budget.total(side)),
        }
        for side in BudgetSide.values
    }


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content in its one canonical form: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
