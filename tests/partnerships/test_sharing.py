"""Who sees a draft: its owner's people alone, and from the negotiation on those of every party on the portal."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.enums import AgreementStatus, PartyRole
from partnerships.models import Agreement, AgreementParty, AgreementVersion
from portal.accounts.enums import Role
from portal.core import documents
from portal.core.enums import DocumentKind
from portal.core.models import Document
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def west():
    return records.authority("west")


@pytest.fixture
def north():
    return records.authority("north")


@pytest.fixture
def agreement(west, north):
    """An agreement of West with North's committee, which lies two levels under it."""
    administration = records.organisation("north-administration", parent=north.organisation)
    committee = records.organisation("north-committee", parent=administration)
    return records.draft(records.partnership(west, counterpart=committee))


def sees(user):
    return list(Agreement.objects.visible_to(user)), list(Agreement.objects.shared_with(user))


def test_a_draft_that_was_never_shown_stays_with_its_owner(agreement, west, north):
    # Nobody reads over a shoulder: the text is not the other side's until it has been sent.
    assert sees(records.member(west)) == ([agreement], [agreement])
    assert sees(records.member(north)) == ([], [])


def test_from_the_negotiation_on_a_party_s_people_see_it_too(agreement, north):
    records.in_status(agreement, AgreementStatus.NEGOTIATION)

    assert sees(records.member(north)) == ([agreement], [agreement])
    assert sees(records.member(north, Role.AUDITOR, "auditor@north.example")) == ([agreement], [agreement])


def test_a_draft_taken_back_is_its_owner_s_again(agreement, north):
    records.in_status(agreement, AgreementStatus.NEGOTIATION)
    records.in_status(agreement, AgreementStatus.DRAFT)

    assert sees(records.member(north)) == ([], [])


def test_authorities_that_are_no_party_and_visitors_see_no_talks(agreement):
    records.in_status(agreement, AgreementStatus.NEGOTIATION)
    stranger = records.member(records.authority("south"))

    assert sees(stranger) == ([], [])
    assert sees(AnonymousUser()) == ([], [])


def test_a_witness_does_not_draft(agreement, north):
    records.in_status(agreement, AgreementStatus.NEGOTIATION)
    AgreementParty.objects.filter(agreement=agreement).exclude(organisation__slug="west").update(
        role=PartyRole.WITNESS
    )

    assert sees(records.member(north)) == ([], [])


def test_a_party_that_has_left_sees_the_talks_no_more(agreement, north):
    records.in_status(agreement, AgreementStatus.NEGOTIATION)
    agreement.parties.get(organisation__slug="north-committee").delete()

    assert sees(records.member(north)) == ([], [])


def test_only_editors_of_the_parties_draft(agreement, west, north):
    records.in_status(agreement, AgreementStatus.NEGOTIATION)
    people = [
        records.member(west),
        records.member(north),
        records.member(north, Role.AUDITOR, "auditor@north.example"),
    ]

    assert [list(Agreement.objects.drafted_by(one)) for one in people] == [[agreement], [agreement], []]


def test_internal_documents_stay_internal(agreement, west, north):
    records.in_status(agreement, AgreementStatus.NEGOTIATION)
    stored = documents.store(
        agreement,
        kind=DocumentKind.ANNEX,
        title="Our limits",
        filename="limits.txt",
        content=b"Not more than two artists.",
        media_type="text/plain",
    )

    people = [records.member(one) for one in (west, north)]
    assert [list(Document.objects.visible_to(one)) for one in people] == [[stored], []]
    assert [list(Document.objects.visible_of(one, agreement)) for one in people] == [[stored], []]
    assert not Document.objects.visible_of(people[0]).exists()


def test_versions_are_read_by_those_who_share_the_text(agreement, west, north):
    records.in_status(agreement, AgreementStatus.NEGOTIATION)
    version = AgreementVersion.objects.create(agreement=agreement, number=1, articles=[], text_hash="0" * 64)
    stranger = records.member(records.authority("south"))

    read = [
        list(AgreementVersion.objects.visible_to(one))
        for one in (records.member(west), records.member(north), stranger)
    ]
    assert read == [[version], [version], []]
