"""What takes the place of an agreement, and on which days it was in force."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import agreement_moves as moves
from partnerships.domain import succession
from partnerships.domain.agreement_writing import derive
from partnerships.enums import AgreementStatus, Certainty
from partnerships.models import Agreement
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


def test_supersede_ends_the_old_one_the_day_before(relation, officer):
    old = in_force(relation)
    new = records.signed(relation, kind="mou", valid_from="2016-06-01", open_ended=True)

    succession.supersede(old, new, version=None, by=officer, today=TODAY)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, old.last_day.edtf, new.predecessor) == (AgreementStatus.SUPERSEDED, "2016-05-31", old)


def test_supersede_by_one_to_come_waits_for_its_day(relation, officer):
    old = in_force(relation)
    new = records.signed(relation, kind="mou", valid_from="2016-09-01", open_ended=True)
    succession.supersede(old, new, version=None, by=officer, today=TODAY)

    moves.expire_due(date(2016, 8, 31))
    old.refresh_from_db()
    before = old.status
    moves.expire_due(date(2016, 9, 1))
    old.refresh_from_db()

    assert (before, old.status) == (AgreementStatus.IN_FORCE, AgreementStatus.SUPERSEDED)


def test_a_successor_that_begins_after_the_end_does_not_make_the_agreement_live_longer(relation, officer):
    old = in_force(relation)
    new = records.signed(relation, kind="mou", valid_from="2020-01-01", open_ended=True)

    succession.supersede(old, new, version=None, by=officer, today=TODAY)
    moves.expire_due(date(2018, 1, 1))
    moves.expire_due(date(2020, 1, 1))

    old.refresh_from_db()
    assert (old.last_day, old.status) == (None, AgreementStatus.EXPIRED)
    assert old.in_force_on(date(2018, 1, 1)) == Certainty.NO


def test_an_agreement_that_succeeds_itself_or_its_successor_is_refused(relation, officer):
    old = in_force(relation)
    new = records.signed(relation, kind="mou", valid_from="2016-06-01", open_ended=True, predecessor=old)
    before = stands(old), stands(new)

    with pytest.raises(ValidationError) as itself:
        succession.supersede(old, old, version=None, by=officer)
    with pytest.raises(ValidationError) as cycle:
        succession.supersede(new, old, version=None, by=officer)

    assert itself.value.messages == ["An agreement cannot succeed itself. Choose the one after it."]
    assert cycle.value.messages == [
        "“Agreement on culture” comes before this agreement, directly or by others between them."
    ]
    assert (stands(old), stands(new)) == before


def test_signing_a_successor_lets_its_predecessor_make_way(relation, officer):
    old = in_force(relation, renews_tacitly=True, renewal_months=12)
    new = records.in_status(
        records.draft(relation, valid_from="2016-01-01", open_ended=True, predecessor=old),
        AgreementStatus.AGREED,
    )

    moves.sign(new, version=None, by=officer, signed=D("2015-12"))

    old.refresh_from_db()
    assert (old.status, old.last_day.edtf) == (AgreementStatus.SUPERSEDED, "2015-12-31")


@pytest.mark.parametrize(
    ("dates", "day", "answer"),
    [
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2013, 12, 31), Certainty.NO),
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2014, 6, 1), Certainty.POSSIBLY),
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2015, 6, 1), Certainty.CERTAINLY),
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2017, 10, 1), Certainty.POSSIBLY),
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2018, 1, 1), Certainty.NO),
        ({"valid_from": "2011", "open_ended": True}, date(2030, 1, 1), Certainty.CERTAINLY),
        ({"valid_from": "2011"}, date(2030, 1, 1), Certainty.POSSIBLY),
        ({}, date(2030, 1, 1), Certainty.POSSIBLY),
        (
            {"valid_from": "2014", "valid_until": "2017", "renews_tacitly": True},
            date(2018, 1, 1),
            Certainty.POSSIBLY,
        ),
    ],
)
def test_in_force_on_says_no_more_than_the_dates_and_the_index_agrees(relation, dates, day, answer):
    agreement = records.signed(relation, **dates)
    derive(agreement)  # a record that was always so, with what the domain would have derived
    agreement.save()
    agreements_found = [
        Agreement.objects.in_force_on(day).exists(),
        Agreement.objects.in_force_on(day, certainly=False).exists(),
    ]

    assert agreement.in_force_on(day) == answer
    assert agreements_found == [answer == Certainty.CERTAINLY, answer != Certainty.NO]


def test_a_draft_is_in_force_on_no_day(relation):
    draft = records.draft(relation, valid_from="2014", open_ended=True)

    assert draft.in_force_on(TODAY) == Certainty.NO
    assert not Agreement.objects.in_force_on(TODAY, certainly=False).exists()
