"""Who joins an agreement after its signing, leaves it, or takes the place of others."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import agreement_notices as notices
from partnerships.domain import party_acts
from partnerships.enums import AgreementStatus, PartyRole
from partnerships.models import AgreementParty
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records
from tests.partnerships.domain.test_agreement_acts import in_force, stands

pytestmark = pytest.mark.django_db


TODAY = date(2016, 6, 1)


D = UncertainDate


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west):
    return records.member(west)


@pytest.fixture
def relation(west):
    return records.partnership(west)


def third(agreement, slug="north"):
    return AgreementParty.objects.create(
        agreement=agreement, organisation=records.organisation(slug), position=2
    )


def test_accede_adds_a_party_once(relation, officer):
    agreement = in_force(relation)
    north = records.organisation("north")

    party_acts.accede(agreement, north, effective=D("2015"), signatory="Nils", version=None, by=officer)
    before = stands(agreement)
    with pytest.raises(ValidationError) as raised:
        party_acts.accede(agreement, north, effective=D("2016"), version=None, by=officer)

    party = agreement.parties.get(organisation=north)
    assert (party.joined.edtf, party.signatory, party.role) == ("2015", "Nils", PartyRole.PARTY)
    assert raised.value.message_dict == {"organisation": ["North is on the list already."]}
    assert stands(agreement) == before


def test_accede_outside_the_validity_is_refused(relation, officer):
    agreement, north = in_force(relation), records.organisation("north")

    for day in ("2013", "2018-01-01"):
        with pytest.raises(ValidationError) as raised:
            party_acts.accede(agreement, north, effective=D(day), version=None, by=officer)
        assert list(raised.value.message_dict) == ["effective"]


def test_one_of_three_leaves_and_the_agreement_goes_on(relation, officer):
    agreement = in_force(relation)
    gone = third(agreement)

    party_acts.leave(agreement, gone, last_day=D("2016-03"), version=None, by=officer, today=TODAY)

    agreement.refresh_from_db()
    gone.refresh_from_db()
    assert (agreement.status, gone.left.edtf) == (AgreementStatus.IN_FORCE, "2016-03")
    with pytest.raises(ValidationError, match="has left the agreement"):
        party_acts.leave(agreement, gone, last_day=D("2016-04"), version=None, by=officer, today=TODAY)


def test_the_last_but_one_leaves_only_when_the_end_is_confirmed(relation, officer):
    agreement = in_force(relation)
    party, before = records.parties_of(agreement)[1], stands(agreement)

    with pytest.raises(ValidationError) as raised:
        party_acts.leave(agreement, party, last_day=D("2016-05-31"), version=None, by=officer, today=TODAY)
    after = stands(agreement)
    party_acts.leave(
        agreement,
        party,
        last_day=D("2016-05-31"),
        ends_agreement=True,
        version=None,
        by=officer,
        today=TODAY,
    )

    agreement.refresh_from_db()
    assert (list(raised.value.message_dict), after) == (["ends_agreement"], before)
    assert (agreement.status, agreement.last_day.edtf) == (AgreementStatus.TERMINATED, "2016-05-31")


def test_an_associate_may_not_give_notice(relation, officer):
    agreement = in_force(relation)
    associate = third(agreement)
    AgreementParty.objects.filter(pk=associate.pk).update(role=PartyRole.ASSOCIATE)

    with pytest.raises(ValidationError, match="is not a party, but “Associate”"):
        notices.give_notice(agreement, associate, given=D("2016"), version=None, by=officer, today=TODAY)


def test_merge_lets_a_new_organisation_take_the_place_of_two(relation, officer):
    """Languedoc-Roussillon and Midi-Pyrénées became Occitanie, in a Euroregion of several."""
    agreement = in_force(relation)
    languedoc, midi = third(agreement, "languedoc"), third(agreement, "midi-pyrenees")
    occitanie = records.organisation("occitanie")

    party_acts.merge(
        agreement, languedoc, midi, into=occitanie, effective=D("2016-01-01"), version=None, by=officer
    )

    parties = agreement.parties.order_by("position", "pk")
    said = [
        (one.organisation.slug, one.joined and one.joined.edtf, one.left and one.left.edtf) for one in parties
    ]
    assert said[2:] == [
        ("languedoc", None, "2015-12-31"),
        ("midi-pyrenees", None, "2015-12-31"),
        ("occitanie", "2016-01-01", None),
    ]


def test_merge_with_itself_or_of_the_only_two_is_refused(relation, officer):
    agreement = in_force(relation)
    one, two = records.parties_of(agreement)
    common = {"effective": D("2016"), "version": None, "by": officer, "today": TODAY}
    before = stands(agreement)

    with pytest.raises(ValidationError, match="cannot merge with itself"):
        party_acts.merge(agreement, one, one, into=records.organisation("new"), **common)
    with pytest.raises(ValidationError) as raised:
        party_acts.merge(agreement, one, two, into=two.organisation, **common)

    assert (list(raised.value.message_dict), stands(agreement)) == (["ends_agreement"], before)
