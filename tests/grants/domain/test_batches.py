"""Batches of rolling calls by the call's clocks: short months, months left out, the nights that clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from grants.domain import applications, batches, drafts, windows
from grants.domain.applications import Closed
from grants.domain.call_check import gaps_of
from grants.domain.call_documents import export_call, import_call
from grants.enums import FormStage, WindowAnchor
from grants.models import Application, Call, CallExtension, Window
from portal.core.errors import DomainError
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import UserFactory
from tests.factories.grants import CallFactory, StrandFactory, WindowFactory
from tests.grants.rules.making import patient


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.fixture
def rolling(db: None) -> Call:
    """A call that is open through 2026, on Stockholm's clocks."""
    return CallFactory(year=2026, opens_at=at(2025, 12, 31, 23), closes_at=at(2026, 12, 31, 23))


def monthly(call: Call, **changes: Any) -> Window:
    said = {"anchor": WindowAnchor.ROLLING, "closes": None, "batch_day": 31, **changes}
    return WindowFactory(call=call, **said)


def listed(call: Call, *days: date, **changes: Any) -> Window:
    return monthly(call, batch_day=None, batch_days=list(days), **changes)


def closings(window: Window) -> list[datetime]:
    return [one.closes for one in batches.of_window(window, window.call)]


def test_of_window_closes_on_the_last_day_of_each_month_but_those_left_out(rolling: Call) -> None:
    window = monthly(rolling, months_left_out=[7], decision_days=30)

    found = list(batches.of_window(window, rolling))

    assert [one.closes.month for one in found] == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]
    assert found[1] == batches.Batch(at(2026, 2, 28, 23), date(2026, 3, 30))
    assert found[2] == batches.Batch(at(2026, 3, 31, 22), date(2026, 4, 30))


def test_of_window_ends_february_on_its_last_day_in_a_leap_year() -> None:
    call = CallFactory.build(year=2028, opens_at=at(2028, 1, 1), closes_at=None, time_zone="UTC")
    window = WindowFactory.build(call=call, anchor=WindowAnchor.ROLLING, closes=None, batch_day=30)

    days = list(islice(batches._days(window, call), 3))

    assert days == [date(2028, 1, 30), date(2028, 2, 29), date(2028, 3, 30)]


def test_of_window_with_a_time_in_the_repeated_hour_takes_the_first_of_the_two(rolling: Call) -> None:
    window = listed(rolling, date(2026, 10, 25), closes_time=time(2, 30))

    assert closings(window) == [at(2026, 10, 25, 0, 30)]


def test_of_window_with_a_time_that_the_clocks_leap_over_closes_all_the_same(rolling: Call) -> None:
    window = listed(rolling, date(2026, 3, 29), closes_time=time(2, 30))

    # Half past two is half past three on those clocks: 1:30 UTC.
    assert closings(window) == [at(2026, 3, 29, 1, 30)]


def test_of_window_closes_its_last_batch_with_the_call(rolling: Call) -> None:
    rolling.closes_at = at(2026, 2, 14, 12)
    window = monthly(rolling)

    assert closings(window) == [at(2026, 1, 31, 23), at(2026, 2, 14, 12)]


def test_of_window_with_listed_days_lasts_as_long_as_the_call_was_given(rolling: Call) -> None:
    window = listed(rolling, date(2026, 9, 1), date(2026, 3, 1))
    CallExtension.objects.create(
        call=rolling,
        before=at(2026, 9, 1, 22),
        after=at(2026, 9, 3, 10),
        reasons={"en": "The portal was down."},
        extended_by=UserFactory(),
    )

    assert closings(window) == [at(2026, 3, 1, 23), at(2026, 9, 3, 10)]


@patient
@given(
    day=st.integers(1, 31),
    out=st.sets(st.integers(1, 12), max_size=11),
    zone=st.sampled_from(["UTC", "Europe/Stockholm", "Europe/London", "Pacific/Auckland", "America/Toronto"]),
    clock=st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_batches_come_one_after_the_other_and_every_moment_has_one(
    day: int, out: set[int], zone: str, clock: time | None
) -> None:
    call = Call(year=2026, opens_at=at(2026, 1, 1), closes_at=None, time_zone=zone)
    window = Window(
        call=call,
        anchor=WindowAnchor.ROLLING,
        batch_day=day,
        months_left_out=sorted(out),
        batch_days=[],
        closes_time=clock,
    )

    found = [batches.closing_of_day(one, window, zone) for one in islice(batches._days(window, call), 30)]

    assert found == sorted(set(found))


def test_closed_at_the_very_second_of_a_closing_is_the_next_batch(rolling: Call) -> None:
    monthly(rolling, closes_time=time(23, 59))
    closing = at(2026, 3, 31, 21, 59)

    before = batches.next_of(rolling, "", FormStage.ANY, closing - timedelta(microseconds=1))
    after = batches.next_of(rolling, "", FormStage.ANY, closing)

    assert before is not None
    assert before.closes == closing
    assert after is not None
    assert after.closes == at(2026, 4, 30, 21, 59)


def test_sentence_says_the_closing_and_the_day_of_the_decision(rolling: Call) -> None:
    clocked = batches.Batch(at(2026, 3, 31, 21, 59), date(2026, 5, 15)).sentence("Europe/Stockholm")
    whole_day = batches.Batch(at(2026, 3, 31, 22)).sentence("Europe/Stockholm")

    assert clocked == (
        "Applications received by 31 March 2026, 23:59 (Stockholm time, UTC+2) are decided together by 15 May 2026."
    )
    assert whole_day == "Applications received by the end of 31 March 2026 are decided together."


def test_batches_of_a_strand_are_its_own(rolling: Call) -> None:
    strand = StrandFactory(call=rolling)
    monthly(rolling)
    listed(rolling, date(2026, 6, 1), strand=strand)

    of_strand = batches.next_of(rolling, strand.code, FormStage.ANY, at(2026, 1, 2))
    of_all = batches.next_of(rolling, "", FormStage.ANY, at(2026, 1, 2))

    assert of_strand is not None
    assert of_strand.closes == at(2026, 6, 1, 22)
    assert of_all is not None
    assert of_all.closes == at(2026, 1, 31, 23)


def test_moments_of_a_window_with_batches_end_with_the_last_of_them(rolling: Call) -> None:
    window = listed(rolling, date(2026, 3, 1), date(2026, 9, 1))

    assert windows.moments_of(window, rolling).closes == [at(2026, 9, 1, 22)]

    rolling.closes_at = None
    with pytest.raises(DomainError, match="Nothing says when the last batch closes"):
        windows.moments_of(monthly(rolling), rolling)


def test_gaps_of_a_call_that_is_open_after_its_last_batch_stop_it(rolling: Call) -> None:
    listed(rolling, date(2026, 3, 1))

    sentences = [gap.sentence for gap in gaps_of(rolling) if gap.stops and "last batch" in gap.sentence]

    assert sentences == [
        "The call is still open when its last batch has closed (2 March 2026, 00:00 (Stockholm time, UTC+1)). "
        "Let it close then."
    ]


@pytest.fixture
def complete(draft: Application) -> Application:
    drafts.save_answers(draft, {"title": "Choirs meet", "requested": "50 000"}, by=draft.applicant)
    draft.refresh_from_db()
    return draft


def test_submit_falls_into_the_batch_of_the_click(complete: Application) -> None:
    now = timezone.now()
    today = now.date()
    window = listed(complete.call, today, today + timedelta(days=2), decision_days=10)
    last = list(batches.of_window(window, complete.call))[-1]

    sent = applications.submit(complete, by=complete.applicant, now=last.closes - timedelta(seconds=1))

    assert (sent.batch, sent.batch_decision_due) == (last.closes, today + timedelta(days=12))
    assert sent.content is not None
    assert sent.content["batch"] == {
        "closes": last.closes.isoformat(),
        "decided_by": (today + timedelta(days=12)).isoformat(),
    }


def test_submit_after_the_last_batch_is_closed(complete: Application) -> None:
    window = listed(complete.call, timezone.now().date())
    last = list(batches.of_window(window, complete.call))[-1]

    with pytest.raises(Closed, match="The last batch of this call has closed"):
        applications.submit(complete, by=complete.applicant, now=last.closes)


def test_submit_to_a_call_without_batches_has_none(complete: Application) -> None:
    sent = applications.submit(complete, by=complete.applicant, now=timezone.now())

    assert (sent.batch, "batch" in (sent.content or {})) == (None, False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"anchor": WindowAnchor.FIXED, "closes": UncertainDate("2026-05-01")},
            "Only what is taken all the time",
        ),
        ({"batch_day": 32}, "from 1 to 31"),
        ({"batch_days": [date(2026, 3, 1)]}, "not on both"),
        ({"months_left_out": list(range(1, 13))}, "not all twelve"),
        ({"months_left_out": [13]}, "Leave months out only where"),
        ({"batch_day": None, "months_left_out": [7]}, "Leave months out only where"),
        ({"batch_day": None, "decision_days": 5}, "Only batches are decided"),
    ],
)
def test_batches_that_contradict_themselves_are_refused(
    rolling: Call, changes: dict[str, Any], sentence: str
) -> None:
    said = {"anchor": WindowAnchor.ROLLING, "batch_day": 31, **changes}

    with pytest.raises(ValidationError, match=sentence):
        Window(call=rolling, **said).validate_constraints()


def test_batches_travel_in_the_call_document(rolling: Call) -> None:
    monthly(rolling, months_left_out=[7], decision_days=30, closes_time=time(23, 59))
    listed(rolling, date(2026, 3, 1), date(2026, 9, 1))
    document = export_call(rolling)

    again = export_call(import_call(document, authority=rolling.authority, by=None, slug="again"))

    assert document["windows"] == [
        {
            "anchor": "rolling",
            "closes_time": "23:59",
            "batch_day": 31,
            "months_left_out": [7],
            "decision_days": 30,
        },
        {"anchor": "rolling", "batch_days": ["2026-03-01", "2026-09-01"]},
    ]
    assert again["windows"] == document["windows"]
