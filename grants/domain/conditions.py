"""Questions that are asked only if another was answered in a certain way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grants.domain.countries import country_names
from grants.domain.readings import NO, YES, words_of
from grants.enums import QuestionKind
from grants.models import Question
from portal.core.errors import field_errors

# Kinds whose answers are codes, on which another question can depend.
DECIDING = frozenset(
    [
        QuestionKind.CHOICE,
        QuestionKind.CHOICES,
        QuestionKind.YES_NO,
        QuestionKind.DECLARATION,
        QuestionKind.COUNTRY,
        QuestionKind.COUNTRIES,
    ]
)


@dataclass(frozen=True)
class Condition:
    """The question that decides, by its code, and the answers to it with which another question is asked."""

    code: str
    answers: Sequence[str]

    def is_met(self, typed: Any) -> bool:
        """Tell whether what was typed for the deciding question is one of the answers, or has one among it."""
        chosen = typed if isinstance(typed, list) else [typed]
        return any(isinstance(one, str) and one in self.answers for one in chosen)


def condition_of(question: Question) -> Condition | None:
    """Return the condition of a question; None where it is always asked, and where the condition has another shape."""
    said = question.shown_if
    if not isinstance(said, dict) or not isinstance(said.get("question"), str):
        return None
    answers = said.get("is")
    if not isinstance(answers, list):
        return None
    return Condition(said["question"], [one for one in answers if isinstance(one, str)])


def asked_codes(questions: Sequence[Question], typed: Mapping[str, Any]) -> set[str]:
    """Return the codes of the questions that are asked, with these answers, by code.

    A question that depends on one that is not asked is not asked either. One that depends on a question which the form
    no longer has is asked: nobody could say otherwise.
    """
    if not any(question.shown_if for question in questions):
        return {question.code for question in questions}
    by_code = {question.code: question for question in questions}
    known: dict[str, bool] = {}

    def is_asked(question: Question) -> bool:
        if question.code in known:
            return known[question.code]
        known[question.code] = True  # a circle, if one came in from elsewhere, asks all of it
        condition = condition_of(question)
        if condition is not None and condition.code in by_code:
            deciding = by_code[condition.code]
            known[question.code] = is_asked(deciding) and condition.is_met(typed.get(deciding.code))
        return known[question.code]

    return {question.code for question in questions if is_asked(question)}


def answers_of(question: Question) -> list[tuple[str, str]]:
    """Return the answers to a deciding question: codes with their words in the active language."""
    if question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return words_of(question.options)
    if question.kind == QuestionKind.YES_NO:
        return [(YES, _("Yes")), (NO, _("No"))]
    if question.kind == QuestionKind.DECLARATION:
        return [(YES, _("Confirmed"))]
    if question.kind in {QuestionKind.COUNTRY, QuestionKind.COUNTRIES}:
        codes = [code for code, _words in words_of(question.options)]
        return [(code, name) for code, name in country_names().items() if not codes or code in codes]
    return []


def sentence_of(question: Question, questions: Iterable[Question]) -> str:
    """Return with which answer a question is asked: “Only if you answered “Yes” to “Do children take part?””."""
    condition = condition_of(question)
    deciding = next((one for one in questions if condition and one.code == condition.code), None)
    if condition is None or deciding is None:
        return ""
    words = dict(answers_of(deciding))
    said = " / ".join(words.get(code, code) for code in condition.answers)
    return _("Only if you answered “%(answers)s” to “%(question)s”.") % {
        "answers": said,
        "question": deciding.labels,
    }


def check(question: Question, others: Iterable[Question]) -> None:
    """Raise DomainError, beside the field, unless a question's condition names an answer of a question of the form.

    Parameters: ``others`` are the questions that the call asks besides this one.
    """
    if question.shown_if is None:
        return
    condition = condition_of(question)
    by_code = {one.code: one for one in others if one.pk != question.pk}
    if condition is None or not condition.answers:
        raise field_errors({"shown_if": _("Choose the answers with which this question is asked.")})
    if condition.code == question.code:
        raise field_errors({"shown_if": _("A question cannot depend on itself.")})
    deciding = by_code.get(condition.code)
    if deciding is None:
        sentence = _("The form has no question with the code “%(code)s”.") % {"code": condition.code}
        raise field_errors({"shown_if": sentence})
    if deciding.kind not in DECIDING:
        sentence = _("“%(question)s” has no answers to choose from; nothing can depend on it.")
        raise field_errors({"shown_if": sentence % {"question": deciding.labels}})
    offered = {code for code, _words in answers_of(deciding)}
    unknown = [code for code in condition.answers if code not in offered]
    if unknown:
        sentence = _("“%(question)s” does not offer the answer “%(code)s”.")
        raise field_errors({"shown_if": sentence % {"question": deciding.labels, "code": unknown[0]}})
    _require_no_circle(question, condition, by_code)


def _require_no_circle(question: Question, condition: Condition, by_code: Mapping[str, Question]) -> None:
    seen = {question.code}
    here: Condition | None = condition
    while here is not None and here.code in by_code:
        if here.code in seen:
            raise field_errors(
                {"shown_if": _("These questions depend on each other in a circle. Ask one of them always.")}
            )
        seen.add(here.code)
        here = condition_of(by_code[here.code])
        if here is not None and here.code == question.code:
            raise field_errors(
                {"shown_if": _("These questions depend on each other in a circle. Ask one of them always.")}
            )


def depending_on(question: Question, others: Iterable[Question]) -> list[Question]:
    """Return the questions whose condition names this one."""
    return [
        one
        for one in others
        if one.pk != question.pk and (condition := condition_of(one)) and condition.code == question.code
    ]
