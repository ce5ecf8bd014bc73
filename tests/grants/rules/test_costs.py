"""Rules about the lines of the budget: met at the bound, broken a cent beyond it."""

from decimal import Decimal

from hypothesis import given

from grants.rules import Facts
from grants.rules.facts import Party
from tests.grants.rules.making import BROKEN, CENT, MET, amounts, cost, made, outcome

OURS = Party(name="Ours", side="own", country="SE")
THEIRS = Party(name="Theirs", side="partner", country="LT")


def budgeted(requested: Decimal, ours: Decimal, theirs: Decimal) -> Facts:
    """An application with costs of two sides, and one of nobody in particular."""
    lines = (cost(ours, partner="Ours"), cost(theirs, partner="Theirs"), cost(CENT))
    return Facts(requested=requested, partners=(OURS, THEIRS), budget=lines)


@given(ours=amounts, theirs=amounts)
def test_partner_costs_excluded_by_side_or_place_leave_the_rest(ours: Decimal, theirs: Decimal) -> None:
    for raw in ({"sides": ["partner"]}, {"places": ["LT"]}, {"sides": ["partner"], "places": ["LT"]}):
        rule, most = made("partner_costs_excluded", **raw), ours + CENT

        found = [outcome(rule, budgeted(one, ours, theirs)) for one in (most, most + CENT)]

        assert found == [MET, BROKEN]


@given(ours=amounts, theirs=amounts)
def test_partner_costs_excluded_of_all_leave_what_is_nobodys(ours: Decimal, theirs: Decimal) -> None:
    rule = made("partner_costs_excluded")

    assert [outcome(rule, budgeted(one, ours, theirs)) for one in (CENT, CENT * 2)] == [MET, BROKEN]
