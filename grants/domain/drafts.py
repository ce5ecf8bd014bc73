"""Drafts: what applicants type is kept, valid or not, from whichever page they type it on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.answers import LONGEST_TYPED, Reading, Typed, as_typed, digest, nothing, tidy
from grants.domain.budget_rates import stamped
from grants.domain.budgets import MOST_LINES, Budget
from grants.domain.columns import ROW_KINDS
from grants.domain.content import AnsweredSection, sections_with
from grants.domain.draft_rights import require_draft, submitted_sentence
from grants.domain.kept_forms import form_of, with_stamp
from grants.domain.outline import (
    FormSection,
    budget_question,
    is_of_stage,
    requested_question,
    title_question,
)
from grants.enums import ApplicationStatus, QuestionKind
from grants.models import Answer, Application, Question
from portal.core.composed import Slot, composed, made_of
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


@dataclass(slots=True)
class Standing:
    """An answer as it stands in the draft: what was typed, when, and on which page; nothing was where nobody has."""

    question_id: int
    value: Typed
    saved_at: datetime | None = None
    saved_from: str = ""


class OpenDraft:
    """A draft under its lock, with the form and the answers as they stand: whatever is saved is saved over these."""

    def __init__(self, application: Application) -> None:
        """Take the form as it is kept at hand, and read the answers in one query."""
        self.application = application
        # With those that were taken off the form: a page that was opened before still sends its answer to them.
        self._form = form_of(application)
        if not Application.call.is_cached(application):
            application.call = self._form.call
        self.known: Sequence[Question] = self._form.known
        self.questions = [
            one for one in self.known if one.removed_at is None and is_of_stage(one, application.stage)
        ]
        standing = _standing(application)
        self._answers = {
            question.code: standing.get(question.pk) or Standing(question.pk, nothing(question.kind))
            for question in self.known
        }
        self._answered: Sequence[AnsweredSection] | None = None

    @property
    def answered(self) -> Sequence[AnsweredSection]:
        """The form with the answers as they are kept by now, without files."""
        if self._answered is None:
            self._answered = sections_with(
                self.questions, self.typed, currency=self.application.call.currency, outline=self.sections
            )
        return self._answered

    @property
    def sections(self) -> Sequence[FormSection]:
        """The sections of the form as it is asked."""
        return self._form.sections(self.application.stage)

    @property
    def typed(self) -> dict[str, Typed]:
        """What is kept of the questions that are asked, by their codes."""
        return {question.code: self._answers[question.code].value for question in self.questions}

    def save(
        self,
        typed: Mapping[str, Typed],
        *,
        by: Any,
        page: str = "",
        began_from: Mapping[str, str] | None = None,
    ) -> Saved:
        """Keep answers as ``save_answers`` does; one statement for all that changed."""
        require_draft(self.application, by)
        known = {question.code: question for question in self.known if question.kind not in UNTYPED}
        new = {code: tidy(value) for code, value in typed.items() if code in known}
        _require_size(new, known)
        now, conflicts, changed = timezone.now(), [], []
        for code, value in new.items():
            answer = self._answers[code]
            began = None if began_from is None else began_from.get(code)
            same = as_typed(value) == as_typed(answer.value)
            if same or _is_late(answer, page) or _is_untouched(answer, value, began, page):
                continue
            if _is_conflict(answer, began, page):
                conflicts.append(Conflict(known[code], answer.value, answer.saved_at or now))
                continue
            answer.value = stamped(known[code], value, answer.value)
            answer.saved_at, answer.saved_from = now, page[:16]
            changed.append(answer)
        self._store(changed, now)
        self._answered = None
        self._write_up(now)
        return Saved(now, conflicts)

    def _store(self, changed: Sequence[Standing], now: datetime) -> None:
        """Write answers; the database finds the rows that are there by application and question."""
        if not changed:
            return
        Answer.objects.bulk_create(
            [
                Answer(
                    application_id=self.application.pk,
                    question_id=answer.question_id,
                    value=answer.value,
                    saved_at=now,
                    saved_from=answer.saved_from,
                )
                for answer in changed
            ],
            update_conflicts=True,
            unique_fields=["application", "question"],
            update_fields=["value", "saved_at", "saved_from"],
        )

    def _write_up(self, now: datetime) -> None:
        """Derive from the answers what lists and officers read: the title and the sum applied for."""
        application = self.application
        answered = {one.question.code: one for part in self.answered for one in part.answers if one.is_asked}
        questions = [question for question in self.questions if question.code in answered]
        title = title_question(questions)
        if title is not None:
            shown = answered[title.code].reading.value or ""
            text = first_text(shown) if isinstance(shown, dict) else str(shown)
            application.title = " ".join(text.split())[: Application.title.field.max_length]
        application.requested = requested_amount(questions, lambda question: answered[question.code].reading)
        application.saved_at = now
        Application.objects.filter(pk=application.pk).update(
            title=application.title, requested=application.requested, saved_at=now
        )


UNTYPED = frozenset([QuestionKind.FILE, QuestionKind.HEADING])


def first_text(texts: Mapping[str, str]) -> str:
    """Return the first of the texts in several languages that says something."""
    return next((text for text in texts.values() if text), "")


@contextmanager
def opened(reference: str, *, by: Any) -> Iterator[OpenDraft]:
    """Open a draft to write in it: found among the person's own, locked and read at once, so that saving one field
    stays cheap.

    Raises Application.DoesNotExist for no such reference among them.
    """
    with transaction.atomic():
        yield OpenDraft(_found_and_locked(reference, by))


def _found_and_locked(reference: str, by: Any) -> Application:
    """Return an application with what saving a field asks for: its call is at hand, under its stamp."""
    values = {"reference": reference, "person": by.pk}
    for *columns, stamp in composed(("draft to write in",), _own_locked, values):
        application = made_of(Application, COLUMNS, columns)
        application.rules_stamp = stamp  # type: ignore[attr-defined]
        return application
    raise Application.DoesNotExist


def _own_locked() -> QuerySet[Application, Any]:
    own = with_stamp(Application.objects.of_person(Slot("person"))).filter(reference=Slot("reference"))
    return own.select_for_update(no_key=True).values_list(*COLUMNS, "rules_stamp")


def _standing(application: Application) -> Mapping[int, Standing]:
    """Return the answers as they stand, by their questions."""

    def compose() -> QuerySet[Answer, Any]:
        return Answer.objects.filter(application=Slot("application")).order_by().values_list(*STANDING)

    rows = composed(("answers that stand",), compose, {"application": application.pk})
    return {row[0]: Standing(*row) for row in rows}


# What is read of an application to write in it: all but what is long and never asked for meanwhile.
COLUMNS = [
    field.attname
    for field in Application._meta.concrete_fields
    if field.attname not in {"content", "search_text", "applicant_sort"}
]
STANDING = ("question_id", "value", "saved_at", "saved_from")


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

    Parameters: ``typed`` maps question codes to texts, lists of texts, rows, or texts by language; codes the call
    never asked are left out, and what was taken off the form is kept beside it. ``page`` names the open page they come
    from, and after a point which sending of it: one that a later one has overtaken changes nothing. ``began_from`` is
    the digest of the text that each field of the page showed when it was drawn or last told of a conflict. An answer
    that another page has changed in between is not overwritten but returned as a conflict. Raises NotAllowed when this
    is no draft of ``by``, DomainError with a sentence for each field that is too large to keep; then nothing is saved.
    """
    locked = lock(application)
    require_draft(locked, by)
    return OpenDraft(locked).save(typed, by=by, page=page, began_from=began_from)


def _require_size(typed: Mapping[str, Typed], known: Mapping[str, Question]) -> None:
    too_large = {}
    for code, value in typed.items():
        if isinstance(value, list) and known[code].kind in WITH_LINES and len(value) > MOST_LINES:
            too_large[code] = _("These are too many lines. Put some of them together.")
        elif len(str(value)) > LONGEST_TYPED:
            too_large[code] = _("This is too long to be kept. Shorten it, or add it as a file.")
    if too_large:
        raise field_errors(too_large)


WITH_LINES = frozenset([QuestionKind.BUDGET, *ROW_KINDS])


def page_of(sending: str) -> str:
    """Return the page of a sending: "3f9a01bc42" of "3f9a01bc42.7", the seventh from that page."""
    return sending.partition(".")[0]


def _is_late(answer: Standing, sending: str) -> bool:
    """Tell whether a later sending of the same page has been saved: the network, or a button, overtook this one."""
    page, _point, turn = sending.partition(".")
    saved_page, _point, saved_turn = answer.saved_from.partition(".")
    if page != saved_page or not (turn.isdecimal() and saved_turn.isdecimal()):
        return False
    return int(turn) < int(saved_turn)


def _is_untouched(answer: Standing, value: Typed, began: str | None, sending: str) -> bool:
    """Tell whether the page posts a field exactly as it was drawn, while another page has changed it since."""
    return began is not None and page_of(answer.saved_from) != page_of(sending) and digest(value) == began


def _is_conflict(answer: Standing, began: str | None, sending: str) -> bool:
    """Tell whether another page saved this answer after our page began from another text."""
    return (
        began is not None
        and answer.saved_at is not None
        and page_of(answer.saved_from) != page_of(sending)
        and digest(answer.value) != began
    )


def requested_amount(
    questions: Sequence[Question], reading_of: Callable[[Question], Reading]
) -> Decimal | None:
    """Return the sum applied for: the answer to its question, or what the budget leaves to be financed.

    Parameters: ``questions`` are those that are asked, ``reading_of`` says what was understood of one. None while it
    is not known.
    """
    question = requested_question(questions)
    if question is not None:
        value = reading_of(question).value
        return Decimal(value) if value else None
    budget = budget_question(questions)
    if budget is None:
        return None
    table = reading_of(budget).value
    return max(table.costs - table.income, Decimal(0)) if isinstance(table, Budget) else None


@transaction.atomic
def delete(application: Application, *, by: Any) -> None:
    """Remove a draft with its answers and files, for good. Raises NotAllowed for anything but an own draft."""
    application = lock(application)
    require_draft(application, by)
    if application.status != ApplicationStatus.DRAFT:
        raise NotAllowed(submitted_sentence(), code="submitted")
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
