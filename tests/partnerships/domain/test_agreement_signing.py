"""Signing an agreement, one party after the other."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import agreement_moves as moves
from partnerships.enums import AgreementStatus, OrganisationKind, PartyRole
from partnerships.models import AgreementParty
from partnerships.permissions import can_sign_for
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db
DAY = UncertainDate("2014-03-12")


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def east():
    return records.authority("east")


@pytest.fixture
def officer(west):
    return records.member(west)


@pytest.fixture
def relation(west, east):
    return records.partnership(west, "west-and-east", counterpart=east.organisation)


@pytest.fixture
def agreed(relation):
    return records.in_status(records.draft(relation), AgreementStatus.AGREED)


def sign(agreement, party, by, *, version=None, signed=DAY, signatory="Anna Ek"):
    return moves.sign_party(agreement, party, signatory=signatory, signed=signed, version=version, by=by)


def test_agree_and_sign_party_by_party_signs_with_the_last_one(relation, officer):
    agreement = records.draft(relation)
    first, second = records.parties_of(agreement)
    moves.negotiate(agreement, version=1, by=officer)
    moves.agree(agreement, version=2, by=officer, note="Version 2.")

    moves.sign_party(
        agreement,
        first,
        signatory="Anna Ek",
        function="Chair of the culture committee",
        signed=UncertainDate("2014-03-01"),
        version=3,
        by=officer,
    )
    agreement.refresh_from_db()
    halfway = (agreement.status, agreement.version)
    sign(agreement, second, officer, version=4, signed=UncertainDate("2014-04"))

    agreement.refresh_from_db()
    assert halfway == (AgreementStatus.AGREED, 4)
    assert (agreement.status, agreement.version, agreement.signed.edtf) == ("signed", 5, "2014-04")
    assert [one.signature for one in records.parties_of(agreement)] == [
        "Anna Ek, Chair of the culture committee, 1 March 2014",
        "Anna Ek, April 2014",
    ]
    assert list(agreement.moves.order_by("pk").values_list("to_status", "note")) == [
        ("negotiation", ""),
        ("agreed", "Version 2."),
        ("signed", ""),
    ]


@pytest.mark.parametrize(
    ("days", "last"),
    [
        (["2014-03-01", "2014-03-12"], "2014-03-12"),
        (["2014-03-12", "2014-03-12"], "2014-03-12"),
        (["2014-03-01", "2014-04"], "2014-04"),
        (["2014", "2014-03"], None),
        (["XXXX", "2014-03-01"], None),
    ],
)
def test_the_agreement_takes_the_day_of_the_last_signature_only_where_one_was_last(
    agreed, officer, days, last
):
    for party, day in zip(records.parties_of(agreed), days, strict=True):
        agreed = sign(agreed, party, officer, signed=UncertainDate(day))

    assert agreed.status == AgreementStatus.SIGNED
    assert (agreed.signed and agreed.signed.edtf) == last


def test_a_treaty_of_three_waits_for_the_third(agreed, officer):
    third = AgreementParty.objects.create(
        agreement=agreed, organisation=records.organisation("north"), position=2
    )
    for party in records.parties_of(agreed)[:2]:
        sign(agreed, party, officer)
    agreed.refresh_from_db()
    waits = moves.waits_for(agreed)

    assert (agreed.status, waits) == (AgreementStatus.AGREED, [third])
    assert sign(agreed, third, officer).status == AgreementStatus.SIGNED


def test_an_associate_need_not_sign_and_may_sign_later(agreed, officer):
    associate = AgreementParty.objects.create(
        agreement=agreed, organisation=records.organisation("north"), role=PartyRole.ASSOCIATE, position=2
    )
    for party in records.parties_of(agreed)[:2]:
        sign(agreed, party, officer)
    agreed.refresh_from_db()

    sign(agreed, associate, officer, signed=UncertainDate("2015"))

    associate.refresh_from_db()
    assert (agreed.status, associate.signed.edtf) == (AgreementStatus.SIGNED, "2015")


def test_signing_twice_says_who_signed_and_changes_nothing(agreed, officer):
    party = records.parties_of(agreed)[0]
    sign(agreed, party, officer)

    with pytest.raises(DomainError) as raised:
        sign(agreed, party, officer, signatory="Bo Berg")

    party.refresh_from_db()
    assert raised.value.messages == ["West has signed already: Anna Ek, 12 March 2014."]
    assert party.signatory == "Anna Ek"


@pytest.mark.parametrize(
    "status", [AgreementStatus.DRAFT, AgreementStatus.NEGOTIATION, AgreementStatus.SIGNED]
)
def test_a_party_signs_only_an_agreed_text(agreed, officer, status):
    records.in_status(agreed, status)

    with pytest.raises(DomainError, match="It is signed once its text is agreed"):
        sign(agreed, records.parties_of(agreed)[0], officer)


def test_a_signature_without_name_or_day_says_so_beside_the_field(agreed, officer):
    party = records.parties_of(agreed)[0]

    with pytest.raises(ValidationError) as nameless:
        sign(agreed, party, officer, signatory=" ")
    with pytest.raises(ValidationError) as dayless:
        sign(agreed, party, officer, signed=None)

    assert (list(nameless.value.message_dict), list(dayless.value.message_dict)) == (
        ["signatory"],
        ["signed"],
    )


def test_a_signature_on_an_older_version_is_refused(agreed, officer):
    with pytest.raises(StaleEdit):
        sign(agreed, records.parties_of(agreed)[0], officer, version=agreed.version - 1)


def test_the_other_authority_records_its_own_signature_and_no_other(agreed, east):
    guest = records.member(east)
    ours, theirs = records.parties_of(agreed)

    sign(agreed, theirs, guest)
    with pytest.raises(NotAllowed):
        sign(agreed, ours, guest)

    theirs.refresh_from_db()
    assert theirs.has_signed


def test_can_sign_for_a_body_under_ones_authority_and_not_as_auditor(agreed, east):
    committee = records.organisation(
        "east-culture", kind=OrganisationKind.COMMITTEE, parent=east.organisation
    )
    party = AgreementParty.objects.create(agreement=agreed, organisation=committee, position=2)
    stranger = records.member(records.authority("south"))

    asked = {
        "officer": can_sign_for(records.member(east), party),
        "auditor": can_sign_for(records.member(east, "auditor"), party),
        "stranger": can_sign_for(stranger, party),
    }

    assert asked == {"officer": True, "auditor": False, "stranger": False}


def test_reopen_asks_why_and_takes_signatures_back(agreed, officer):
    party = records.parties_of(agreed)[0]
    sign(agreed, party, officer)

    with pytest.raises(ValidationError) as raised:
        moves.reopen(agreed, version=None, by=officer, note="")
    moves.reopen(agreed, version=None, by=officer, note="Article 3 was wrong.")

    agreed.refresh_from_db()
    party.refresh_from_db()
    assert list(raised.value.message_dict) == ["note"]
    assert (agreed.status, party.has_signed, party.signatory) == (AgreementStatus.NEGOTIATION, False, "")


def test_sign_into_an_overlap_leaves_the_last_signature_out_too(agreed, relation, officer):
    records.signed(relation, names={"en": "Old"}, valid_from="2014-01-01", valid_until="2017-12-31")
    agreed.valid_from, agreed.open_ended = UncertainDate("2017-01-01"), True
    agreed.save()
    first, second = records.parties_of(agreed)
    sign(agreed, first, officer)

    with pytest.raises(ValidationError, match="“Old” is of the same kind"):
        sign(agreed, second, officer)

    second.refresh_from_db()
    assert second.has_signed is False
