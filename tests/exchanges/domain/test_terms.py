"""Weights and a ratio hold from a day on, for one partnership."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from exchanges.domain import terms
from exchanges.models import LedgerTerms
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import member
from tests.factories.exchanges import LedgerTermsFactory
from tests.factories.partnerships import AgreementFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Give points for one measure at least."),
        ({"weight_persons": 1, "target_incoming": 1}, "A target names both sides, such as 1 to 1 or 2 to 3."),
        ({"weight_money": 1}, "Say for which currency the points are given."),
    ],
)
def test_terms_that_make_no_sense_are_refused(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        terms.add(LedgerTerms(partnership=PartnershipFactory()), {"agreed_from": DAY, **values}, by=None)

    assert refused.value.messages == [sentence]


def test_terms_hold_once_from_a_day() -> None:
    partnership = PartnershipFactory()
    terms.add(LedgerTerms(partnership=partnership), {"agreed_from": DAY, "weight_persons": 1}, by=None)

    with pytest.raises(ValidationError) as refused:
        terms.add(LedgerTerms(partnership=partnership), {"agreed_from": DAY, "weight_persons": 2}, by=None)

    assert refused.value.messages == ["There are already terms that hold from this day. Edit those."]


def test_terms_of_another_partnerships_agreement_are_refused() -> None:
    with pytest.raises(DomainError) as refused:
        terms.add(
            LedgerTerms(partnership=PartnershipFactory()),
            {"agreed_from": DAY, "weight_persons": 1, "agreement": AgreementFactory()},
            by=None,
        )

    assert list(refused.value.message_dict) == ["agreement"]


def test_terms_are_edited_and_removed_by_their_own_people() -> None:
    made = LedgerTermsFactory()

    with pytest.raises(NotAllowed):
        terms.edit(made, {"weight_persons": 2}, version=None, by=member(PartnershipFactory().authority))
    terms.edit(made, {"weight_persons": 2}, version=None, by=member(made.partnership.authority))
    made.refresh_from_db()
    assert made.weight_persons == 2
    terms.remove(made, by=None)
    assert LedgerTerms.objects.count() == 0
