"""Pickers: a small register whole, a large one by search, and never all of it."""

import pytest
from django.http import QueryDict
from django.test import Client

from partnerships.enums import RegionTier
from partnerships.forms.organisations import OrganisationForm
from partnerships.forms.regions import RegionMembersForm
from partnerships.models import Organisation, Region
from portal.core.forms.picker import DRAWN_WHOLE, MATCHES, found_by, kind_named
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def filled(**more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"names_en": "Museum", "kind": "museum", **more})
    return data


def test_a_small_register_is_a_select() -> None:
    OrganisationFactory(names={"en": "Theatre"})

    drawn = str(OrganisationForm()["parent"])

    assert (">Theatre</option>" in drawn, "data-picker" in drawn) == (True, False)


def test_a_large_register_is_never_drawn_whole() -> None:
    OrganisationFactory.create_batch(DRAWN_WHOLE + 1)

    drawn = str(OrganisationForm()["parent"])

    assert (drawn.count("<option"), 'data-picker="/office/options/organisations/"' in drawn) == (1, True)


def test_what_is_chosen_is_shown() -> None:
    bodies = OrganisationFactory.create_batch(DRAWN_WHOLE + 1)
    museum = OrganisationFactory(parent=bodies[7])

    drawn = str(OrganisationForm(instance=museum)["parent"])

    assert (drawn.count("<option"), f'value="{bodies[7].pk}" selected' in drawn) == (2, True)


def test_words_bring_the_matches_beside_the_field() -> None:
    OrganisationFactory.create_batch(DRAWN_WHOLE)
    theatres = [OrganisationFactory(names={"en": f"Theatre {number}"}) for number in (1, 2)]

    form = OrganisationForm(filled(parent_find="theatre"))

    assert form.errors["parent"] == ["2 matches for “theatre”: choose among them, or search again."]
    assert [f'value="{one.pk}"' in str(form["parent"]) for one in theatres] == [True, True]


def test_the_whole_name_is_enough() -> None:
    OrganisationFactory.create_batch(DRAWN_WHOLE)
    theatre = OrganisationFactory(names={"en": "Theatre"})
    OrganisationFactory(names={"en": "Theatre of Skara"})

    form = OrganisationForm(filled(parent_find="theatre"))

    assert (form.errors, form.cleaned_data["parent"]) == ({}, theatre)


def test_words_that_nothing_matches_stay_in_the_search() -> None:
    OrganisationFactory.create_batch(DRAWN_WHOLE + 1)

    form = OrganisationForm(filled(parent_find="xyzzy"))

    assert form.errors["parent"] == [
        "Nothing matches “xyzzy”. Try another spelling, or leave the search empty."
    ]
    assert 'value="xyzzy"' in str(form["parent"])


def test_several_keep_what_is_chosen_while_one_searches() -> None:
    places = RegionFactory.create_batch(DRAWN_WHOLE + 1)
    group = RegionFactory(tier=RegionTier.GROUP)
    group.members.set(places[:2])
    data = QueryDict(mutable=True)
    data.setlist("members", [str(places[0].pk), str(places[1].pk)])
    data.update({"version": "1", "members_find": str(places[5])})

    form = RegionMembersForm(data, instance=group)

    assert form.is_valid()
    assert list(form.cleaned_data["members"].order_by("pk")) == [places[0], places[1], places[5]]


def test_options_are_capped_and_the_nearest_come_first() -> None:
    RegionFactory.create_batch(MATCHES + 5)
    RegionFactory(names={"en": "Old Region"})
    named = RegionFactory(names={"en": "Region"})
    client = Client()
    client.force_login(member(AuthorityFactory()))

    options = client.get("/office/options/regions/?q=region").json()["options"]

    assert (len(options), options[0]) == (
        MATCHES,
        {"value": str(named.pk), "label": "Region", "note": "Region, SE"},
    )


def test_options_of_a_kind_that_does_not_exist() -> None:
    client = Client()
    client.force_login(member(AuthorityFactory()))

    assert client.get("/office/options/people/?q=a").status_code == 404


@pytest.mark.parametrize(
    "words",
    [
        "nordiska akvarell",
        "AKVARELLMUSEET",
        "watercolour",
        "nordisk akvarelmuseet",
        "före detta",
        "5560360793",
    ],
)
def test_search_in_any_language_by_former_names_numbers_and_with_a_slip(words: str) -> None:
    museum = OrganisationFactory(names={"sv": "Nordiska akvarellmuseet", "en": "Nordic Watercolour Museum"})
    museum.former_names.create(name="Före detta museet")
    museum.registration_numbers.create(list_code="SE-BLV", number="5560360793")
    OrganisationFactory(names={"sv": "Göteborgs symfoniker"})

    assert list(Organisation.objects.search(words)) == [museum]


@pytest.mark.parametrize("words", ["vilnius", "vilnus", "LT", "LT011", "wilno"])
def test_search_of_places(words: str) -> None:
    place = RegionFactory(names={"en": "Vilnius"}, country="LT", nuts_code="LT011", nuts_version=2024)
    place.former_names.create(name="Wilno")
    RegionFactory(names={"en": "Skåne"})

    assert list(Region.objects.search(words)) == [place]


@pytest.mark.parametrize("words", ["borås", " Borås  1 ", "10%", "xyzzy", "bårås 2"])
def test_partnerships_are_found_as_their_register_finds_them(words: str) -> None:
    authority = AuthorityFactory()
    for name in ("Borås 2", "Borås 1", "Skara 10%", "Skara 100"):
        counterpart = OrganisationFactory(names={"sv": name})
        PartnershipFactory(authority=authority, counterpart=counterpart, region=None, names={"sv": name})
    PartnershipFactory(names={"sv": "Borås 1"})
    officer = member(authority)
    kind = kind_named("partnerships")

    assert found_by(kind, words, officer) == kind.options(kind.rows(officer).search(words.strip()))


def test_partnerships_of_no_authority_are_found_by_nobody() -> None:
    PartnershipFactory(names={"sv": "Borås"})

    assert found_by(kind_named("partnerships"), "borås", member(AuthorityFactory())) == []
