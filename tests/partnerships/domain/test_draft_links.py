"""Links for people without an account."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from partnerships.domain import agreement_moves, draft_links, drafting
from partnerships.models import DraftLink
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from portal.core.tasks import drain_outbox
from tests.partnerships import agreement_records as records
from tests.partnerships import drafting_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return drafting_records.shared()


def send(draft, by=None, **data):
    data = {
        "name": "Mayor",
        "email": "Mayor@Tartu.example",
        "language": "sv",
        "days": 30,
        **data,
    }
    return draft_links.send(draft.agreement, by=by or draft.wilma, **data)


def token_of(message):
    return next(
        line.rstrip("/").rpartition("/")[2] for line in message.body.splitlines() if "/drafts/" in line
    )


def test_send_mails_the_link_in_the_recipient_s_language_and_stores_no_token(draft):
    link = send(draft)

    message = Message.objects.get(key=f"partnerships:draft-link:{link.pk}")
    token = token_of(message)
    assert (message.to, message.language, message.body.startswith("Hej Mayor,")) == (
        "mayor@tartu.example",
        "sv",
        True,
    )
    assert (link.token_digest, draft_links.with_token(token)) == (draft_links.digest_of(token), link)
    assert token not in str(vars(link))


@pytest.mark.parametrize("days", [0, 91])
def test_send_for_an_impossible_time_says_so(draft, days):
    with pytest.raises(ValidationError) as raised:
        send(draft, days=days)

    assert raised.value.message_dict == {"days": ["Choose between 1 and 90 days."]}


def test_send_is_for_the_parties_officers(draft):
    with pytest.raises(NotAllowed):
        send(draft, by=records.member(records.authority("south")))

    assert send(draft, by=draft.nils).created_by == draft.nils


def test_a_link_names_its_sender_s_own_authority(draft):
    link = draft_links.revoke(send(draft, by=draft.nils), by=draft.wilma)

    mail = Message.objects.get(key=f"partnerships:draft-link:{link.pk}").body
    assert ("North" in mail, "West" in mail, drafting.refusal(link)) == (
        True,
        False,
        "This link has been revoked. Ask nils@north.example at North if you still need it.",
    )


def test_revoke_ends_it_once(draft):
    link = send(draft)
    first = draft_links.revoke(link, by=draft.nils)
    again = draft_links.revoke(link, by=draft.wilma)

    assert (first.is_open, again.revoked_by) == (False, draft.nils)
    assert drafting.refusal(again).startswith("This link has been revoked. Ask wilma@west.example")


def test_an_expired_link_says_whom_to_ask(draft):
    link = send(draft)
    DraftLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    link.refresh_from_db()

    assert drafting.refusal(link).startswith("This link has expired. Ask wilma@west.example")


def test_a_link_ends_with_the_talks(draft):
    link = send(draft)
    agreement_moves.withdraw(draft.agreement, version=None, by=draft.wilma)

    assert (
        drafting.refusal(DraftLink.objects.get(pk=link.pk))
        == "The text is not being worked on any more, so this link has ended."
    )


def test_a_link_for_a_party_ends_when_the_party_leaves(draft):
    link = send(draft, organisation=draft.north.organisation)
    before = drafting.refusal(link)
    draft.agreement.parties.filter(organisation=draft.north.organisation).update(left="2026-03-01")

    assert (before, drafting.refusal(DraftLink.objects.get(pk=link.pk))) == (
        "",
        "North is not a party of this agreement any more, so this link has ended.",
    )


def test_comment_by_link_says_under_what_name(draft):
    link = send(draft)
    said = drafting.comment_by_link(link, "Good.", name=" Mart ", article=draft.first)

    assert (said.who, said.link, said.created_by, said.article) == ("Mart", link, None, draft.first)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (" ", "Good.", {"guest_name": ["Give your name, so that the others know who wrote this."]}),
        ("Mart", " ", {"text": ["Write what you want to say."]}),
        ("Mart", "x" * 5001, {"text": ["Write at most 5000 characters."]}),
    ],
)
def test_comment_by_link_without_a_name_or_a_text_says_so(draft, name, text, expected):
    with pytest.raises(ValidationError) as raised:
        drafting.comment_by_link(send(draft), text, name=name)

    assert raised.value.message_dict == expected


def test_comment_by_a_revoked_link_says_so(draft):
    link = draft_links.revoke(send(draft), by=draft.wilma)

    with pytest.raises(DomainError) as raised:
        drafting.comment_by_link(link, "Good.", name="Mart")

    assert raised.value.messages == [drafting.refusal(link)]


def test_send_leaves_the_secret_in_the_mail_alone_once_that_is_sent(draft):
    link = send(draft)
    message = Message.objects.get(key=f"partnerships:draft-link:{link.pk}")
    token = token_of(message)

    drain_outbox()

    message.refresh_from_db()
    assert [token in sent.body for sent in mail.outbox if sent.to == [link.email]] == [True]
    assert (token_of(message), message.secret) == ("…", "")
    assert draft_links.with_token(token) == link
