"""Rules about amounts: met at the bound, broken a cent beyond it, whatever the bound is."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts, RuleError
from grants.rules.facts import CallFacts, Funder, History, Money, Party, Rate, Stay
from tests.grants.rules.making import (
    BROKEN,
    CENT,
    MET,
    UNKNOWN,
    amounts,
    ceiling,
    cost,
    floor,
    income,
    made,
    outcome,
    shares,
)


def asking(amount: Decimal, *budget: Money, **more: object) -> Facts:
    """An application for an amount."""
    return Facts(requested=amount, budget=budget or None, **more)  # type: ignore[arg-type]


@given(least=amounts, more=amounts)
def test_amount_between_holds_at_both_bounds_and_not_a_cent_beyond(least: Decimal, more: Decimal) -> None:
    rule, most = made("amount_between", least=str(least), most=str(least + more)), least + more

    found = [outcome(rule, asking(one)) for one in (least - CENT, least, most, most + CENT)]

    assert found == [BROKEN, MET, MET, BROKEN]


@given(least=amounts)
def test_amount_between_above_leaves_the_smallest_amount_out(least: Decimal) -> None:
    rule = made("amount_between", least=str(least), above=True)

    assert [outcome(rule, asking(one)) for one in (least, least + CENT)] == [BROKEN, MET]


@given(most=amounts)
def test_amount_between_of_a_grant_looks_at_the_grant(most: Decimal) -> None:
    rule = made("amount_between", most=str(most))

    found = [outcome(rule, asking(most, awarded=one)) for one in (most, most + CENT)]

    assert found == [MET, BROKEN]


@pytest.mark.parametrize("bounds", [{}, {"least": "2", "most": "1"}])
def test_amount_between_without_order_cannot_be(bounds: dict[str, str]) -> None:
    with pytest.raises(RuleError):
        made("amount_between", **bounds)


@given(offered=st.sets(amounts, min_size=1, max_size=5))
def test_amount_one_of_takes_each_of_them_and_nothing_beside(offered: set[Decimal]) -> None:
    rule = made("amount_one_of", amounts=[str(one) for one in offered])
    beside = {one + CENT for one in offered} - offered

    assert {outcome(rule, asking(one)) for one in offered} == {MET}
    assert {outcome(rule, asking(one)) for one in beside} == {BROKEN}


@given(costs=amounts, share=shares)
def test_share_of_cost_holds_at_the_share_and_not_a_cent_above(costs: Decimal, share: Decimal) -> None:
    rule, most = made("share_of_cost", share=str(share)), floor(costs * share / 100)

    found = [outcome(rule, asking(one, cost(costs))) for one in (most, most + CENT)]

    assert found == [MET, BROKEN]


@given(hundreds=st.integers(1, 10**6), share=st.integers(1, 100))
def test_share_of_cost_strictly_leaves_the_share_itself_out(hundreds: int, share: int) -> None:
    rule, limit = made("share_of_cost", share=str(share), strictly=True), Decimal(hundreds * share)

    found = [outcome(rule, asking(one, cost(Decimal(hundreds * 100)))) for one in (limit, limit - CENT)]

    assert found == [BROKEN, MET]


def test_share_of_cost_without_costs_waits() -> None:
    rule = made("share_of_cost", share="50")

    assert outcome(rule, asking(Decimal(1), income(Decimal(5)))) is UNKNOWN


@given(costs=amounts, share=shares)
def test_own_funds_hold_at_the_share_and_not_a_cent_below(costs: Decimal, share: Decimal) -> None:
    rule, least = made("own_funds", share=str(share)), ceiling(costs * share / 100)

    found = [
        outcome(rule, asking(costs, cost(costs), income(one), income(Decimal(0))))
        for one in (least, least - CENT)
    ]

    assert found == [MET, BROKEN]


@given(least=amounts)
def test_own_funds_hold_at_the_amount_and_not_a_cent_below(least: Decimal) -> None:
    rule = made("own_funds", amount=str(least))

    found = [outcome(rule, asking(Decimal(1), cost(least), income(one))) for one in (least, least - CENT)]

    assert found == [MET, BROKEN]


def test_own_funds_without_a_bound_are_more_than_nothing() -> None:
    rule = made("own_funds")

    found = [outcome(rule, asking(CENT, cost(Decimal(5)), income(one))) for one in (Decimal(0), CENT)]

    assert found == [BROKEN, MET]


@given(least=amounts)
def test_own_funds_count_only_the_funders_and_the_promises_that_are_meant(least: Decimal) -> None:
    rule = made("own_funds", amount=str(least), funders=["own"], confirmed=True)

    def holds(**line: object) -> object:
        return outcome(rule, asking(CENT, cost(least), income(least, **line)))

    assert holds(funder="own", is_confirmed=True) is MET
    assert holds(funder="own", is_confirmed=False) is BROKEN
    assert holds(funder="own") is BROKEN
    assert holds(funder="city", is_confirmed=True) is BROKEN


@given(costs=amounts, share=shares)
def test_funders_at_most_add_this_grant_to_theirs(costs: Decimal, share: Decimal) -> None:
    rule, most = made("funders_at_most", share=str(share), funders=["state"]), floor(costs * share / 100)
    theirs = floor(most / 3)

    def facts(asked: Decimal) -> Facts:
        lines = [income(theirs, funder="state"), income(costs, funder="own")]
        return asking(asked, cost(costs), *lines)

    assert [outcome(rule, facts(one)) for one in (most - theirs, most - theirs + CENT)] == [MET, BROKEN]


def funders(*parts: int | None) -> CallFacts:
    """A call with funders of these shares."""
    return CallFacts(funders=tuple(Funder(f"f{n}", f"F{n}", part) for n, part in enumerate(parts)))


@given(most=amounts, number=st.integers(1, 5))
def test_per_funder_without_shares_takes_equal_parts(most: Decimal, number: int) -> None:
    rule, call = made("per_funder_at_most", most=str(most)), funders(*[None] * number)

    found = [outcome(rule, asking(one, call=call)) for one in (most * number, most * number + CENT)]

    assert found == [MET, BROKEN]


@given(hundreds=st.integers(1, 10**6), share=st.integers(50, 99))
def test_per_funder_with_shares_looks_at_the_largest(hundreds: int, share: int) -> None:
    rule = made("per_funder_at_most", most=str(hundreds * share))
    call, whole = funders(share, 100 - share), Decimal(hundreds * 100)

    assert [outcome(rule, asking(one, call=call)) for one in (whole, whole + CENT)] == [MET, BROKEN]


@given(most=amounts)
def test_per_funder_of_a_decision_looks_at_what_each_pays(most: Decimal) -> None:
    rule = made("per_funder_at_most", most=str(most))

    def facts(larger: Decimal) -> Facts:
        return Facts(awarded_by_funder={"a": larger, "b": CENT})

    assert [outcome(rule, facts(one)) for one in (most, most + CENT)] == [MET, BROKEN]


@given(part=amounts)
def test_equal_funders_refuse_a_cent_of_difference(part: Decimal) -> None:
    rule = made("equal_funders")

    found = [outcome(rule, Facts(awarded_by_funder={"a": part, "b": one})) for one in (part, part + CENT)]

    assert found == [MET, BROKEN]


@pytest.mark.parametrize(
    ("parts", "wanted"), [((50, 50), MET), ((51, 49), BROKEN), ((50, None), UNKNOWN), ((None,), UNKNOWN)]
)
def test_equal_funders_before_a_decision_compare_the_shares(
    parts: Sequence[int | None], wanted: object
) -> None:
    assert outcome(made("equal_funders"), Facts(call=funders(*parts))) is wanted


@given(asked=amounts, others=amounts)
def test_balanced_refuses_a_cent_either_way(asked: Decimal, others: Decimal) -> None:
    rule, costs = made("balanced"), asked + others

    found = [
        outcome(rule, asking(asked, cost(one), income(others))) for one in (costs, costs + CENT, costs - CENT)
    ]

    assert found == [MET, BROKEN, BROKEN]


def rated(*rates: Rate) -> CallFacts:
    """A call with flat rates."""
    return CallFacts(rates=rates)


@given(rate=amounts, people=st.integers(1, 50), days=st.integers(1, 60))
def test_calculated_amount_by_persons_and_days(rate: Decimal, people: int, days: int) -> None:
    rule, right = made("calculated_amount", by="person_days"), rate * people * days

    def facts(amount: Decimal) -> Facts:
        return asking(
            amount,
            call=rated(Rate("day", rate)),
            persons=(Party(),) * people,
            places=(Stay(days=Decimal(days)),),
        )

    assert [outcome(rule, facts(one)) for one in (right, right + CENT, right - CENT)] == [MET, BROKEN, BROKEN]


@given(travel=amounts, day=amounts, capital=amounts, days=st.integers(1, 60))
def test_calculated_amount_by_journey_takes_the_rate_of_the_place(
    travel: Decimal, day: Decimal, capital: Decimal, days: int
) -> None:
    rule = made("calculated_amount", by="journeys")
    call = rated(Rate("travel", travel), Rate("day", day, "FI"), Rate("day", capital, "FI", is_capital=True))

    def facts(amount: Decimal, country: str, *, is_capital: bool) -> Facts:
        stay = Stay(country=country, is_capital=is_capital, days=Decimal(days))
        return asking(amount, call=call, places=(stay,))

    assert outcome(rule, facts(travel + day * days, "FI", is_capital=False)) is MET
    assert outcome(rule, facts(travel + day * days + CENT, "FI", is_capital=False)) is BROKEN
    assert outcome(rule, facts(travel + capital * days, "FI", is_capital=True)) is MET
    assert outcome(rule, facts(travel, "NO", is_capital=False)) is UNKNOWN


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [
        ("2027-03-01", "2027-04-30", "2000"),
        ("2027-03-15", "2027-05-14", "2000"),
        ("2027-03-01", "2027-03-15", "900"),
        ("2027-03-01", "2027-03-14", "600"),
    ],
)
def test_calculated_amount_by_months_else_begun_weeks(start: str, end: str, right: str) -> None:
    rule, call = (
        made("calculated_amount", by="months"),
        rated(Rate("month", Decimal(1000)), Rate("week", Decimal(300))),
    )

    def facts(amount: Decimal) -> Facts:
        days = {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
        return asking(amount, call=call, **days)

    assert [outcome(rule, facts(Decimal(right) + gap)) for gap in (0, CENT)] == [MET, BROKEN]


@given(theirs=amounts, share=shares)
def test_share_of_financing_counts_this_amount_in_the_whole(theirs: Decimal, share: Decimal) -> None:
    rule, most = (
        made("share_of_financing", share=str(share), funders=["own"]),
        floor(theirs * share / (100 - share)),
    )

    def facts(amount: Decimal) -> Facts:
        return asking(amount, income(theirs, funder="own"), income(theirs, funder="union"))

    assert [outcome(rule, facts(one)) for one in (most, most + CENT)] == [MET, BROKEN]


@given(before=amounts, amount=amounts)
def test_received_in_year_adds_what_was_granted_before(before: Decimal, amount: Decimal) -> None:
    rule = made("received_in_year_at_most", most=str(before + amount))
    history = History(received_in_year={"": floor(before / 2), "travel": before - floor(before / 2)})

    found = [outcome(rule, asking(one, history=history)) for one in (amount, amount + CENT)]

    assert found == [MET, BROKEN]


@given(most=amounts)
def test_received_in_year_for_a_strand_leaves_the_others_alone(most: Decimal) -> None:
    rule = made("received_in_year_at_most", most=str(most), strands=["travel"])
    history = History(received_in_year={"projects": most})

    def asked(amount: Decimal, strand: str) -> object:
        return outcome(rule, asking(amount, history=history, strand=strand))

    assert [asked(most, "travel"), asked(most + CENT, "travel")] == [MET, BROKEN]
    assert [asked(most + CENT, "projects"), asked(most, "")] == [MET, UNKNOWN]
