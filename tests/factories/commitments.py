"""Commitments and work programmes."""

import factory

from partnerships.models import Commitment, WorkProgramme, WorkProgrammeLine
from tests.factories.partnerships import AgreementFactory, OrganisationFactory, PartnershipFactory


class WorkProgrammeFactory(factory.django.DjangoModelFactory):
    """A plan of a partnership, for three years."""

    class Meta:
        model = WorkProgramme

    partnership = factory.SubFactory(PartnershipFactory)
    authority = factory.SelfAttribute("partnership.authority")
    names = factory.Sequence(lambda n: {"en": f"Work programme {n}"})
    period = "2025/2027"


class WorkProgrammeLineFactory(factory.django.DjangoModelFactory):
    """Two lecturers a year for seven days."""

    class Meta:
        model = WorkProgrammeLine

    work_programme = factory.SubFactory(WorkProgrammeFactory)
    what = {"en": "Lecturers"}
    count = "2"
    duration_days = "7"


class CommitmentFactory(factory.django.DjangoModelFactory):
    """What an agreement obliges a museum to do by the end of 2027."""

    class Meta:
        model = Commitment

    agreement = factory.SubFactory(AgreementFactory)
    owner = factory.SubFactory(OrganisationFactory)
    what = factory.Sequence(lambda n: {"en": f"Exhibition {n}"})
    quantity = "2"
    due = "2027-12-31"
    estimated_cost = 50000
    currency = "SEK"
