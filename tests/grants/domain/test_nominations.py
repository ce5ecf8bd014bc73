"""Nominations: a body names somebody for a call, who accepts and applies, or declines."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from grants.domain import applications, nominations
from grants.enums import CallRoute, NominationState, WindowKind
from grants.models import Application, Call, Nomination
from partnerships.models import Organisation
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import RepresentationFactory, UserFactory
from tests.factories.grants import WindowFactory
from tests.people import confirmed, token_in


@pytest.fixture
def nominating(call: Call) -> Call:
    """An open call into which one comes by nomination alone."""
    call.route = CallRoute.NOMINATION
    call.save(update_fields=["route"])
    return call


@pytest.fixture
def body(db: None) -> User:
    """Somebody who acts for an organisation."""
    return RepresentationFactory().user  # type: ignore[no-any-return]


def of(person: User) -> Organisation:
    return person.representations.get().organisation  # type: ignore[no-any-return]


def nominate(call: Call, by: User, email: str = "inga@example.org", **more: Any) -> Nomination:
    values = {"name": "Inga", "reasons": "The best.", "rank": None, **more}
    return nominations.nominate(
        call,
        organisation=more.pop("organisation", None) or of(by),
        email=email,
        values=values,
        by=by,
        now=more.pop("now", None) or timezone.now(),
    )


def refused(step: Any, *about: Any, **more: Any) -> list[str]:
    with pytest.raises(ValidationError) as found:
        step(*about, **more)
    return found.value.messages


def accepted(nomination: Nomination, by: User) -> Application:
    return nominations.accept(nomination, language="en", by=by, now=timezone.now())


def test_nominee_gets_a_mail_accepts_and_may_hand_in(nominating: Call, body: User) -> None:
    nomination = nominate(nominating, body, "Inga@Example.org", rank=1)
    inga = confirmed("inga@example.org")
    token = token_in(Message.objects.get(to="inga@example.org"))

    begun = accepted(nomination, inga)

    assert nominations.with_token(token) == nomination
    assert (begun.applicant, begun.nomination, accepted(nomination, inga)) == (inga, nomination, begun)
    assert applications.closed_for(begun, timezone.now()) == ""
    assert Nomination.objects.get().state == NominationState.ACCEPTED


def test_nobody_applies_without_a_nomination(nominating: Call) -> None:
    said = refused(applications.start, nominating, by=UserFactory(), language="en")

    assert said == ["Nobody applies to this call: those who take part are nominated."]


def test_nominee_who_deleted_the_draft_begins_another(nominating: Call, body: User) -> None:
    nomination, inga = nominate(nominating, body), confirmed("inga@example.org")
    first = accepted(nomination, inga)
    first.delete()

    assert accepted(nomination, inga).pk != first.pk


def test_accept_by_another_account_is_not_allowed(nominating: Call, body: User) -> None:
    nomination = nominate(nominating, body)

    with pytest.raises(NotAllowed, match=r"This nomination is for inga@example\.org"):
        accepted(nomination, confirmed("other@example.org"))


def test_nominate_for_an_organisation_of_others_is_not_allowed(nominating: Call, body: User) -> None:
    with pytest.raises(NotAllowed, match="You do not act for this organisation"):
        nominate(nominating, UserFactory(), organisation=of(body))


def test_nominate_never_beyond_the_limit_of_the_call(nominating: Call, body: User) -> None:
    Call.objects.update(nominations_max=1)
    first = nominate(nominating, body)

    said = refused(nominate, nominating, body, "two@example.org")
    nominations.withdraw(first, by=body)
    nominate(nominating, body, "two@example.org")

    assert said == ["An organisation can nominate 1 person."]
    assert Nomination.objects.standing().get().email == "two@example.org"


@pytest.mark.parametrize(
    ("email", "rank", "sentence"),
    [
        ("INGA@example.org", 2, "Your organisation has nominated this address already."),
        ("two@example.org", 1, "Another of your nominees has this rank."),
    ],
)
def test_nominate_the_same_address_or_rank_twice_is_refused(
    nominating: Call, body: User, email: str, rank: int, sentence: str
) -> None:
    nominate(nominating, body, rank=1)

    assert refused(nominate, nominating, body, email, rank=rank) == [sentence]


def test_nominate_oneself_is_refused(nominating: Call, body: User) -> None:
    said = refused(nominate, nominating, body, body.email)

    assert said == ["This is your own address: nobody nominates themselves."]


def test_nominate_where_the_call_takes_none_is_refused(call: Call, body: User) -> None:
    said = refused(nominate, call, body)

    assert said == ["Nobody is nominated for this call: those who take part apply."]


def test_nominations_close_with_their_own_window(nominating: Call, body: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=2)
    WindowFactory(call=nominating, kind=WindowKind.NOMINATION, closes=UncertainDate.of(yesterday))

    said = refused(nominate, nominating, body)

    assert said[0].startswith("Nominations could be made until")


def test_nominate_after_the_call_has_closed_is_refused(nominating: Call, body: User) -> None:
    said = refused(nominate, nominating, body, now=nominating.closes_at)

    assert said[0].startswith("This call closed")


def test_decline_needs_no_account_and_stands(nominating: Call, body: User) -> None:
    nomination, inga = nominate(nominating, body), confirmed("inga@example.org")

    declined = nominations.decline(nomination)

    assert (declined.state, declined.declined_by) == (NominationState.DECLINED, None)
    assert refused(accepted, nomination, inga) == ["This nomination has been declined."]


def test_what_was_accepted_is_neither_declined_nor_withdrawn(nominating: Call, body: User) -> None:
    nomination = nominate(nominating, body)
    accepted(nomination, confirmed("inga@example.org"))

    for step in (lambda: nominations.decline(nomination), lambda: nominations.withdraw(nomination, by=body)):
        with pytest.raises(DomainError, match="it stands"):
            step()
