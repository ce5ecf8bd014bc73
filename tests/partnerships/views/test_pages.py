"""Every page of the registers opens, for the public and for the office, full and empty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.enums import ElementKind, PlaceRule
from partnerships.models import Crosswalk, Indicator
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    FrameworkElementFactory,
    FrameworkFactory,
    NetworkFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = {
    "partnership": PartnershipFactory,
    "organisation": OrganisationFactory,
    "region": RegionFactory,
    "network": NetworkFactory,
    "framework": FrameworkFactory,
}
NOUNS = list(FACTORIES)


@pytest.fixture
def officer_client(client: Client) -> Client:
    client.force_login(member(AuthorityFactory()))
    return client


@pytest.mark.parametrize("noun", NOUNS)
def test_public_list_and_detail(client: Client, noun: str) -> None:
    record = FACTORIES[noun]()

    assert client.get(reverse(f"partnerships:public:{noun}_list")).status_code == 200
    assert client.get(record.get_absolute_url()).status_code == 200
    assert client.get(record.get_absolute_url() + "nothing/").status_code == 404


@pytest.mark.parametrize("noun", NOUNS)
def test_office_list_and_detail(officer_client: Client, noun: str) -> None:
    record = FACTORIES[noun]()

    assert officer_client.get(reverse(f"partnerships:officer:{noun}_list")).status_code == 200
    page = officer_client.get(reverse(f"partnerships:officer:{noun}_detail", args=[record.slug]))
    assert page.status_code == 200


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("audience", ["public", "officer"])
def test_list_costs_the_same_queries_for_one_row_and_three(
    officer_client: Client, noun: str, audience: str
) -> None:
    address = reverse(f"partnerships:{audience}:{noun}_list")
    FACTORIES[noun]()
    officer_client.get(address)
    with CaptureQueriesContext(connection) as one:
        officer_client.get(address)
    FACTORIES[noun]()
    FACTORIES[noun]()
    with CaptureQueriesContext(connection) as three:
        officer_client.get(address)

    assert len(three) == len(one)
    assert len(three) <= 12


@pytest.mark.parametrize("audience", ["public", "officer"])
def test_a_frameworks_page_costs_the_same_queries_for_one_element_and_three(
    client: Client, audience: str
) -> None:
    framework = FrameworkFactory()
    earlier = FrameworkFactory(authority=framework.authority)
    client.force_login(member(framework.authority))
    page = reverse(f"partnerships:{audience}:framework_detail", args=[framework.slug])

    def grow() -> None:
        line = FrameworkElementFactory(
            framework=framework, kind=ElementKind.PRIORITY_LINE, place_rule=PlaceRule.REGIONS
        )
        line.places.add(RegionFactory())
        Indicator.objects.create(element=line, names={"en": "Projects"}, target_year=2024)
        Crosswalk.objects.create(old=FrameworkElementFactory(framework=earlier), new=line)

    def queries() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    grow()
    one = queries()
    grow()
    grow()

    assert queries() == one
