from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import CheckConstraint, Model, Q
from django.test.utils import isolate_apps
from pghistory.models import Event

from portal.core.uncertain import (
    UncertainDate,
    UncertainDateField,
    UncertainNumber,
    UncertainNumberField,
    UncertainValueError,
    at_least,
    by_date,
    by_number,
    certainly_in,
    may_reach,
    overlaps,
)

YEAR_2013 = (date(2013, 1, 1), date(2013, 12, 31))
YEAR_2017 = (date(2017, 1, 1), date(2017, 12, 31))


@pytest.fixture
def museum(db: None) -> Iterator[Any]:
    """A model with both fields and its table."""
    with isolate_apps("portal.core"):

        class Base(Model):
            founded = UncertainDateField(null=True, blank=True)

            class Meta:
                abstract = True
                app_label = "core"

        class Museum(Base):  # noqa: DJ008
            name = models.CharField(max_length=20)
            visitors = UncertainNumberField(null=True, blank=True)

            class Meta:
                app_label = "core"
                constraints = [
                    CheckConstraint(
                        condition=Q(visitors_lower__isnull=True) | Q(visitors_lower__lt=1000),
                        name="small_museum",
                    )
                ]

        with connection.schema_editor() as editor:
            editor.create_model(Museum)
        yield Museum


def names(queryset: Any) -> list[str]:
    return list(queryset.values_list("name", flat=True))


def test_field_gives_value_types_back(museum: Any) -> None:
    museum.objects.create(name="a", founded="2017-39", visitors=UncertainNumber.nearly(50, "close to fifty"))

    stored = museum.objects.get()

    assert stored.founded == UncertainDate("2017-39")
    assert (stored.founded_earliest, stored.founded_latest) == (date(2017, 9, 1), date(2017, 12, 31))
    assert stored.visitors == UncertainNumber.nearly(50, "close to fifty")
    assert (stored.visitors_lower, stored.visitors_upper) == (45, 50)


def test_field_blank_is_none(museum: Any) -> None:
    stored = museum.objects.create(name="a", founded="", visitors=None)
    stored.refresh_from_db()

    assert (stored.founded, stored.founded_earliest, stored.visitors, stored.visitors_upper) == (None,) * 4


def test_companions_follow_the_value_before_it_is_saved(museum: Any) -> None:
    row = museum(name="a", founded="2017", visitors="at least 5000")
    row.founded = "2018"

    assert row.founded_latest == date(2018, 12, 31)
    with pytest.raises(ValidationError):
        row.validate_constraints()


def test_companions_are_written_by_every_way_of_saving(museum: Any) -> None:
    first, second = museum.objects.bulk_create(
        [museum(name="a", founded="2017"), museum(name="b", founded="2018")]
    )
    first.founded = "2011/.."
    first.save(update_fields=museum._meta.get_field("founded").columns())
    second.founded = "2012"
    museum.objects.bulk_update([second], museum._meta.get_field("founded").columns())

    rows = museum.objects.order_by("name").values_list("founded_earliest", "founded_latest")

    assert list(rows) == [(date(2011, 1, 1), None), (date(2012, 1, 1), date(2012, 12, 31))]


def test_companions_can_be_loaded_alone(museum: Any) -> None:
    museum.objects.create(name="a", founded="2017")

    row = museum.objects.only("founded_latest").get()

    assert row.founded_latest == date(2017, 12, 31)
    assert row.founded == UncertainDate("2017")


def test_assignment_of_a_wrong_text_is_refused(museum: Any) -> None:
    with pytest.raises(UncertainValueError):
        museum(founded="end of 2017")
    with pytest.raises(ValidationError):
        museum._meta.get_field("visitors").to_python("fifty")


def test_update_of_a_wrong_text_is_refused(museum: Any) -> None:
    with pytest.raises(UncertainValueError):
        museum.objects.update(founded="31 May 2019")


def test_full_clean_measures_the_stored_text(museum: Any) -> None:
    row = museum(name="a", visitors=UncertainNumber.nearly(50, "x" * 300))

    with pytest.raises(ValidationError) as caught:
        row.full_clean()

    assert list(caught.value.message_dict) == ["visitors"]


def test_order_puts_unknown_last(museum: Any) -> None:
    for name, founded, visitors in (
        ("unknown", "XXXX", "unknown"),
        ("year", "2017", "50"),
        ("empty", None, None),
        ("decade", "201X", "some"),
    ):
        museum.objects.create(name=name, founded=founded, visitors=visitors)

    assert names(museum.objects.order_by(*by_date("founded"), "pk")) == ["decade", "year", "unknown", "empty"]
    assert names(museum.objects.order_by(*by_date("founded", descending=True), "pk"))[0] == "year"
    assert names(museum.objects.order_by(*by_number("visitors"), "pk")) == [
        "decade",
        "year",
        "unknown",
        "empty",
    ]


def test_lookups_tell_may_from_must(museum: Any) -> None:
    for name, founded, visitors in (
        ("decade", "201X", "some"),
        ("end", "2017-39", "over 100"),
        ("since", "2011/..", "nearly 50"),
        ("unknown", "XXXX", "unknown"),
        ("empty", None, None),
    ):
        museum.objects.create(name=name, founded=founded, visitors=visitors)
    rows = museum.objects.order_by("pk")

    assert names(rows.filter(overlaps("founded", *YEAR_2013))) == ["decade", "since", "unknown"]
    assert names(rows.filter(certainly_in("founded", *YEAR_2017))) == ["end"]
    assert names(rows.filter(at_least("visitors", 45))) == ["end", "since"]
    assert names(rows.filter(may_reach("visitors", 60))) == ["decade", "end", "unknown"]
    assert names(rows.filter(founded=UncertainDate("201X"))) == ["decade"]
    assert names(rows.filter(founded__startswith="2017")) == ["end"]


def test_serialised_text_is_canonical(museum: Any) -> None:
    row = museum(founded="2011/..", visitors=UncertainNumber.order(1000))

    written = [museum._meta.get_field(name).value_to_string(row) for name in ("founded", "visitors")]

    assert written == ["2011/..", "order 1000"]


def test_migration_state_has_each_companion_once(museum: Any) -> None:
    state = ProjectState()
    state.add_model(ModelState.from_model(museum))

    historic = state.apps.get_model("core", "Museum")

    assert [field.name for field in historic._meta.local_fields] == [
        field.name for field in museum._meta.local_fields
    ]
    assert len({field.column for field in historic._meta.local_fields}) == 8


def uncertain_fields(model: type[Model]) -> list[UncertainDateField | UncertainNumberField]:
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, UncertainDateField | UncertainNumberField)
    ]


def test_every_event_model_has_the_companions() -> None:
    """pghistory copies the fields of a tracked model: neither too few columns nor two of one name."""
    events = [model for model in apps.get_models() if issubclass(model, Event) and uncertain_fields(model)]

    assert events
    for model in events:
        columns = [field.column for field in model._meta.local_fields]
        assert len(columns) == len(set(columns)), model
        for field in uncertain_fields(model):
            assert set(field.columns()) <= set(columns), model
