"""Hosts, participants and figures belong to one exchange, each once in its role."""

import pytest
from django.core.exceptions import ValidationError

from exchanges.domain import parts
from exchanges.enums import ActorRole, FigureKind
from exchanges.models import ExchangeActor, ExchangeFigure
from partnerships.enums import Engagement
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.uncertain import UncertainNumber
from portal.core.versions import stamp
from tests.factories.accounts import member
from tests.factories.exchanges import ExchangeActorFactory, ExchangeFactory, ExchangeFigureFactory
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_add_takes_several_hosts_of_one_stay_in_order() -> None:
    exchange = ExchangeFactory()
    museum, studio = OrganisationFactory(), OrganisationFactory()

    for organisation in (museum, studio):
        parts.add(
            ExchangeActor(exchange=exchange), {"organisation": organisation, "role": ActorRole.HOST}, by=None
        )

    assert list(exchange.actors.values_list("organisation", "position")) == [(museum.pk, 0), (studio.pk, 1)]


def test_add_refuses_the_same_role_twice() -> None:
    host = ExchangeActorFactory()

    with pytest.raises(ValidationError) as refused:
        parts.add(
            ExchangeActor(exchange=host.exchange),
            {"organisation": host.organisation, "role": ActorRole.HOST},
            by=None,
        )

    assert "This organisation already has this role." in refused.value.messages


def test_add_refuses_a_former_host() -> None:
    with pytest.raises(DomainError) as refused:
        parts.add(
            ExchangeActor(exchange=ExchangeFactory()),
            {"organisation": OrganisationFactory(), "role": ActorRole.HOST, "engagement": Engagement.FORMER},
            by=None,
        )

    assert list(refused.value.message_dict) == ["engagement"]


def test_add_by_another_authority_is_not_allowed() -> None:
    stranger = member(ExchangeFactory().authority)

    with pytest.raises(NotAllowed):
        parts.add(
            ExchangeFigure(exchange=ExchangeFactory()),
            {"kind": FigureKind.AUDIENCE, "number": UncertainNumber.order(100_000)},
            by=stranger,
        )


def test_edit_keeps_the_qualifier_of_a_number() -> None:
    figure = ExchangeFigureFactory.create()

    edited = parts.edit(
        figure, {"number": UncertainNumber.nearly(50, "close to fifty")}, version=stamp(figure), by=None
    )

    edited.refresh_from_db()
    assert (edited.number.canonical, edited.number_lower, edited.number_upper) == (
        "nearly 50 | close to fifty",
        45,
        50,
    )


def test_edit_of_a_stale_part_raises() -> None:
    figure = ExchangeFigureFactory.create()
    version = stamp(figure)
    parts.edit(figure, {"number": UncertainNumber.exactly(11)}, version=version, by=None)

    with pytest.raises(StaleEdit):
        parts.edit(figure, {"number": UncertainNumber.exactly(12)}, version=version, by=None)


def test_remove_takes_the_part_off() -> None:
    host = ExchangeActorFactory()

    parts.remove(host, version=None, by=member(host.exchange.authority))

    assert ExchangeActor.objects.count() == 0
