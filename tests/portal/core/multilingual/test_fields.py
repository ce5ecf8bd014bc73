from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models
from django.db.models import JSONField, Model, Value
from django.test.utils import isolate_apps
from django.utils import translation

from portal.core.collation import SortKeyField, order_by_name, sort_key, sort_key_indexes
from portal.core.multilingual import (
    Multilingual,
    MultilingualField,
    multilingual_object_constraint,
    search_text_of,
    words_of,
)


@pytest.fixture
def place(db: None) -> Iterator[Any]:
    """A model with names, their order and their search text, and its table."""
    with isolate_apps("portal.core"):

        class Place(Model):  # noqa: DJ008
            names = MultilingualField()
            text = MultilingualField(blank=True, long=True)
            sort_key = SortKeyField(source="names")
            search_text = search_text_of("names")

            class Meta:
                app_label = "core"
                indexes = sort_key_indexes("test_place_name")
                constraints = [multilingual_object_constraint("test_place_names_object", "names")]

        with connection.schema_editor() as editor:
            editor.create_model(Place)
        yield Place


def test_field_gives_a_multilingual_back(place: Any) -> None:
    place.objects.create(names={"sv": "Åre", "en": ""})

    stored = place.objects.get(names__sv="Åre")

    assert (stored.names, stored.text) == (Multilingual(sv="Åre"), Multilingual())


@pytest.mark.parametrize("language", ["sv", "en-gb", "fr"])
@pytest.mark.parametrize(
    "names", [{"sv": "Åre", "en": "Are"}, {"da": "Ribe", "nl": "Ripen"}, {"lt": "Kaunas", "pl": "Kowno"}, {}]
)
def test_words_of_says_what_in_language_says(place: Any, names: dict[str, str], language: str) -> None:
    stored = place.objects.create(names=names)

    with translation.override(language):
        said = place.objects.values_list(words_of("names"), flat=True).get()
        expected = stored.names.in_language()

    assert said == expected


def test_search_text_holds_texts_and_no_codes(place: Any) -> None:
    place.objects.create(names={"sv": "Östra Skåne", "en": "East Scania"})

    found = [place.objects.filter(search_text__contains=words).count() for words in ("östra", "scania", "sv")]

    assert found == [1, 1, 0]


def test_order_by_name_follows_the_language(place: Any) -> None:
    place.objects.bulk_create(place(names={"sv": name}) for name in ("Ö", "Zebra", "Å", "Ä", "Al"))

    in_swedish = [row.names["sv"] for row in place.objects.order_by(order_by_name("sv"))]
    in_english = [row.names["sv"] for row in place.objects.order_by(order_by_name("en"))]

    assert in_swedish == ["Al", "Zebra", "Å", "Ä", "Ö"]
    assert in_english == ["Å", "Ä", "Al", "Ö", "Zebra"]


def test_order_by_name_uses_the_index(place: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        plan = place.objects.order_by(order_by_name("sv")).explain()

    assert "test_place_name_sv" in plan


def test_sort_key_follows_the_name_before_it_is_saved(place: Any) -> None:
    row = place(names={"en": "A"})
    row.names = {"en": "B"}

    assert row.sort_key == {"en": sort_key("B", "en"), "sv": sort_key("B", "sv")}


def test_database_refuses_what_is_no_object(place: Any) -> None:
    place.objects.create(names={"sv": "Åre"})

    with pytest.raises(IntegrityError):
        place.objects.update(names=Value(["Åre"], JSONField()))


def test_full_clean_refuses_an_unknown_language_and_no_text(place: Any) -> None:
    unknown, empty = place(names={"xx": "Åre"}), place(names={})

    with pytest.raises(ValidationError) as caught:
        unknown.full_clean()
    with pytest.raises(ValidationError) as caught_empty:
        empty.full_clean()

    assert caught.value.message_dict == {"names": ["The portal has no language with the code xx."]}
    assert list(caught_empty.value.message_dict) == ["names"]


def test_validate_constraints_accepts_texts(place: Any) -> None:
    place(names={"sv": "Åre"}).validate_constraints()


def test_field_is_copied_as_it_is() -> None:
    field = MultilingualField(blank=True, long=True)

    _name, path, args, kwargs = field.deconstruct()

    assert (path, args, kwargs) == (
        "portal.core.multilingual.MultilingualField",
        [],
        {"blank": True, "long": True},
    )
    assert isinstance(field, models.JSONField)
