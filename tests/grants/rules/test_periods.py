"""Rules about time, at their bounds: the day itself, the day beyond it, and days that nobody knows."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grants.rules import Facts, RuleError
from grants.rules.days import add_months
from grants.rules.facts import CallFacts, Party, Stay
from grants.rules.kinds.filing import FiledBeforeStart
from grants.rules.kinds.periods import (
    Length,
    LengthClass,
    NamedPeriods,
    PeriodInYear,
    PeriodWithin,
    SamePeriod,
    StartAfter,
    StayDays,
    local_day,
)
from grants.rules.kinds.reports import ReportDue
from tests.grants.rules.making import (
    DAY,
    counts,
    days,
    last_moment_of,
    outcome,
    patient,
    zones,
)

STEP = {"days": lambda n: timedelta(days=n), "weeks": lambda n: timedelta(weeks=n)}


def _later(start: date, amount: int, unit: str) -> date:
    return add_months(start, amount) if unit == "months" else start + STEP[unit](amount)


@patient
@given(days, zones)
def test_local_day_is_the_day_of_the_call_and_not_of_the_server(day: date, zone: str) -> None:
    facts, moment = Facts(call=CallFacts(time_zone=zone)), last_moment_of(day, zone)

    assert [local_day(moment, facts), local_day(moment + timedelta(seconds=1), facts)] == [day, day + DAY]
    assert local_day(None, facts) is None


@patient
@given(days, days)
def test_period_within_holds_from_its_first_day_to_its_last(one: date, other: date) -> None:
    earliest, latest = sorted([one, other])
    rule = PeriodWithin(earliest=earliest, latest=latest)

    assert outcome(rule, Facts(start=earliest, end=latest)) == "met"
    assert outcome(rule, Facts(start=earliest - DAY, end=latest)) == "broken"
    assert outcome(rule, Facts(start=earliest, end=latest + DAY)) == "broken"
    assert [outcome(rule, Facts(start=earliest)), outcome(rule, Facts(end=latest))] == ["unknown"] * 2


@patient
@given(days)
def test_period_within_with_one_bound_asks_only_for_that_day(day: date) -> None:
    assert outcome(PeriodWithin(earliest=day), Facts(start=day)) == "met"
    assert outcome(PeriodWithin(earliest=day), Facts(start=day - DAY)) == "broken"
    assert outcome(PeriodWithin(latest=day), Facts(end=day)) == "met"
    assert outcome(PeriodWithin(latest=day), Facts(end=day + DAY)) == "broken"


@patient
@given(st.integers(min_value=2000, max_value=2080), st.integers(min_value=0, max_value=5))
def test_period_in_year_holds_from_new_year_to_new_years_eve(year: int, later: int) -> None:
    call, wanted = CallFacts(year=year), year + later
    first, last = date(wanted, 1, 1), date(wanted, 12, 31)
    rule = PeriodInYear(years_later=later)

    assert outcome(rule, Facts(call=call, start=first, end=last)) == "met"
    assert outcome(rule, Facts(call=call, start=first - DAY, end=last)) == "broken"
    assert outcome(rule, Facts(call=call, start=first, end=last + DAY)) == "broken"
    assert outcome(rule, Facts(start=first, end=last)) == "unknown"
    assert outcome(rule, Facts(call=call, start=first)) == "unknown"


@patient
@given(st.integers(min_value=2000, max_value=2080), zones)
def test_period_in_year_of_filing_follows_the_clocks_of_the_call(year: int, zone: str) -> None:
    rule = PeriodInYear(years_later=0, of_filing=True)
    eve = last_moment_of(date(year, 12, 31), zone)

    def filed(moment: datetime | None) -> Facts:
        call = CallFacts(time_zone=zone, year=year)
        return Facts(call=call, filed_at=moment, start=date(year, 1, 1), end=date(year, 12, 31))

    assert outcome(rule, filed(eve)) == "met"
    assert outcome(rule, filed(eve + timedelta(seconds=1))) == "broken"
    assert outcome(rule, filed(None)) == "unknown"


@patient
@given(days, counts, st.sampled_from(["days", "weeks", "months"]))
def test_length_counts_both_its_days(start: date, amount: int, unit: str) -> None:
    last = _later(start, amount, unit) - DAY
    longest, shortest = Length(most=amount, unit=unit), Length(least=amount, unit=unit)

    assert [outcome(rule, Facts(start=start, end=last)) for rule in (longest, shortest)] == ["met", "met"]
    assert outcome(longest, Facts(start=start, end=last + DAY)) == "broken"
    assert outcome(shortest, Facts(start=start, end=last - DAY)) == "broken"
    assert [outcome(longest, Facts(start=start)), outcome(longest, Facts(end=last))] == ["unknown"] * 2


@patient
@given(days, counts, counts)
def test_stay_days_are_those_of_the_places_else_of_the_period(start: date, one: int, other: int) -> None:
    least, most = sorted([one, other])
    rule = StayDays(least=least, most=most)

    def of_places(*numbers: int) -> Facts:
        return Facts(places=tuple(Stay(days=Decimal(number)) for number in numbers))

    def of_period(number: int) -> Facts:
        return Facts(start=start, end=start + timedelta(days=number - 1))

    for told in (of_places, of_period):
        assert [outcome(rule, told(least)), outcome(rule, told(most))] == ["met", "met"]
        assert [outcome(rule, told(least - 1)), outcome(rule, told(most + 1))] == ["broken", "broken"]
    assert outcome(rule, of_places(most, 1)) == "broken"
    assert [outcome(rule, Facts()), outcome(rule, Facts(start=start))] == ["unknown"] * 2


@patient
@given(
    days, st.integers(min_value=0, max_value=200), zones, st.sampled_from(["deadline", "filing", "meeting"])
)
def test_start_after_counts_from_the_day_of_its_anchor(day: date, number: int, zone: str, after: str) -> None:
    rule, first = StartAfter(days=number, after=after), day + timedelta(days=number)
    moment = last_moment_of(day, zone)

    def starting(start: date | None, *, anchored: bool = True) -> Facts:
        call = CallFacts(
            time_zone=zone,
            closes_at=moment if anchored and after == "deadline" else None,
            meets_on=day if anchored and after == "meeting" else None,
        )
        return Facts(call=call, filed_at=moment if anchored and after == "filing" else None, start=start)

    assert [outcome(rule, starting(first)), outcome(rule, starting(first - DAY))] == ["met", "broken"]
    assert [outcome(rule, starting(None)), outcome(rule, starting(first, anchored=False))] == ["unknown"] * 2


@patient
@given(days, counts, st.integers(min_value=2, max_value=6))
def test_same_period_is_broken_by_one_who_leaves_a_day_later(start: date, number: int, people: int) -> None:
    end = start + timedelta(days=number)
    together = [Party(start=start, end=end)] * people

    def of(*persons: Party) -> Facts:
        return Facts(persons=persons)

    assert outcome(SamePeriod(), of(*together)) == "met"
    assert outcome(SamePeriod(), of(*together[1:], Party(start=start, end=end + DAY))) == "broken"
    assert outcome(SamePeriod(), of(*together[1:], Party(start=start - DAY, end=end))) == "broken"
    assert outcome(SamePeriod(), of(*together[1:], Party(start=start))) == "unknown"
    assert outcome(SamePeriod(), Facts()) == "unknown"


@patient
@given(days, counts)
def test_named_periods_have_exactly_their_first_and_last_day(start: date, number: int) -> None:
    end = start + timedelta(days=min(number, 360))
    rule = NamedPeriods(periods=(f"{start:%m-%d}/{end:%m-%d}",))

    assert outcome(rule, Facts(start=start, end=end)) == "met"
    assert outcome(rule, Facts(start=start, end=end + DAY)) == "broken"
    assert outcome(rule, Facts(start=start - DAY, end=end)) == "broken"
    assert [outcome(rule, Facts(start=start)), outcome(rule, Facts(end=end))] == ["unknown"] * 2


def test_named_periods_of_two_years_running_are_not_one_period() -> None:
    rule = NamedPeriods(periods=("11-01/04-30",))

    assert outcome(rule, Facts(start=date(2025, 11, 1), end=date(2026, 4, 30))) == "met"
    assert outcome(rule, Facts(start=date(2025, 11, 1), end=date(2027, 4, 30))) == "broken"


@pytest.mark.parametrize("period", ["04-31/09-30", "04-01", "04-01/", "/09-30", "spring"])
def test_named_periods_refuse_what_is_no_two_days_of_the_year(period: str) -> None:
    with pytest.raises(RuleError):
        NamedPeriods.read({"periods": [period]})


@patient
@given(days, counts, counts)
def test_length_class_fits_from_its_fewest_days_to_its_most(start: date, one: int, other: int) -> None:
    least, most = sorted([one, other])
    assume(least > 1)
    rule = LengthClass(question="class", classes=(f"short:1-{least - 1}", f"long:{least}-{most}"))

    def chosen(code: str | None, number: int) -> Facts:
        return Facts(
            answers={"class": code} if code else {}, start=start, end=start + timedelta(days=number - 1)
        )

    assert [outcome(rule, chosen("long", least)), outcome(rule, chosen("long", most))] == ["met", "met"]
    assert [outcome(rule, chosen("long", least - 1)), outcome(rule, chosen("long", most + 1))] == [
        "broken"
    ] * 2
    assert [outcome(rule, chosen("short", least - 1)), outcome(rule, chosen("short", least))] == [
        "met",
        "broken",
    ]
    assert outcome(rule, chosen("endless", least)) == "broken"
    assert [outcome(rule, chosen(None, least)), outcome(rule, Facts(answers={"class": "long"}))] == [
        "unknown"
    ] * 2


@pytest.mark.parametrize("classes", ["short", "short:22", "short:a-b", ":22-59", "short:22-"])
def test_length_class_refuses_what_is_no_code_with_days(classes: str) -> None:
    with pytest.raises(RuleError):
        LengthClass.read({"question": "class", "classes": [classes]})


def test_rules_of_time_are_asked_up_to_the_end_of_the_calendar() -> None:
    today = date(2027, 3, 1)
    facts = Facts(start=date.min, end=date.max, filed_at=last_moment_of(today), report_filed_on=today)

    assert outcome(Length(most=100_000, unit="months"), facts) == "broken"
    assert outcome(Length(least=100_000, unit="weeks"), facts) == "met"
    assert outcome(StartAfter(days=100_000, after="filing"), facts) == "broken"
    assert outcome(FiledBeforeStart(days=100_000, before="start"), facts) == "broken"
    assert outcome(ReportDue(months=100_000, after="end"), facts) == "met"
