"""Rules about the lines of the budget: a cent more, a day less, one line without a file."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules.base import Outcome, RuleError
from grants.rules.facts import Attached, Facts, Money, Party, Stay
from grants.rules.kinds.costs import CostAtMost, CostTypes, FinancingProven, PartnerCostsExcluded

CENT = Decimal("0.01")
sums = st.decimals(min_value=1, max_value=1_000_000, places=2)


def _cost(amount: Decimal | str | None, category: str = "", partner: str = "") -> Money:
    return Money("cost", None if amount is None else Decimal(amount), category=category, partner=partner)


def _income(amount: str, funder: str = "") -> Money:
    return Money("income", Decimal(amount), funder=funder)


def _file(question: str) -> Attached:
    return Attached("", question, "letter.pdf", 10)


def test_cost_types_takes_only_what_is_named() -> None:
    rule = CostTypes.read({"categories": ["travel", "fees"]})

    assert rule.check(Facts(budget=(_cost("1", "travel"), _cost("1", "fees")))).is_met
    assert rule.check(Facts(budget=(_cost("1", "travel"), _cost("1", "rent")))).why == (
        "Only these costs count: travel or fees. Not these: rent."
    )


def test_cost_types_excluded_takes_all_others() -> None:
    rule = CostTypes.read({"categories": ["travel"], "excluded": True})

    assert rule.check(Facts(budget=(_cost("1", "rent"),))).is_met
    assert rule.check(Facts(budget=(_cost("1", "travel"),))).why == (
        "These costs do not count: travel. Not these: travel."
    )


@pytest.mark.parametrize("budget", [None, (), (_cost("1", "travel"), _cost("1"))])
def test_cost_types_waits_for_categories(budget: tuple[Money, ...] | None) -> None:
    assert CostTypes.read({"categories": ["travel"]}).check(Facts(budget=budget)).outcome is Outcome.UNKNOWN


@given(sums)
def test_cost_at_most_breaks_a_cent_above(most: Decimal) -> None:
    rule = CostAtMost.read({"categories": ["travel"], "amount": str(most)})

    assert rule.check(Facts(budget=(_cost(most, "travel"), _cost("99", "rent")))).is_met
    assert rule.check(Facts(budget=(_cost(most, "travel"), _cost(CENT, "travel")))).is_broken


@given(sums, st.integers(min_value=1, max_value=366))
def test_cost_at_most_counts_days(rate: Decimal, days: int) -> None:
    rule = CostAtMost.read({"categories": ["lodging"], "per_day": str(rate)})
    places = (Stay(country="CA", days=Decimal(days)),)

    assert rule.check(Facts(budget=(_cost(rate * days, "lodging"),), places=places)).is_met
    assert rule.check(Facts(budget=(_cost(rate * days + CENT, "lodging"),), places=places)).is_broken


@given(sums, st.integers(min_value=1, max_value=99))
def test_cost_at_most_takes_a_share_exactly(costs: Decimal, share: int) -> None:
    rule = CostAtMost.read({"categories": ["fees"], "share": str(share)})
    fees, others = costs * share, costs * (100 - share)

    assert rule.check(Facts(budget=(_cost(fees, "fees"), _cost(others, "rent")))).is_met
    assert rule.check(Facts(budget=(_cost(fees + CENT, "fees"), _cost(others - CENT, "rent")))).is_broken


def test_cost_at_most_waits_for_budget_and_days() -> None:
    rule = CostAtMost.read({"categories": ["lodging"], "per_day": "180"})

    assert rule.check(Facts()).outcome is Outcome.UNKNOWN
    assert rule.check(Facts(budget=(_cost("1", "lodging"),))).about == "places"


def test_cost_at_most_states_each_bound() -> None:
    rule = CostAtMost.read({"categories": ["fees"], "amount": "10", "per_day": "5", "share": "20"})

    assert rule.sentence() == "fees: at most 10. fees: at most 5 a day. fees: at most 20 % of the costs."


def test_cost_at_most_needs_a_bound() -> None:
    with pytest.raises(RuleError) as refused:
        CostAtMost.read({"categories": ["fees"]})

    assert refused.value.sentences == {"": "Fill in one of these at least."}


@given(sums)
def test_partner_costs_excluded_leaves_the_rest_for_the_grant(own: Decimal) -> None:
    rule = PartnerCostsExcluded.read({"places": ["LT"]})
    partners = (Party(name="Vilnius", country="LT"), Party(name="Skara", country="SE"))
    budget = (_cost(own, partner="Skara"), _cost("500", partner="Vilnius"))

    assert rule.check(Facts(budget=budget, partners=partners, requested=own)).is_met
    assert rule.check(Facts(budget=budget, partners=partners, requested=own + CENT)).is_broken


def test_partner_costs_excluded_without_places_means_all_partners() -> None:
    rule = PartnerCostsExcluded.read({})
    facts = Facts(budget=(_cost("5", partner="Skara"),), partners=(Party(name="Skara", country="SE"),))

    assert rule.sentence() == "The grant pays no costs of partners."
    assert rule.check(facts).outcome is Outcome.UNKNOWN
    assert rule.check(Facts(budget=facts.budget, partners=facts.partners, requested=CENT)).is_broken


@given(st.integers(min_value=1, max_value=20))
def test_financing_proven_counts_a_file_for_each_line(lines: int) -> None:
    rule = FinancingProven.read({"question": "letters", "besides": ["own"]})
    budget = (*(_income("10", "city") for _line in range(lines)), _income("5", "own"))
    files = tuple(_file("letters") for _line in range(lines))

    assert rule.check(Facts(budget=budget, files=files)).is_met
    assert rule.check(Facts(budget=budget, files=(*files[1:], _file("cv")))).about == "question:letters"


def test_financing_proven_exempts_no_funder_that_it_does_not_name() -> None:
    rule = FinancingProven.read({"question": "letters"})

    assert rule.check(Facts(budget=(_income("5", "own"),))).is_broken
    assert rule.sentence() == "Each line of financing has a file that shows it."


def test_financing_proven_says_what_is_missing() -> None:
    rule = FinancingProven.read({"question": "letters"})

    assert rule.check(Facts()).outcome is Outcome.UNKNOWN
    assert rule.check(Facts(budget=(_income("10", "city"),))).why == (
        "The financing has 1 lines to be shown; 0 files show it."
    )
