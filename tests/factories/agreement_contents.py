"""What agreements hold beside their text."""

import factory

from partnerships.enums import AimKind, InstrumentKind, MilestoneKind, OrganKind
from partnerships.models import Aim, Instrument, Milestone, Organ, OrganSeat, Pledge
from tests.factories.partnerships import AgreementFactory


class AimFactory(factory.django.DjangoModelFactory):
    """An objective of an agreement."""

    class Meta:
        model = Aim

    agreement = factory.SubFactory(AgreementFactory)
    kind = AimKind.OBJECTIVE
    texts = {"en": "To know each other's culture"}


class OrganFactory(factory.django.DjangoModelFactory):
    """A cooperation platform."""

    class Meta:
        model = Organ

    agreement = factory.SubFactory(AgreementFactory)
    kind = OrganKind.PLATFORM
    names = {"en": "Cooperation platform"}


class OrganSeatFactory(factory.django.DjangoModelFactory):
    """A seat in a joint body."""

    class Meta:
        model = OrganSeat

    organ = factory.SubFactory(OrganFactory)
    who = {"en": "One of each side"}


class InstrumentFactory(factory.django.DjangoModelFactory):
    """A yearly call for projects."""

    class Meta:
        model = Instrument

    agreement = factory.SubFactory(AgreementFactory)
    kind = InstrumentKind.CALL
    names = {"en": "Call for projects"}
    yearly = True


class PledgeFactory(factory.django.DjangoModelFactory):
    """Money that the parties give together."""

    class Meta:
        model = Pledge

    agreement = factory.SubFactory(AgreementFactory)
    what = {"en": "The call for projects"}
    amount = "200000"
    currency = "EUR"
    joint = True


class MilestoneFactory(factory.django.DjangoModelFactory):
    """A meeting."""

    class Meta:
        model = Milestone

    agreement = factory.SubFactory(AgreementFactory)
    kind = MilestoneKind.MEETING
    texts = {"en": "The first meeting"}
    happened = "2019"
