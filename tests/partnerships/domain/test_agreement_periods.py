"""Recorded periods follow a correction of an agreement's dates, or say why they cannot."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_moves as moves
from partnerships.domain import agreement_periods, agreements
from partnerships.models import Agreement
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db
D = UncertainDate
TACIT = {"renews_tacitly": True, "renewal_months": 12, "notice_months": 3}


@pytest.fixture
def officer():
    return records.member(records.authority())


def in_force(officer, **data):
    relation = records.partnership(officer.memberships.get().authority)
    agreement = records.signed(relation, valid_from="2014-01-01", valid_until="2015-12-31", **data)
    moves.put_in_force(agreement, version=None, by=None, today=date(2014, 6, 1))
    agreement.refresh_from_db()
    return agreement


def periods(agreement):
    return [(one.number, one.basis, one.begins.edtf, one.ends.edtf) for one in agreement.periods.all()]


def test_renewals_after_a_corrected_end_never_were(officer):
    agreement = in_force(officer, **TACIT)
    assert agreement_periods.renew_all(agreement, date(2018, 6, 1)) == 3

    agreements.edit(agreement, {"valid_until": D("2016-39")}, version=None, by=officer)

    assert periods(agreement) == [
        (1, "first", "2014-01-01", "2015-12-31"),
        (2, "tacit", "2016-01-01", "2016-39"),
    ]


def test_an_end_before_an_extension_is_refused_beside_the_date(officer):
    agreement = in_force(officer)
    acts.extend(agreement, until=D("2018-12-31"), version=None, by=officer, today=date(2015, 6, 1))

    with pytest.raises(ValidationError) as raised:
        agreements.edit(agreement, {"valid_until": D("2015-06-30")}, version=None, by=officer)

    sentence = (
        "The agreement was extended for a period from 1 January 2016 on: give a later end, or take that back."
    )
    assert raised.value.message_dict == {"valid_until": [sentence]}
    assert Agreement.objects.get(pk=agreement.pk).valid_until == D("2018-12-31")


def test_a_beginning_after_the_first_period_is_refused_beside_the_date(officer):
    agreement = in_force(officer, **TACIT)
    agreement_periods.renew_all(agreement, date(2017, 6, 1))

    with pytest.raises(ValidationError) as raised:
        agreements.edit(agreement, {"valid_from": D("2016-02-01")}, version=None, by=officer)

    sentence = "The first period ended 31 December 2015, so the agreement cannot have begun later."
    assert raised.value.message_dict == {"valid_from": [sentence]}
