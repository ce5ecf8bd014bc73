"""Exchanges and events."""

import factory

from exchanges.enums import ActorRole, Direction, EventKind, ExchangeKind, FigureKind
from exchanges.models import (
    CommitmentEvidence,
    Event,
    Exchange,
    ExchangeActor,
    ExchangeFigure,
    ExchangeMoney,
    LedgerTerms,
    LineFulfilment,
    Outcome,
    RefugePlacement,
    RefugeProgramme,
)
from partnerships.enums import Payer, RegionTier
from tests.factories.commitments import CommitmentFactory, WorkProgrammeLineFactory
from tests.factories.partnerships import (
    AuthorityFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)


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


class ExchangeActorFactory(factory.django.DjangoModelFactory):
    """A host of an exchange."""

    class Meta:
        model = ExchangeActor

    exchange = factory.SubFactory(ExchangeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = ActorRole.HOST


class ExchangeFigureFactory(factory.django.DjangoModelFactory):
    """Ten participants."""

    class Meta:
        model = ExchangeFigure

    exchange = factory.SubFactory(ExchangeFactory)
    kind = FigureKind.PARTICIPANTS
    number = "10"


class OutcomeFactory(factory.django.DjangoModelFactory):
    """Something that came of a partnership."""

    class Meta:
        model = Outcome

    partnership = factory.SubFactory(PartnershipFactory)
    names = {"en": "A garden journey"}


class RefugeProgrammeFactory(factory.django.DjangoModelFactory):
    """An authority's programme of refuge."""

    class Meta:
        model = RefugeProgramme

    authority = factory.SubFactory(AuthorityFactory)
    slug = factory.Sequence(lambda n: f"refuge-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})


class RefugePlacementFactory(factory.django.DjangoModelFactory):
    """A municipality that prepares to be a place of refuge."""

    class Meta:
        model = RefugePlacement

    programme = factory.SubFactory(RefugeProgrammeFactory)
    municipality = factory.SubFactory(RegionFactory, tier=RegionTier.MUNICIPALITY)


class ExchangeMoneyFactory(factory.django.DjangoModelFactory):
    """What the host paid for an exchange."""

    class Meta:
        model = ExchangeMoney

    exchange = factory.SubFactory(ExchangeFactory)
    payer = Payer.HOST
    amount = "1000"
    currency = "SEK"


class LedgerTermsFactory(factory.django.DjangoModelFactory):
    """A point for each person, and an even give and take."""

    class Meta:
        model = LedgerTerms

    partnership = factory.SubFactory(PartnershipFactory)
    agreed_from = "2020-01-01"
    weight_persons = 1
    target_incoming = 1
    target_outgoing = 1


class CommitmentEvidenceFactory(factory.django.DjangoModelFactory):
    """An exchange that proves a commitment."""

    class Meta:
        model = CommitmentEvidence

    commitment = factory.SubFactory(CommitmentFactory)
    exchange = factory.SubFactory(ExchangeFactory)


class LineFulfilmentFactory(factory.django.DjangoModelFactory):
    """An exchange that counts for a line of a plan."""

    class Meta:
        model = LineFulfilment

    line = factory.SubFactory(WorkProgrammeLineFactory)
    exchange = factory.SubFactory(ExchangeFactory)
