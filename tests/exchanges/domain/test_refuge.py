"""Placements are written by refuge officers of the programme's authority, and by nobody else (A07)."""

import pytest

from exchanges.domain import refuge
from exchanges.enums import PlacementStatus
from exchanges.models import RefugePlacement
from partnerships.enums import RegionTier
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import UserFactory, member
from tests.factories.exchanges import RefugePlacementFactory, RefugeProgrammeFactory
from tests.factories.partnerships import AuthorityFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_add_placement_by_a_refuge_officer_begins_its_moves() -> None:
    programme = RefugeProgrammeFactory()
    officer = member(programme.authority, Role.REFUGE_OFFICER)
    town = RegionFactory(tier=RegionTier.MUNICIPALITY)

    placement = refuge.add_placement(programme, {"municipality": town}, by=officer)

    assert list(placement.moves.values_list("from_status", "to_status", "by")) == [
        ("", "prepared", officer.pk)
    ]


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.REFUGE_OFFICER])
def test_add_placement_is_not_allowed_to_other_roles(role: str) -> None:
    programme = RefugeProgrammeFactory()

    with pytest.raises(NotAllowed):
        refuge.add_placement(
            programme,
            {"municipality": RegionFactory(tier=RegionTier.MUNICIPALITY)},
            by=member(programme.authority, role),
        )

    assert RefugePlacement.objects.count() == 0


def test_change_status_is_not_allowed_to_superusers_and_other_authorities() -> None:
    placement = RefugePlacementFactory()

    for user in (UserFactory(is_superuser=True), member(AuthorityFactory(), Role.REFUGE_OFFICER)):
        with pytest.raises(NotAllowed):
            refuge.change_status(placement, PlacementStatus.ONGOING, by=user)


def test_change_status_follows_the_table() -> None:
    placement = RefugePlacementFactory()
    officer = member(placement.programme.authority, Role.REFUGE_OFFICER)

    moved = refuge.change_status(placement, PlacementStatus.ONGOING, by=officer)

    assert moved.status == PlacementStatus.ONGOING
    with pytest.raises(DomainError):
        refuge.change_status(placement, PlacementStatus.PREPARED, by=officer)


def test_edit_placement_refuses_a_place_that_is_no_municipality() -> None:
    with pytest.raises(DomainError) as refused:
        refuge.edit_placement(
            RefugePlacementFactory(), {"municipality": RegionFactory()}, version=None, by=None
        )

    assert list(refused.value.message_dict) == ["municipality"]


def test_edit_programme_is_open_to_officers_of_the_authority() -> None:
    programme = RefugeProgrammeFactory()

    edited = refuge.edit_programme(
        programme, {"regional_support": {"en": "Half the cost"}}, version=None, by=member(programme.authority)
    )

    assert str(edited.regional_support) == "Half the cost"
