"""Exchanges and events."""

import factory

from exchanges.enums import Direction, EventKind, ExchangeKind
from exchanges.models import Event, Exchange
from tests.factories.partnerships import AuthorityFactory, PartnershipFactory


class ExchangeFactory(factory.django.DjangoModelFactory):
    """A planned residency under a partnership of the same authority."""

    class Meta:
        model = Exchange

    partnership = factory.SubFactory(PartnershipFactory)
    authority = factory.SelfAttribute("partnership.authority")
    slug = factory.Sequence(lambda n: f"exchange-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})
    kind = ExchangeKind.RESIDENCY
    direction = Direction.INCOMING


class EventFactory(factory.django.DjangoModelFactory):
    """A seminar of an authority."""

    class Meta:
        model = Event

    authority = factory.SubFactory(AuthorityFactory)
    slug = factory.Sequence(lambda n: f"event-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})
    kind = EventKind.SEMINAR
