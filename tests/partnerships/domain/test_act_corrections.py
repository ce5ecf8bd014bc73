"""What was recorded of an agreement by mistake is taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import act_corrections, party_acts, succession
from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_moves as moves
from partnerships.domain import agreement_notices as notices
from partnerships.enums import AgreementStatus, Certainty
from portal.core.errors import NotAllowed
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records
from tests.partnerships.domain.test_agreement_acts import in_force, stands
from tests.partnerships.domain.test_agreement_party_acts import third

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


def test_what_was_entered_by_mistake_is_taken_back_with_all_it_changed(relation, officer):
    agreement = in_force(relation, renews_tacitly=True, renewal_months=12, notice_months=3)
    party, gone = records.parties_of(agreement)[0], third(agreement)
    north = records.organisation("far-north")
    common = {"version": None, "by": officer}

    def stay():
        return stands(agreement)[1:]  # the version counts on

    def extend():
        return acts.extend(agreement, until=D("2020"), today=TODAY, **common)

    def notice():
        return notices.give_notice(agreement, party, given=D("2016-05"), today=TODAY, **common)

    def join():
        return party_acts.accede(agreement, north, effective=D("2016"), **common)

    def part():
        return party_acts.leave(agreement, gone, last_day=D("2016"), today=TODAY, **common)

    def merge():
        both = records.organisation("both")
        return party_acts.merge(agreement, party, gone, into=both, effective=D("2016"), today=TODAY, **common)

    def amend():
        return acts.amend(agreement, what={"en": "More."}, today=TODAY, **common)

    def renew():
        return acts.extend(agreement, until=D("2022"), today=TODAY, **common)

    extend()  # with it the first period is written down too, and stays so
    for deed in (renew, notice, join, part, merge, amend):
        before = stay()
        act_corrections.take_back(deed(), note="The wrong agreement.", today=TODAY, **common)
        assert (deed.__name__, stay()) == (deed.__name__, before)


def test_an_extension_taken_back_lets_the_agreement_be_over_again(relation, officer):
    agreement = in_force(relation)
    moves.expire_due(date(2018, 1, 1))
    act = acts.extend(agreement, until=D("2100"), version=None, by=officer)

    act_corrections.take_back(act, note="Another agreement.", version=None, by=officer)

    agreement.refresh_from_db()
    assert (agreement.status, agreement.valid_until.edtf) == (AgreementStatus.EXPIRED, "2017-12-31")
    assert agreement.moves.last().note == "Taken back: Extension. Another agreement."


@pytest.mark.parametrize("kind", ["notice", "withdrawal", "supersession"])
def test_what_ended_an_agreement_by_mistake_is_taken_back_and_it_lives_again(relation, officer, kind):
    agreement = in_force(relation, open_ended=True, valid_until=None)
    party = records.parties_of(agreement)[1]
    common = {"version": None, "by": officer, "today": TODAY}
    if kind == "notice":
        act = notices.give_notice(agreement, party, given=D("2016-05-01"), **common)
        moves.expire_due(TODAY)
    elif kind == "withdrawal":
        act = party_acts.leave(agreement, party, last_day=D("2016-05-01"), ends_agreement=True, **common)
    else:
        new = records.signed(relation, kind="mou", valid_from="2016-05-01", open_ended=True)
        act = succession.supersede(agreement, new, **common)
    agreement.refresh_from_db()
    ended = agreement.status

    act_corrections.take_back(act, note="The other region did.", version=None, by=officer)

    agreement.refresh_from_db()
    ends = {"notice": "terminated", "withdrawal": "terminated", "supersession": "superseded"}
    assert (ended, agreement.status, agreement.last_day) == (ends[kind], AgreementStatus.IN_FORCE, None)
    assert agreement.in_force_on(date(2030, 1, 1)) == Certainty.CERTAINLY
    assert [one.left for one in records.parties_of(agreement)] == [None, None]


def test_only_the_last_act_is_taken_back_with_a_reason_by_its_keeper(relation, officer):
    agreement = in_force(relation, notice_months=3)
    first = acts.amend(agreement, what={"en": "More."}, version=None, by=officer, today=TODAY)
    party = records.parties_of(agreement)[0]
    notice = notices.give_notice(agreement, party, given=D("2016-05"), version=None, by=officer, today=TODAY)
    stranger = records.member(records.authority("south"))
    before = stands(agreement)

    with pytest.raises(ValidationError, match="Only what was recorded last"):
        act_corrections.take_back(first, note="Wrong.", version=None, by=officer)
    with pytest.raises(ValidationError) as raised:
        act_corrections.take_back(notice, note=" ", version=None, by=officer)
    with pytest.raises(NotAllowed):
        act_corrections.take_back(notice, note="Wrong.", version=None, by=stranger)
    after = stands(agreement)
    moves.terminate(agreement, version=None, by=officer, note="By both.", last_day=D("2016-05-31"))
    with pytest.raises(ValidationError, match="ended by a step of its own"):
        act_corrections.take_back(notice, note="Wrong.", version=None, by=officer)

    assert (list(raised.value.message_dict), after) == (["note"], before)
