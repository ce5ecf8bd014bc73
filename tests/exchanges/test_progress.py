"""Lines of a plan against the exchanges that fulfil them: only what is certain is said to be reached, or not."""

from datetime import date
from typing import Any

import pytest

from exchanges.enums import ExchangeStatus
from exchanges.progress import progress_of
from tests.factories.commitments import WorkProgrammeFactory, WorkProgrammeLineFactory
from tests.factories.exchanges import ExchangeFactory, ExchangeFigureFactory, LineFulfilmentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def fulfil(
    line: Any, number: str | None, period: str = "2025", status: str = ExchangeStatus.COMPLETED
) -> None:
    exchange = ExchangeFactory(period=period, status=status)
    LineFulfilmentFactory(line=line, exchange=exchange)
    if number is not None:
        ExchangeFigureFactory(exchange=exchange, number=number)


def said(line: Any) -> list[tuple[str, str, str]]:
    line.refresh_from_db()
    (progress,) = progress_of(line.work_programme, [line], TODAY)
    return [(one.label, str(one.counted), one.verdict) for one in progress.stretches]


def test_two_lecturers_a_year_year_by_year() -> None:
    line = WorkProgrammeLineFactory(work_programme=WorkProgrammeFactory(period="2024/2026"))
    fulfil(line, "2", "2024-05")
    fulfil(line, "1", "2025")
    fulfil(line, "9", "2026", ExchangeStatus.PLANNED)
    fulfil(line, "9", "2026", ExchangeStatus.CANCELLED)

    assert said(line) == [
        ("2024", "2", "reached"),
        ("2025", "1", "not reached"),
        ("2026", "0", "not yet"),
    ]


def stretches(line: Any) -> list[Any]:
    line.refresh_from_db()
    (progress,) = progress_of(line.work_programme, [line], TODAY)
    return progress.stretches


def test_what_remains_is_said_year_by_year_with_the_days_asked_for() -> None:
    """Two lecturers a year for seven days: fourteen person-days a year."""
    line = WorkProgrammeLineFactory(work_programme=WorkProgrammeFactory(period="2025/2026"))
    fulfil(line, "1", "2025")
    days = ExchangeFactory(period="2025", status=ExchangeStatus.COMPLETED)
    LineFulfilmentFactory(line=line, exchange=days)
    ExchangeFigureFactory(exchange=days, number="1")
    ExchangeFigureFactory(exchange=days, kind="person_days", number="7")

    assert [(one.label, one.remains, one.days) for one in stretches(line)] == [
        ("2025", "nothing", "person-days: 7, plus 1 unknown, asked for: 14"),
        ("2026", "2", ""),
    ]


@pytest.mark.parametrize(
    ("asked", "number", "remains"),
    [
        ("20", "about 10", "between 9 and 11"),
        ("20", "about 20", "at most 2"),
        ("20", None, "at most 20"),
        ("at least 20", "5", "15"),
        ("between 2 and 4", "1", "between 1 and 3"),
    ],
)
def test_what_remains_is_no_more_certain_than_what_was_counted(
    asked: str, number: str | None, remains: str
) -> None:
    line = WorkProgrammeLineFactory(
        work_programme=WorkProgrammeFactory(period="2025"), count=asked, duration_days=None
    )
    fulfil(line, number)

    assert [one.remains for one in stretches(line)] == [remains]


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("about 20", "cannot be told"),
        ("over 20", "reached"),
        (None, "cannot be told"),
        ("nearly 10", "not reached"),
    ],
)
def test_what_is_uncertain_stays_so(number: str | None, verdict: str) -> None:
    line = WorkProgrammeLineFactory(work_programme=WorkProgrammeFactory(period="2025"), count="20")
    fulfil(line, number)

    assert said(line)[0][2] == verdict


def test_what_belongs_to_no_year_stands_apart() -> None:
    line = WorkProgrammeLineFactory(work_programme=WorkProgrammeFactory(period="2025"))
    fulfil(line, "2", "2025/2026")

    assert said(line) == [("2025", "0", "not reached"), ("several years, or not dated", "2", "")]


def test_a_line_over_the_whole_period_counts_exchanges() -> None:
    line = WorkProgrammeLineFactory(rhythm="whole", unit="exchanges", count="2")
    fulfil(line, None, "2025")
    fulfil(line, None, "2026")

    assert said(line) == [("whole period", "2", "reached")]


def test_a_line_without_a_number_says_so() -> None:
    line: Any = WorkProgrammeLineFactory(count=None, work_programme=WorkProgrammeFactory(period=None))
    fulfil(line, "2")
    line.refresh_from_db()
    (progress,) = progress_of(line.work_programme, [line])

    assert (progress.needed, said(line)) == ("how many is not said", [("2025", "2", "")])
    assert progress.picture is not None
