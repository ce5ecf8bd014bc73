"""A place's page: partners here, agreements, exchanges, grants, and the priority lines that cover it and why."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grants.enums import CallStatus
from partnerships.enums import ElementKind, PlaceRule, RegionTier
from partnerships.models import Organisation, Region
from tests.factories.exchanges import ExchangeFactory
from tests.factories.grants import AwardFactory, CallFactory
from tests.factories.partnerships import (
    AgreementFactory,
    AgreementPartyFactory,
    FrameworkElementFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def page_of(record: Any) -> Any:
    return Client().get(record.get_absolute_url())


def furnish(region: Region) -> None:
    """Give a place a partner, an agreement in force, exchanges of both kinds, a call, a line, a body and a group."""
    partnership = PartnershipFactory(region=region)
    AgreementFactory(partnership=partnership, status="in_force")
    ExchangeFactory(partnership=partnership)
    ExchangeFactory().subject_regions.add(region)
    CallFactory(status=CallStatus.PUBLISHED).partnerships.add(partnership)
    line = FrameworkElementFactory(kind=ElementKind.PRIORITY_LINE, place_rule=PlaceRule.REGIONS)
    line.places.add(region)
    RegionFactory(tier=RegionTier.GROUP, country="").members.add(region)
    RegionFactory(parent=region)
    body = OrganisationFactory(region=region)
    body.former_names.create(name="Before")
    region.former_names.create(name="Before")


def test_everything_that_belongs_to_a_place_is_on_its_page() -> None:
    region = RegionFactory(names={"en": "Vilnius Region"})
    partnership = PartnershipFactory(region=region, names={"en": "With Vilnius"})
    AgreementFactory(partnership=partnership, names={"en": "Agreement of 2014"}, status="in_force")
    with_them = ExchangeFactory(partnership=partnership, names={"en": "Choirs visit"})
    about_it = ExchangeFactory(names={"en": "An exhibition about Vilnius"})
    about_it.subject_regions.add(region)
    CallFactory(names={"en": "Call for Vilnius"}, status=CallStatus.PUBLISHED).partnerships.add(partnership)
    award = AwardFactory(exchange=with_them)
    award.decision.application.title = "Choirs sing"
    award.decision.application.save()

    page = page_of(region)

    said = (
        "With Vilnius", "Agreement of 2014", "Choirs visit", "An exhibition about Vilnius", "Call for Vilnius",
        "Choirs sing",
    )  # fmt: skip
    assert {text: text in page.text for text in said} == dict.fromkeys(said, True)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("itself", "named itself"),
        ("member", "belongs to Baltic states"),
        ("rule", "by a rule"),
    ],
)
def test_why_a_priority_line_covers_a_place(how: str, reason: str) -> None:
    place = RegionFactory(names={"en": "Lithuania"}, tier=RegionTier.COUNTRY, country="LT", in_eu=True)
    line = FrameworkElementFactory(
        kind=ElementKind.PRIORITY_LINE,
        names={"en": "The Baltic line"},
        place_rule=PlaceRule.RULE if how == "rule" else PlaceRule.COUNTRIES,
        place_countries=["LT"] if how == "rule" else [],
    )
    if how == "itself":
        line.places.add(place)
    elif how == "member":
        group = RegionFactory(names={"en": "Baltic states"}, tier=RegionTier.GROUP, country="")
        group.members.add(place)
        line.places.add(group)

    page = page_of(place)

    panel = next(panel for panel in page.context["panels"] if panel.anchor == "priorities")
    assert [(one.line, one.reason) for one in panel.context["covering"]] == [(line, reason)]
    assert [text in page.text for text in ("The Baltic line", reason)] == [True, True]


def test_a_place_with_much_asks_no_more_than_one_with_little() -> None:
    counted = []
    for times in (1, 3):
        region = RegionFactory()
        for _time in range(times):
            furnish(region)
        page_of(region)
        with CaptureQueriesContext(connection) as asked:
            page_of(region)
        counted.append(len(asked))

    assert counted[0] == counted[1]


def test_a_body_with_much_asks_no_more_than_one_with_little() -> None:
    counted = []
    for times in (1, 3):
        body: Organisation = OrganisationFactory(parent=OrganisationFactory())
        for _time in range(times):
            partnership = PartnershipFactory(counterpart=body)
            AgreementPartyFactory(
                organisation=body, agreement=AgreementFactory(partnership=partnership, status="in_force")
            )
            OrganisationFactory(parent=body)
            body.former_names.create(name="Before")
            body.registration_numbers.create(list_code="SE-BLV", number=f"{body.pk}-{partnership.pk}")
        page_of(body)
        with CaptureQueriesContext(connection) as asked:
            page_of(body)
        counted.append(len(asked))

    assert counted[0] == counted[1]


def test_a_counterpart_under_another_name_is_right_then_and_now() -> None:
    body = OrganisationFactory(names={"en": "North East Culture Partnership"})
    body.former_names.create(
        name="North East Local Enterprise Partnership", language="en", period="../2017-05"
    )
    partnership = PartnershipFactory(counterpart=body)
    then = AgreementFactory(partnership=partnership, status="in_force", signed="2011")
    now = AgreementFactory(partnership=partnership, status="in_force", signed="2024")
    for agreement in (then, now):
        AgreementPartyFactory(agreement=agreement, organisation=body)

    pages = [page_of(one).text for one in (partnership, then, now)]

    assert [page.count("North East Culture Partnership") > 0 for page in pages] == [True, True, True]
    assert "North East Local Enterprise Partnership (until May 2017)" in pages[0]
    assert "Then called North East Local Enterprise Partnership" in pages[1]
    assert "Local Enterprise" not in pages[2]
