"""Agreeing on a version of the text."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import acceptances, agreement_moves, articles, parties, versions
from partnerships.enums import AgreementStatus, PartyRole, VersionReason
from portal.core.errors import DomainError, NotAllowed
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records
from tests.partnerships import drafting_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return drafting_records.shared()


@pytest.fixture
def version(draft):
    return versions.latest(draft.agreement)


def status(draft):
    draft.agreement.refresh_from_db()
    return draft.agreement.status


def holding(draft):
    return [(str(one.party), one.holds) for one in acceptances.standings(draft.agreement)]


def test_when_every_party_has_accepted_the_same_version_it_is_agreed(draft, version):
    acceptances.accept(version, draft.north.organisation, by=draft.nils)
    between = (status(draft), holding(draft))
    acceptances.accept(version, draft.west.organisation, by=draft.wilma)

    assert between == (AgreementStatus.NEGOTIATION, [("West", False), ("North", True)])
    assert status(draft) == AgreementStatus.AGREED
    move = draft.agreement.moves.order_by("-pk").first()
    assert (move.to_status, move.note) == ("agreed", "All parties have accepted version 1.")


def test_an_agreed_text_stands_until_the_talks_are_opened_again(draft, version):
    acceptances.accept(version, draft.north.organisation, by=draft.nils)
    acceptances.accept(version, draft.west.organisation, by=draft.wilma)

    with pytest.raises(DomainError) as raised:
        articles.edit(draft.first, {"texts": {"en": "Other"}}, version=None, by=draft.wilma)

    assert raised.value.messages == [
        "The parties have agreed on this text. Open the talks again before you change it."
    ]


def test_a_later_change_voids_what_was_accepted(draft, version):
    acceptances.accept(version, draft.north.organisation, by=draft.nils)
    articles.edit(draft.first, {"texts": {"en": "We meet monthly."}}, version=None, by=draft.wilma)

    (_west, north) = acceptances.standings(draft.agreement)
    assert (north.acceptance.version, north.holds) == (version, False)
    with pytest.raises(DomainError) as raised:
        acceptances.accept(version, draft.west.organisation, by=draft.wilma)
    assert raised.value.messages == [
        "The text has been changed since version 1 was kept. Keep the text as it stands as a new version, and accept "
        "that one."
    ]


def test_parties_agree_on_a_later_version(draft, version):
    acceptances.accept(version, draft.north.organisation, by=draft.nils)
    articles.edit(draft.first, {"texts": {"en": "We meet monthly."}}, version=None, by=draft.wilma)
    second = versions.keep(draft.agreement, by=draft.nils)

    acceptances.accept(second, draft.west.organisation, by=draft.wilma)
    assert status(draft) == AgreementStatus.NEGOTIATION
    acceptances.accept(second, draft.north.organisation, by=draft.nils)

    assert status(draft) == AgreementStatus.AGREED
    assert versions.latest(draft.agreement).reason == VersionReason.KEPT


def test_accept_for_a_party_that_has_left_says_so(draft, version):
    third = parties.add(
        draft.agreement, version=None, by=draft.wilma, organisation=records.organisation("tartu")
    )
    type(third).objects.filter(pk=third.pk).update(left=UncertainDate("2026-01-31"))
    draft.agreement.parties.get(organisation=draft.north.organisation).delete()

    for organisation in (third.organisation, draft.north.organisation):
        with pytest.raises(DomainError) as raised:
            acceptances.accept(version, organisation, by=draft.wilma, note="By letter.")
        assert raised.value.messages == [
            f"{organisation} is not a party of this agreement any more, so nothing can be accepted for it."
        ]


def test_accept_for_another_party_that_has_an_account_is_not_allowed(draft, version):
    with pytest.raises(NotAllowed) as raised:
        acceptances.accept(version, draft.north.organisation, by=draft.wilma)

    assert raised.value.messages == ["Only the officers of North accept for it."]


def test_the_holder_s_officer_records_the_word_of_a_party_without_an_account(draft, version):
    third = parties.add(
        draft.agreement, version=None, by=draft.wilma, organisation=records.organisation("tartu")
    )
    with pytest.raises(ValidationError) as raised:
        acceptances.accept(version, third.organisation, by=draft.wilma)
    with pytest.raises(NotAllowed):
        acceptances.accept(version, third.organisation, by=draft.nils, note="They told us.")
    accepted = acceptances.accept(
        version, third.organisation, by=draft.wilma, note="Letter from the mayor, 3 March 2026"
    )

    assert raised.value.message_dict == {"note": ["Say how Tartu accepted: who wrote or said it, and when."]}
    assert (accepted.note, accepted.accepted_by) == ("Letter from the mayor, 3 March 2026", draft.wilma)


def test_nobody_waits_for_associates(draft, version):
    parties.add(
        draft.agreement,
        version=None,
        by=draft.wilma,
        organisation=records.organisation("theatre"),
        role=PartyRole.ASSOCIATE,
    )
    acceptances.accept(version, draft.north.organisation, by=draft.nils)
    acceptances.accept(version, draft.west.organisation, by=draft.wilma)

    assert status(draft) == AgreementStatus.AGREED


def test_accept_twice_says_so(draft, version):
    acceptances.accept(version, draft.north.organisation, by=draft.nils)

    with pytest.raises(ValidationError) as raised:
        acceptances.accept(version, draft.north.organisation, by=draft.nils)

    assert raised.value.messages == ["This party has accepted this version already."]


def test_accept_outside_the_negotiation_says_so(draft, version):
    agreement_moves.withdraw(draft.agreement, version=None, by=draft.wilma)

    with pytest.raises(DomainError) as raised:
        acceptances.accept(version, draft.west.organisation, by=draft.wilma)

    assert raised.value.code == "closed"
