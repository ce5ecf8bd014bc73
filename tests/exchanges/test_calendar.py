"""The calendar feed is iCalendar as RFC 5545 has it, and puts nothing on a day that nobody knows."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchanges import calendar
from portal.core.uncertain import UncertainDate
from tests.factories.exchanges import EventFactory
from tests.factories.partnerships import RegionFactory

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def feed(*events) -> str:  # type: ignore[no-untyped-def]
    return calendar.feed(events, host="example.org", address="https://example.org", name="Events", now=NOW)


def unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.django_db
def test_feed_has_an_all_day_event_that_ends_the_day_after() -> None:
    event = EventFactory(
        slug="opening",
        names={"en": "Opening, with music; and speeches"},
        held=UncertainDate("2019-05-31"),
        venue="ARoS",
        place=RegionFactory(names={"en": "Aarhus"}),
    )

    lines = unfold(feed(event))

    assert lines[lines.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        f"UID:event-{event.pk}@example.org",
        "DTSTAMP:20260102T030405Z",
        "DTSTART;VALUE=DATE:20190531",
        "DTEND;VALUE=DATE:20190601",
        "SEQUENCE:1",
        "SUMMARY:Opening\\, with music\\; and speeches",
        "CATEGORIES:Seminar",
        "URL:https://example.org/events/opening/",
        "TRANSP:TRANSPARENT",
        "LOCATION:ARoS\\, Aarhus",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "days"),
    [
        ("2019-05-31", (date(2019, 5, 31), date(2019, 5, 31))),
        ("2019-05-31/2019-06-02", (date(2019, 5, 31), date(2019, 6, 2))),
        ("2019", None),
        ("2019-05", None),
        ("2019-05-31~", None),
        ("2019-05-31/..", None),
        ("[2019-05-30,2019-05-31]", None),
        (None, None),
    ],
)
def test_days_of_invents_no_day(held, days) -> None:  # type: ignore[no-untyped-def]
    assert calendar.days_of(EventFactory(held=held)) == days


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a,b;c\\d", "a\\,b\\;c\\\\d"), ("one\r\ntwo\nthree", "one\\ntwo\\nthree"), ("bell\x07", "bell")],
)
def test_escape_is_a_text_value(text: str, escaped: str) -> None:
    assert calendar.escape(text) == escaped


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_fold_keeps_every_letter_within_75_octets(line: str) -> None:
    folded = calendar.fold(line)

    assert folded.removesuffix("\r\n").replace("\r\n ", "") == line
    assert max(len(one.encode()) for one in folded.split("\r\n")) <= 75
