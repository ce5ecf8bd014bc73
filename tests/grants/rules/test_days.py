"""Days some time later, over the whole calendar and beyond its ends."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from grants.rules.days import add_days, add_months
from tests.grants.rules.making import DAY, patient

numbers = st.integers(min_value=-100_000, max_value=100_000)


@patient
@given(st.dates(), numbers)
def test_add_days_ends_with_the_calendar(day: date, number: int) -> None:
    wanted = day.toordinal() + number

    assert (
        add_days(day, number).toordinal() == sorted([date.min.toordinal(), wanted, date.max.toordinal()])[1]
    )


@patient
@given(st.dates(), numbers)
def test_add_months_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    found = add_months(day, months)
    assume(date.min < found < date.max)

    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day == day.day or (found.day < day.day and (found + DAY).day == 1)


@patient
@given(st.dates(), st.integers(min_value=120_000, max_value=200_000))
def test_add_months_beyond_the_calendar_is_its_last_or_first_day(day: date, months: int) -> None:
    assert [add_months(day, months), add_months(day, -months)] == [date.max, date.min]
