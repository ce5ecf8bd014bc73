"""Rules about costs, at their bounds: a cent more or less than the call's rates give breaks them."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts
from grants.rules.days import add_months
from grants.rules.facts import CallFacts, Money, Rate
from grants.rules.kinds.costs import CostByRates
from tests.grants.rules.making import DAY, days, outcome, patient

CENT = Decimal("0.01")
CALL = CallFacts(rates=(Rate("month", Decimal(10_000)), Rate("week", Decimal(2_000))))
RULE = CostByRates(categories=("living",), by="months")


def _living(start: date | None, end: date | None, *amounts: Decimal) -> Facts:
    lines = [Money("cost", amount, "living") for amount in amounts]
    return Facts(call=CALL, start=start, end=end, budget=(*lines, Money("cost", Decimal(999), "travel")))


@patient
@given(days.filter(lambda day: day.day <= 28), st.integers(min_value=1, max_value=24))
def test_cost_by_rates_of_calendar_months(start: date, months: int) -> None:
    end, right = add_months(start, months) - DAY, Decimal(10_000) * months

    assert outcome(RULE, _living(start, end, right)) == "met"
    assert outcome(RULE, _living(start, end, right - CENT, CENT)) == "met"
    assert [outcome(RULE, _living(start, end, right + step)) for step in (CENT, -CENT)] == ["broken"] * 2


@patient
@given(days, st.integers(min_value=1, max_value=3))
def test_cost_by_rates_of_weeks_that_have_begun(start: date, weeks: int) -> None:
    end = start + timedelta(weeks=weeks) - DAY

    assert outcome(RULE, _living(start, end, Decimal(2_000) * weeks)) == "met"
    assert outcome(RULE, _living(start, end + DAY, Decimal(2_000) * weeks)) == "broken"


@patient
@given(days)
def test_cost_by_rates_waits_for_budget_and_days(start: date) -> None:
    assert outcome(RULE, Facts(call=CALL, start=start, end=start)) == "unknown"
    assert outcome(RULE, _living(start, None, Decimal(2_000))) == "unknown"
    assert outcome(RULE, Facts(start=start, end=start, budget=())) == "unknown"
