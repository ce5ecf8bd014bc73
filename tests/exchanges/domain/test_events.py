"""Events are made, edited and removed by rules that hold."""

import pytest

from exchanges.domain import events
from exchanges.enums import EventKind
from exchanges.models import Event
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.multilingual import Multilingual
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.exchanges import EventFactory, ExchangeFactory
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db


def test_create_makes_an_address_of_the_title() -> None:
    authority = AuthorityFactory()
    values = {"authority": authority, "names": Multilingual(sv="Kulturfrukost"), "kind": EventKind.BREAKFAST}

    made = events.create(values, by=member(authority))

    assert (made.slug, made.version) == ("kulturfrukost", 1)


def test_create_for_another_authority_is_not_allowed() -> None:
    values = {"authority": AuthorityFactory(), "names": Multilingual(en="Forum"), "kind": EventKind.FORUM}

    with pytest.raises(NotAllowed):
        events.create(values, by=member(AuthorityFactory()))


def test_edit_refuses_a_day_that_certainly_lies_outside_the_whole() -> None:
    festival = EventFactory(held=UncertainDate("2019-05"))
    opening = EventFactory(authority=festival.authority, part_of=festival)

    with pytest.raises(DomainError) as refused:
        events.edit(opening, {"held": UncertainDate("2020-05-31")}, version=1, by=None)

    assert list(refused.value.message_dict) == ["held"]


def test_edit_takes_a_day_that_may_lie_inside_the_whole() -> None:
    festival = EventFactory(held=UncertainDate("2019"))
    opening = EventFactory(authority=festival.authority, part_of=festival)

    edited = events.edit(opening, {"held": UncertainDate("2019-05-31")}, version=1, by=None)

    assert (edited.held.edtf, edited.version) == ("2019-05-31", 2)


def test_edit_refuses_an_event_inside_itself() -> None:
    whole = EventFactory()
    part = EventFactory(authority=whole.authority, part_of=whole)

    with pytest.raises(DomainError) as refused:
        events.edit(whole, {"part_of": part}, version=1, by=None)

    assert list(refused.value.message_dict) == ["part_of"]


def test_edit_refuses_an_exchange_of_another_authority() -> None:
    with pytest.raises(DomainError) as refused:
        events.edit(EventFactory(), {"exchange": ExchangeFactory()}, version=1, by=None)

    assert list(refused.value.message_dict) == ["exchange"]


def test_edit_of_a_stale_version_raises() -> None:
    event = EventFactory()
    events.edit(event, {"venue": "ARoS"}, version=1, by=None)

    with pytest.raises(StaleEdit):
        events.edit(event, {"venue": "Moesgaard"}, version=1, by=None)


def test_remove_is_refused_while_others_are_part_of_it() -> None:
    whole = EventFactory()
    EventFactory(authority=whole.authority, part_of=whole)

    with pytest.raises(DomainError):
        events.remove(whole, version=1, by=None)

    assert Event.objects.count() == 2
