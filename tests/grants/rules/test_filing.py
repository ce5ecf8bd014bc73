"""Rules about handing in: the last moment, the day beyond, one application more, and clocks that nobody knows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts, RuleError
from grants.rules.days import add_months
from grants.rules.facts import CallFacts, History
from grants.rules.kinds.filing import (
    ApplicationsAtMost,
    FiledBeforeStart,
    FiledBy,
    FiledByYearEnd,
    FiledInWindow,
    LatestCounts,
    OpensMonthsBefore,
    RunningAtMost,
)
from tests.grants.rules.making import (
    DAY,
    counts,
    days,
    last_moment_of,
    outcome,
    patient,
    zones,
)

SECOND = timedelta(seconds=1)
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC))


@patient
@given(moments, counts)
def test_filed_in_window_includes_its_first_moment_and_not_its_last(opens: datetime, hours: int) -> None:
    closes = opens + timedelta(hours=hours)

    def filed(moment: datetime | None) -> str:
        return outcome(
            FiledInWindow(), Facts(call=CallFacts(opens_at=opens, closes_at=closes), filed_at=moment)
        )

    assert [filed(opens), filed(closes - timedelta(microseconds=1))] == ["met", "met"]
    assert [filed(opens - timedelta(microseconds=1)), filed(closes)] == ["broken", "broken"]
    assert filed(None) == "unknown"
    assert outcome(FiledInWindow(), Facts(call=CallFacts(opens_at=opens), filed_at=opens)) == "unknown"


@patient
@given(moments)
def test_filed_in_window_asks_the_clock_before_anything_is_handed_in(closes: datetime) -> None:
    call = CallFacts(closes_at=closes)

    assert outcome(FiledInWindow(), Facts(call=call, now=closes - SECOND)) == "met"
    assert outcome(FiledInWindow(), Facts(call=call, now=closes)) == "broken"
    assert outcome(FiledInWindow(), Facts(call=call, now=closes, filed_at=closes - SECOND)) == "met"


@patient
@given(days, st.integers(min_value=0, max_value=200), zones, st.sampled_from(["start", "meeting"]))
def test_filed_before_counts_days_by_the_clocks_of_the_call(
    anchor: date, number: int, zone: str, before: str
) -> None:
    rule, last = FiledBeforeStart(days=number, before=before), anchor - timedelta(days=number)

    def filed(moment: datetime | None, *, anchored: bool = True) -> str:
        call = CallFacts(time_zone=zone, meets_on=anchor if anchored and before == "meeting" else None)
        start = anchor if anchored and before == "start" else None
        return outcome(rule, Facts(call=call, filed_at=moment, start=start))

    moment = last_moment_of(last, zone)
    assert [filed(moment), filed(moment + SECOND)] == ["met", "broken"]
    assert [filed(None), filed(moment, anchored=False)] == ["unknown", "unknown"]


@patient
@given(days, st.integers(min_value=0, max_value=3), zones)
def test_filed_by_day_of_year_is_met_on_that_day(day: date, years: int, zone: str) -> None:
    rule = FiledByYearEnd(month=day.month, day_of_month=day.day, years_before=years)
    start, moment = date(day.year + years, 6, 1), last_moment_of(day, zone)

    def filed(moment: datetime | None, start: date | None = start) -> str:
        return outcome(rule, Facts(call=CallFacts(time_zone=zone), filed_at=moment, start=start))

    assert [filed(moment), filed(moment + SECOND)] == ["met", "broken"]
    assert [filed(None), filed(moment, None)] == ["unknown", "unknown"]


def test_filed_by_day_of_year_of_a_leap_day_is_the_last_of_february_elsewhere() -> None:
    rule = FiledByYearEnd(month=2, day_of_month=29, years_before=1)

    def filed(day: date) -> str:
        return outcome(rule, Facts(filed_at=last_moment_of(day), start=date(2028, 6, 1)))

    assert [filed(date(2027, 2, 28)), filed(date(2027, 3, 1))] == ["met", "broken"]


@pytest.mark.parametrize(("month", "day"), [(2, 30), (13, 1), (4, 31)])
def test_filed_by_day_of_year_refuses_a_day_that_does_not_exist(month: int, day: int) -> None:
    with pytest.raises(RuleError):
        FiledByYearEnd.read({"month": month, "day_of_month": day, "years_before": 0})


@patient
@given(days, zones)
def test_filed_by_is_met_on_its_last_day(day: date, zone: str) -> None:
    call, moment = CallFacts(time_zone=zone), last_moment_of(day, zone)
    rule = FiledBy(latest=day)

    assert outcome(rule, Facts(call=call, filed_at=moment)) == "met"
    assert outcome(rule, Facts(call=call, filed_at=moment + SECOND)) == "broken"
    assert outcome(rule, Facts(call=call)) == "unknown"


@patient
@given(days, st.integers(min_value=1, max_value=12), zones)
def test_opens_months_before_is_met_from_the_same_day_of_the_month(day: date, months: int, zone: str) -> None:
    call = CallFacts(time_zone=zone, closes_at=last_moment_of(day, zone))
    first = add_months(day, -months)
    night = last_moment_of(first - DAY, zone)
    rule = OpensMonthsBefore(months=months)

    assert outcome(rule, Facts(call=call, filed_at=night + SECOND)) == "met"
    assert outcome(rule, Facts(call=call, filed_at=night)) == "broken"
    assert outcome(rule, Facts(call=call)) == "unknown"
    assert outcome(rule, Facts(call=CallFacts(time_zone=zone), filed_at=night)) == "unknown"


@patient
@given(st.integers(min_value=1, max_value=50), st.sampled_from(["round", "year", "programme"]))
def test_applications_at_most_counts_this_one(most: int, within: str) -> None:
    rule = ApplicationsAtMost(most=most, within=within)

    def others(number: int) -> Facts:
        elsewhere = dict.fromkeys(["round", "year", "programme"], 1000)
        return Facts(history=History(applications={**elsewhere, within: number}))

    assert [outcome(rule, others(most - 1)), outcome(rule, others(most))] == ["met", "broken"]


@patient
@given(st.integers(min_value=0, max_value=50), st.booleans())
def test_running_at_most_counts_this_one_where_the_call_says_so(most: int, counts_this: bool) -> None:
    rule = RunningAtMost(most=most, counts_this=counts_this)
    free = most - counts_this

    assert outcome(rule, Facts(history=History(running=free + 1))) == "broken"
    assert free < 0 or outcome(rule, Facts(history=History(running=free))) == "met"


@patient
@given(counts)
def test_latest_counts_is_broken_by_one_handed_in_later(later: int) -> None:
    earlier = History(applications={"round": later})

    assert outcome(LatestCounts(), Facts(history=earlier)) == "met"
    assert outcome(LatestCounts(), Facts(history=History(later_in_round=later))) == "broken"
