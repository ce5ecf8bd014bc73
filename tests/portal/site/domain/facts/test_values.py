"""What a fixture's texts become."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError

from exchanges.models import ExchangeFigure
from grants.models import Call
from partnerships.models import Authority, Partnership, Region
from portal.core.uncertain import UncertainDate, UncertainNumber
from portal.site.domain.facts.values import field_value

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def _value(model: Any, name: str, raw: Any) -> Any:
    return field_value(model._meta.get_field(name), raw)


@pytest.mark.parametrize(
    ("model", "name", "raw", "value"),
    [
        (Region, "names", {"sv": "Namn"}, {"sv": "Namn"}),
        (Region, "in_eu", "no", False),
        (Region, "in_eu", "Yes", True),
        (Region, "iso_3166_2", ["SE-O"], ["SE-O"]),
        (Region, "latitude", "58.25", Decimal("58.25")),
        (Partnership, "since", "2011/..", UncertainDate("2011/..")),
        (ExchangeFigure, "number", "nearly 50 | ett 50-tal", UncertainNumber.nearly(50, "ett 50-tal")),
        (Authority, "languages", ["sv", "en"], ["sv", "en"]),
        (
            Call,
            "closes_at",
            "2024-04-02T16:00+02:00",
            datetime(2024, 4, 2, 16, tzinfo=ZoneInfo("Europe/Brussels")),
        ),
    ],
)
def test_field_value_gives_what_the_field_takes(model: Any, name: str, raw: Any, value: Any) -> None:
    assert _value(model, name, raw) == value


@time_machine.travel(datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("UTC")))
def test_field_value_counts_moments_from_the_day_at_the_place() -> None:
    """In Stockholm it is the 23rd already, and winter time."""
    assert _value(Call, "closes_at", "+45 days 16:00 Europe/Stockholm") == datetime(
        2027, 1, 7, 16, tzinfo=STOCKHOLM
    )
    assert _value(Call, "opens_at", "-14 days 08:00 Europe/Stockholm") == datetime(
        2026, 11, 9, 8, tzinfo=STOCKHOLM
    )
    assert _value(Call, "year", "this year") == 2026


@pytest.mark.parametrize(
    ("model", "name", "raw", "sentence"),
    [
        (Region, "names", ["A"], "Give a text for each language, such as {sv: …, en: …}."),
        (Region, "iso_3166_2", "SE-O", "Give a list, such as [sv, en]."),
        (Region, "slug", ["a"], "Give one value, not a list or a map."),
        (Region, "in_eu", "maybe", "Write yes or no."),
        (
            Call,
            "closes_at",
            "2024-04-02T16:00",
            "Say in which time zone: end the moment with an offset such as +02:00.",
        ),
        (
            Call,
            "closes_at",
            "+45 days 16:00 Europe/Nowhere",
            "This time zone is not known; write one such as Europe/Stockholm.",
        ),
        (
            Call,
            "closes_at",
            "soon",
            "Write a moment such as 2024-04-02T16:00+02:00 or +45 days 16:00 Europe/Brussels.",
        ),
    ],
)
def test_field_value_says_what_to_write(model: Any, name: str, raw: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        _value(model, name, raw)

    assert caught.value.messages == [sentence]
