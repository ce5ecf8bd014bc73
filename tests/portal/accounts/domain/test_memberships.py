"""Roles end, but never the last administrator's."""

import pytest

from portal.accounts.domain import memberships
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import member
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db


def role_of(person, role):  # type: ignore[no-untyped-def]
    return Membership.objects.get(user=person, role=role)


def test_remove_takes_the_role_away() -> None:
    authority = AuthorityFactory()
    administrator, officer = member(authority, Role.ADMINISTRATOR), member(authority)

    memberships.remove(role_of(officer, Role.OFFICER), by=administrator)

    assert list(Membership.objects.filter(user=officer)) == []


def test_remove_by_others_than_administrators_is_refused() -> None:
    officer = member(AuthorityFactory())

    with pytest.raises(NotAllowed):
        memberships.remove(role_of(officer, Role.OFFICER), by=officer)


def test_remove_the_last_administrator_is_refused() -> None:
    administrator = member(AuthorityFactory(), Role.ADMINISTRATOR)

    with pytest.raises(DomainError, match="last administrator"):
        memberships.remove(role_of(administrator, Role.ADMINISTRATOR), by=administrator)


def test_remove_counts_only_administrators_who_can_sign_in() -> None:
    authority = AuthorityFactory()
    administrator = member(authority, Role.ADMINISTRATOR)
    member(authority, Role.ADMINISTRATOR, is_active=False)

    with pytest.raises(DomainError):
        memberships.remove(role_of(administrator, Role.ADMINISTRATOR), by=administrator)


def test_remove_one_of_two_administrators_works() -> None:
    authority = AuthorityFactory()
    one, other = member(authority, Role.ADMINISTRATOR), member(authority, Role.ADMINISTRATOR)

    memberships.remove(role_of(one, Role.ADMINISTRATOR), by=other)

    assert [held.user for held in Membership.objects.filter(authority=authority)] == [other]
