"""People who take part in applications."""

from datetime import timedelta

import factory
from django.utils import timezone

from grants.enums import CallRoute, ParticipantRole
from grants.models import Nomination, Participant
from portal.accounts.domain.invitations import digest_of
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.partnerships import OrganisationFactory


class ParticipantFactory(factory.django.DjangoModelFactory):
    """Somebody who was asked to lead another side, and has not answered; the link's secret is "token" and a number."""

    class Meta:
        model = Participant

    application = factory.SubFactory(ApplicationFactory)
    role = ParticipantRole.CO_LEAD
    name = factory.Sequence(lambda n: f"Lead {n}")
    email = factory.Sequence(lambda n: f"lead{n}@example.org")
    token_digest = factory.Sequence(lambda n: digest_of(f"token{n}"))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    created_by = factory.SelfAttribute("application.applicant")


class NominationFactory(factory.django.DjangoModelFactory):
    """Somebody whom an organisation has nominated, and who has not answered; the secret is "nomination" and a number."""

    class Meta:
        model = Nomination

    call = factory.SubFactory(CallFactory, route=CallRoute.BOTH)
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Nominee {n}")
    email = factory.Sequence(lambda n: f"nominee{n}@example.org")
    reasons = "The best sculptor of the region."
    token_digest = factory.Sequence(lambda n: digest_of(f"nomination{n}"))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    created_by = factory.SubFactory(UserFactory)
