"""People take part in an application by a link, with their own account, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from grants.domain import drafts, participants
from grants.domain.answers import digest
from grants.enums import ApplicationStatus, ParticipantRole
from grants.models import Application, Participant
from grants.permissions import can_edit_draft, can_submit, has_interest
from portal.accounts.domain.invitations import digest_of
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory
from tests.people import confirmed, invited, taking_part, token_in, values


def refused(step, *about, **more):  # type: ignore[no-untyped-def]
    """Return the sentences with which a step is refused."""
    with pytest.raises(ValidationError) as found:
        step(*about, **more)
    return found.value.messages


def test_invite_sends_a_link_of_which_only_a_digest_is_kept(draft: Application) -> None:
    asked = invited(draft, "Inga@Example.org")

    message = Message.objects.get(to="inga@example.org")
    token = token_in(message)
    assert asked.token_digest == digest_of(token)
    assert token not in str(Participant.objects.values().get())
    assert participants.with_token(token) == asked
    assert participants.with_token("another") is None


def test_invite_an_editor_lets_them_change_the_answers(draft: Application) -> None:
    assert invited(draft, role=ParticipantRole.EDITOR).may_edit


def test_invite_oneself_is_refused(draft: Application) -> None:
    said = refused(
        participants.invite, draft, email=draft.applicant.email, values=values(), by=draft.applicant
    )

    assert said == ["This is the applicant's own address."]


def test_invite_the_same_address_twice_is_refused(draft: Application) -> None:
    invited(draft)

    said = refused(participants.invite, draft, email="INGA@example.org", values=values(), by=draft.applicant)

    assert said == ["This address takes part already, or is invited."]


def test_invite_by_somebody_who_takes_part_is_not_allowed(draft: Application) -> None:
    inga = taking_part(draft, may_edit=True).accepted_by

    said = refused(participants.invite, draft, email="more@example.org", values=values(), by=inga)

    assert said == ["Only the applicant asks people to take part."]


def test_invite_after_handing_in_is_not_allowed(call) -> None:  # type: ignore[no-untyped-def]
    sent = ApplicationFactory(call=call, submitted=True)

    said = refused(participants.invite, sent, email="more@example.org", values=values(), by=sent.applicant)

    assert said == ["This application has been handed in: who takes part in it can no longer be changed."]


def test_accept_twice_is_the_same_as_once(draft: Application) -> None:
    asked = invited(draft)
    inga = confirmed("inga@example.org")

    first = participants.accept(asked, by=inga)
    second = participants.accept(asked, by=inga)

    assert (first.accepted_at, first.accepted_by) == (second.accepted_at, inga)


def test_accept_by_an_account_without_that_confirmed_address_is_not_allowed(draft: Application) -> None:
    asked = invited(draft)

    said = refused(participants.accept, asked, by=UserFactory(email="inga@example.org"))

    assert said == ["This invitation is for inga@example.org. Sign in with that address to accept it."]


def test_accept_what_has_expired_says_whom_to_ask(draft: Application) -> None:
    asked = invited(draft)
    inga = confirmed("inga@example.org")

    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        said = refused(participants.accept, asked, by=inga)

    assert said == [f"This invitation has expired. Ask {draft.applicant} to send it again."]


def test_accept_what_was_withdrawn_says_so(draft: Application) -> None:
    asked = invited(draft)
    participants.remove(asked, by=draft.applicant)

    said = refused(participants.accept, asked, by=confirmed("inga@example.org"))

    assert said == [
        f"This invitation has been withdrawn. Ask {draft.applicant} if you think that is a mistake."
    ]


def test_resend_ends_the_former_link(draft: Application) -> None:
    asked = invited(draft)
    first = token_in(Message.objects.get(to="inga@example.org"))

    participants.resend(asked, by=draft.applicant)

    second = token_in(Message.objects.filter(to="inga@example.org").latest("pk"))
    assert participants.with_token(first) is None
    assert participants.with_token(second) == asked


@pytest.mark.django_db(transaction=True)
def test_accept_twice_at_once_is_one_acceptance(draft: Application) -> None:
    asked = invited(draft)
    inga = confirmed("inga@example.org")

    def accept(_number: int) -> object:
        try:
            return participants.accept(Participant.objects.get(pk=asked.pk), by=inga).accepted_at
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        moments = set(pool.map(accept, range(4)))

    assert len(moments) == 1


def test_a_draft_is_seen_by_who_takes_part_and_by_nobody_else(draft: Application) -> None:
    inga = taking_part(draft).accepted_by
    asked = confirmed("later@example.org")
    invited(draft, "later@example.org")

    seen = {person: set(Application.objects.visible_to(person)) for person in (inga, asked, UserFactory())}

    assert list(seen.values()) == [{draft}, set(), set()]
    assert list(Application.objects.own(inga)) == [draft]


def test_somebody_removed_sees_nothing_any_more(draft: Application) -> None:
    person = taking_part(draft, may_edit=True)
    participants.remove(person, by=draft.applicant)

    assert not Application.objects.visible_to(person.accepted_by).exists()
    assert not can_edit_draft(person.accepted_by, draft)


def test_remove_twice_changes_nothing(draft: Application) -> None:
    person = invited(draft)

    first = participants.remove(person, by=draft.applicant)
    second = participants.remove(person, by=draft.applicant)

    assert first.removed_at == second.removed_at


def test_remove_after_handing_in_is_not_allowed(draft: Application) -> None:
    person = invited(draft)
    Application.objects.filter(pk=draft.pk).update(
        status=ApplicationStatus.SUBMITTED,
        submitted_at=timezone.now(),
        submitted_by=draft.applicant,
        content_sha256="0" * 64,
        diary_number="A 1",
    )

    with pytest.raises(NotAllowed):
        participants.remove(person, by=draft.applicant)


def test_who_takes_part_writes_only_if_they_may_and_never_hands_in(draft: Application) -> None:
    writes = taking_part(draft, "a@example.org", may_edit=True).accepted_by
    reads = taking_part(draft, "b@example.org").accepted_by

    may = [
        (can_edit_draft(one, draft), can_submit(one, draft), has_interest(one, draft))
        for one in (writes, reads)
    ]

    assert may == [(True, False, True), (False, False, True)]
    with pytest.raises(DomainError) as said:
        drafts.save_answers(draft, {"title": "A"}, by=reads)
    assert said.value.messages == [
        "Only the applicant and those who write with them can change this application."
    ]


def test_two_people_who_write_the_same_answer_meet_a_conflict(draft: Application) -> None:
    inga = taking_part(draft, may_edit=True).accepted_by
    empty = {"title": digest("")}
    drafts.save_answers(draft, {"title": "Ours"}, by=draft.applicant, page="one", began_from=empty)

    saved = drafts.save_answers(draft, {"title": "Theirs"}, by=inga, page="two", began_from=empty)

    draft.refresh_from_db()
    assert [(conflict.question.code, conflict.theirs) for conflict in saved.conflicts] == [("title", "Ours")]
    assert draft.title == "Ours"


def test_two_people_who_write_different_answers_lose_nothing(draft: Application) -> None:
    inga = taking_part(draft, may_edit=True).accepted_by
    empty = {"title": digest(""), "requested": digest("")}
    drafts.save_answers(
        draft, {"title": "Ours", "requested": ""}, by=draft.applicant, page="one", began_from=empty
    )

    saved = drafts.save_answers(
        draft, {"title": "", "requested": "100"}, by=inga, page="two", began_from=empty
    )

    draft.refresh_from_db()
    assert (saved.conflicts, draft.title, draft.requested) == ([], "Ours", 100)


def test_waiting_for_lists_invitations_to_confirmed_addresses(draft: Application) -> None:
    asked = invited(draft)

    assert participants.waiting_for(confirmed("inga@example.org")) == [asked]
    assert participants.waiting_for(UserFactory()) == []


def test_decline_by_the_link_ends_the_invitation(draft: Application) -> None:
    asked = invited(draft)

    participants.decline(asked)
    participants.decline(asked)

    asked.refresh_from_db()
    assert (asked.declined, asked.removed_by, list(draft.participants.present())) == (True, None, [])
    assert refused(participants.accept, asked, by=confirmed("inga@example.org")) == [
        "You have declined this invitation."
    ]
    assert invited(draft).pk != asked.pk


def test_decline_what_was_accepted_is_refused(draft: Application) -> None:
    asked = taking_part(draft)

    assert refused(participants.decline, asked) == [
        f"You have accepted already. Ask {draft.applicant} to take you out."
    ]
