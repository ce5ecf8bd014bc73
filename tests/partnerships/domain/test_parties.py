"""The parties of an agreement."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import parties
from partnerships.domain.agreement_writing import parties_key
from partnerships.enums import PartyRole
from portal.core.errors import DomainError
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west):
    return records.member(west)


@pytest.fixture
def relation(west):
    return records.partnership(west)


def test_add_changes_the_key_that_overlaps_are_found_by(relation, officer):
    agreement = records.draft(relation)
    third = records.organisation("third")

    parties.add(agreement, version=1, by=officer, organisation=third)

    agreement.refresh_from_db()
    ids = [relation.holder_id, relation.counterpart_id, third.pk]
    assert (agreement.parties_key, agreement.version) == (parties_key(ids), 2)


def test_add_a_witness_leaves_the_key_as_it_is(relation, officer):
    agreement = records.draft(relation)

    parties.add(
        agreement, version=1, by=officer, organisation=records.organisation("third"), role=PartyRole.WITNESS
    )

    agreement.refresh_from_db()
    assert agreement.parties_key == parties_key([relation.holder_id, relation.counterpart_id])


def test_add_somebody_on_the_list_says_so(relation, officer):
    agreement = records.draft(relation)

    with pytest.raises(ValidationError) as raised:
        parties.add(agreement, version=1, by=officer, organisation=relation.holder)

    assert raised.value.message_dict == {"organisation": ["West is already on the list."]}


def test_edit_keeps_the_name_as_signed(relation, officer):
    agreement = records.draft(relation)
    party = records.parties_of(agreement)[1]

    parties.edit(party, {"name_as_signed": "Vilnius stad"}, version=1, by=officer)

    assert [str(one) for one in records.parties_of(agreement)] == ["West", "Vilnius stad"]


def test_remove_from_a_draft_is_fine(relation, officer):
    agreement = records.draft(relation)

    parties.remove(records.parties_of(agreement)[1], version=1, by=officer)

    agreement.refresh_from_db()
    assert (len(records.parties_of(agreement)), agreement.parties_key) == (1, "")


def test_remove_the_second_party_of_a_signed_agreement_is_refused(relation, officer):
    agreement = records.signed(relation)

    with pytest.raises(DomainError):
        parties.remove(records.parties_of(agreement)[1], version=1, by=officer)

    assert len(records.parties_of(agreement)) == 2


def test_edit_into_an_overlap_is_refused(relation, officer):
    records.signed(relation, valid_from="2014-01-01", valid_until="2017-12-31")
    other_side = records.organisation("other-side")
    other = records.signed(
        relation, parties=[relation.holder, other_side], valid_from="2015-01-01", valid_until="2016-12-31"
    )

    with pytest.raises(ValidationError) as raised:
        parties.edit(
            records.parties_of(other)[1], {"organisation": relation.counterpart}, version=1, by=officer
        )

    assert list(raised.value.message_dict) == ["valid_from"]
    assert [one.organisation for one in records.parties_of(other)] == [relation.holder, other_side]
