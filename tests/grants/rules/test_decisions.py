"""Rules about when it is decided: met on the last day by the call's clocks, broken at its midnight."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts, RuleError
from grants.rules.facts import CallFacts
from tests.grants.rules.making import BROKEN, MET, made, outcome

# Every year has these days.
days = st.dates(date(2000, 1, 1), date(2050, 12, 31)).filter(lambda one: (one.month, one.day) != (2, 29))


def noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime.combine(day, time(12), UTC)


@given(latest=days, years=st.integers(0, 3))
def test_decided_by_holds_on_the_day_and_not_the_day_after(latest: date, years: int) -> None:
    rule = made("decided_by", month=latest.month, day_of_month=latest.day, years_later=years)
    filed = noon(date(latest.year - years, 1, 1))

    def decided(day: date) -> object:
        return outcome(rule, Facts(filed_at=filed, now=noon(day)))

    assert [decided(latest), decided(latest + timedelta(days=1))] == [MET, BROKEN]


def test_decided_by_follows_the_clocks_of_the_call() -> None:
    rule, call = (
        made("decided_by", month=12, day_of_month=31, years_later=0),
        CallFacts(time_zone="Europe/Brussels"),
    )
    filed = noon(date(2025, 9, 1))

    found = [
        outcome(rule, Facts(call=call, filed_at=filed, now=datetime(2025, 12, 31, hour, tzinfo=UTC)))
        for hour in (22, 23)
    ]

    assert found == [MET, BROKEN]


@pytest.mark.parametrize(("month", "day"), [(2, 29), (4, 31), (13, 1)])
def test_decided_by_a_day_that_not_every_year_has_cannot_be(month: int, day: int) -> None:
    with pytest.raises(RuleError):
        made("decided_by", month=month, day_of_month=day, years_later=0)


@given(day=days, months=st.sets(st.integers(1, 12), min_size=1))
def test_decided_in_months_looks_at_the_month(day: date, months: set[int]) -> None:
    rule = made("decided_in_months", months=[f"{month:02}" for month in sorted(months)])

    assert outcome(rule, Facts(now=noon(day))) is (MET if day.month in months else BROKEN)


def test_decided_in_months_names_them() -> None:
    assert (
        made("decided_in_months", months=["05", "11"]).sentence() == "Decisions are made in May or November."
    )
