"""A draft as people read it before it is signed or handed in, and what still stands against handing it in."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from grants.domain import applications
from grants.domain.columns import ROW_KINDS
from grants.domain.completeness import Missing, missing_in
from grants.domain.content import AnsweredSection, is_handed_in
from grants.domain.row_answers import read_rows
from grants.forms.items import budget_parts
from grants.models import Application


def standing_against(
    application: Application, sections: list[AnsweredSection], now: datetime
) -> list[Missing]:
    """Return everything that stands against handing in: what is not answered, and what the rules say."""
    return [*missing_in(application, sections), *applications.against(application, sections, now)]


def readable_draft(application: Application, sections: list[AnsweredSection]) -> list[dict[str, Any]]:
    """Return a draft's sections for reading: each question with its answer, what is wrong, and where to change it."""
    currency = application.call.currency
    found = standing_against(application, sections, timezone.now())
    missing = {item.question.pk: item for item in found if item.question}
    return [
        {
            "title": part.section.title,
            "number": part.section.number,
            "answers": [
                {
                    "question": answered.question,
                    "shown": answered.reading.shown,
                    "html": answered.reading.html,
                    "rows": read_rows(answered.question, answered.typed, currency=currency).filled
                    if answered.question.kind in ROW_KINDS
                    else [],
                    "problem": missing[answered.question.pk].sentence
                    if answered.question.pk in missing
                    else "",
                    "files": answered.files,
                    "budget": budget_parts(answered.question, answered.typed, currency)
                    if answered.question.kind == "budget" and not answered.reading.is_empty
                    else [],
                }
                for answered in part.answers
                if is_handed_in(answered)
            ],
        }
        for part in sections
        if any(is_handed_in(answered) for answered in part.answers)
    ]
