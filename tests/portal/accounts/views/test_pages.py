"""The pages of accounts: profile, members, invitations."""

import re

import pytest
from allauth.account.models import EmailAddress

from partnerships.models import Organisation
from portal.accounts.domain import invitations
from portal.accounts.enums import Role
from portal.accounts.models import Invitation, Membership, Representation, User
from portal.core.models import Message
from tests.clients import StrictClient
from tests.factories.accounts import RepresentationFactory, UserFactory, member
from tests.factories.partnerships import AuthorityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def sign_in(client: StrictClient, user: User) -> User:
    client.force_login(user)
    return user


def link_to(email: str) -> str:
    found = re.search(r"http://[^/]+(/invitations/\S+)", Message.objects.filter(to=email)[0].body)
    assert found is not None
    return found[1]


def test_profile_saves_name_and_language(client: StrictClient) -> None:
    user = sign_in(client, UserFactory(name="Before"))

    client.post("/my/profile/", {"name": "Łucja", "language": "sv"})

    user.refresh_from_db()
    assert (user.name, user.language) == ("Łucja", "sv")


def test_profile_without_a_name_says_so_and_saves_nothing(client: StrictClient) -> None:
    user = sign_in(client, UserFactory(name="Before"))

    page = client.post("/my/profile/", {"name": " ", "language": "sv"})

    user.refresh_from_db()
    assert (page.status_code, user.name) == (200, "Before")


def test_representation_add_finds_and_adds(client: StrictClient) -> None:
    user, museum = sign_in(client, UserFactory()), OrganisationFactory(names={"sv": "Akvarellmuseet"})

    page = client.get("/my/organisations/add/", {"q": "akvarell"})
    client.post("/my/organisations/add/", {"organisation": museum.pk})
    client.post("/my/organisations/add/", {"organisation": museum.pk})

    assert "Akvarellmuseet" in page.text
    assert [held.organisation for held in Representation.objects.filter(user=user)] == [museum]


def test_representation_add_makes_an_organisation_that_is_not_here(client: StrictClient) -> None:
    user = sign_in(client, UserFactory())

    client.post("/my/organisations/add/", {"name": "Konsthall Norr", "kind": "museum", "title": "Producer"})

    held = Representation.objects.get(user=user)
    assert (str(held.organisation), held.title) == ("Konsthall Norr", "Producer")


def test_representation_add_without_a_kind_keeps_what_was_typed(client: StrictClient) -> None:
    sign_in(client, UserFactory())

    page = client.post("/my/organisations/add/", {"name": "Konsthall Norr", "kind": ""})

    assert 'value="Konsthall Norr"' in page.text
    assert Organisation.objects.count() == 0


def test_representation_remove_of_somebody_else_is_not_found(client: StrictClient) -> None:
    theirs = RepresentationFactory()
    sign_in(client, UserFactory())

    assert client.post(f"/my/organisations/{theirs.pk}/remove/").status_code == 404


def test_representation_remove_ends_it(client: StrictClient) -> None:
    held = RepresentationFactory()
    sign_in(client, held.user)

    question = client.get(f"/my/organisations/{held.pk}/remove/")
    unwarned = client.post(f"/my/organisations/{held.pk}/remove/")
    client.post(f"/my/organisations/{held.pk}/remove/", {"knowing": "yes"})

    assert (question.status_code, unwarned.status_code) == (200, 409)
    assert Representation.objects.count() == 0


def test_invitation_from_the_form_to_the_role(client: StrictClient) -> None:
    authority = AuthorityFactory()
    sign_in(client, member(authority, Role.ADMINISTRATOR))
    client.post(
        "/office/members/invite/", {"authority": authority.pk, "email": "New@Example.org", "role": "assessor"}
    )
    link = link_to("new@example.org")
    newcomer = StrictClient()

    welcome = newcomer.get(link)
    to_signup = newcomer.post(link)
    newcomer.post(
        to_signup["Location"],
        {
            "name": "New",
            "email": "new@example.org",
            "password1": "en lång och bra mening",
            "password2": "en lång och bra mening",
            "language": "sv",
            "next": link,
        },
    )
    newcomer.post(link)

    assert welcome.status_code == 200
    held = Membership.objects.get(user__email="new@example.org")
    assert (held.authority, held.role) == (authority, Role.ASSESSOR)


def test_invitation_of_somebody_else_is_refused_politely(client: StrictClient) -> None:
    authority = AuthorityFactory()
    invitations.invite(authority, "other@example.org", Role.OFFICER, by=member(authority, Role.ADMINISTRATOR))
    me = sign_in(client, UserFactory())

    page = client.get(link_to("other@example.org"))
    posted = client.post(link_to("other@example.org"))

    assert f"You are signed in as {me.email}, and this invitation is for other@example.org." in page.text
    assert posted.status_code == 409
    assert Membership.objects.filter(user=me).count() == 0


def test_invitation_accepted_twice_is_pleasant(client: StrictClient) -> None:
    authority = AuthorityFactory()
    invitations.invite(authority, "me@example.org", Role.OFFICER, by=member(authority, Role.ADMINISTRATOR))
    me = sign_in(client, UserFactory(email="me@example.org"))
    EmailAddress.objects.create(user=me, email=me.email, verified=True, primary=True)
    link = link_to("me@example.org")

    answers = [client.post(link), client.post(link), client.get(link)]

    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert "nothing more to do" in answers[2].text


def test_invitation_with_an_unknown_token_is_not_found(client: StrictClient) -> None:
    assert client.get("/invitations/nonsense/").status_code == 404


def test_member_list_shows_members_and_invitations(client: StrictClient) -> None:
    authority = AuthorityFactory()
    administrator = sign_in(client, member(authority, Role.ADMINISTRATOR, name="Ada"))
    member(AuthorityFactory(), name="Elsewhere")
    invitations.invite(authority, "new@example.org", Role.OFFICER, by=administrator)

    page = client.get("/office/members/")

    assert ("Ada" in page.text, "new@example.org" in page.text, "Elsewhere" in page.text) == (
        True,
        True,
        False,
    )


def test_invitation_withdraw_and_resend_from_the_list(client: StrictClient) -> None:
    authority = AuthorityFactory()
    administrator = sign_in(client, member(authority, Role.ADMINISTRATOR))
    invitation = invitations.invite(authority, "new@example.org", Role.OFFICER, by=administrator)

    client.post(f"/office/invitations/{invitation.pk}/resend/")
    client.post(f"/office/invitations/{invitation.pk}/withdraw/")

    assert Message.objects.filter(to="new@example.org").count() == 2
    assert Invitation.objects.get().state == "withdrawn"


def test_membership_remove_of_the_last_administrator_says_why_not(client: StrictClient) -> None:
    administrator = sign_in(client, member(AuthorityFactory(), Role.ADMINISTRATOR))
    held = Membership.objects.get(user=administrator)

    page = client.get(f"/office/members/{held.pk}/remove/")
    client.post(f"/office/members/{held.pk}/remove/")

    assert "last administrator" in page.text
    assert Membership.objects.filter(pk=held.pk).exists()
