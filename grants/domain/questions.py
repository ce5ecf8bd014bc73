"""The form of a call: its questions are added, edited, moved and removed; what drafts answered is kept."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from slugify import slugify

from grants.domain import conditions
from grants.domain.columns import ROW_KINDS, columns_of
from grants.enums import REPORT_STAGES, FormStage, QuestionKind
from grants.models import Call, Question
from grants.permissions import can_edit_call
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting

WITH_OPTIONS = {QuestionKind.CHOICE, QuestionKind.CHOICES}
NEVER_REQUIRED = {QuestionKind.HEADING}


@transaction.atomic
def add(call: Call, values: Mapping[str, Any], *, by: Any) -> Question:
    """Add a question at the end of the form. Raises NotAllowed, or DomainError with sentences beside fields."""
    with acting(by):
        call = _editable(call, by)
        question = Question(call=call, code=_free_code(call, values["labels"].in_language("en")))
        values = {**values, "required": values.get("required", True) and values["kind"] not in NEVER_REQUIRED}
        last = call.questions.aggregate(last=Max("position"))["last"]
        question.position = 0 if last is None else last + 1
        records.add(question, values, checks=(_check,))
        return question


@transaction.atomic
def edit(question: Question, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Question:
    """Change a question; what was handed in keeps the words it was asked with.

    Raises StaleEdit when somebody saved it since, and DomainError when its kind would change under answers.
    """
    with acting(by):
        _editable(question.call, by)
        if "kind" in changes and changes["kind"] != question.kind and question.answers.exists():
            raise field_errors(
                {"kind": _("Drafts have answered this question. Remove it and add another instead.")}
            )
        return records.change(question, changes, version=version, checks=(_check,))


@transaction.atomic
def shift(question: Question, *, by_places: int, by: Any) -> None:
    """Move a question up (-1) or down (1) in the form; at the end it stays where it is."""
    with acting(by):
        call = _editable(question.call, by)
        order = list(call.questions.select_for_update().filter(removed_at=None))
        place = next((place for place, one in enumerate(order) if one.pk == question.pk), None)
        if place is None:
            raise DomainError(_("This has been removed since you opened it."), code="removed")
        other = place + by_places
        if not 0 <= other < len(order):
            return
        order[place], order[other] = order[other], order[place]
        for position, one in enumerate(order):
            one.position = position
        Question.objects.bulk_update(order, ["position"])


@transaction.atomic
def remove(question: Question, *, by: Any) -> None:
    """Take a question off the form; the answers that drafts have given are kept."""
    with acting(by):
        call = _editable(question.call, by)
        question = lock(question)
        if dependent := conditions.depending_on(question, call.questions.filter(removed_at=None)):
            raise DomainError(
                _("“%(question)s” is asked only if this question is answered. Change that first.")
                % {"question": dependent[0].labels},
                code="depended_on",
            )
        if question.removed_at is None:
            question.removed_at = timezone.now()
            question.save(update_fields=["removed_at"])


@transaction.atomic
def restore(question: Question, *, by: Any) -> None:
    """Put a removed question back, with the answers that drafts had given."""
    with acting(by):
        _editable(question.call, by)
        question = lock(question)
        question.removed_at = None
        _check(question)
        question.validate_constraints()
        question.save(update_fields=["removed_at"])


def _editable(call: Call, by: Any) -> Call:
    """Return the call, locked: one change of its form after the other."""
    call = lock(call)
    records.require(by is None or can_edit_call(by, call))
    return call


def _check(question: Question) -> None:
    if question.kind in WITH_OPTIONS and len(question.options) < 2:
        raise field_errors({"options": _("Offer at least two answers, each on a line of its own.")})
    budgets = Question.objects.filter(call=question.call_id, kind=QuestionKind.BUDGET, removed_at=None)
    if question.kind == QuestionKind.BUDGET and budgets.exclude(pk=question.pk).exists():
        raise field_errors({"kind": _("The form has a budget table already, and can have one.")})
    if question.kind in ROW_KINDS and not columns_of(question):
        raise field_errors({"kind": _("Write the columns that these rows have, each on a line of its own.")})
    others = list(Question.objects.filter(call=question.call_id, removed_at=None).exclude(pk=question.pk))
    conditions.check(question, others)
    condition = conditions.condition_of(question)
    for deciding in others:
        if condition is not None and deciding.code == condition.code:
            _check_stages(deciding, question)
    for dependent in conditions.depending_on(question, others):
        _check_stages(question, dependent)
        _check_dependent(question, dependent)


def _check_stages(deciding: Question, dependent: Question) -> None:
    """Raise DomainError when a question would be asked at a stage at which nobody answers the one that decides."""
    if not _is_answered_at(deciding, dependent.stage):
        sentence = _("“%(question)s” is asked only if another question of another stage is answered.")
        raise field_errors({"stage": sentence % {"question": dependent.labels}})


def _is_answered_at(deciding: Question, stage: str) -> bool:
    if stage in REPORT_STAGES:
        return deciding.stage in {FormStage.REPORT, stage}
    return deciding.stage in {FormStage.ANY, stage}


def _check_dependent(question: Question, dependent: Question) -> None:
    """Raise DomainError when an answer is taken away with which another question is asked."""
    condition = conditions.condition_of(dependent)
    offered = {code for code, _words in conditions.answers_of(question)}
    if condition is not None and not offered.issuperset(condition.answers):
        sentence = _("“%(question)s” is asked only with an answer that would no longer be offered.")
        field = "options" if question.kind in WITH_OPTIONS else "kind"
        raise field_errors({field: sentence % {"question": dependent.labels}})


def _free_code(call: Call, text: str) -> str:
    base = slugify(text, max_length=50, word_boundary=True) or "question"
    taken = set(call.questions.values_list("code", flat=True))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
