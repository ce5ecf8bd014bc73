"""Organisations and networks with their parts, and who may change them."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import networks, organisations, parts
from partnerships.enums import NetworkEngagement, NetworkGroupKind, RegionTier
from partnerships.models import (
    FormerName,
    MemberCount,
    Network,
    NetworkGroup,
    NetworkMembership,
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


def test_join_with_a_seat_in_a_group_of_another_network() -> None:
    seat = group(NetworkFactory())
    membership = NetworkMembership(network=NetworkFactory(), authority=AuthorityFactory())

    with pytest.raises(DomainError) as error:
        networks.join(membership, {"engagement": NetworkEngagement.ACTIVE, "seats": [seat]}, by=None)

    assert list(error.value.message_dict) == ["seats"]


def test_join_only_by_the_people_of_the_member() -> None:
    network, authority = NetworkFactory(), AuthorityFactory()
    seat = group(network)
    values = {"engagement": NetworkEngagement.ACTIVE, "seats": [seat]}

    with pytest.raises(NotAllowed):
        networks.join(
            NetworkMembership(network=network, authority=authority), values, by=member(AuthorityFactory())
        )
    joined = networks.join(
        NetworkMembership(network=network, authority=authority), values, by=member(authority)
    )

    assert list(joined.seats.all()) == [seat]


def test_join_twice() -> None:
    network, authority = NetworkFactory(), AuthorityFactory()
    values = {"engagement": NetworkEngagement.ACTIVE}
    networks.join(NetworkMembership(network=network, authority=authority), values, by=None)

    with pytest.raises(ValidationError, match="already a member"):
        networks.join(NetworkMembership(network=network, authority=authority), values, by=None)
