"""A draft as people read it before it is signed or handed in."""

from typing import Any

from grants.domain.completeness import missing_in
from grants.domain.content import AnsweredSection
from grants.models import Application
from grants.views.applicant.section_page import budget_parts


def readable_draft(application: Application, sections: list[AnsweredSection]) -> list[dict[str, Any]]:
    """Return a draft's sections for reading: each question with its answer, what is wrong, and where to change it."""
    currency = application.call.currency
    missing = {item.question.pk: item for item in missing_in(application, sections)}
    return [
        {
            "title": part.section.title,
            "number": part.section.number,
            "answers": [
                {
                    "question": answered.question,
                    "shown": answered.reading.shown,
                    "problem": missing[answered.question.pk].sentence
                    if answered.question.pk in missing
                    else "",
                    "files": answered.files,
                    "budget": budget_parts(answered.question, answered.typed, currency)
                    if answered.question.kind == "budget" and not answered.reading.is_empty
                    else [],
                }
                for answered in part.answers
            ],
        }
        for part in sections
    ]
