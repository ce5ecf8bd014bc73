"""In which years something certainly went on, and in which it may have."""

from datetime import date

import pytest

from partnerships.thread import years_of
from partnerships.thread.years import certainly_until
from portal.core.uncertain import UncertainDate

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "goes_on", "certain", "possible"),
    [
        ("2023", False, {2023}, set()),
        ("2023-05-31", False, {2023}, set()),
        ("[2014..2017]", False, set(), {2014, 2015, 2016, 2017}),
        ("[2023-01-01..2023-05-31]", False, {2023}, set()),
        ("2022/2024", False, {2022, 2023, 2024}, set()),
        ("2023~", False, set(), {2022, 2023, 2024}),
        ("202X", False, set(), {2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029}),
        ("2024/..", True, {2024, 2025, 2026}, set()),
        ("2024/..", False, {2024}, {2025, 2026}),
        ("XXXX", False, set(), set()),
        ("../2023", False, set(), {2023}),
    ],
)
def test_years_of(text: str, goes_on: bool, certain: set[int], possible: set[int]) -> None:
    years = years_of(UncertainDate(text), today=TODAY, goes_on=goes_on)

    assert (years.certain, years.possible) == (certain, possible)


def test_years_of_nothing() -> None:
    assert years_of(None, today=TODAY).all == set()


@pytest.mark.parametrize(
    ("text", "goes_on", "until"),
    [
        ("[2014..2017]", False, date(2014, 1, 1)),
        ("2014/2017", False, date(2017, 1, 1)),
        ("2024/..", False, date(2024, 1, 1)),
        ("2024/..", True, TODAY),
        ("2030", False, None),
        ("XXXX", False, None),
        ("2026/2028", False, TODAY),
    ],
)
def test_certainly_until(text: str, goes_on: bool, until: date | None) -> None:
    assert certainly_until(UncertainDate(text), today=TODAY, goes_on=goes_on) == until
