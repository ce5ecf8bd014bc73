"""What dialogues leave to do: entered, ticked off, taken back, and on the right desk."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.deadlines import follow_up_deadlines, follow_up_groups
from partnerships.domain import followups, parts
from partnerships.models import DialogueParticipant, FollowUp
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.partnerships import AuthorityFactory, DialogueFactory, FollowUpFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():  # type: ignore[no-untyped-def]
    """A dialogue of a new authority's partnership."""
    return DialogueFactory()


def officer_of(dialogue, *roles: str):  # type: ignore[no-untyped-def]
    return member(dialogue.partnership.authority, *roles)


def test_add_keeps_who_does_it_and_an_uncertain_day(dialogue) -> None:  # type: ignore[no-untyped-def]
    officer = officer_of(dialogue)
    values = {
        "dialogue": dialogue,
        "what": "Send the programme",
        "due": UncertainDate("2027-03"),
        "responsible": officer,
    }

    added = parts.add(FollowUp(dialogue=dialogue), values, by=officer)

    added.refresh_from_db()
    assert (added.what, added.responsible, added.due, added.due_latest) == (
        "Send the programme", officer, UncertainDate("2027-03"), date(2027, 3, 31),
    )  # fmt: skip


def test_add_by_an_officer_elsewhere_is_refused(dialogue) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed):
        parts.add(FollowUp(dialogue=dialogue), {"what": "Anything"}, by=member(AuthorityFactory()))

    assert FollowUp.objects.count() == 0


def test_participant_without_anybody_is_refused(dialogue) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValidationError) as refusal:
        parts.add(DialogueParticipant(dialogue=dialogue), {}, by=officer_of(dialogue))

    assert refusal.value.messages == ["Say who: a person, a role, or an organisation."]


def test_complete_says_who_and_reopen_takes_it_back(dialogue) -> None:  # type: ignore[no-untyped-def]
    officer = officer_of(dialogue)
    follow_up = FollowUpFactory(dialogue=dialogue, due="2027-03-01")

    done = followups.complete(follow_up, by=officer)
    again = followups.complete(follow_up, by=officer_of(dialogue))
    open_again = followups.reopen(follow_up, by=officer)

    assert (done.done_by, again.done_by, again.done_at) == (officer, officer, done.done_at)
    assert (open_again.done_at, open_again.done_by, open_again.due) == (
        None,
        None,
        UncertainDate("2027-03-01"),
    )
    with pytest.raises(DomainError):
        followups.reopen(follow_up, by=officer)


def test_complete_by_somebody_who_only_reads_is_refused(dialogue) -> None:  # type: ignore[no-untyped-def]
    follow_up = FollowUpFactory(dialogue=dialogue)

    with pytest.raises(NotAllowed):
        followups.complete(follow_up, by=officer_of(dialogue, Role.AUDITOR))


def test_deadlines_are_of_whom_it_waits_for(dialogue) -> None:  # type: ignore[no-untyped-def]
    named, officer, colleague = officer_of(dialogue), officer_of(dialogue), officer_of(dialogue)
    dialogue.partnership.officer = officer
    dialogue.partnership.save()
    own = FollowUpFactory(dialogue=dialogue, due="2027-03", responsible=named)
    unnamed = FollowUpFactory(dialogue=dialogue, due="2027-03-02")
    FollowUpFactory(dialogue=dialogue, due="2027-04-01", responsible=named)
    FollowUpFactory(dialogue=dialogue, responsible=named)

    found = {
        person.pk: [
            (one.key, one.day) for one in follow_up_deadlines(person, date(2027, 3, 1), date(2027, 3, 31))
        ]
        for person in (named, officer, colleague, member(AuthorityFactory()))
    }

    assert list(found.values()) == [
        [(f"follow-up-{own.pk}", date(2027, 3, 31))],
        [(f"follow-up-{unnamed.pk}", date(2027, 3, 2))],
        [],
        [],
    ]


def test_desk_divides_late_from_waiting_and_forgets_what_is_done(dialogue) -> None:  # type: ignore[no-untyped-def]
    officer = officer_of(dialogue)
    FollowUpFactory(dialogue=dialogue, what="Late", due="2020")
    FollowUpFactory(dialogue=dialogue, what="Undated")
    FollowUpFactory(dialogue=dialogue, what="Ahead", due="2999")
    followups.complete(FollowUpFactory(dialogue=dialogue, what="Done", due="2020"), by=officer)

    groups = [
        (group.kind, group.count, [item.text for item in group.items]) for group in follow_up_groups(officer)
    ]

    assert groups == [("late", 1, ["Late"]), ("waits", 2, ["Ahead", "Undated"])]
