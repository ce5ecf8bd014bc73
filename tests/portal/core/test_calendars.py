"""Calendars hold the text that people typed, and nothing that breaks a calendar."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from portal.core.calendars import all_day, calendar_named, printable


@pytest.mark.parametrize(
    ("text", "printed"),
    [("a,b;c\\d", "a,b;c\\d"), ("one\r\ntwo\rthree", "one\ntwo\nthree"), ("bell\x07", "bell")],
)
def test_printable(text: str, printed: str) -> None:
    assert printable(text) == printed


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_titles_come_back_whole_from_lines_of_75_octets(title: str) -> None:
    calendar = calendar_named("Events", product="-//Test//EN")
    stamp = datetime(2026, 1, 2, tzinfo=UTC)
    day = date(2026, 1, 2)
    calendar.add_component(all_day(day, day, uid="1@a", title=title, address="https://a/", stamp=stamp))

    content = calendar.to_ical()

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    [entry] = Calendar.from_ical(content).walk("VEVENT")
    assert str(entry["summary"]) == title
