"""Rules about what may be decided: sums of all grants, envelopes, what is kept for a purpose, how many."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules.base import Outcome, RuleError
from grants.rules.facts import CallFacts, Facts, History
from grants.rules.kinds.decisions import AwardsAtLeast, AwardsAtMost, EarmarkAtLeast, EnvelopeAtMost

CENT = Decimal("0.01")
sums = st.decimals(min_value=1, max_value=1_000_000, places=2)
EARMARK = EarmarkAtLeast.read({"envelope": "ukraine", "share": "5", "question": "for-ukraine"})


def _facts(awarded: Decimal | None, **history: Any) -> Facts:
    return Facts(call=CallFacts(budget=Decimal(100_000)), awarded=awarded, history=History(**history))


@given(sums, sums)
def test_awards_at_most_breaks_a_cent_above(before: Decimal, left: Decimal) -> None:
    rule = AwardsAtMost.read({"most": str(before + left), "within": "call"})

    assert rule.check(_facts(left, awarded_in_call=before)).is_met
    assert rule.check(_facts(left + CENT, awarded_in_call=before)).is_broken


def test_awards_at_most_counts_the_year_or_the_call() -> None:
    of_call, of_year = (AwardsAtMost.read({"most": "100", "within": within}) for within in ("call", "year"))
    facts = _facts(Decimal(10), awarded_in_call=Decimal(90), awarded_in_year=Decimal(91))

    assert of_call.check(facts).is_met
    assert of_year.check(facts).why.replace("\xa0", " ") == (
        "All grants of the year together are at most 100. There is EUR 9 left."
    )


def test_awards_at_most_never_leaves_less_than_nothing() -> None:
    rule = AwardsAtMost.read({"most": "100", "within": "call"})

    assert rule.check(_facts(CENT, awarded_in_call=Decimal(101))).why.replace("\xa0", " ") == (
        "All grants of the call together are at most 100. There is EUR 0 left."
    )


@given(sums, sums)
def test_envelope_at_most_counts_its_own_grants(before: Decimal, left: Decimal) -> None:
    rule = EnvelopeAtMost.read({"envelope": "quebec", "most": str(before + left)})
    given_ = {"quebec": before, "others": Decimal(10_000_000)}

    assert rule.check(_facts(left, awarded_by_envelope=given_)).is_met
    assert rule.check(_facts(left + CENT, awarded_by_envelope=given_)).is_broken


@given(st.decimals(min_value=0, max_value=94_999, places=2))
def test_earmark_at_least_keeps_the_share_from_others(before: Decimal) -> None:
    left = Decimal(95_000) - before

    assert EARMARK.check(_facts(left, awarded_in_call=before)).is_met
    assert EARMARK.check(_facts(left + CENT, awarded_in_call=before)).is_broken


@given(st.decimals(min_value=0, max_value=5_000, places=2))
def test_earmark_at_least_is_free_once_the_purpose_has_its_share(more: Decimal) -> None:
    purpose = Decimal(5_000) + more
    history = {"awarded_in_call": purpose, "awarded_by_envelope": {"ukraine": purpose}}

    assert EARMARK.check(_facts(Decimal(100_000) - purpose, **history)).is_met
    assert EARMARK.check(_facts(Decimal(100_000) - purpose + CENT, **history)).is_broken


def test_earmark_at_least_lets_the_purpose_itself_through() -> None:
    facts = Facts(
        call=CallFacts(budget=Decimal(100_000)), awarded=Decimal(100_000), answers={"for-ukraine": True}
    )

    assert EARMARK.check(facts).is_met


@given(st.integers(min_value=1, max_value=100))
def test_awards_at_least_with_a_largest_number(most: int) -> None:
    rule = AwardsAtLeast.read({"most": most})

    assert rule.check(_facts(CENT, awards_in_call=most - 1)).is_met
    assert rule.check(_facts(CENT, awards_in_call=most)).why == f"At most {most} grants are made."


def test_awards_at_least_leaves_money_for_the_rest() -> None:
    rule = AwardsAtLeast.read({"least": 3})

    found = [
        rule.check(_facts(Decimal(awarded), awards_in_call=made, awarded_in_call=Decimal(before))).is_met
        for awarded, made, before in (("99999.99", 0, 0), ("100000", 0, 0), ("50000", 2, 50_000))
    ]

    assert found == [True, False, True]


@pytest.mark.parametrize("bounds", [{}, {"least": 1, "most": 2}])
def test_awards_at_least_wants_one_of_its_bounds(bounds: dict[str, int]) -> None:
    with pytest.raises(RuleError) as refused:
        AwardsAtLeast.read(bounds)

    assert refused.value.sentences == {"": "Fill in one of the two bounds."}


@pytest.mark.parametrize(
    "rule",
    [
        AwardsAtMost.read({"most": "1", "within": "call"}),
        EnvelopeAtMost.read({"envelope": "e", "most": "1"}),
        EARMARK,
        AwardsAtLeast.read({"most": 1}),
    ],
    ids=lambda rule: rule.kind,
)
def test_rules_of_the_decision_wait_for_a_proposal(rule: Any) -> None:
    assert rule.check(_facts(None)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("rule", [EARMARK, AwardsAtLeast.read({"least": 2})], ids=lambda rule: rule.kind)
def test_rules_of_the_budget_wait_for_one(rule: Any) -> None:
    assert rule.check(Facts(awarded=CENT)).outcome is Outcome.UNKNOWN
