"""The whole call to read: what it says in each language, and the fingerprint of it."""

import pytest

from grants.domain import call_rules, questions
from grants.domain.whole_call import entry_of, form_to_read, languages_of, whole_call
from grants.enums import Effect, QuestionKind
from grants.models import Call, Question
from tests.factories.grants import CallFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def asks(**fields: object) -> str:
    return entry_of(
        QuestionFactory.build(call=CallFactory.build(programme=None, authority=None), **fields), []
    ).asks


def test_entry_of_says_how_long_a_text_may_be() -> None:
    found = [
        asks(kind=QuestionKind.LONG_TEXT, max_length=1500),
        asks(kind=QuestionKind.LONG_TEXT, min_length=50, max_length=200, count_in="words", required=False),
        asks(kind=QuestionKind.SHORT_TEXT, in_all_languages=True),
    ]

    assert found == [
        "Long text, at most 1500 characters",
        "Long text, at least 50 words, at most 200 words, optional",
        "Short text, at most 300 characters, in each language of the call",
    ]


def test_entry_of_says_how_every_kind_of_question_is_answered(call: Call) -> None:
    kinds = [kind for kind in QuestionKind if kind != QuestionKind.HEADING]

    found = [kind for kind in kinds if not entry_of(QuestionFactory.build(call=call, kind=kind), []).asks]

    assert found == []


def test_entry_of_lists_columns_with_what_they_offer(call: Call) -> None:
    shape = {
        "columns": [
            "name",
            {"code": "role", "kind": "choice", "options": [{"code": "a", "names": {"en": "Host"}}]},
        ],
        "most": 3,
    }
    question = QuestionFactory(call=call, kind=QuestionKind.PARTNERS, shape=shape)

    entry = entry_of(question, [])

    assert entry.asks == "A row for each partner, at most 3 rows"
    assert entry.columns == [("Name", "Text"), ("role", "One of several: Host, optional")]


def test_form_to_read_says_when_a_question_is_asked(call: Call) -> None:
    deciding = QuestionFactory(
        call=call, code="children", kind=QuestionKind.YES_NO, labels={"en": "Children?"}
    )
    QuestionFactory(call=call, code="ages", shown_if={"question": deciding.code, "is": ["yes"]})

    [section] = form_to_read(list(call.questions.filter(code__in=["children", "ages"])))

    assert [entry.asked_if for entry in section.entries] == [
        "",
        "Only if you answered “Yes” to “Children?”.",
    ]


def test_whole_call_is_in_the_language_that_is_asked_for(call: Call) -> None:
    call.names = {"en": "Journeys", "sv": "Resor"}
    call.save()

    assert [whole_call(call, code).title for code in languages_of(call)] == ["Resor", "Journeys"]


def test_whole_call_states_the_rules_by_what_they_do(call: Call) -> None:
    call_rules.add(call, {"kind": "nonprofit"}, by=None)
    call_rules.add(call, {"kind": "balanced", "effect": Effect.WARNING}, by=None)

    passages = {one.heading: list(one.points) for one in whole_call(call, "en").passages}

    assert passages == {
        "What an application has to meet": ["The applicant does not work for profit."],
        "What is expected": ["The financing, with the amount applied for, equals the costs."],
    }


def test_fingerprint_changes_with_a_question_and_with_a_rule_and_with_nothing_else(call: Call) -> None:
    before = whole_call(call, "en").fingerprint
    again = whole_call(Call.objects.get(pk=call.pk), "en").fingerprint
    question = Question.objects.get(call=call, code="title")
    questions.edit(question, {"required": False}, version=None, by=None)
    asked_otherwise = whole_call(call, "en").fingerprint
    call_rules.add(call, {"kind": "nonprofit"}, by=None)

    assert again == before
    assert len({before, asked_otherwise, whole_call(call, "en").fingerprint}) == 3
