"""An officer merges a duplicate: sees what moves, confirms, and finds that old addresses lead on."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import Merge, Organisation, Region
from portal.core.forms.picker import DRAWN_WHOLE
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db
OFFICE, PUBLIC = "partnerships:officer", "partnerships:public"


@pytest.fixture
def office(client: Client) -> Client:
    """A client of an officer."""
    client.force_login(member(AuthorityFactory()))
    return client


def merge_page(record: Any) -> str:
    return reverse(f"{OFFICE}:{record._meta.model_name}_merge", args=[record.slug])


def test_what_may_be_the_same_is_offered(office: Client) -> None:
    kept = OrganisationFactory(names={"sv": "Nordiska akvarellmuseet"})
    alike = OrganisationFactory(names={"sv": "Nordiska Akvarellmuseet, Skärhamn"})
    OrganisationFactory(names={"sv": "Göteborgs symfoniker"})

    page = office.get(merge_page(kept))

    assert page.context["likely"] == [alike]


def test_what_would_move_is_shown_and_nothing_is_written(office: Client) -> None:
    kept, duplicate = OrganisationFactory(names={"en": "Kept"}), OrganisationFactory(names={"en": "Twice"})
    PartnershipFactory(counterpart=duplicate)

    page = office.get(f"{merge_page(kept)}?duplicate={duplicate.pk}")

    assert page.context["links"] == [("Partnerships with it", 1)]
    assert page.context["former"] == [("en", "Twice")]
    assert Organisation.objects.filter(pk=duplicate.pk).exists()


@pytest.mark.parametrize("factory", [OrganisationFactory, RegionFactory])
def test_after_the_merge_old_addresses_lead_on(office: Client, factory: Any) -> None:
    kept, duplicate = factory(slug="kept"), factory(slug="twice")
    noun = kept._meta.model_name

    done = office.post(merge_page(kept), {"duplicate": duplicate.pk})

    page = reverse(f"{OFFICE}:{noun}_detail", args=["kept"])
    assert (done.status_code, done["Location"]) == (302, page)
    old = office.get(reverse(f"{OFFICE}:{noun}_detail", args=["twice"]))
    assert (old.status_code, old["Location"]) == (301, page)
    public = Client().get(reverse(f"{PUBLIC}:{noun}_detail", args=["twice"]), {"from": "a letter"})
    address = reverse(f"{PUBLIC}:{noun}_detail", args=["kept"])
    assert (public.status_code, public["Location"]) == (301, f"{address}?from=a+letter")
    assert Merge.objects.get().slug == "twice"


@pytest.mark.parametrize("method", ["get", "post"])
def test_with_itself_and_with_its_parent_a_sentence_stands_at_the_field(office: Client, method: str) -> None:
    parent = OrganisationFactory(names={"en": "Region"})
    child = OrganisationFactory(names={"en": "Museum"}, parent=parent)

    send = getattr(office, method)
    itself = send(merge_page(child), {"duplicate": child.pk})
    above = send(merge_page(child), {"duplicate": parent.pk})

    assert [page.status_code for page in (itself, above)] == [422, 422]
    assert [page.context["form"].errors["duplicate"] for page in (itself, above)] == [
        ["“Museum” cannot be merged with itself. Choose the other record."],
        ["“Museum” is part of “Region”: they are two bodies. Correct “part of” first."],
    ]
    assert Organisation.objects.filter(pk__in=[parent.pk, child.pk]).count() == 2


def test_nothing_is_chosen_or_something_that_does_not_exist(office: Client) -> None:
    kept = OrganisationFactory()

    nothing = office.get(f"{merge_page(kept)}?duplicate=")
    nobody = office.post(merge_page(kept), {"duplicate": "999999"})

    assert nothing.context["form"].errors["duplicate"] == ["Choose the record that is the same as this one."]
    assert [page.status_code for page in (nothing, nobody)] == [422, 422]


def test_in_a_large_register_the_duplicate_is_searched_for(office: Client) -> None:
    OrganisationFactory.create_batch(DRAWN_WHOLE)
    kept, duplicate = OrganisationFactory(names={"en": "Kept"}), OrganisationFactory(names={"en": "Twice"})

    page = office.get(f"{merge_page(kept)}?duplicate_find=twice")

    assert page.context["duplicate"] == duplicate


def test_a_place_and_the_group_it_belongs_to(office: Client) -> None:
    group, place = RegionFactory(names={"en": "Norden"}), RegionFactory(names={"en": "Sweden"})
    group.members.set([place])

    page = office.post(merge_page(group), {"duplicate": place.pk})

    assert page.context["form"].errors["duplicate"] == [
        "“Sweden” and “Norden” lie one in the other: they are two places."
    ]
    assert Region.objects.filter(pk=place.pk).exists()


def test_a_new_name_is_written_down(office: Client) -> None:
    body = OrganisationFactory(names={"en": "North East Local Enterprise Partnership"})
    address = reverse(f"{OFFICE}:organisation_rename", args=[body.slug])

    done = office.post(
        address, {"version": 1, "names_en": "North East Culture Partnership", "since": "May 2017"}
    )

    assert done.status_code == 302
    shown = Client().get(body.get_absolute_url()).text
    assert "North East Culture Partnership" in shown
    assert "North East Local Enterprise Partnership (until May 2017, beginning unknown)" in shown
