"""The check before an application: what it asks, and what it says of each rule."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from grants.domain import call_rules
from grants.domain.columns import columns_of
from grants.domain.eligibility import Answer, check_of, results
from grants.enums import Effect, Meaning, QuestionKind
from grants.models import Call
from tests.factories.grants import QuestionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)


def rule(call: Call, kind: str, **values: Any) -> Any:
    return call_rules.add(call, {"kind": kind, **values}, by=None)


def said(call: Call, typed: dict[str, Any], **more: Any) -> list[str]:
    return [one.answer.value for one in results(check_of(call), typed, now=NOW, **more)]


def test_check_of_asks_only_what_the_rules_read(call: Call) -> None:
    QuestionFactory(call=call, code="born", kind=QuestionKind.DATE, meaning=Meaning.BIRTH_DATE)
    QuestionFactory(call=call, code="nation", kind=QuestionKind.COUNTRY, meaning=Meaning.NATIONALITY)
    QuestionFactory(call=call, code="other", kind=QuestionKind.CHOICE)
    rule(call, "age_between", parameters={"most": 30, "who": "applicant"})

    check = check_of(call)

    assert [question.code for question in check.questions] == ["born"]


def test_check_of_asks_for_what_combinations_read_and_on_what_that_depends(call: Call) -> None:
    QuestionFactory(call=call, code="servant", kind=QuestionKind.YES_NO, meaning=Meaning.CIVIL_SERVANT)
    QuestionFactory(
        call=call,
        code="born",
        kind=QuestionKind.DATE,
        meaning=Meaning.BIRTH_DATE,
        shown_if={"question": "servant", "is": ["no"]},
    )
    either = rule(call, "any")
    for kind, parameters in (
        ("age_between", {"least": 18, "who": "applicant"}),
        ("answered", {"question": "title", "words": {"en": "A title is there."}}),
    ):
        call_rules.add(call, {"kind": kind, "parameters": parameters}, parent=either, by=None)

    assert [question.code for question in check_of(call).questions] == ["servant", "born"]


def test_check_of_shortens_rows_to_the_columns_that_are_read(call: Call) -> None:
    QuestionFactory(call=call, code="partners", kind=QuestionKind.PARTNERS, shape={"fewest": 4})
    rule(call, "partner_countries", parameters={"least": 2})

    [question] = check_of(call).questions

    assert [column.code for column in columns_of(question)] == ["country", "region"]
    assert said(call, {"partners": [{"country": "SE"}]}) == [Answer.STOPS]
    assert said(call, {"partners": [{"country": "SE"}, {"country": "LT"}]}) == [Answer.MET]


def test_check_of_asks_who_applies_where_the_form_does_not(call: Call) -> None:
    rule(call, "applicant_kind", parameters={"kinds": ["museum"]})

    found = [said(call, {}, kind=kind) for kind in ("", "museum", "person")]

    assert check_of(call).asks_kind is True
    assert found == [[Answer.OPEN], [Answer.MET], [Answer.STOPS]]


def test_results_tell_what_stops_from_what_warns_and_what_an_officer_decides(call: Call) -> None:
    QuestionFactory(call=call, code="born", kind=QuestionKind.DATE, meaning=Meaning.BIRTH_DATE)
    rule(call, "age_between", parameters={"most": 30, "who": "applicant"})
    rule(call, "age_between", parameters={"least": 16, "who": "applicant"}, effect=Effect.WARNING)
    rule(call, "judged", parameters={"words": {"en": "The project is new."}, "reason": {"en": "Taste."}})

    found = [said(call, {"born": day}) for day in ("", "1997-03-16", "1996-03-15", "2020-01-01")]

    assert found == [
        [Answer.OPEN, Answer.OPEN, Answer.OFFICER],
        [Answer.MET, Answer.MET, Answer.OFFICER],
        [Answer.STOPS, Answer.MET, Answer.OFFICER],
        [Answer.MET, Answer.WARNS, Answer.OFFICER],
    ]


def test_results_leave_to_the_form_what_nobody_knows_before(call: Call) -> None:
    rule(call, "balanced")

    assert said(call, {}) == [Answer.LATER]


def test_results_hold_the_amount_against_the_bounds_of_the_call(call: Call) -> None:
    call.amount_max = Decimal(1000)
    call.save()

    assert [said(call, {"requested": sum_}) for sum_ in ("1000", "1000.01")] == [[], [Answer.STOPS]]
