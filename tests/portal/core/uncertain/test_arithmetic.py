"""Months, terms and the day before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.uncertain import UncertainDate
from portal.core.uncertain.arithmetic import (
    day_after,
    day_before,
    end_after,
    is_last_of_month,
    later,
    months_after,
    months_before,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(0, 600)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2017, 12, 31), 6, date(2017, 6, 30)),
        (date(2016, 5, 31), 3, date(2016, 2, 29)),
        (date(2017, 5, 31), 3, date(2017, 2, 28)),
        (date(2017, 3, 15), 15, date(2015, 12, 15)),
    ],
)
def test_months_before_is_the_same_day_or_the_last_of_a_shorter_month(day, months, before):
    assert months_before(day, months) == before


@given(DAYS, MONTHS)
def test_months_before_is_in_the_month_so_many_earlier_and_never_on_a_later_day(day, months):
    earlier = months_before(day, months)

    assert (day.year * 12 + day.month) - (earlier.year * 12 + earlier.month) == months
    assert earlier.day == day.day or (earlier.day < day.day and is_last_of_month(earlier))


@given(DAYS, MONTHS)
def test_months_before_and_back_loses_at_most_what_a_short_month_has_clipped(day, months):
    back = months_after(months_before(day, months), months)

    assert back == day if day.day <= 28 else timedelta() <= day - back <= timedelta(days=3)


@given(DAYS, DAYS, MONTHS)
def test_months_before_keeps_the_order_of_days(one, other, months):
    first, last = sorted([one, other])

    assert months_before(first, months) <= months_before(last, months)


@pytest.mark.parametrize(
    ("end", "months", "next_end"),
    [
        (date(2015, 2, 28), 12, date(2016, 2, 29)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2016, 2, 28), 12, date(2017, 2, 28)),
        (date(2017, 12, 31), 36, date(2020, 12, 31)),
        (date(2017, 11, 30), 1, date(2017, 12, 31)),
        (date(2017, 1, 30), 1, date(2017, 2, 28)),
    ],
)
def test_end_after_ends_with_a_month_where_the_term_before_did(end, months, next_end):
    assert end_after(end, months) == next_end


@given(DAYS, st.integers(1, 60), st.integers(1, 20))
def test_terms_reckoned_from_the_first_end_follow_each_other_without_drifting(end, months, terms):
    ends = [end_after(end, months * number) for number in range(1, terms + 1)]

    assert all(before < after for before, after in zip([end, *ends], ends, strict=False))
    if is_last_of_month(end):
        assert all(is_last_of_month(one) for one in ends)
    else:
        assert all(one.day == end.day or is_last_of_month(one) for one in ends)


@pytest.mark.parametrize(
    ("value", "months", "moved"),
    [
        ("2017-12-31", 36, "2020-12-31"),
        ("2017-39", 36, "2020-39"),
        ("2017-12~", 6, "2018-06~"),
        ("2017?", 24, "2019?"),
        ("2017", 6, "[2017-07-01..2018-06-30]"),
        ("XXXX", 12, "XXXX"),
        ("[2017-01-01..2017-06-30]", 12, "[2018-01-01..2018-06-30]"),
        ("201X", 12, "[2011-01-01..2020-12-31]"),
        ("[..2017-05-01]", 12, "[..2018-05-01]"),
    ],
)
def test_later_stays_as_uncertain_as_the_date(value, months, moved):
    assert later(UncertainDate(value), months).edtf == moved


@given(DAYS, st.integers(1, 120))
def test_later_of_a_certain_day_is_the_end_of_the_term(day, months):
    assert later(UncertainDate.of(day), months).edtf == end_after(day, months).isoformat()


@pytest.mark.parametrize(
    ("value", "before", "after"),
    [
        ("2018-01-01", "2017-12-31", "2018-01-02"),
        ("2016-03-01", "2016-02-29", "2016-03-02"),
        ("2018", "[2017-12-31..2018-12-30]", "[2018-01-02..2019-01-01]"),
        ("XXXX", "XXXX", "XXXX"),
    ],
)
def test_the_day_beside_invents_nothing(value, before, after):
    assert (day_before(UncertainDate(value)).edtf, day_after(UncertainDate(value)).edtf) == (before, after)


@given(DAYS)
def test_the_day_before_and_after_are_a_day_apart(day):
    value = UncertainDate.of(day)

    assert day_after(day_before(value)) == value
