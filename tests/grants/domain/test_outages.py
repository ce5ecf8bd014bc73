"""Outages in the last hours of a call: noticed by gaps, and made good by more time."""

from datetime import UTC, datetime, timedelta

import pytest

from grants.domain import outages
from grants.domain.outages import suggested_extension
from grants.enums import CallStatus
from grants.models import Call, Outage, ServiceProbe
from tests.factories.grants import CallFactory

pytestmark = pytest.mark.django_db

# Later than the database's own clock: what the call's history says of its deadline is older than any outage here.
CLOSES = datetime(2099, 3, 15, 12, tzinfo=UTC)


@pytest.fixture
def closing() -> Call:
    """A call that closes at noon."""
    return CallFactory(opens_at=CLOSES - timedelta(days=30), closes_at=CLOSES)


def probes(*minutes_before: float) -> list[Outage]:
    """Let the portal write signs of life so many minutes before the call closes; return the outages found."""
    found = [outages.probe(CLOSES - timedelta(minutes=one)) for one in minutes_before]
    return [one for one in found if one is not None]


def test_probe_finds_no_outage_in_a_gap_that_is_tolerated(closing: Call) -> None:
    assert probes(60, 59, 54) == []


def test_probe_finds_a_longer_gap_in_the_last_day_of_a_call(closing: Call) -> None:
    [outage] = probes(60, 59, 53.9)

    assert outage.ended - outage.began == timedelta(minutes=5, seconds=6)


def test_probe_leaves_a_gap_alone_when_no_call_is_about_to_close(closing: Call) -> None:
    assert probes(3000, 2000) == []


def test_probe_finds_a_gap_over_the_very_deadline(closing: Call) -> None:
    assert len(probes(10, -30)) == 1


def test_probe_told_twice_or_too_late_is_one(closing: Call) -> None:
    probes(60, 60, 61)

    assert ServiceProbe.objects.count() == 1


def test_probe_forgets_old_signs(closing: Call) -> None:
    probes(5000, 3, 2)

    assert ServiceProbe.objects.count() == 2


def test_suggested_extension_gives_what_was_lost_in_whole_steps(closing: Call) -> None:
    probes(60, 40)
    suggestion = suggested_extension(closing, CLOSES - timedelta(minutes=40))

    assert suggestion is not None
    assert (suggestion.lost_minutes, suggestion.until) == (20, CLOSES + timedelta(minutes=30))


def test_suggested_extension_counts_only_the_time_before_the_deadline(closing: Call) -> None:
    probes(10, -30)
    suggestion = suggested_extension(closing, CLOSES + timedelta(minutes=30))

    assert suggestion is not None
    assert (suggestion.lost_minutes, suggestion.until) == (10, CLOSES + timedelta(minutes=15))


def test_suggested_extension_adds_several_outages_up(closing: Call) -> None:
    probes(120, 110, 109, 90)
    suggestion = suggested_extension(closing, CLOSES)

    assert suggestion is not None
    assert (suggestion.lost_minutes, len(suggestion.outages)) == (29, 2)


def test_suggested_extension_is_over_when_the_deadline_has_been_moved(
    closing: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes(60, 40)
    # As the call's history would say it, whose clock is the database's.
    monkeypatch.setattr(outages, "_deadline_at", lambda call, moment: CLOSES)
    found = []
    for minutes in (0, 10, 20, 30):
        closing.closes_at = CLOSES + timedelta(minutes=minutes)
        suggestion = suggested_extension(closing, CLOSES)
        found.append(suggestion.lost_minutes if suggestion else None)

    assert found == [20, 10, None, None]


def test_deadline_at_reads_it_from_the_history_of_the_call(closing: Call) -> None:
    before = datetime.now(UTC)
    closing.closes_at = CLOSES + timedelta(hours=1)
    closing.save()

    # Both steps lie in one transaction of the test, which has one time: what is older knows of none.
    assert outages._deadline_at(closing, before - timedelta(hours=1)) is None
    assert outages._deadline_at(closing, before + timedelta(hours=1)) == CLOSES + timedelta(hours=1)


@pytest.mark.parametrize("status", [CallStatus.DRAFT, CallStatus.WITHDRAWN])
def test_suggested_extension_is_for_published_calls(closing: Call, status: str) -> None:
    probes(60, 40)
    closing.status = status

    assert suggested_extension(closing, CLOSES) is None


def test_suggested_extension_ends_a_week_after_the_call(closing: Call) -> None:
    probes(60, 40)

    assert suggested_extension(closing, CLOSES + timedelta(days=7, seconds=1)) is None
