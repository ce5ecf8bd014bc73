"""Agreements as everybody reads them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.domain import articles
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def relation():
    return records.partnership(records.authority())


@pytest.fixture
def signed(relation):
    agreement = records.signed(
        relation, names={"en": "Vilnius 2014"}, valid_from="2014", valid_until="2017-39"
    )
    articles.add(agreement, version=None, by=None, texts={"en": "We meet.", "lt": "Susitinkame."})
    return agreement


def address(agreement, query=""):
    return reverse("partnerships:public:agreement_detail", args=[agreement.slug]) + query


def test_agreement_list_shows_signed_ones_only(client, relation, signed):
    records.draft(relation, names={"en": "Secret draft"})

    page = client.get(reverse("partnerships:public:agreement_list"))

    rows = [str(row) for row in page.context["table"].rows]
    assert (len(rows), "Vilnius 2014" in rows[0]) == (1, True)


def test_agreement_list_asks_the_same_number_of_questions_for_one_and_three(client, relation, signed):
    page = reverse("partnerships:public:agreement_list")
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for number in (1, 2):
        records.signed(relation, names={"en": f"Another {number}"})
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(three) == len(one)


def test_agreement_detail_of_a_draft_does_not_exist(client, relation):
    assert client.get(address(records.draft(relation))).status_code == 404


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", [("en", "We meet.")]),
        ("?text=lt", [("lt", "Susitinkame.")]),
        ("?text=both", [("en", "We meet."), ("lt", "Susitinkame.")]),
        ("?text=xx", [("en", "We meet.")]),
    ],
)
def test_agreement_detail_shows_the_articles_in_the_language_asked_for(client, signed, query, texts):
    page = client.get(address(signed, query))

    ((_article, _heading, shown),) = page.context["articles"]
    assert sorted(shown) == texts


def test_agreement_detail_says_how_long_no_more_exactly_than_known(client, signed):
    page = client.get(address(signed))

    assert [(fact.label, str(fact.value)) for fact in page.context["facts"][:2]] == [
        ("Signed", "1 March 2014"),
        ("Valid", "From 2014 until end of 2017"),
    ]
