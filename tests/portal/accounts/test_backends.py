"""Who signs in with what, and who is fetched again for the next page."""

import pytest
from django.contrib.auth import authenticate

from portal.accounts.backends import AccountBackend
from portal.accounts.enums import Role
from portal.accounts.models import User
from tests.factories.accounts import MembershipFactory

OFFICER, AUDITOR = Role.OFFICER, Role.AUDITOR
pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user(email="a@b.example", password="a good one", name="Åsa Ö")


def test_get_user_returns_the_person_as_the_database_holds_it(person):
    asked = User.objects.get(pk=person.pk)
    assert asked.roles_by_authority == {}

    found = AccountBackend().get_user(person.pk)

    assert {**found.__dict__, "_state": None} == {**asked.__dict__, "_state": None}
    assert (found._state.adding, found._state.db) == (asked._state.adding, asked._state.db)


def test_get_user_brings_the_roles_in_the_same_query(person, django_assert_num_queries):
    west, north = (MembershipFactory(user=person, role=role).authority_id for role in (OFFICER, AUDITOR))
    MembershipFactory(user=person, role=AUDITOR, authority_id=west)
    MembershipFactory(role=OFFICER, authority_id=north)
    expected = {west: frozenset([OFFICER, AUDITOR]), north: frozenset([AUDITOR])}

    with django_assert_num_queries(1):
        found = AccountBackend().get_user(person.pk)
        assert found.roles_by_authority == expected

    assert User.objects.get(pk=person.pk).roles_by_authority == expected


def test_get_user_of_nobody_and_of_a_closed_account_is_nobody(person):
    person.is_active = False
    person.save()

    assert [AccountBackend().get_user(pk) for pk in (person.pk, 0)] == [None, None]


@pytest.mark.parametrize("name", ["email", "username"])
def test_one_signs_in_by_e_mail_address_whatever_the_form_calls_it(person, name):
    signed_in = authenticate(None, **{name: "A@b.example"}, password="a good one")
    refused = authenticate(None, **{name: "a@b.example"}, password="another")

    assert (signed_in, refused) == (person, None)
