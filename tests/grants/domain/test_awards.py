"""Awards and the exchanges they pay for."""

import pytest
from django.test import Client

from exchanges.models import Exchange
from grants.domain import awards
from grants.models import Award
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from portal.core.multilingual import Multilingual
from tests.factories.accounts import member
from tests.factories.exchanges import ExchangeFactory
from tests.factories.grants import AwardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exchange() -> Exchange:
    return ExchangeFactory()


@pytest.fixture
def award(exchange: Exchange) -> Award:
    """An award of the exchange's authority, from a call for its partnership."""
    made = AwardFactory(
        decision__application__call__programme__authority=exchange.authority,
        decision__application__title="Choirs",
    )
    made.decision.application.call.partnerships.add(exchange.partnership)
    return made


def page_of(award: Award) -> str:
    return f"/office/applications/{award.decision.application.reference}/"


def test_link_exchange_is_said_once_and_again(award: Award, exchange: Exchange) -> None:
    officer = member(exchange.authority, Role.OFFICER)

    for _time in range(2):
        awards.link_exchange(award, exchange, officer)

    assert list(exchange.awards.all()) == [award]


def test_link_exchange_by_who_does_not_edit_is_not_allowed(award: Award, exchange: Exchange) -> None:
    with pytest.raises(NotAllowed):
        awards.link_exchange(award, exchange, member(exchange.authority, Role.AUDITOR))


def test_link_exchange_refuses_another_authority_and_another_partnership(
    award: Award, exchange: Exchange
) -> None:
    officer = member(exchange.authority, Role.OFFICER)

    with pytest.raises(DomainError, match="another authority"):
        awards.link_exchange(award, ExchangeFactory(), officer)
    with pytest.raises(DomainError, match="not of a partnership"):
        awards.link_exchange(award, ExchangeFactory(partnership=None, authority=exchange.authority), officer)


def test_create_exchange_happens_once(award: Award, exchange: Exchange) -> None:
    officer = member(exchange.authority, Role.OFFICER)
    values = {
        "authority": exchange.authority,
        "partnership": exchange.partnership,
        "names": Multilingual({"en": "Choirs"}),
        "kind": "concert",
        "direction": "outgoing",
    }

    made = awards.create_exchange(award, values, officer)

    assert list(made.awards.all()) == [award]
    with pytest.raises(DomainError, match="already pays for “Choirs”"):
        awards.create_exchange(award, values, officer)
    assert Exchange.objects.count() == 2


def test_application_exchange_page_links_and_shows_the_exchange(
    award: Award, exchange: Exchange, client: Client
) -> None:
    client.force_login(member(exchange.authority, Role.OFFICER))
    address = f"{page_of(award)}exchange/"

    assert client.get(page_of(award)).content.decode().count("Tie the award to an exchange") == 1
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"exchange": exchange.pk}).status_code == 302

    assert client.get(page_of(award)).content.decode().count(exchange.get_absolute_url()) == 1
    assert client.get(exchange.get_absolute_url()).content.decode().count("Paid for by grants") == 1
    partnership = client.get(exchange.partnership.get_absolute_url()).content.decode()  # type: ignore[union-attr]
    assert (partnership.count('id="grants"'), partnership.count("Choirs</strong>")) == (1, 1)


def test_application_exchange_page_fills_in_a_new_exchange(
    award: Award, exchange: Exchange, client: Client
) -> None:
    client.force_login(member(exchange.authority, Role.OFFICER))
    address = f"{page_of(award)}exchange/?new=yes"

    form = client.get(address).context["form"]
    answer = client.post(
        address,
        {
            "authority": exchange.authority_id,
            "partnership": form.initial["partnership"],
            "names_en": "Choirs",
            "names": "Choirs",
            "kind": "concert",
            "direction": "outgoing",
            "status": "planned",
            "version": "",
        },
    )

    award.refresh_from_db()
    assert (form.initial["names"].in_language("en"), answer.status_code) == ("Choirs", 302)
    assert (str(award.exchange), award.exchange.partnership) == ("Choirs", exchange.partnership)  # type: ignore[union-attr]


def test_application_exchange_page_of_a_case_without_award_is_not_found(award: Award, client: Client) -> None:
    client.force_login(member(award.decision.application.authority, Role.OFFICER))
    address = f"{page_of(award)}exchange/"
    award.delete()

    assert client.get(address).status_code == 404
