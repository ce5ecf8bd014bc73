"""Organisations and networks with their parts, and who may change them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import networks, organisations, parts
from partnerships.enums import NetworkEngagement, NetworkGroupKind, RegionTier
from partnerships.models import (
    FormerName,
    MemberCount,
    Network,
    NetworkFee,
    NetworkGroup,
    NetworkMembership,
    NetworkSeat,
    PartnershipParticipant,
    RegistrationNumber,
)
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.multilingual import Multilingual
from portal.core.uncertain import UncertainDate, UncertainNumber
from portal.core.versions import stamp
from tests.factories.accounts import UserFactory, member
from tests.factories.partnerships import (
    AuthorityFactory,
    NetworkFactory,
    NetworkFeeFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def test_organisation_becomes_part_of_itself() -> None:
    top = OrganisationFactory()
    inner = OrganisationFactory(parent=OrganisationFactory(parent=top))

    with pytest.raises(DomainError) as error:
        organisations.edit(top, {"parent": inner}, version=1, by=None)

    assert list(error.value.message_dict) == ["parent"]


def test_organisation_in_a_municipality_that_is_none() -> None:
    with pytest.raises(DomainError) as error:
        organisations.edit(
            OrganisationFactory(),
            {"municipality": RegionFactory(tier=RegionTier.COUNTRY)},
            version=1,
            by=None,
        )

    assert list(error.value.message_dict) == ["municipality"]


def test_network_becomes_part_of_itself() -> None:
    cpmr = NetworkFactory()
    nsc = NetworkFactory(parent=cpmr)

    with pytest.raises(DomainError) as error:
        networks.edit(cpmr, {"parent": nsc}, version=1, by=None)

    assert list(error.value.message_dict) == ["parent"]


def test_network_is_one_of_six_of_nothing() -> None:
    with pytest.raises(DomainError) as error:
        networks.edit(NetworkFactory(), {"siblings_within_parent": 6}, version=1, by=None)

    assert list(error.value.message_dict) == ["parent"]


def test_former_name_is_added_edited_and_removed() -> None:
    officer = member(AuthorityFactory())
    organisation = OrganisationFactory()
    values = {"name": "Västarvet", "period": UncertainDate("../2019")}

    former = parts.add(FormerName(organisation=organisation), values, by=officer)
    seen = stamp(former)
    parts.edit(former, {"name": "Västarvet (förvaltning)"}, version=seen, by=officer)
    with pytest.raises(StaleEdit):
        parts.edit(former, {"name": "Annat"}, version=seen, by=officer)

    assert FormerName.objects.get().name == "Västarvet (förvaltning)"
    parts.remove(former, version=None, by=officer)
    assert FormerName.objects.count() == 0


def test_registration_number_that_another_organisation_has() -> None:
    values = {"list_code": "SE-BLV", "number": "232100-0131"}
    parts.add(RegistrationNumber(organisation=OrganisationFactory()), values, by=None)

    with pytest.raises(ValidationError, match="already has this number"):
        parts.add(RegistrationNumber(organisation=OrganisationFactory()), values, by=None)


def test_parts_of_what_all_share_by_somebody_without_a_role() -> None:
    with pytest.raises(NotAllowed):
        parts.add(FormerName(organisation=OrganisationFactory()), {"name": "X"}, by=UserFactory())


def test_participant_of_another_authority() -> None:
    values = {"organisation": OrganisationFactory(), "engagement": "current"}

    with pytest.raises(NotAllowed):
        parts.add(
            PartnershipParticipant(partnership=PartnershipFactory()), values, by=member(AuthorityFactory())
        )


def test_member_count_keeps_its_date_and_qualifier() -> None:
    network = NetworkFactory()

    parts.add(
        MemberCount(network=network),
        {"count": UncertainNumber.exactly(154), "as_of": UncertainDate("2023")},
        by=None,
    )

    count = MemberCount.objects.get()
    assert (count.count, count.as_of) == (UncertainNumber.exactly(154), UncertainDate("2023"))


def group(network: Network) -> NetworkGroup:
    return parts.add(
        NetworkGroup(network=network),
        {"kind": NetworkGroupKind.GROUP, "names": Multilingual(en="Tourism")},
        by=None,
    )


def test_a_seat_in_a_group_of_another_network() -> None:
    membership = NetworkMembershipFactory()

    with pytest.raises(DomainError) as error:
        parts.add(NetworkSeat(membership=membership), {"group": group(NetworkFactory())}, by=None)

    assert list(error.value.message_dict) == ["group"]


def test_a_seat_and_a_fee_only_by_the_people_of_the_member() -> None:
    membership = NetworkMembershipFactory()
    seat = {"group": group(membership.network), "person": "Kim Berg", "office": Multilingual(en="Chair")}
    fee = {"year": 2026, "amount": Decimal(60000), "currency": "SEK"}

    with pytest.raises(NotAllowed):
        parts.add(NetworkSeat(membership=membership), seat, by=member(AuthorityFactory()))
    with pytest.raises(NotAllowed):
        parts.add(NetworkFee(membership=membership), fee, by=member(AuthorityFactory()))
    stored = parts.add(NetworkSeat(membership=membership), seat, by=member(membership.authority))
    parts.add(NetworkFee(membership=membership), fee, by=member(membership.authority))

    assert str(stored) == "Tourism, Kim Berg, Chair"
    assert [str(one) for one in membership.fees.all()] == ["2026: 60000.00 SEK"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"year": 2026}, "__all__"),
        ({"year": 26}, "__all__"),
        ({"amount": Decimal(-1)}, "__all__"),
        ({"year": 2027, "paid_on": date(2999, 1, 1)}, "paid_on"),
    ],
)
def test_a_fee_that_cannot_be(values: dict[str, Any], field: str) -> None:
    fee = NetworkFeeFactory(year=2026)
    new = {"year": 2027, "amount": Decimal(1), "currency": "SEK", **values}

    with pytest.raises(ValidationError) as error:
        parts.add(NetworkFee(membership=fee.membership), new, by=None)

    assert list(error.value.message_dict) == [field]


def test_join_only_by_the_people_of_the_member() -> None:
    network, authority = NetworkFactory(), AuthorityFactory()
    values = {"engagement": NetworkEngagement.ACTIVE}

    with pytest.raises(NotAllowed):
        networks.join(
            NetworkMembership(network=network, authority=authority), values, by=member(AuthorityFactory())
        )
    joined = networks.join(
        NetworkMembership(network=network, authority=authority), values, by=member(authority)
    )

    assert list(authority.network_memberships.all()) == [joined]


def test_join_twice() -> None:
    network, authority = NetworkFactory(), AuthorityFactory()
    values = {"engagement": NetworkEngagement.ACTIVE}
    networks.join(NetworkMembership(network=network, authority=authority), values, by=None)

    with pytest.raises(ValidationError, match="already a member"):
        networks.join(NetworkMembership(network=network, authority=authority), values, by=None)
