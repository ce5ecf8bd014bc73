"""Proposals about a shared text, and their answers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from partnerships.domain import articles, drafting, proposals
from partnerships.enums import AgreementStatus, ProposalKind, ProposalStatus
from partnerships.models import Agreement, AgreementParty, ArticleProposal
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from tests.partnerships import agreement_records as records
from tests.partnerships import drafting_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return drafting_records.shared()


def change(draft, by, text="We meet twice a year.", **data):
    return proposals.propose(
        draft.agreement, kind=ProposalKind.CHANGE, article=draft.first, texts={"en": text}, by=by, **data
    )


def accept(proposal, by, **data):
    return proposals.accept(proposal, seen=proposals.base_stamp(proposal), by=by, **data)


def test_propose_leaves_the_text_as_it_is_and_says_who(draft):
    proposal = change(draft, draft.nils, reason="Once is not enough.")

    assert (proposal.authority, proposal.created_by, proposal.status, proposal.number, proposal.reason) == (
        draft.north,
        draft.nils,
        ProposalStatus.OPEN,
        "1",
        "Once is not enough.",
    )
    assert draft.texts()[0] == ("1", {"en": "We meet every year."})


def test_accept_puts_the_proposal_into_the_text_as_one_new_version(draft):
    before = draft.agreement.version
    accepted = accept(change(draft, draft.nils), draft.wilma)

    draft.agreement.refresh_from_db()
    assert draft.texts()[0] == ("1", {"en": "We meet twice a year."})
    assert (accepted.status, draft.agreement.version) == (ProposalStatus.ACCEPTED, before + 1)
    assert [(one.from_status, one.to_status, one.by) for one in accepted.moves.all()] == [
        ("open", "accepted", draft.wilma)
    ]


def test_accept_a_new_article_puts_it_at_the_end_under_a_free_number(draft):
    made = [
        proposals.propose(
            draft.agreement, kind=ProposalKind.ADDITION, number="3", texts={"en": text}, by=draft.nils
        )
        for text in ("We learn.", "We tell.")
    ]

    for one in made:
        accept(one, draft.wilma)

    assert draft.texts()[2:] == [("3", {"en": "We learn."}), ("4", {"en": "We tell."})]


def test_accept_a_removal_takes_the_article_out(draft):
    proposal = proposals.propose(
        draft.agreement, kind=ProposalKind.REMOVAL, article=draft.first, by=draft.nils
    )

    accept(proposal, draft.wilma)

    proposal.refresh_from_db()
    assert draft.texts() == [("2", {"en": "Each side pays its own costs."})]
    assert (proposal.article, proposal.number, proposal.base_texts) == (
        None,
        "1",
        {"en": "We meet every year."},
    )


def test_accept_one_s_own_side_s_proposal_is_not_allowed(draft):
    with pytest.raises(NotAllowed) as raised:
        accept(change(draft, draft.nils), draft.nils)

    assert raised.value.messages == [
        "Your own side proposed this. The other side answers; you may take it back."
    ]


def test_where_nobody_else_is_on_the_portal_the_holder_answers_itself(draft):
    AgreementParty.objects.filter(organisation=draft.north.organisation).update(
        organisation=records.organisation("tartu")
    )

    assert accept(change(draft, draft.wilma), draft.wilma).status == ProposalStatus.ACCEPTED


def test_accept_an_article_that_changed_meanwhile_carries_what_stands_now(draft):
    proposal = change(draft, draft.nils)
    articles.edit(draft.first, {"texts": {"en": "We meet monthly."}}, version=None, by=draft.wilma)

    with pytest.raises(StaleEdit) as raised:
        accept(proposal, draft.wilma)

    assert raised.value.current.texts == {"en": "We meet monthly."}
    proposal.refresh_from_db()
    assert (proposal.status, draft.texts()[0][1]) == (ProposalStatus.OPEN, {"en": "We meet monthly."})


def test_accept_with_a_text_made_of_both(draft):
    proposal = change(draft, draft.nils)
    articles.edit(draft.first, {"texts": {"en": "We meet monthly."}}, version=None, by=draft.wilma)

    proposals.accept(
        proposal,
        seen=proposals.stamp_of(draft.first),
        by=draft.wilma,
        texts={"en": "We meet twice a year, and write monthly."},
    )

    assert draft.texts()[0][1] == {"en": "We meet twice a year, and write monthly."}


def test_another_article_s_change_does_not_disturb(draft):
    proposal = change(draft, draft.nils)
    second = draft.agreement.articles.get(number="2")
    articles.edit(second, {"texts": {"en": "The host pays."}}, version=None, by=draft.wilma)

    accept(proposal, draft.wilma)

    assert [texts["en"] for _number, texts in draft.texts()] == ["We meet twice a year.", "The host pays."]


def test_refuse_asks_why_and_keeps_the_text(draft):
    proposal = change(draft, draft.nils)

    with pytest.raises(ValidationError) as raised:
        proposals.refuse(proposal, reason=" ", by=draft.wilma)
    refused = proposals.refuse(proposal, reason="Too costly.", by=draft.wilma)

    assert raised.value.message_dict == {
        "reason": ["Say why, so that the other side can propose something better."]
    }
    assert (refused.status, refused.moves.get().note) == (ProposalStatus.REFUSED, "Too costly.")
    assert draft.texts()[0][1] == {"en": "We meet every year."}


def test_withdraw_is_for_the_side_that_proposed(draft):
    proposal = change(draft, draft.nils)

    with pytest.raises(NotAllowed):
        proposals.withdraw(proposal, by=draft.wilma)

    assert proposals.withdraw(proposal, by=draft.nils).status == ProposalStatus.WITHDRAWN


def test_an_answered_proposal_is_answered_once(draft):
    proposal = change(draft, draft.nils)
    accept(proposal, draft.wilma)

    with pytest.raises(DomainError) as raised:
        proposals.refuse(proposal, reason="No.", by=draft.wilma)

    assert raised.value.messages == ["This proposal is “Accepted” by now."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "Write the article's text, in one language at least."),
        ("We meet every year.", "This is what the article says already. Change it first."),
    ],
)
def test_propose_nothing_says_so(draft, text, sentence):
    with pytest.raises(ValidationError) as raised:
        change(draft, draft.nils, text)

    assert raised.value.message_dict == {"texts": [sentence]}


def test_propose_for_an_article_that_is_gone_says_so(draft):
    first = draft.first
    articles.remove(first, version=None, by=draft.wilma)

    with pytest.raises(DomainError) as raised:
        proposals.propose(
            draft.agreement, kind=ProposalKind.CHANGE, article=first, texts={"en": "New"}, by=draft.nils
        )

    assert raised.value.messages == ["This article has been removed since you opened it."]


def test_nobody_drafts_outside_the_negotiation_or_without_being_a_party(draft):
    stranger = records.member(records.authority("south"))
    with pytest.raises(NotAllowed):
        change(draft, stranger)

    records.in_status(draft.agreement, AgreementStatus.SIGNED)
    with pytest.raises(DomainError) as raised:
        change(draft, draft.nils)

    assert raised.value.messages == [
        "The agreement is “Signed”. Its text is worked on together only while it is in negotiation."
    ]


def test_a_party_that_has_left_proposes_no_more(draft):
    AgreementParty.objects.filter(organisation=draft.north.organisation).delete()

    with pytest.raises(NotAllowed):
        change(draft, draft.nils)


def test_comment_answers_stand_under_the_first_comment(draft):
    first = drafting.comment(draft.agreement, "Why twice?", by=draft.wilma, article=draft.first)
    answer = drafting.comment(draft.agreement, "Because.", by=draft.nils, parent=first)
    again = drafting.comment(draft.agreement, "I see.", by=draft.wilma, parent=answer)

    assert [(one.parent, one.article, one.authority) for one in (first, answer, again)] == [
        (None, draft.first, draft.west),
        (first, draft.first, draft.north),
        (first, draft.first, draft.west),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_officers_of_two_authorities_accept_different_texts_at_once_and_nothing_is_lost():
    draft = drafting_records.shared()
    of_north = change(draft, draft.nils, "We meet twice a year.")
    of_west = change(draft, draft.wilma, "We meet every second year.")
    together = Barrier(2)

    def decide(proposal_key, by):
        proposal = ArticleProposal.objects.get(pk=proposal_key)
        together.wait()
        try:
            accept(proposal, by)
        except StaleEdit as stale:
            return ("meets both texts", dict(stale.current.texts))
        finally:
            connection.close()
        return ("accepted", dict(proposal.texts))

    with ThreadPoolExecutor(2) as pool:
        answers = [
            pool.submit(decide, of_north.pk, draft.wilma),
            pool.submit(decide, of_west.pk, draft.nils),
        ]
        said = dict(sorted(answer.result() for answer in answers))

    standing = draft.texts()[0][1]
    # One stands in the text; the other's officer is shown it, and the other proposal is still open.
    assert said == {"accepted": standing, "meets both texts": standing}
    left = ArticleProposal.objects.get(status=ProposalStatus.OPEN)
    assert {left.texts["en"], standing["en"]} == {"We meet twice a year.", "We meet every second year."}
    assert Agreement.objects.get(pk=draft.agreement.pk).version == draft.agreement.version + 1
