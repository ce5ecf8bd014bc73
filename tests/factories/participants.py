"""People who take part in applications."""

from datetime import timedelta

import factory
from django.utils import timezone

from grants.enums import ParticipantRole
from grants.models import Participant
from portal.accounts.domain.invitations import digest_of
from tests.factories.grants import ApplicationFactory


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
