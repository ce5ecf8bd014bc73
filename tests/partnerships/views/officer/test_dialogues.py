"""An officer enters who took part in a dialogue and what it left to do, and ticks it off in the browser."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import DialogueParticipant, FollowUp
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    DialogueFactory,
    DialogueParticipantFactory,
    FollowUpFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db
OFFICE = "partnerships:officer"


@pytest.fixture
def dialogue(client: Client) -> Any:
    """A dialogue of a partnership, whose officer is signed in."""
    dialogue = DialogueFactory()
    client.force_login(member(dialogue.partnership.authority))
    return dialogue


def test_participant_and_follow_up_are_added_under_the_dialogue(client: Client, dialogue: Any) -> None:
    slug, body = dialogue.partnership.slug, OrganisationFactory()
    add = f"{OFFICE}:partnership_part_add"
    offered = client.get(f"{reverse(add, args=[slug, 'follow-ups'])}?dialogue={dialogue.pk}").context["form"]

    seated = client.post(
        reverse(add, args=[slug, "dialogue-participants"]),
        {"dialogue": dialogue.pk, "name": "Ana Pop", "role": "Head of culture", "organisation": body.pk},
    )
    left = client.post(
        reverse(add, args=[slug, "follow-ups"]),
        {"dialogue": dialogue.pk, "what": "Send the list", "organisation": body.pk, "due": "mars 2027"},
        headers={"accept-language": "sv"},
    )

    page = f"{reverse(f'{OFFICE}:partnership_detail', args=[slug])}#dialogues"
    assert (seated.url, left.url) == (page, page)  # type: ignore[attr-defined]
    assert offered["dialogue"].value() == str(dialogue.pk)
    assert str(DialogueParticipant.objects.get()) == f"Ana Pop, Head of culture ({body})"
    follow_up = FollowUp.objects.get()
    assert (follow_up.what, follow_up.organisation, follow_up.due) == (
        "Send the list",
        body,
        UncertainDate("2027-03"),
    )


def test_dialogue_of_another_partnership_is_no_choice(client: Client, dialogue: Any) -> None:
    other = DialogueFactory()
    address = reverse(f"{OFFICE}:partnership_part_add", args=[dialogue.partnership.slug, "follow-ups"])

    answer = client.post(address, {"dialogue": other.pk, "what": "Anything"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["dialogue"]
    assert FollowUp.objects.count() == 0


def test_tick_off_and_take_it_back(client: Client, dialogue: Any) -> None:
    follow_up = FollowUpFactory(dialogue=dialogue)
    page = f"{reverse(f'{OFFICE}:partnership_detail', args=[dialogue.partnership.slug])}#dialogues"

    done = client.post(reverse(f"{OFFICE}:follow_up_done", args=[follow_up.pk]))
    follow_up.refresh_from_db()
    was_done = follow_up.is_done
    back = client.post(
        reverse(f"{OFFICE}:follow_up_reopen", args=[follow_up.pk]), {"next": "https://elsewhere.example/"}
    )
    follow_up.refresh_from_db()

    assert (done.url, back.url) == (page, page)  # type: ignore[attr-defined]
    assert (was_done, follow_up.is_done) == (True, False)


def test_follow_up_of_another_authority_is_not_found(client: Client, dialogue: Any) -> None:
    foreign = FollowUpFactory()

    answer = client.post(reverse(f"{OFFICE}:follow_up_done", args=[foreign.pk]))

    assert answer.status_code == 404


def test_names_of_persons_are_the_offices_own(client: Client, dialogue: Any) -> None:
    DialogueParticipantFactory(dialogue=dialogue, name="Ana Pop")
    FollowUpFactory(dialogue=dialogue, what="Send the list")
    office = reverse(f"{OFFICE}:partnership_detail", args=[dialogue.partnership.slug])
    seen = client.get(office).content.decode()
    client.force_login(member(AuthorityFactory()))
    elsewhere = client.get(office).content.decode()
    client.logout()
    public = client.get(dialogue.partnership.get_absolute_url()).content.decode()

    told = [[words in page for words in ("Ana Pop", "Send the list")] for page in (seen, elsewhere, public)]
    assert told == [[True, True], [False, False], [False, False]]


@pytest.mark.parametrize("page", ["list", "detail"])
def test_number_of_queries_does_not_grow(client: Client, dialogue: Any, page: str) -> None:
    address = reverse(f"{OFFICE}:follow_up_list")
    if page == "detail":
        address = reverse(f"{OFFICE}:partnership_detail", args=[dialogue.partnership.slug])
    counts = []
    for rows in (1, 3):
        while FollowUp.objects.count() < rows:
            one = DialogueFactory(partnership=dialogue.partnership)
            DialogueParticipantFactory(dialogue=one, organisation=OrganisationFactory())
            FollowUpFactory(
                dialogue=one,
                responsible=member(dialogue.partnership.authority),
                organisation=OrganisationFactory(),
            )
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_list_narrows_to_what_is_late_or_done(client: Client, dialogue: Any) -> None:
    FollowUpFactory(dialogue=dialogue, what="Late", due="2020")
    FollowUpFactory(dialogue=dialogue, what="Ahead", due="2999")
    client.post(
        reverse(f"{OFFICE}:follow_up_done", args=[FollowUpFactory(dialogue=dialogue, what="Done").pk])
    )

    found = {
        status: [
            row.what for row in client.get(f"/office/follow-ups/?status={status}").context["table"].records
        ]
        for status in ("", "open", "late", "done")
    }

    assert found == {
        "": ["Late", "Ahead", "Done"],
        "open": ["Late", "Ahead"],
        "late": ["Late"],
        "done": ["Done"],
    }
