"""What has happened to a signed agreement, as its page, its history and the register tell it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_moves as moves
from partnerships.models import AgreementParty
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records
from tests.partnerships.views.officer.test_agreement_acts import life, places, record

pytestmark = pytest.mark.django_db


TODAY = date(2016, 6, 1)


D = UncertainDate


@pytest.fixture(autouse=True)
def the_day(time_machine):
    time_machine.move_to(f"{TODAY}T09:00:00Z", tick=False)


@pytest.fixture
def agreement(relation):
    """Return an agreement in force from 2014 until 2017 between three parties, with three months' notice."""
    made = records.signed(relation, valid_from="2014-01-01", valid_until="2017-12-31", notice_months=3)
    moves.put_in_force(made, version=None, by=None, today=TODAY)
    north = records.organisation("north")
    AgreementParty.objects.create(agreement=made, organisation=north, position=2)
    made.refresh_from_db()
    return made


def test_a_party_that_an_act_names_is_not_taken_off_the_list(client, officer, agreement):
    north = agreement.parties.last()
    record(client, agreement, "withdrawal", party=north.pk, last_day="2016-05-31")
    agreement.refresh_from_db()

    answer = client.post(
        reverse("partnerships:officer:party_remove", args=[agreement.slug, north.pk]),
        {"version": agreement.version},
        follow=True,
    )

    assert "is named in the agreement&#x27;s life, and stays on the list" in answer.text
    assert agreement.parties.filter(pk=north.pk).exists()


def test_the_page_and_the_register_ask_the_same_number_of_questions_whatever_happened(
    client, officer, agreement
):
    addresses = [
        reverse("partnerships:officer:agreement_detail", args=[agreement.slug]),
        reverse("partnerships:public:agreement_detail", args=[agreement.slug]),
        reverse("partnerships:officer:agreement_list"),
    ]
    counts = []
    for number in (1, 3):
        for place in range(number):
            year = 2018 + number + place
            acts.extend(agreement, until=D(str(year)), version=None, by=officer, today=TODAY)
            acts.amend(agreement, what={"en": "More."}, version=None, by=officer, today=TODAY)
            record(
                client,
                agreement,
                "accession",
                role="party",
                organisation=records.organisation(f"o{year}{number}").pk,
            )
        asked = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
        counts.append(asked)

    assert counts[0] == counts[1]


def test_what_happened_is_in_the_history_with_its_words(client, officer, agreement):
    record(client, agreement, "extension", until="2020", decided="May 2016")

    page = client.get(reverse("partnerships:officer:agreement_history", args=[agreement.slug]))

    assert "added act “Extension”" in page.text
    assert "added period “2. Extended”" in page.text


def test_what_was_recorded_last_is_taken_back_on_its_page(client, officer, agreement):
    record(client, agreement, "withdrawal", party=places(agreement)[2], last_day="2016-05-31")
    detail = reverse("partnerships:officer:agreement_detail", args=[agreement.slug])
    last = client.get(detail).context["last_act"]
    agreement.refresh_from_db()

    asked = client.get(last["url"])
    refused = client.post(last["url"], {"version": agreement.version, "note": ""})
    answer = client.post(last["url"], {"version": agreement.version, "note": "It was another agreement."})

    assert (last["words"], asked.status_code, refused.context["form"].errors, answer["Location"]) == (
        "North leaves",
        200,
        {"note": ["Say what was wrong, so that others understand the history."]},
        f"{detail}#life",
    )
    assert ("31 May 2016", "North leaves") not in life(client, agreement)
    assert [party.left for party in records.parties_of(agreement)] == [None, None, None]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"valid_until": "2017-12-31"}, ["Extend it", "Terminate"]),
        ({"valid_until": "2017-12-31", "renews_tacitly": True}, ["Record a notice", "Terminate"]),
        ({"open_ended": True}, ["Record a notice", "Terminate"]),
        ({"valid_until": "2016-05-31"}, ["Record that it has expired", "Terminate"]),
        ({"open_ended": True, "last_day": "2016-09-30"}, ["Terminate"]),
    ],
)
def test_the_head_offers_what_comes_next(client, officer, relation, data, words):
    made = records.signed(
        relation, valid_from="2014-01-01", **{k: v for k, v in data.items() if k != "last_day"}
    )
    if "last_day" in data:
        made.last_day = data["last_day"]
        made.save()
    records.in_status(made, "in_force")

    page = client.get(reverse("partnerships:officer:agreement_detail", args=[made.slug]))

    assert [step["words"] for step in page.context["steps"]] == words
