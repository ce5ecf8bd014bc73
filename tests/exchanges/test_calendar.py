"""The calendar of events puts nothing on a day that nobody knows."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from exchanges import calendar
from portal.core.uncertain import UncertainDate
from tests.factories.exchanges import EventFactory
from tests.factories.partnerships import RegionFactory

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def entries(*events: Any) -> list[Any]:
    content = calendar.feed(events, host="example.org", address="https://example.org", name="Events", now=NOW)
    return Calendar.from_ical(content).walk("VEVENT")


@pytest.mark.django_db
def test_feed_has_an_all_day_event_that_ends_the_day_after() -> None:
    event = EventFactory(
        slug="opening",
        names={"en": "Opening, with music; and speeches"},
        held=UncertainDate("2019-05-31"),
        venue="ARoS",
        place=RegionFactory(names={"en": "Aarhus"}),
    )

    [entry] = entries(event)

    assert {name: entry.decoded(name) for name in ("uid", "dtstamp", "dtstart", "dtend", "sequence")} == {
        "uid": f"event-{event.pk}@example.org",
        "dtstamp": NOW,
        "dtstart": date(2019, 5, 31),
        "dtend": date(2019, 6, 1),
        "sequence": 1,
    }
    assert {name: str(entry[name]) for name in ("summary", "url", "transp", "location")} == {
        "summary": "Opening, with music; and speeches",
        "url": "https://example.org/events/opening/",
        "transp": "TRANSPARENT",
        "location": "ARoS, Aarhus",
    }
    assert entry["categories"].cats == ["Seminar"]


@pytest.mark.django_db
def test_feed_leaves_out_what_has_no_certain_day() -> None:
    assert entries(EventFactory(held=UncertainDate("2019-05"))) == []


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
