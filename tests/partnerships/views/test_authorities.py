"""What an authority says of itself."""

import pytest

from partnerships.models import Authority
from portal.accounts.enums import Role
from tests.factories.accounts import MembershipFactory


@pytest.fixture
def administrator(db):
    return MembershipFactory(role=Role.ADMINISTRATOR)


def address(membership):
    return f"/office/authorities/{membership.authority.slug}/edit/"


def posted(membership, **changes):
    authority = Authority.objects.get(pk=membership.authority_id)
    return {
        "version": authority.version,
        "languages": ["sv", "en"],
        "currency": "EUR",
        "time_zone": "Europe/Helsinki",
        "diary_series": "TEST",
        **changes,
    }


def test_authority_edit_saves_and_raises_the_version(administrator, client):
    client.force_login(administrator.user)

    answer = client.post(address(administrator), posted(administrator))

    authority = Authority.objects.get(pk=administrator.authority_id)
    assert answer.status_code == 302
    assert (authority.currency, authority.time_zone, authority.version) == ("EUR", "Europe/Helsinki", 2)


@pytest.mark.parametrize("code", ["XQX", "KRONOR", ""])
def test_authority_edit_with_an_unknown_currency_says_so_beside_it(administrator, client, code):
    client.force_login(administrator.user)

    answer = client.post(address(administrator), posted(administrator, currency=code))

    assert list(answer.context["form"].errors) == ["currency"]


def test_authority_edit_by_an_officer_is_refused(client, db):
    officer = MembershipFactory(role=Role.OFFICER)
    client.force_login(officer.user)

    assert client.post(address(officer), posted(officer)).status_code == 403


def test_authority_edit_of_another_authority_is_not_there(administrator, client):
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).user)

    assert client.post(address(administrator), posted(administrator)).status_code == 404


def test_authority_list_shows_the_own_ones_alone(administrator, client):
    other = MembershipFactory(role=Role.ADMINISTRATOR)
    client.force_login(other.user)

    rows = client.get("/office/authorities/").context["rows"]

    assert [row["authority"] for row in rows] == [other.authority]
