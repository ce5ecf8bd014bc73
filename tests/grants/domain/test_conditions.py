"""Questions asked only with a certain answer to another: shown, left out, and never in a circle."""

import pytest

from grants.domain import conditions, drafts, questions
from grants.domain.completeness import missing_in
from grants.domain.content import answered_sections, snapshot
from grants.enums import QuestionKind
from grants.models import Answer, Application, Call, Question
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.core.multilingual import Multilingual
from tests.factories.accounts import member
from tests.factories.grants import QuestionFactory


@pytest.fixture
def officer(call: Call) -> User:
    return member(call.authority, Role.OFFICER)


@pytest.fixture
def youth(call: Call) -> Question:
    """Do children take part? And only if so: how many?"""
    deciding = QuestionFactory(call=call, code="youth", kind=QuestionKind.YES_NO)
    QuestionFactory(
        call=call, code="how-many", kind=QuestionKind.NUMBER, shown_if={"question": "youth", "is": ["yes"]}
    )
    return deciding


def form(**shown_if: dict[str, object] | None) -> list[Question]:
    return [
        Question(code=code, kind=QuestionKind.YES_NO, labels={"en": code}, shown_if=condition)
        for code, condition in shown_if.items()
    ]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"a": "yes", "b": "yes"}, {"a", "b", "c"}),
        ({"a": "yes", "b": "no"}, {"a", "b"}),
        ({"a": "no", "b": "yes"}, {"a"}),
        ({}, {"a"}),
        ({"a": ["no", "yes"], "b": "yes"}, {"a", "b", "c"}),
        ({"a": {"x": 1}, "b": 7}, {"a"}),
    ],
)
def test_asked_codes_follow_the_answers_down_the_form(typed: dict[str, object], asked: set[str]) -> None:
    questions_of_it = form(a=None, b={"question": "a", "is": ["yes"]}, c={"question": "b", "is": ["yes"]})

    assert conditions.asked_codes(questions_of_it, typed) == asked


@pytest.mark.parametrize(
    "condition", [{"question": "gone", "is": ["yes"]}, {"question": 7, "is": "x"}, [], "x"]
)
def test_asked_codes_ask_what_nobody_can_decide(condition: object) -> None:
    asked = Question(code="b", kind=QuestionKind.YES_NO, labels={"en": "b"}, shown_if=condition)

    assert conditions.asked_codes([asked], {}) == {"b"}


def test_asked_codes_end_in_a_circle() -> None:
    circle = form(a={"question": "b", "is": ["yes"]}, b={"question": "a", "is": ["yes"]})

    assert conditions.asked_codes(circle, {"a": "yes", "b": "yes"}) == {"a", "b"}


def test_sentence_of_says_when_a_question_is_asked() -> None:
    two = form(a=None, b={"question": "a", "is": ["yes"]})

    assert conditions.sentence_of(two[1], two) == "Only if you answered “Yes” to “a”."


def test_a_question_left_out_is_neither_missing_nor_handed_in_and_keeps_its_answer(
    draft: Application, youth: Question
) -> None:
    answers = {"title": "Choirs", "requested": "5", "youth": "yes", "how-many": "abc"}
    drafts.save_answers(draft, answers, by=draft.applicant)
    with_it = [missing.question.code for missing in missing_in(draft, answered_sections(draft))]

    drafts.save_answers(draft, {"youth": "no"}, by=draft.applicant)

    draft.refresh_from_db()
    sections = answered_sections(draft)
    assert (with_it, missing_in(draft, sections)) == (["how-many"], [])
    content = snapshot(draft, sections)
    assert [one["code"] for part in content["sections"] for one in part["answers"]] == [
        "title",
        "youth",
        "requested",
    ]
    assert Answer.objects.get(question__code="how-many").value == "abc"


def test_an_amount_left_out_is_not_applied_for(draft: Application, youth: Question) -> None:
    Question.objects.filter(code="requested").update(shown_if={"question": "youth", "is": ["yes"]})
    drafts.save_answers(draft, {"youth": "no", "requested": "500"}, by=draft.applicant)

    draft.refresh_from_db()
    assert draft.requested is None


@pytest.mark.parametrize(
    ("shown_if", "sentence"),
    [
        ({"question": "gone", "is": ["yes"]}, "The form has no question with the code “gone”."),
        ({"question": "youth", "is": ["maybe"]}, "“Youth” does not offer the answer “maybe”."),
        ({"question": "youth", "is": []}, "Choose the answers with which this question is asked."),
        (
            {"question": "requested", "is": ["yes"]},
            "“Amount you apply for” has no answers to choose from; nothing can depend on it.",
        ),
    ],
)
def test_add_with_an_unknown_condition_is_refused(
    call: Call, officer: User, youth: Question, shown_if: dict[str, object], sentence: str
) -> None:
    values = {"labels": Multilingual({"en": "Then?"}), "kind": QuestionKind.YES_NO, "shown_if": shown_if}

    with pytest.raises(DomainError) as refused:
        questions.add(call, values, by=officer)

    assert refused.value.message_dict == {"shown_if": [sentence]}


def test_edit_into_a_circle_is_refused(call: Call, officer: User, youth: Question) -> None:
    QuestionFactory(
        call=call, code="then", kind=QuestionKind.YES_NO, shown_if={"question": "youth", "is": ["yes"]}
    )

    with pytest.raises(DomainError, match="in a circle"):
        questions.edit(youth, {"shown_if": {"question": "then", "is": ["yes"]}}, version=None, by=officer)


def test_edit_into_dependence_on_itself_is_refused(call: Call, officer: User, youth: Question) -> None:
    with pytest.raises(DomainError, match="cannot depend on itself"):
        questions.edit(youth, {"shown_if": {"question": "youth", "is": ["yes"]}}, version=None, by=officer)


def test_edit_that_takes_away_an_answer_on_which_another_depends_is_refused(
    call: Call, officer: User
) -> None:
    options = [{"code": code, "names": {"en": code.upper()}} for code in ("a", "b", "c")]
    deciding = QuestionFactory(call=call, code="which", kind=QuestionKind.CHOICE, options=options)
    QuestionFactory(call=call, code="then", shown_if={"question": "which", "is": ["b"]})

    questions.edit(deciding, {"options": options[:2]}, version=None, by=officer)
    with pytest.raises(DomainError) as refused:
        questions.edit(deciding, {"options": [options[0], options[2]]}, version=None, by=officer)

    assert refused.value.message_dict == {
        "options": ["“Then” is asked only with an answer that would no longer be offered."]
    }


def test_remove_a_question_on_which_another_depends_is_refused(
    call: Call, officer: User, youth: Question
) -> None:
    with pytest.raises(DomainError, match="is asked only if this question is answered"):
        questions.remove(youth, by=officer)
