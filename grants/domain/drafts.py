"""Drafts: what applicants type is kept, valid or not, from whichever page they type it on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.answers import LONGEST_TYPED, Typed, digest, nothing, read, tidy
from grants.domain.budgets import MOST_LINES, read_budget
from grants.domain.outline import asked, budget_question, requested_question, title_question
from grants.enums import ApplicationStatus, QuestionKind
from grants.models import Answer, Application, BudgetLine, Question
from grants.permissions import can_edit_draft
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.models import Document


@dataclass(frozen=True)
class Conflict:
    """A question that was answered differently on another open page since this page was drawn."""

    question: Question
    theirs: Typed
    saved_at: datetime


@dataclass(frozen=True)
class Saved:
    """The outcome of a save: when, and which answers wait for the applicant's choice between two texts."""

    at: datetime
    conflicts: Sequence[Conflict] = field(default=())


def require_draft(application: Application, by: Any) -> None:
    """Raise NotAllowed unless ``by`` may still write in this application."""
    if can_edit_draft(by, application):
        return
    if not application.is_open_to_changes:
        raise NotAllowed(_submitted(), code="submitted")
    raise NotAllowed(
        _("Only the applicant and those who write with them can change this application."),
        code="not_applicant",
    )


def _submitted() -> str:
    return _("This application has been handed in and can no longer be changed.")


@transaction.atomic
def save_answers(
    application: Application,
    typed: Mapping[str, Typed],
    *,
    by: Any,
    page: str = "",
    began_from: Mapping[str, str] | None = None,
) -> Saved:
    """Keep answers of a draft as typed, valid or not.

    Parameters: ``typed`` maps question codes to texts, lists of texts, or budget rows; codes the call does not ask
    are left out. ``page`` names the open page they come from, ``began_from`` the digest of the text that each field
    of it showed when it was drawn or last told of a conflict. An answer that another page has changed in between is
    not overwritten but returned as a conflict. Raises NotAllowed when this is no draft of ``by``, DomainError with a
    sentence for each field that is too large to keep; then nothing is saved.
    """
    application = lock(application)
    require_draft(application, by)
    questions = asked(application.call)
    known = {question.code: question for question in questions if question.kind != QuestionKind.FILE}
    new = {code: tidy(value) for code, value in typed.items() if code in known}
    _require_size(new)
    kept = {answer.question_id: answer for answer in application.answers.all()}
    now, conflicts = timezone.now(), []
    for code, value in new.items():
        question = known[code]
        answer = kept.get(question.pk) or Answer(
            application=application, question=question, value=nothing(question.kind)
        )
        began = None if began_from is None else began_from.get(code)
        if value == answer.value or _is_untouched(answer, value, began, page):
            continue
        if _is_conflict(answer, began, page):
            conflicts.append(Conflict(question, answer.value, answer.saved_at))
            continue
        answer.value, answer.saved_at, answer.saved_from = value, now, page[:16]
        answer.save()
        kept[question.pk] = answer
    _write_up(application, questions, kept, now)
    return Saved(now, conflicts)


def _require_size(typed: Mapping[str, Typed]) -> None:
    too_large = {}
    for code, value in typed.items():
        if len(str(value)) > LONGEST_TYPED:
            too_large[code] = _("This is too long to be kept. Shorten it, or add it as a file.")
        elif isinstance(value, list) and len(value) > MOST_LINES:
            too_large[code] = _("These are too many lines. Put some of them together.")
    if too_large:
        raise field_errors(too_large)


def _is_untouched(answer: Answer, value: Typed, began: str | None, page: str) -> bool:
    """Tell whether the page posts a field exactly as it was drawn, while another page has changed it since."""
    return began is not None and answer.saved_from != page and digest(value) == began


def _is_conflict(answer: Answer, began: str | None, page: str) -> bool:
    """Tell whether another page saved this answer after our page began from another text."""
    return (
        began is not None
        and answer.pk is not None
        and answer.saved_from != page
        and digest(answer.value) != began
    )


def _write_up(
    application: Application, questions: Sequence[Question], kept: Mapping[int, Answer], now: datetime
) -> None:
    """Derive from the answers what lists and officers read: the title, the sum applied for, the budget's lines."""
    currency = application.call.currency
    title = title_question(questions)
    if title is not None:
        text = str(kept[title.pk].value).strip() if title.pk in kept else ""
        application.title = " ".join(text.split())[: Application.title.field.max_length]
    application.requested = requested_amount(questions, kept, currency)
    for question in questions:
        if question.kind == QuestionKind.BUDGET and question.pk in kept:
            _write_budget(application, kept[question.pk])
    application.saved_at = now
    application.save(update_fields=["title", "requested", "saved_at"])


def requested_amount(
    questions: Sequence[Question], kept: Mapping[int, Answer], currency: str
) -> Decimal | None:
    """Return the sum applied for: the answer to its question, or what the budget leaves to be financed.

    Parameters: ``kept`` maps primary keys of questions to answers. None while it is not known.
    """
    question = requested_question(questions)
    if question is not None:
        reading = read(question, kept[question.pk].value, currency=currency) if question.pk in kept else None
        return Decimal(reading.value) if reading and reading.value else None
    budget = budget_question(questions)
    if budget is None or budget.pk not in kept:
        return None
    table = read_budget(kept[budget.pk].value)
    return None if table.is_empty else max(table.costs - table.income, Decimal(0))


def _write_budget(application: Application, answer: Answer) -> None:
    lines = [line for line in read_budget(answer.value).lines if not line.is_blank]
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


@transaction.atomic
def delete(application: Application, *, by: Any) -> None:
    """Remove a draft with its answers and files, for good. Raises NotAllowed for anything but an own draft."""
    application = lock(application)
    require_draft(application, by)
    if application.status != ApplicationStatus.DRAFT:
        raise NotAllowed(_submitted(), code="submitted")
    if application.applicant_id != by.pk:
        raise NotAllowed(_("Only the applicant can delete this application."), code="not_applicant")
    for document in Document.objects.of(application):
        # After commit: a file removed for a transaction that fails would be gone all the same.
        transaction.on_commit(partial(document.file.storage.delete, str(document.file.name)))
        document.delete()
    application.delete()


def require_saved(saved: Saved) -> None:
    """Raise DomainError when a save left conflicts: nothing may be handed in over an open choice."""
    if saved.conflicts:
        raise DomainError(
            _("Some answers were changed on another page. Choose which text to keep."), code="conflict"
        )
