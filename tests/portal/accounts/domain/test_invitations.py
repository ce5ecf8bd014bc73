"""Invitations: who may invite, and who may accept."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.accounts.domain import invitations
from portal.accounts.enums import InvitationState, Role
from portal.accounts.models import Invitation, Membership, User
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from tests.factories.accounts import UserFactory, member
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db
ADDRESS = "colleague@example.org"


def invite(email: str = ADDRESS, role: str = Role.OFFICER) -> Invitation:
    authority = AuthorityFactory()
    administrator = member(authority, Role.ADMINISTRATOR, name="Ada", language="en")
    return invitations.invite(authority, email, role, by=administrator)


def colleague(email: str = ADDRESS, *, verified: bool = True) -> User:
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def token_of(message: Message) -> str:
    found = re.search(r"/invitations/([\w-]+)/", message.body)
    assert found is not None
    return found[1]


def test_invite_sends_a_link_whose_secret_is_stored_nowhere() -> None:
    invitation = invite()

    message = Message.objects.get(to=ADDRESS)
    token = token_of(message)
    assert invitations.with_token(token) == invitation
    assert invitation.token_digest == invitations.digest_of(token)
    assert token not in str(Invitation.objects.values())


def test_invite_speaks_the_language_of_a_person_who_is_known() -> None:
    UserFactory(email=ADDRESS, language="sv")

    invite()

    assert Message.objects.get(to=ADDRESS).language == "sv"


def test_invite_is_for_administrators_of_that_authority() -> None:
    with pytest.raises(NotAllowed):
        invitations.invite(
            AuthorityFactory(), ADDRESS, Role.OFFICER, by=member(AuthorityFactory(), Role.ADMINISTRATOR)
        )


def test_invite_twice_to_one_role_is_refused_in_any_letter_case() -> None:
    invitation = invite()

    with pytest.raises(ValidationError, match="already invited"):
        invitations.invite(invitation.authority, ADDRESS.upper(), Role.OFFICER, by=invitation.created_by)


def test_invite_to_a_role_the_person_has_says_so_beside_the_address() -> None:
    invitation = invite()
    invitations.accept(invitation, by=colleague())

    with pytest.raises(DomainError) as refused:
        invitations.invite(invitation.authority, ADDRESS, Role.OFFICER, by=invitation.created_by)

    assert refused.value.message_dict == {"email": ["This person already has this role."]}


def test_accept_gives_the_role_once_and_says_who() -> None:
    invitation, user = invite(), colleague()

    first = invitations.accept(invitation, by=user)
    second = invitations.accept(invitation, by=user)

    assert first == second
    assert list(Membership.objects.filter(user=user).values_list("role", flat=True)) == [Role.OFFICER]
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == (InvitationState.ACCEPTED, user)


@pytest.mark.parametrize("other", ["somebody@example.org", "colleague@example.com"])
def test_accept_with_another_address_is_refused(other: str) -> None:
    with pytest.raises(NotAllowed, match=r"for colleague@example\.org"):
        invitations.accept(invite(), by=colleague(other))


def test_accept_with_an_address_that_is_not_confirmed_is_refused() -> None:
    with pytest.raises(NotAllowed):
        invitations.accept(invite(), by=colleague(verified=False))


def test_accept_too_late_says_whom_to_ask() -> None:
    invitation, user = invite(), colleague()

    with (
        time_machine.travel(timezone.now() + invitations.VALID_FOR + timedelta(minutes=1), tick=False),
        pytest.raises(DomainError, match=r"expired\. Ask Ada"),
    ):
        invitations.accept(invitation, by=user)


def test_accept_a_withdrawn_one_says_whom_to_ask() -> None:
    invitation, user = invite(), colleague()
    invitations.withdraw(invitation, by=invitation.created_by)

    with pytest.raises(DomainError, match=r"withdrawn\. Ask Ada"):
        invitations.accept(invitation, by=user)


def test_withdraw_twice_changes_nothing() -> None:
    invitation = invite()
    first = invitations.withdraw(invitation, by=invitation.created_by)

    assert invitations.withdraw(invitation, by=invitation.created_by).revoked_at == first.revoked_at


def test_withdraw_after_acceptance_is_refused() -> None:
    invitation = invite()
    invitations.accept(invitation, by=colleague())

    with pytest.raises(DomainError, match="accepted meanwhile"):
        invitations.withdraw(invitation, by=invitation.created_by)


def test_resend_ends_the_former_link() -> None:
    invitation = invite()
    former = token_of(Message.objects.get(to=ADDRESS))

    invitations.resend(invitation, by=invitation.created_by)

    latest = token_of(Message.objects.filter(to=ADDRESS).first())
    assert (invitations.with_token(former), invitations.with_token(latest)) == (None, invitation)


def test_changes_of_an_invitation_are_in_its_history() -> None:
    invitation = invite()
    invitations.withdraw(invitation, by=invitation.created_by)

    history: Any = invitation
    assert [event.pgh_label for event in history.history.order_by("pgh_id")] == ["insert", "update"]
    assert {event.pgh_context.metadata["user"] for event in history.history.all()} == {
        invitation.created_by.pk
    }
