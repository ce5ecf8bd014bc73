"""Rules about answers, fields and languages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.enums import Stage
from grants.rules.base import Outcome, RuleError
from grants.rules.facts import Attached, CallFacts, Facts
from grants.rules.kinds.content import (
    Answered,
    AnswerIs,
    AnswerNumber,
    AnswersChosen,
    CompleteIn,
    DateAfter,
    FieldsWithin,
    Judged,
    Strand,
    WrittenIn,
)

WORDS = {"en": "What is asked", "sv": "Det som frågas"}
days = st.dates(min_value=date(2000, 1, 2), max_value=date(2100, 1, 1))


def _answer(value: Any) -> Facts:
    return Facts(answers={"q": value})


@pytest.mark.parametrize(
    ("value", "met"),
    [(True, True), (False, False), ("yes", True), ("no", False), (["yes"], True), (["yes", "no"], False)],
)
def test_answer_is_compares_every_answer(value: Any, met: bool) -> None:
    verdict = AnswerIs.read({"question": "q", "answers": ["yes"], "words": WORDS}).check(_answer(value))

    assert (verdict.is_met, verdict.why, verdict.about) == (
        (True, "", "") if met else (False, "What is asked", "question:q")
    )


@pytest.mark.parametrize(("value", "met"), [("DK", True), ("SE", False), (["DK", "SE"], False)])
def test_answer_is_excluded_takes_none_of_them(value: Any, met: bool) -> None:
    rule = AnswerIs.read({"question": "q", "answers": ["SE"], "excluded": True, "words": WORDS})

    assert rule.check(_answer(value)).is_met is met


@pytest.mark.parametrize("value", [None, []])
def test_answer_is_waits_for_an_answer(value: Any) -> None:
    rule = AnswerIs.read({"question": "q", "answers": ["yes"], "words": WORDS})

    assert rule.check(_answer(value)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("value", ["x", False, 0, ["x"], {"en": "x"}])
def test_answered_takes_any_answer(value: Any) -> None:
    assert Answered.read({"question": "q", "words": WORDS}).check(_answer(value)).is_met


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_answered_refuses_nothing(value: Any) -> None:
    assert Answered.read({"question": "q", "words": WORDS}).check(_answer(value)).why == "What is asked"


def test_answered_takes_a_file() -> None:
    facts = Facts(files=(Attached("", "q", "letter.pdf", 10),))

    assert Answered.read({"question": "q", "words": WORDS}).check(facts).is_met


@given(
    st.decimals(min_value=1, max_value=10_000, places=2), st.decimals(min_value=0, max_value=100, places=2)
)
def test_answer_number_takes_its_bounds_and_nothing_beyond(least: Decimal, more: Decimal) -> None:
    most, step = least + more, Decimal("0.01")
    rule = AnswerNumber.read({"question": "q", "least": str(least), "most": str(most), "words": WORDS})

    found = [rule.check(_answer(str(one))).is_met for one in (least - step, least, most, most + step)]

    assert found == [False, True, True, False]


@pytest.mark.parametrize("value", [None, "many", ""])
def test_answer_number_waits_for_a_number(value: Any) -> None:
    rule = AnswerNumber.read({"question": "q", "least": "1", "words": WORDS})

    assert rule.check(_answer(value)).outcome is Outcome.UNKNOWN


@given(st.integers(min_value=1, max_value=50))
def test_answers_chosen_counts_one_more_and_one_less(count: int) -> None:
    rule = AnswersChosen.read({"question": "q", "least": count, "most": count, "words": WORDS})

    found = [rule.check(_answer(["x"] * number)).is_met for number in (count - 1, count, count + 1)]

    assert found == [False, True, False]


@pytest.mark.parametrize(("value", "why"), [("x", ""), (None, "What is asked: at least 1. You have 0.")])
def test_answers_chosen_counts_one_answer_as_one(value: Any, why: str) -> None:
    rule = AnswersChosen.read({"question": "q", "least": 1, "words": WORDS})

    assert rule.check(_answer(value)).why == why


@pytest.mark.parametrize("kind", [AnswerNumber, AnswersChosen])
def test_bounds_in_order_and_one_at_least(kind: type[AnswerNumber | AnswersChosen]) -> None:
    with pytest.raises(RuleError) as none:
        kind.read({"question": "q", "words": WORDS})
    with pytest.raises(RuleError) as crossed:
        kind.read({"question": "q", "least": 2, "most": 1, "words": WORDS})

    assert none.value.sentences == {"": "Fill in one of the two bounds at least."}
    assert crossed.value.sentences == {"": "The upper bound lies below the lower one."}


@given(days)
def test_date_after_wants_a_later_day(day: date) -> None:
    rule = DateAfter.read({"question": "q", "later": "then", "words": WORDS})
    found = [
        rule.check(Facts(answers={"q": day.isoformat(), "then": (day + timedelta(later)).isoformat()})).is_met
        for later in (-1, 0, 1)
    ]

    assert found == [False, False, True]


@given(days)
def test_date_after_compares_with_the_start(day: date) -> None:
    rule = DateAfter.read({"question": "q", "words": WORDS})
    facts = {"answers": {"q": day.isoformat()}}

    assert rule.check(Facts(**facts, start=day)).is_broken
    assert rule.check(Facts(**facts, start=day + timedelta(1))).is_met


def test_date_after_before_filing_reads_the_clocks_of_the_call() -> None:
    rule = DateAfter.read({"question": "q", "before_filing": True, "words": WORDS})
    call = CallFacts(time_zone="Europe/Paris")
    answers = {"q": "2024-02-10"}

    # In Paris it is the 11th already at eleven in the evening of the 10th, UTC.
    early = Facts(call=call, answers=answers, filed_at=datetime(2024, 2, 10, 22, 59, 59, tzinfo=UTC))
    late = Facts(call=call, answers=answers, filed_at=datetime(2024, 2, 10, 23, 0, tzinfo=UTC))

    assert (rule.check(early).is_broken, rule.check(late).is_met) == (True, True)


@pytest.mark.parametrize("value", [None, "2024", "soon"])
def test_date_after_waits_for_a_day(value: Any) -> None:
    rule = DateAfter.read({"question": "q", "words": WORDS})

    assert rule.check(Facts(answers={"q": value}, start=date(2024, 1, 1))).outcome is Outcome.UNKNOWN


def test_fields_within_compares_with_the_call_or_a_list() -> None:
    of_call, of_list = FieldsWithin.read({}), FieldsWithin.read({"fields": ["dance"]})
    facts = Facts(call=CallFacts(fields=frozenset({"music"})), fields=frozenset({"music"}))

    assert of_call.check(facts).is_met
    assert of_list.check(facts).why == "The field is one of these: dance. Not these: music."


def test_fields_within_waits_where_nothing_is_named() -> None:
    assert FieldsWithin.read({}).check(Facts(fields=frozenset({"music"}))).outcome is Outcome.UNKNOWN
    assert FieldsWithin.read({"fields": ["music"]}).check(Facts()).outcome is Outcome.UNKNOWN


def test_complete_in_names_the_languages_that_lack_something() -> None:
    rule = CompleteIn.read({"languages": ["nl", "fr"]})

    assert rule.check(Facts(incomplete_languages=frozenset({"de"}))).is_met
    assert rule.check(Facts(incomplete_languages=frozenset({"fr"}))).why == (
        "The form is not complete in French."
    )


@pytest.mark.parametrize(
    ("language", "outcome"), [("ca", Outcome.MET), ("es", Outcome.BROKEN), ("", Outcome.UNKNOWN)]
)
def test_written_in_compares_the_language(language: str, outcome: Outcome) -> None:
    rule = WrittenIn.read({"languages": ["ca", "fr"]})

    assert rule.sentence() == "The application is written in Catalan or French."
    assert rule.check(Facts(language=language)).outcome is outcome


@pytest.mark.parametrize(
    ("strand", "outcome"), [("a", Outcome.MET), ("c", Outcome.BROKEN), ("", Outcome.UNKNOWN)]
)
def test_strand_is_compares_the_strand(strand: str, outcome: Outcome) -> None:
    assert Strand.read({"strands": ["a", "b"]}).check(Facts(strand=strand)).outcome is outcome


def test_judged_is_left_to_the_officer() -> None:
    rule = Judged.read({"words": {"en": "The work is new."}, "reason": {"en": "Only an expert can tell."}})

    verdict = rule.check(Facts())

    assert (rule.sentence(), verdict.outcome, verdict.why) == (
        "The work is new.",
        Outcome.UNKNOWN,
        "Only an expert can tell.",
    )
    assert rule.stages == (Stage.SCREENING, Stage.ASSESSMENT)
