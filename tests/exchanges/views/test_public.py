"""What everybody reads of exchanges and events."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exchanges.enums import ActorRole, Direction
from partnerships.enums import Engagement
from portal.core.forms.picker import DRAWN_WHOLE
from portal.core.uncertain import UncertainDate, UncertainNumber
from tests.clients import StrictClient
from tests.factories.exchanges import (
    EventFactory,
    ExchangeActorFactory,
    ExchangeFactory,
    ExchangeFigureFactory,
)
from tests.factories.partnerships import (
    AgreementFactory,
    FieldOfArtFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def test_exchange_list_offers_few_partners_whole_and_many_by_search() -> None:
    mine = ExchangeFactory(names={"en": "Ours"})
    ExchangeFactory(names={"en": "Somebody else's"})
    few = page("/exchanges/")
    PartnershipFactory.create_batch(DRAWN_WHOLE)
    address = f"/exchanges/?partner={mine.partnership.slug}"

    many, narrowed = page("/exchanges/"), page(address)

    assert [text.count('<option value="partnership-') for text in (few, many, narrowed)] == [2, 0, 1]
    assert [mark in many for mark in ('data-picker="/options/partners/"', 'name="partner_find"')] == [
        True,
        True,
    ]
    assert ["Ours" in narrowed, "Somebody else" in narrowed] == [True, False]


def test_exchange_list_takes_the_name_of_a_partner_without_javascript() -> None:
    vilnius = PartnershipFactory(names={"en": "Vilnius"})
    ExchangeFactory(partnership=vilnius, names={"en": "Choirs"})
    ExchangeFactory(partnership=PartnershipFactory(names={"en": "Vilnius district"}), names={"en": "Dancers"})
    PartnershipFactory.create_batch(DRAWN_WHOLE)

    named, asked = page("/exchanges/?partner_find=vilnius"), page("/exchanges/?partner_find=viln")

    assert ["Choirs" in named, "Dancers" in named] == [True, False]
    assert "2 matches for “viln”: choose among them, or search again." in asked


def test_partners_are_found_while_one_types() -> None:
    vilnius = PartnershipFactory(names={"en": "Vilnius"})

    answer = StrictClient().get("/options/partners/?q=viln").json()

    assert answer == {
        "options": [{"value": vilnius.slug, "label": "Vilnius", "note": str(vilnius.authority)}]
    }
    assert StrictClient().get("/options/partners/").json() == {"options": []}
    # What the office picks, only the office asks for.
    assert StrictClient().get("/options/agreements/?q=a").status_code == 404


def page(url: str) -> str:
    return StrictClient().get(url).content.decode()


@pytest.mark.parametrize(
    ("direction", "seen", "word"),
    [
        (Direction.INCOMING, "", "Incoming"),
        (Direction.INCOMING, "?seen=partner", "Outgoing"),
        (Direction.OUTGOING, "?seen=partner", "Incoming"),
        (Direction.MUTUAL, "?seen=partner", "Mutual"),
        (Direction.INCOMING, "?seen=nonsense", "Incoming"),
    ],
)
def test_exchange_detail_flips_the_direction_for_the_partner(direction, seen, word) -> None:  # type: ignore[no-untyped-def]
    exchange = ExchangeFactory(direction=direction)

    answer = StrictClient().get(exchange.get_absolute_url() + seen)

    assert answer.context["seen"].word == word


def test_exchange_detail_says_the_same_journey_from_both_sides() -> None:
    region = RegionFactory(names={"en": "Querétaro"})
    exchange = ExchangeFactory(partnership=PartnershipFactory(region=region))

    both = [StrictClient().get(exchange.get_absolute_url() + seen) for seen in ("", "?seen=partner")]

    home = exchange.authority.organisation.names
    assert [one.context["seen"].sentence for one in both] == [f"From Querétaro to {home}"] * 2


def test_exchange_detail_keeps_numbers_in_words_and_lists_incomplete() -> None:
    exchange = ExchangeFactory(participants_incomplete=True)
    ExchangeFigureFactory(exchange=exchange, number=UncertainNumber.nearly(50, "close to fifty"))
    ExchangeActorFactory(exchange=exchange, role=ActorRole.PARTICIPANT, engagement=Engagement.FORMER)
    for _number in range(2):
        ExchangeActorFactory(exchange=exchange)

    text = page(exchange.get_absolute_url())

    said = ["nearly 50", "close to fifty", "2 hosts", "Former", "and more, who are not listed here"]
    assert [words for words in said if words not in text] == []


def test_exchange_detail_hides_an_agreement_that_is_a_draft() -> None:
    exchange = ExchangeFactory()
    exchange.agreement = AgreementFactory(partnership=exchange.partnership, names={"en": "Secret draft"})
    exchange.save()

    assert "Secret draft" not in page(exchange.get_absolute_url())


def names(query: str) -> set[str]:
    answer = StrictClient().get(f"{reverse('exchanges:public:exchange_list')}?{query}")
    return {record.slug for record in answer.context["table"].records}


def test_exchange_list_finds_by_year_certainly_or_possibly() -> None:
    ExchangeFactory(slug="certain", period=UncertainDate("2015"))
    ExchangeFactory(slug="possible", period=UncertainDate("2014/2017"))
    ExchangeFactory(slug="other", period=UncertainDate("2018"))
    ExchangeFactory(slug="undated")

    assert names("year=2015") == {"certain", "possible"}
    assert names("year=2015&sure=certainly") == {"certain"}
    assert names("year=99999") == {"certain", "possible", "other", "undated"}


def test_exchange_list_flips_the_direction_filter() -> None:
    ExchangeFactory(slug="in", direction=Direction.INCOMING)
    ExchangeFactory(slug="out", direction=Direction.OUTGOING)

    assert names("direction=incoming") == {"in"}
    assert names("direction=incoming&seen=partner") == {"out"}


def test_exchange_list_searches_hosts_and_filters_by_partner_and_field() -> None:
    field = FieldOfArtFactory()
    exchange = ExchangeFactory(slug="found")
    exchange.fields.set([field])
    ExchangeActorFactory(exchange=exchange, organisation__names={"sv": "Nordiska akvarellmuseet"})
    ExchangeFactory(slug="other")

    assert names("q=AKVARELL") == {"found"}
    assert names(f"partner={exchange.partnership.slug}") == {"found"}
    assert names(f"field={field.code}") == {"found"}


@pytest.mark.parametrize(
    ("url", "make"),
    [("exchanges:public:exchange_list", ExchangeFactory), ("exchanges:public:event_list", EventFactory)],
)
def test_register_asks_as_often_for_one_row_as_for_three(url, make) -> None:  # type: ignore[no-untyped-def]
    counts = []
    for rows in (1, 2):
        for _number in range(rows):
            made = make()
            if hasattr(made, "fields"):
                made.fields.set([FieldOfArtFactory()])
        with CaptureQueriesContext(connection) as queries:
            StrictClient().get(reverse(url))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_event_feed_leaves_out_what_is_known_only_by_its_year() -> None:
    EventFactory(names={"en": "On a day"}, held=UncertainDate("2019-05-31"))
    EventFactory(names={"en": "In a year"}, held=UncertainDate("2019"))

    answer = StrictClient().get(reverse("exchanges:public:event_feed"))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert [line for line in text.split("\r\n") if line.startswith("SUMMARY")] == ["SUMMARY:On a day"]
