"""Windows as moments: by the call's clocks, through the night that has an hour too few and the one that has one twice."""

from datetime import UTC, date, datetime, time

import pytest

from grants.domain import windows
from grants.enums import CallStatus, WindowAnchor
from grants.models import Call, CallExtension
from portal.core.errors import DomainError
from portal.core.uncertain import UncertainDate
from tests.factories.grants import CallFactory, StrandFactory, WindowFactory


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(year=2027, opens_at=at(2027, 1, 1), closes_at=at(2027, 12, 31))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_moments_of_a_day_without_a_time_last_through_that_day(call: Call) -> None:
    moments = windows.moments_of(WindowFactory(call=call), call)

    assert (moments.opens, moments.closes) == (None, [at(2027, 3, 15, 23)])


def test_moments_of_a_stated_time_are_on_the_clocks_of_the_call() -> None:
    call = CallFactory.build(time_zone="Europe/Helsinki")
    window = WindowFactory.build(call=call, closes_time=time(15, 59))

    assert windows.moments_of(window, call).closes == [at(2027, 3, 15, 13, 59)]


def test_moments_of_a_yearly_day_are_in_the_year_of_the_call(call: Call) -> None:
    window = WindowFactory(
        call=call, anchor=WindowAnchor.YEARLY, yearly_day="09-15", closes=None, opens_days_before=30
    )

    moments = windows.moments_of(window, call)

    assert (moments.opens, moments.closes) == (at(2027, 8, 15, 22), [at(2027, 9, 15, 22)])


def test_moments_before_a_meeting_count_from_it(call: Call) -> None:
    window = WindowFactory(call=call, anchor=WindowAnchor.BEFORE_MEETING, days_before=21, closes=None)
    with pytest.raises(DomainError, match="Say first on which day"):
        windows.moments_of(window, call)
    call.meets_on = date(2027, 5, 22)

    assert windows.closing_day(window, call) == date(2027, 5, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes": UncertainDate("2027-03")}, "not known exactly"),
        ({"closes": None}, "not known exactly"),
        ({"anchor": WindowAnchor.YEARLY, "yearly_day": "02-29"}, "2027 has no such day"),
        ({"anchor": WindowAnchor.BEFORE_START, "days_before": 60}, "another for each project"),
        ({"closes": UncertainDate("2027-03-28"), "closes_time": time(2, 30)}, "does not exist there"),
    ],
)
def test_moments_that_are_not_certain_are_refused(
    call: Call, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        windows.moments_of(WindowFactory(call=call, **changes), call)


def test_moments_in_the_hour_that_comes_twice_are_two(call: Call) -> None:
    window = WindowFactory(call=call, closes=UncertainDate("2027-10-31"), closes_time=time(2, 30))

    assert windows.moments_of(window, call).closes == [at(2027, 10, 31, 0, 30), at(2027, 10, 31, 1, 30)]


def test_closing_for_a_strand_is_its_own_next_deadline(call: Call) -> None:
    strand = StrandFactory(call=call)
    WindowFactory(call=call, strand=strand)
    WindowFactory(call=call, strand=strand, closes=UncertainDate("2027-09-15"))

    found = [
        windows.closing_for(call, strand, now) for now in (at(2027, 3, 15), at(2027, 3, 16), at(2027, 10, 1))
    ]

    assert found == [at(2027, 3, 15, 23), at(2027, 9, 15, 22), at(2027, 9, 15, 22)]


def test_closing_for_a_strand_without_deadlines_is_the_call_s(call: Call) -> None:
    strand = StrandFactory(call=call)
    WindowFactory(call=call)

    found = [windows.closing_for(call, strand, now) for now in (at(2027, 3, 15), at(2027, 3, 16))]

    assert found == [at(2027, 3, 15, 23), call.closes_at]


def test_closed_strand_says_when_and_opens_with_an_extension(call: Call) -> None:
    strand = StrandFactory(call=call, code="japan", names={"en": "Japan"})
    WindowFactory(call=call, strand=strand)
    late = at(2027, 3, 15, 23)

    before = windows.closed_strand(call, "japan", late)
    CallExtension.objects.create(
        call=call, before=at(2027, 3, 1), after=at(2027, 4, 1), reasons={"en": "Outage"}
    )

    assert before == "Applications to “Japan” closed 16 March 2027, 00:00 (Stockholm time, UTC+1)."
    assert (windows.closed_strand(call, "japan", late), windows.closed_strand(call, "other", late)) == (
        "",
        "",
    )
    assert windows.closed_strand(call, "japan", late.replace(hour=22, minute=59)) == ""


def test_collisions_are_calls_of_the_authority_that_close_that_day(call: Call) -> None:
    call.closes_at = at(2027, 3, 15, 23)  # midnight in Stockholm: the 15th is the last day
    same = CallFactory(programme__authority=call.authority, closes_at=at(2027, 3, 15, 11))
    CallFactory(programme__authority=call.authority, closes_at=at(2027, 3, 14, 23))
    CallFactory(programme__authority=call.authority, closes_at=at(2027, 3, 15, 11), status=CallStatus.CLOSED)
    CallFactory(closes_at=at(2027, 3, 15, 11))

    assert windows.collisions(call) == [same]
