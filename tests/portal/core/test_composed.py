"""Statements composed once answer as their querysets do, whatever the values are."""

import pytest

from partnerships.models import Organisation
from portal.core.composed import Slot, composed, made_of
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_composed_asks_for_the_queryset_once_and_fills_it_anew() -> None:
    museum = OrganisationFactory(names={"sv": "Nordiska akvarellmuseet"})
    theatre = OrganisationFactory(names={"sv": "Skara teater"})
    times = []

    def compose():
        times.append(1)
        return Organisation.objects.filter(search_text__contains=Slot("word")).values_list("names", "pk")

    found = [
        composed(("test of filling",), compose, {"word": word}) for word in ("akvarell", "teater", "nobody")
    ]

    assert found == [[(museum.names, museum.pk)], [(theatre.names, theatre.pk)], []]
    assert len(times) == 1


@pytest.mark.parametrize("word", ["100%", "a_b", "back\\slash", "it's", "%s", "%(word)s", "å"])
def test_composed_finds_signs_that_mean_something_to_the_database(word: str) -> None:
    OrganisationFactory(acronym="100 ab back")
    bearer = OrganisationFactory(acronym=f"x{word}y")

    found = composed(
        ("test of signs",),
        lambda: Organisation.objects.filter(acronym__contains=Slot("word")).values_list("pk"),
        {"word": word},
    )

    assert found == [(bearer.pk,)]


def test_composed_with_a_slot_that_nothing_fills() -> None:
    with pytest.raises(KeyError, match="word"):
        composed(
            ("test of an empty slot",),
            lambda: Organisation.objects.filter(slug=Slot("word")).values_list("pk"),
            {"another": "word"},
        )


def test_made_of_reads_the_rest_when_it_is_asked_for() -> None:
    museum = OrganisationFactory(names={"sv": "Nordiska akvarellmuseet"}, acronym="NAM")

    made = made_of(Organisation, ("names", "id"), (museum.names, museum.pk))

    assert (made, made.names, made.acronym) == (museum, museum.names, "NAM")
    assert made.get_deferred_fields() >= {"kind"}
