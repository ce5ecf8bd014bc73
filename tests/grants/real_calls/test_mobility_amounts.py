"""The amounts of the Nordic-Baltic mobility call of 2009, as its text has them: totals for seven days there."""

from decimal import Decimal

import pytest

from grants.rules import Facts
from grants.rules.facts import CallFacts, Party, Rate, Stay
from grants.rules.kinds.amounts import CalculatedAmount
from tests.grants.real_calls.call_13 import CASE

CALL = CallFacts(
    rates=tuple(
        Rate(one["kind"], Decimal(one["amount"]), one.get("country", ""), one.get("is_capital"))
        for one in CASE.document["rates"]
    )
)
RULE = CalculatedAmount(by="journeys")


def _to(country: str, *, capital: bool, people: int = 1) -> Facts:
    stay = Stay(country=country, is_capital=capital, days=Decimal(7))
    return Facts(call=CALL, places=(stay,), persons=(Party(),) * people)


@pytest.mark.parametrize(
    ("country", "capital", "elsewhere"),
    [("SE", 1700, 1300), ("IS", 1800, 1500), ("DK", 1400, 1100), ("FI", 1000, 750)],
)
def test_mobility_amount_by_destination(country: str, capital: int, elsewhere: int) -> None:
    found = [RULE.calculated(_to(country, capital=one)) for one in (True, False)]

    assert found == [Decimal(capital), Decimal(elsewhere)]


def test_mobility_amount_for_a_group_is_that_of_each() -> None:
    assert RULE.calculated(_to("SE", capital=True, people=6)) == Decimal(10_200)


def test_mobility_amount_is_not_known_where_the_text_has_none() -> None:
    assert RULE.calculated(_to("NO", capital=True)) is None
