"""A partnership as everybody reads it."""

import pytest
from django.test import Client

from partnerships.enums import FieldBasis, OrganisationKind, RegionTier
from partnerships.models import PartnershipField, PartnershipPeriod
from tests.factories.partnerships import (
    FieldOfArtFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def test_the_page_tells_the_partner_region_s_profile_its_cities_and_its_houses(client: Client) -> None:
    """A16: Newcastle and Gateshead, The Baltic and The Sage; other bodies there are no sights."""
    region = RegionFactory(profile={"en": "Long known for its artists."})
    cities = [RegionFactory(parent=region, tier=RegionTier.CITY, names={"en": name}) for name in ("A", "B")]
    houses = [
        OrganisationFactory(region=region, kind=kind, names={"en": kind}, municipality=cities[1])
        for kind in (OrganisationKind.ARTS_HOUSE, OrganisationKind.MUSEUM)
    ]
    OrganisationFactory(region=region, kind=OrganisationKind.COMPANY)

    profile = client.get(PartnershipFactory(region=region).get_absolute_url()).context["profile"]

    assert (profile["text"]["en"], list(profile["places"]), list(profile["houses"])) == (
        "Long known for its artists.",
        cities,
        houses,
    )


def test_the_page_of_a_partner_of_whom_nothing_is_said_has_no_profile(client: Client) -> None:
    assert client.get(PartnershipFactory().get_absolute_url()).context["profile"] is None


def test_fields_agreed_and_active_stand_side_by_side_and_say_mainly(client: Client) -> None:
    """A24: what was agreed differs from where things happened; "mainly" and "among others" are said."""
    partnership = PartnershipFactory(fields_incomplete=True)
    music, film = FieldOfArtFactory(names={"en": "Music"}), FieldOfArtFactory(names={"en": "Film"})
    PartnershipField.objects.create(partnership=partnership, field=film, basis=FieldBasis.AGREED)
    PartnershipField.objects.create(
        partnership=partnership, field=music, basis=FieldBasis.ACTIVE, mainly=True
    )

    answer = client.get(partnership.get_absolute_url())

    columns = [
        (words, [(str(link.field), link.mainly) for link in links])
        for words, links in answer.context["fields"]
    ]
    assert columns == [("Agreed", [("Film", False)]), ("Active in fact", [("Music", True)])]
    page = answer.content.decode()
    assert [words in page for words in ("(mainly)", "there are more", str(partnership.holder))] == [True] * 3


def test_uncertain_dates_are_told_in_the_picture_and_in_the_text(client: Client) -> None:
    """A09, X01: what is vague is drawn vague and said in words; what has no date is said to have none."""
    partnership = PartnershipFactory()
    PartnershipPeriod.objects.create(partnership=partnership, state="active", period="2014/2017")
    PartnershipPeriod.objects.create(partnership=partnership, state="dormant", position=1)

    context = client.get(partnership.get_absolute_url()).context

    assert [str(event["when"]) for event in context["periods"]] == ["2014–2017", "date not known"]
    assert "Not drawn, since nobody has dated them: 1." in context["picture"].source
