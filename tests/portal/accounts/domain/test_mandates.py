"""Those who act for an organisation give others a mandate, and withdraw it; the last one is warned."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from portal.accounts.domain import mandates, profiles
from portal.accounts.domain.invitations import digest_of
from portal.accounts.models import Mandate, Representation
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from tests.factories.accounts import RepresentationFactory, UserFactory
from tests.people import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Representation:
    """Somebody who acts for an organisation."""
    return RepresentationFactory()  # type: ignore[return-value]


def given(member: Representation, email: str = "inga@example.org") -> Mandate:
    return mandates.give(member.organisation, email=email, title="Producer", by=member.user)


def test_give_sends_a_link_of_which_only_a_digest_is_kept(member: Representation) -> None:
    offer = given(member, "Inga@Example.org")

    found = re.search(r"/mandates/([\w-]+)/", Message.objects.get(to="inga@example.org").body)
    assert found
    assert offer.token_digest == digest_of(found[1])
    assert mandates.with_token(found[1]) == offer


def test_give_by_somebody_who_does_not_act_for_it_is_not_allowed(member: Representation) -> None:
    with pytest.raises(NotAllowed) as said:
        mandates.give(member.organisation, email="inga@example.org", by=UserFactory())

    assert said.value.messages == ["Only those who act for an organisation say who else does."]


def test_give_twice_is_refused_and_again_after_it_ran_out(member: Representation) -> None:
    given(member)

    with pytest.raises(ValidationError) as said:
        given(member)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        given(member)

    assert said.value.messages == ["This person has been offered a mandate already."]
    assert Mandate.objects.unanswered().count() == 1


def test_give_to_who_acts_for_it_already_is_refused(member: Representation) -> None:
    inga = confirmed("inga@example.org")
    RepresentationFactory(user=inga, organisation=member.organisation)

    with pytest.raises(DomainError) as said:
        given(member)

    assert said.value.message_dict == {"email": ["This person acts for the organisation already."]}


def test_accept_twice_is_the_same_as_once(member: Representation) -> None:
    offer, inga = given(member), confirmed("inga@example.org")

    first = mandates.accept(offer, by=inga)
    second = mandates.accept(offer, by=inga)

    assert (first, first.title, first.organisation) == (second, "Producer", member.organisation)


def test_accept_by_somebody_else_is_not_allowed(member: Representation) -> None:
    with pytest.raises(NotAllowed) as said:
        mandates.accept(given(member), by=confirmed("other@example.org"))

    assert said.value.messages == [
        "This mandate is for inga@example.org. Sign in with that address to accept it."
    ]


def test_accept_what_was_taken_back_says_so(member: Representation) -> None:
    offer = mandates.revoke(given(member), by=member.user)

    with pytest.raises(DomainError) as said:
        mandates.accept(offer, by=confirmed("inga@example.org"))

    assert said.value.messages == [
        f"This mandate has been withdrawn. Ask {member.user} if you think that is a mistake."
    ]


def test_accept_after_the_mandate_has_ended_does_not_bring_it_back(member: Representation) -> None:
    offer, inga = given(member), confirmed("inga@example.org")
    mandates.withdraw(mandates.accept(offer, by=inga), by=member.user)

    with pytest.raises(DomainError) as said:
        mandates.accept(offer, by=inga)

    assert said.value.code == "ended"


def test_withdraw_of_the_last_one_needs_a_warning(member: Representation) -> None:
    with pytest.raises(DomainError) as said:
        mandates.withdraw(member, by=member.user)
    assert said.value.code == "last"

    mandates.withdraw(member, by=member.user, knowing=True)

    assert not Representation.objects.exists()


def test_withdraw_by_a_stranger_is_not_allowed(member: Representation) -> None:
    with pytest.raises(NotAllowed):
        mandates.withdraw(member, by=UserFactory(), knowing=True)


@pytest.mark.django_db(transaction=True)
def test_withdraw_each_other_at_once_leaves_one(member: Representation) -> None:
    other = RepresentationFactory(organisation=member.organisation)

    def withdraw(pair: tuple[Any, Any]) -> str:
        try:
            mandates.withdraw(Representation.objects.get(pk=pair[0].pk), by=pair[1].user)
        except (DomainError, Representation.DoesNotExist) as error:
            return getattr(error, "code", "gone")
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(withdraw, [(member, other), (other, member)]))

    assert said.count("done") == 1
    assert Representation.objects.count() == 1


def test_act_for_an_organisation_that_others_act_for_takes_a_mandate(member: Representation) -> None:
    with pytest.raises(NotAllowed) as said:
        profiles.act_for(member.organisation, by=UserFactory())

    assert said.value.code == "taken"


def test_visible_to_shows_mandates_to_those_who_act_for_the_organisation(member: Representation) -> None:
    offer = given(member)

    assert list(Mandate.objects.visible_to(member.user)) == [offer]
    assert not Mandate.objects.visible_to(UserFactory()).exists()
    assert mandates.waiting_for(confirmed("inga@example.org")) == [offer]
