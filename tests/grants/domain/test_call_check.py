"""What a call lacks, step by step."""

from datetime import timedelta

import pytest

from grants.domain import call_check
from grants.domain.call_check import Step
from grants.enums import BodyRole, CallStatus, QuestionKind
from grants.models import Call, CallBody, Criterion
from tests.factories.grants import (
    CallFactory,
    CallFunderFactory,
    CallRuleFactory,
    QuestionFactory,
    WindowFactory,
)


@pytest.fixture
def call(db: None) -> Call:
    call = CallFactory(
        status=CallStatus.DRAFT, names={"en": "Grants", "sv": "Bidrag"}, summary={"en": "Money"}, budget=1000
    )
    QuestionFactory(call=call, code="sum", kind=QuestionKind.MONEY)
    CallBody.objects.create(call=call, names={"en": "Board"}, role=BodyRole.DECIDES)
    return call


def said(call: Call) -> list[tuple[Step, bool]]:
    return [(gap.step, gap.stops) for gap in call_check.gaps_of(call)]


def test_gaps_of_a_complete_call_are_none(call: Call) -> None:
    CallRuleFactory(call=call)

    assert call_check.gaps_of(call) == []


@pytest.mark.django_db
def test_gaps_of_an_empty_call_stand_in_the_order_of_the_steps() -> None:
    call = Call(names={}, languages=["sv"])
    call.pk = 0

    assert [gap.step for gap in call_check.stopping(call)] == [Step.CALL, Step.WINDOWS, Step.FORM]


def test_a_combination_that_lacks_its_rules_stops(call: Call) -> None:
    parent = CallRuleFactory(call=call, kind="only_if", parameters={})
    CallRuleFactory(call=call, parent=parent, stages=[])

    assert [gap.sentence for gap in call_check.stopping(call)] == [
        "“Only if”: Two rules stand inside this one: first the condition, then what follows."
    ]


def test_a_rule_about_a_question_that_is_gone_stops(call: Call) -> None:
    question = QuestionFactory(call=call, code="why")
    CallRuleFactory(call=call, kind="answered", parameters={"question": "why", "words": {"en": "Say why."}})
    before = call_check.stopping(call)
    call.questions.filter(pk=question.pk).update(removed_at=call.closes_at)

    assert before == []
    assert [gap.sentence for gap in call_check.stopping(call)] == [
        "“Say why.” names a question that the form no longer has (why)."
    ]


def test_a_rule_about_a_fact_that_nothing_asks_for_is_worth_a_look(call: Call) -> None:
    CallRuleFactory(call=call, kind="balanced", parameters={})

    assert said(call) == [(Step.RULES, False)]


def test_sums_that_are_not_the_whole_are_worth_a_look(call: Call) -> None:
    CallFunderFactory(call=call, share=60)
    Criterion.objects.create(call=call, code="a", names={"en": "A"}, weight=70)

    assert said(call) == [(Step.MONEY, False), (Step.ASSESSMENT, False)]


def test_another_closing_on_the_same_day_is_worth_a_look(call: Call) -> None:
    CallFactory(programme__authority=call.authority, closes_at=call.closes_at, names={"en": "Other"})

    [gap] = call_check.gaps_of(call)

    assert (gap.step, gap.stops) == (Step.WINDOWS, False)
    assert gap.sentence == call_check.collision_sentences(call)[0]
    assert gap.sentence.startswith("“Other” closes on the same day (")


def test_a_deadline_after_the_closing_is_worth_a_look(call: Call) -> None:
    assert call.closes_at is not None
    WindowFactory(call=call, closes=f"{call.closes_at + timedelta(days=40):%Y-%m-%d}")

    assert said(call) == [(Step.WINDOWS, False)]
