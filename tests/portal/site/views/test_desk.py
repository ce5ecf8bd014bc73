"""The desk."""

from portal.accounts.enums import Role
from tests.factories.accounts import MembershipFactory, UserFactory


def test_desk_of_a_new_officer_says_that_it_is_empty(client, db):
    client.force_login(MembershipFactory(role=Role.OFFICER).user)

    assert "Your desk is empty." in client.get("/office/").content.decode()


def test_desk_is_closed_to_applicants(client, db):
    client.force_login(UserFactory())

    assert client.get("/office/").status_code == 403


def test_desk_sends_visitors_to_sign_in(client, db):
    assert client.get("/office/")["Location"] == "/accounts/login/?next=/office/"
