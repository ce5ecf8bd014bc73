"""Which priority lines cover a place, and why (E03, E04)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import coverage
from partnerships.enums import ElementKind, PlaceExtent, PlaceRule, RegionTier
from partnerships.models import FrameworkElement, Region
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    FrameworkElementFactory,
    FrameworkFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def line(rule: PlaceRule, *places: Region, **values: object) -> FrameworkElement:
    made = FrameworkElementFactory(kind=ElementKind.PRIORITY_LINE, place_rule=rule, **values)
    made.places.set(places)
    return made


def said(region: Region) -> list[tuple[str, str]]:
    return [(str(one.answer), one.reason) for one in coverage.lines_for(region)]


@pytest.fixture
def lithuania() -> Region:
    return RegionFactory(slug="lithuania", tier=RegionTier.COUNTRY, country="LT", in_eu=True)


@pytest.fixture
def vilnius(lithuania: Region) -> Region:
    return RegionFactory(slug="vilnius", parent=lithuania, country="LT")


def test_named_itself_and_by_what_it_lies_in(vilnius: Region, lithuania: Region) -> None:
    line(PlaceRule.REGIONS, vilnius)
    line(PlaceRule.COUNTRIES, lithuania)
    line(PlaceRule.COUNTRIES, RegionFactory(tier=RegionTier.COUNTRY, country="LV"))

    assert said(vilnius) == [("yes", "named itself"), ("yes", "lies in Lithuania")]
    assert said(lithuania) == [("yes", "named itself")]


def test_as_a_member_of_a_group(vilnius: Region, lithuania: Region) -> None:
    baltic = RegionFactory(slug="baltic-states", tier=RegionTier.GROUP, country="")
    baltic.members.add(lithuania)
    line(PlaceRule.GROUP, baltic)

    assert said(vilnius) == [("yes", "lies in Lithuania, belongs to Baltic states")]


def test_by_the_code_of_its_country_where_no_parent_is_entered(lithuania: Region) -> None:
    line(PlaceRule.COUNTRIES, lithuania)

    assert said(RegionFactory(country="LT")) == [("yes", "lies in Lithuania")]


def test_groups_that_contain_each_other_come_to_an_end() -> None:
    first, second = RegionFactory(tier=RegionTier.GROUP), RegionFactory(tier=RegionTier.GROUP)
    first.members.add(second)
    second.members.add(first)
    line(PlaceRule.GROUP, second)

    assert [answer for answer, _ in said(first)] == ["yes"]


def test_an_unnamed_set_never_covers_and_may_mean_what_meets_its_conditions() -> None:
    sets = {"place_countries": ["US", "CA"], "place_tiers": [RegionTier.METROPOLIS]}
    line(PlaceRule.UNNAMED, RegionFactory(tier=RegionTier.GROUP, country=""), **sets)

    assert said(RegionFactory(tier=RegionTier.METROPOLIS, country="US")) == [
        ("maybe", "the set does not name its members")
    ]
    assert said(RegionFactory(tier=RegionTier.METROPOLIS, country="FR")) == []
    assert said(RegionFactory(tier=RegionTier.REGION, country="US")) == []


def test_a_rule_covers_what_meets_it(lithuania: Region) -> None:
    line(PlaceRule.RULE, place_extent=PlaceExtent.EU)

    assert said(lithuania) == [("yes", "by a rule")]
    assert said(RegionFactory(tier=RegionTier.COUNTRY, country="NO", in_eu=False)) == []
    assert said(RegionFactory(tier=RegionTier.COUNTRY, country="MD", in_eu=None)) == [
        ("maybe", "by a rule, but it is not known whether the place meets it")
    ]


def test_a_rule_that_excepts_a_set_nobody_has_named_stays_uncertain(lithuania: Region) -> None:
    framework = FrameworkFactory()
    near = line(PlaceRule.UNNAMED, framework=framework, names={"en": "The neighbourhood"})
    line(PlaceRule.RULE, framework=framework, place_extent=PlaceExtent.EU, place_except=near)

    assert said(lithuania) == [("maybe", "by a rule, unless it belongs to “The neighbourhood”")]


def test_a_rule_leaves_out_what_it_excepts(lithuania: Region) -> None:
    framework = FrameworkFactory()
    named = line(PlaceRule.COUNTRIES, lithuania, framework=framework)
    line(PlaceRule.RULE, framework=framework, place_extent=PlaceExtent.WORLD, place_except=named)

    assert said(lithuania) == [("yes", "named itself")]


def test_a_rule_by_what_is_listed_of_it_and_what_is_not(lithuania: Region) -> None:
    home = RegionFactory()
    jurisdictions = RegionFactory(slug="jurisdictions", tier=RegionTier.GROUP, country="")
    framework = FrameworkFactory(authority=AuthorityFactory(organisation__region=home))
    line(PlaceRule.RULE, jurisdictions, framework=framework)

    assert said(home) == []
    assert said(lithuania) == [("maybe", "by a rule whose places nobody has listed")]
    jurisdictions.members.add(lithuania)
    assert said(lithuania) == [("yes", "by a rule: belongs to Jurisdictions")]
    assert said(RegionFactory(country="PL")) == []


def test_the_pages_of_a_place_cost_the_same_for_one_line_and_three(client: Client, vilnius: Region) -> None:
    client.force_login(member(AuthorityFactory()))
    pages = [vilnius.get_absolute_url(), reverse("partnerships:officer:region_detail", args=["vilnius"])]
    line(PlaceRule.REGIONS, vilnius)
    first = [_queries(client, page) for page in pages]
    line(PlaceRule.REGIONS, vilnius)
    line(PlaceRule.RULE, place_extent=PlaceExtent.WORLD)

    assert [_queries(client, page) for page in pages] == first
    assert b"by a rule" in client.get(pages[0]).content


def _queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)
