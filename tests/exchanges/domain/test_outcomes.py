"""What came of a cooperation is written by its authority, also long after."""

import pytest
from django.core.exceptions import ValidationError

from exchanges.domain import outcomes
from exchanges.models import Outcome
from portal.core.errors import DomainError, NotAllowed
from portal.core.multilingual import Multilingual
from tests.factories.accounts import member
from tests.factories.exchanges import ExchangeFactory, OutcomeFactory
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def test_add_names_parties_outside_the_pair() -> None:
    exchange = ExchangeFactory()
    outside = OrganisationFactory()

    made = outcomes.add(
        Outcome(exchange=exchange),
        {"names": Multilingual(sv="Trädgårdsresan"), "organisations": [outside]},
        by=member(exchange.authority),
    )

    assert (made.partnership, list(made.organisations.all())) == (exchange.partnership, [outside])


def test_add_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        outcomes.add(Outcome(), {"names": Multilingual(en="Something")}, by=None)

    assert refused.value.messages == ["An outcome grew out of a partnership or an exchange: name it."]


def test_add_by_another_authority_is_not_allowed() -> None:
    with pytest.raises(NotAllowed):
        outcomes.add(
            Outcome(partnership=PartnershipFactory()),
            {"names": Multilingual(en="Something")},
            by=member(PartnershipFactory().authority),
        )


def test_edit_refuses_an_exchange_of_another_partnership() -> None:
    with pytest.raises(DomainError) as refused:
        outcomes.edit(OutcomeFactory(), {"exchange": ExchangeFactory()}, version=None, by=None)

    assert list(refused.value.message_dict) == ["exchange"]


def test_remove_takes_it_away() -> None:
    outcome = OutcomeFactory()

    outcomes.remove(outcome, version=None, by=member(outcome.partnership.authority))

    assert Outcome.objects.count() == 0
