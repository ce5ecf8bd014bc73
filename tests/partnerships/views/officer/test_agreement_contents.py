"""What an agreement or a network holds, on its pages and edited in the office."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Aim, Milestone, OrganSeat, Pledge
from portal.accounts.enums import Role
from tests.factories.accounts import member
from tests.factories.agreement_contents import AimFactory, InstrumentFactory, OrganFactory
from tests.factories.partnerships import (
    AgreementFactory,
    AuthorityFactory,
    NetworkFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(db: None) -> Any:
    return AgreementFactory(partnership=PartnershipFactory(), status="signed")


@pytest.fixture
def officer(agreement: Any, client: Client) -> Any:
    user = member(agreement.keeper, Role.OFFICER)
    client.force_login(user)
    return user


def add(client: Client, record: Any, part: str, noun: str = "agreement", **data: Any) -> Any:
    return client.post(reverse(f"partnerships:officer:{noun}_part_add", args=[record.slug, part]), data)


def test_an_officer_adds_money_and_the_public_reads_it(agreement: Any, officer: Any, client: Client) -> None:
    data = {
        "what_en": "Joint budget",
        "amount": "about 110 000",
        "currency": "EUR",
        "rhythm": "year",
        "joint": "on",
    }
    response = add(client, agreement, "pledges", **data)
    pledge = Pledge.objects.get()
    page = client.get(agreement.get_absolute_url()).content.decode()

    assert response.status_code == 302
    assert (pledge.agreement, pledge.rhythm, pledge.joint) == (agreement, "year", True)
    assert "Joint budget" in page
    assert "A year" in page


def test_an_amount_without_a_currency_gets_a_sentence(agreement: Any, officer: Any, client: Client) -> None:
    response = add(client, agreement, "pledges", what_en="Joint budget", amount="110 000")

    assert "Say in which currency the amount is." in response.content.decode()
    assert Pledge.objects.count() == 0


def test_an_instrument_of_another_agreement_is_refused(agreement: Any, officer: Any, client: Client) -> None:
    other: Any = InstrumentFactory(agreement=AgreementFactory())
    data = {"kind": "meeting", "texts_en": "They met", "instrument": other.pk}

    response = add(client, agreement, "milestones", **data)

    assert response.status_code == 422
    assert Milestone.objects.count() == 0


def test_a_seat_belongs_to_a_body_of_the_agreement(agreement: Any, officer: Any, client: Client) -> None:
    organ: Any = OrganFactory(agreement=agreement)
    add(
        client,
        agreement,
        "organ-seats",
        organ=organ.pk,
        who_en="Experts of Estonia",
        role="member",
        seats="2",
    )
    seat = OrganSeat.objects.get()
    address = reverse(
        "partnerships:officer:agreement_part_remove", args=[agreement.slug, "organ-seats", seat.pk]
    )

    assert (seat.organ, str(seat.seats)) == (organ, "2")
    assert client.post(address).status_code == 302
    assert OrganSeat.objects.count() == 0


def test_a_network_holds_aims_too(officer: Any, client: Client) -> None:
    network: Any = NetworkFactory()
    add(client, network, "network-aims", "network", kind="objective", texts_en="Advocacy")

    assert [aim.network for aim in Aim.objects.all()] == [network]
    assert "Advocacy" in client.get(network.get_absolute_url()).content.decode()


def test_people_of_other_authorities_may_not(agreement: Any, client: Client) -> None:
    client.force_login(member(AuthorityFactory(), Role.OFFICER))  # type: ignore[arg-type]

    assert add(client, agreement, "aims", kind="objective", texts_en="Ours").status_code == 403


def test_an_agreement_between_others_is_recorded(agreement: Any, officer: Any, client: Client) -> None:
    data = {"recorded_by": agreement.keeper.pk, "names_en": "Wales and Oita", "kind": "mou"}
    response = client.post(reverse("partnerships:officer:agreement_create"), data)
    made = type(agreement).objects.get(names__en="Wales and Oita")

    assert response.status_code == 302
    assert (made.partnership, made.keeper, made.parties.count()) == (None, agreement.keeper, 0)
    assert client.get(reverse("partnerships:officer:agreement_detail", args=[made.slug])).status_code == 200


def test_neither_partnership_nor_recorder_gets_a_sentence(
    agreement: Any, officer: Any, client: Client
) -> None:
    response = client.post(reverse("partnerships:officer:agreement_create"), {"names_en": "X", "kind": "mou"})

    assert "one of the two" in response.content.decode()


def test_the_page_takes_the_same_number_of_queries(agreement: Any, client: Client) -> None:
    counts = []
    for _round in range(2):
        AimFactory.create_batch(2, agreement=agreement)
        with CaptureQueriesContext(connection) as queries:
            client.get(agreement.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]
