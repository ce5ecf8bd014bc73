"""Exchanges are made, edited and moved by rules that hold."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from exchanges.domain import exchanges
from exchanges.enums import Direction, ExchangeKind, ExchangeStatus
from exchanges.models import Exchange
from partnerships.enums import RegionTier
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.multilingual import Multilingual
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.exchanges import ExchangeFactory
from tests.factories.partnerships import (
    AgreementFactory,
    FrameworkElementFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def values(of, **more):  # type: ignore[no-untyped-def]
    return {
        "authority": of.authority,
        "partnership": of,
        "names": Multilingual(en="An artist in residence"),
        "kind": ExchangeKind.RESIDENCY,
        "direction": Direction.INCOMING,
        **more,
    }


def test_create_begins_the_chain_of_moves() -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)

    made = exchanges.create(values(partnership), by=officer)

    assert (made.slug, made.status, made.version) == ("an-artist-in-residence", ExchangeStatus.PLANNED, 1)
    assert list(made.moves.values_list("from_status", "to_status", "by")) == [("", "planned", officer.pk)]


def test_create_for_another_authority_is_not_allowed() -> None:
    partnership = PartnershipFactory()

    with pytest.raises(NotAllowed):
        exchanges.create(values(partnership), by=member(PartnershipFactory().authority))

    assert Exchange.objects.count() == 0


def test_create_refuses_a_partnership_of_another_authority() -> None:
    partnership = PartnershipFactory()

    with pytest.raises(DomainError) as refused:
        exchanges.create(values(partnership, partnership=PartnershipFactory()), by=None)

    assert list(refused.value.message_dict) == ["partnership"]


def test_create_refuses_an_agreement_of_another_partnership() -> None:
    partnership = PartnershipFactory()
    agreement = AgreementFactory(partnership=PartnershipFactory(authority=partnership.authority))

    with pytest.raises(DomainError) as refused:
        exchanges.create(values(partnership, agreement=agreement), by=None)

    assert list(refused.value.message_dict) == ["agreement"]


@pytest.mark.parametrize(
    ("cost", "currency", "field"),
    [
        (Decimal("100"), "", "currency"),
        (None, "SEK", "cost"),
        (Decimal("-5"), "SEK", "cost"),
        (Decimal(10) ** 13, "SEK", "cost"),
    ],
)
def test_edit_refuses_a_cost_that_says_too_little(cost, currency, field) -> None:  # type: ignore[no-untyped-def]
    exchange = ExchangeFactory()

    with pytest.raises(DomainError) as refused:
        exchanges.edit(exchange, {"cost": cost, "currency": currency}, version=1, by=None)

    assert list(refused.value.message_dict) == [field]
    exchange.refresh_from_db()
    assert (exchange.cost, exchange.version) == (None, 1)


def test_edit_counts_the_version_and_keeps_relations() -> None:
    exchange = ExchangeFactory()
    municipality = RegionFactory(tier=RegionTier.MUNICIPALITY)

    edited = exchanges.edit(
        exchange, {"municipalities": [municipality], "recurring": True}, version=1, by=None
    )

    assert (edited.version, edited.recurring, list(edited.municipalities.all())) == (2, True, [municipality])


def test_edit_of_a_stale_version_raises_with_what_stands_now() -> None:
    exchange = ExchangeFactory()
    exchanges.edit(exchange, {"recurring": True}, version=1, by=None)

    with pytest.raises(StaleEdit) as stale:
        exchanges.edit(exchange, {"participants_incomplete": True}, version=1, by=None)

    assert stale.value.current_version == 2


def test_edit_refuses_a_region_as_municipality() -> None:
    with pytest.raises(DomainError) as refused:
        exchanges.edit(ExchangeFactory(), {"municipalities": [RegionFactory()]}, version=1, by=None)

    assert list(refused.value.message_dict) == ["municipalities"]


def test_edit_refuses_elements_of_another_authority() -> None:
    with pytest.raises(DomainError) as refused:
        exchanges.edit(ExchangeFactory(), {"elements": [FrameworkElementFactory()]}, version=1, by=None)

    assert list(refused.value.message_dict) == ["elements"]


def test_edit_changes_no_status() -> None:
    with pytest.raises(DomainError):
        exchanges.edit(ExchangeFactory(), {"status": ExchangeStatus.COMPLETED}, version=1, by=None)


def test_change_status_leaves_a_move() -> None:
    exchange = ExchangeFactory()
    officer = member(exchange.authority)

    moved = exchanges.change_status(
        exchange, ExchangeStatus.ONGOING, by=officer, version=1, note=" It began "
    )

    assert (moved.status, moved.version) == (ExchangeStatus.ONGOING, 2)
    assert list(moved.moves.values_list("from_status", "to_status", "note")) == [
        ("planned", "ongoing", "It began")
    ]


def test_change_status_refuses_a_step_that_the_table_does_not_know() -> None:
    exchange = ExchangeFactory(status=ExchangeStatus.CANCELLED)

    with pytest.raises(DomainError):
        exchanges.change_status(exchange, ExchangeStatus.COMPLETED, by=None)

    assert exchange.moves.count() == 0


def test_change_status_completes_nothing_that_lies_in_the_future() -> None:
    exchange = ExchangeFactory(period=UncertainDate("2999"))

    with pytest.raises(DomainError) as refused:
        exchanges.change_status(exchange, ExchangeStatus.COMPLETED, by=None)

    assert list(refused.value.message_dict) == ["period"]


def test_remove_is_refused_with_a_sentence() -> None:
    exchange = exchanges.create(values(PartnershipFactory()), by=None)

    with pytest.raises(ValidationError):
        exchanges.remove(exchange, version=1, by=None)

    assert Exchange.objects.count() == 1
