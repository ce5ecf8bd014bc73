"""Memberships of networks over time: pictures, and the days by which somebody has to act."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import memberships
from partnerships.models import MemberCount, NetworkGroup, NetworkMembership
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    NetworkFactory,
    NetworkFeeFactory,
    NetworkMembershipFactory,
    NetworkSeatFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_deadlines_are_fees_to_pay_and_seats_that_end_on_a_certain_day() -> None:
    membership = NetworkMembershipFactory()
    officer = member(membership.authority)
    fee = NetworkFeeFactory(membership=membership, year=2026, due_on=date(2026, 3, 31))
    NetworkFeeFactory(membership=membership, year=2025, due_on=date(2026, 1, 31), paid_on=date(2026, 1, 5))
    seat = NetworkSeatFactory(membership=membership, period=UncertainDate("2023-01-01/2026-10-31"))
    NetworkSeatFactory(membership=membership, period=UncertainDate("2023/2026"))
    NetworkSeatFactory(membership=membership, period=UncertainDate("2023-01-01/2026-11-30~"))
    NetworkFeeFactory(due_on=date(2026, 3, 31))

    found = list(memberships.deadlines(officer, *YEAR))

    assert [(one.key, one.day) for one in found] == [
        (f"network-fee-{fee.pk}", date(2026, 3, 31)),
        (f"network-seat-{seat.pk}", date(2026, 10, 31)),
    ]


def test_pictures_say_the_fees_and_leave_years_nobody_knows_unknown() -> None:
    membership = NetworkMembershipFactory(authority__organisation__names={"en": "The region"})
    NetworkFeeFactory(membership=membership, year=2021, amount=40000)
    NetworkFeeFactory(membership=membership, year=2023, amount=50000)
    rows = NetworkMembership.objects.prefetch_related("seats", "fees")

    (picture,) = memberships.pictures(list(rows))

    assert picture.title == "The region: SEK\u00a040,000 in 2021, SEK\u00a050,000 in 2023"
    assert picture.rows == [["2021", "SEK\u00a040,000"], ["2022", "unknown"], ["2023", "SEK\u00a050,000"]]


def test_a_name_is_shown_to_everybody_only_where_somebody_said_so(client: Client) -> None:
    membership = NetworkMembershipFactory()
    NetworkSeatFactory(membership=membership, person="Kim Berg", office={"en": "Chair"})
    NetworkSeatFactory(membership=membership, person="Robin Ek", person_is_public=True)

    page = client.get(membership.network.get_absolute_url()).content.decode()

    assert ("Kim Berg" in page, "Robin Ek" in page, "Chair" in page) == (False, True, True)


@pytest.mark.parametrize("audience", ["public", "officer"])
def test_the_pages_of_a_network_cost_the_same_for_one_membership_and_three(
    client: Client, audience: str
) -> None:
    network = NetworkFactory()
    client.force_login(member(AuthorityFactory()))
    address = reverse(f"partnerships:{audience}:network_detail", args=[network.slug])

    def make() -> None:
        membership = NetworkMembershipFactory(network=network, period=UncertainDate("2011/.."))
        group = NetworkGroup.objects.create(network=network, kind="committee", names={"en": "Culture"})
        NetworkSeatFactory(membership=membership, period=UncertainDate("2019/2023"), group=group)
        NetworkFeeFactory(membership=membership)
        MemberCount.objects.create(network=network, count="57")
        membership.beneficiaries.add(OrganisationFactory())

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    make()
    one = queries()
    make()
    make()
    assert queries() == one


def test_a_seat_and_a_fee_are_entered_on_their_pages(client: Client) -> None:
    membership = NetworkMembershipFactory()
    client.force_login(member(membership.authority))
    slug = membership.network.slug
    seat = {"membership": membership.pk, "group": "", "person": "Kim Berg", "period": "2023/2026"}
    fee = {"membership": membership.pk, "year": "2026", "amount": "60000", "currency": "kronor"}

    added = client.post(reverse("partnerships:officer:network_part_add", args=[slug, "seats"]), seat)
    wrong = client.post(reverse("partnerships:officer:network_part_add", args=[slug, "fees"]), fee)
    page = client.get(reverse("partnerships:officer:network_detail", args=[slug])).content.decode()

    assert (added.status_code, wrong.status_code) == (302, 422)
    assert "Kim Berg" in page
    assert "60000" in wrong.content.decode()


def test_member_counts_are_read_the_latest_first_and_those_without_a_date_last(client: Client) -> None:
    """A count is as of a date (X05); the sources of CPMR's 154 and NSC's 57 give none (B09, B10)."""
    network = NetworkFactory()
    for count, as_of in [("154", None), ("about 150", "2019"), ("160", "2024-05")]:
        MemberCount.objects.create(network=network, count=count, as_of=as_of)

    page = client.get(network.get_absolute_url()).text

    assert [one.count.canonical for one in network.member_counts.all()] == ["160", "about 150", "154"]
    assert "160 (as of May 2024)" in page
    assert "154 (the source gives no date)" in page


def test_the_office_reads_for_whom_a_membership_opens_doors(client: Client) -> None:
    membership = NetworkMembershipFactory()
    membership.beneficiaries.add(OrganisationFactory(names={"en": "The symphony"}))
    client.force_login(member(membership.authority))

    page = client.get(reverse("partnerships:officer:network_detail", args=[membership.network.slug])).text

    assert "opens doors for The symphony" in page
