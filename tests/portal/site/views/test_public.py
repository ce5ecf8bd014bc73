"""The portal's own public pages."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grants.enums import CallStatus
from portal.site.partners import partner_map
from tests.factories.grants import CallFactory
from tests.factories.partnerships import AuthorityFactory, PartnershipFactory, RegionFactory


def at(longitude, latitude, **fields):
    return RegionFactory(longitude=longitude, latitude=latitude, **fields)


def test_home_of_an_empty_portal_says_what_will_be_there(client, db):
    answer = client.get("/")

    assert "No partnership has been entered yet." in answer.content.decode()


def test_home_shows_partners_and_only_calls_that_are_open(client, db):
    now = timezone.now()
    partnership = PartnershipFactory(region=at(25, 54), names={"en": "West and Vilnius"})
    days = {"opens_at": now - timedelta(days=9), "status": CallStatus.PUBLISHED}
    opened = CallFactory(names={"en": "Open one"}, closes_at=now + timedelta(days=1), **days)
    CallFactory(names={"en": "Past one"}, closes_at=now - timedelta(days=1), **days)

    answer = client.get("/")

    assert [str(call) for call in answer.context["calls"]] == [str(opened)]
    assert partnership.get_absolute_url() in answer.context["picture"].svg


def test_home_costs_the_same_for_one_and_for_three(client, db):
    counts = []
    for _round in (1, 2):
        PartnershipFactory(region=at(25, 54))
        client.get("/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/")
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_partner_map_without_any_point_is_none(db):
    assert partner_map([PartnershipFactory.create()]) is None


def test_map_of_one_authority_shows_its_partners_alone(client, db):
    mine, other = (AuthorityFactory(), AuthorityFactory())
    shown = PartnershipFactory(authority=mine, region=at(25, 54))
    PartnershipFactory(authority=other, region=at(24, 45))

    answer = client.get("/map/", {"authority": mine.slug})

    assert answer.context["partnerships"] == [(1, shown)]


def test_map_of_an_unknown_authority_is_not_there(client, db):
    assert client.get("/map/", {"authority": "nowhere"}).status_code == 404


def test_search_finds_a_call_by_part_of_its_name_in_any_language(client, db):
    call = CallFactory(names={"sv": "Utbyte med Querétaro", "en": "Exchange"}, status=CallStatus.CLOSED)

    hits = [
        hit.url
        for found in client.get("/search/", {"q": "querét"}).context["kinds"].values()
        for hit in found
    ]

    assert hits == [call.get_absolute_url()]


def test_search_for_nothing_known_says_what_to_try(client, db):
    answer = client.get("/search/", {"q": "xyzzy"})

    assert "Try fewer words" in answer.content.decode()


def test_search_with_a_null_byte_is_no_error(client, db):
    assert client.get("/search/?q=a%00b").status_code == 200
