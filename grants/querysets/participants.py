"""Reading the people of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

if TYPE_CHECKING:
    from grants.models import Participant  # noqa: F401  (type of the queryset below)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """People who were asked to take part in an application."""

    def visible_to(self, user: Any) -> ParticipantQuerySet:
        """Keep those of the applications that the user sees."""
        applications: Any = self.model._meta.get_field("application").related_model
        return self.filter(application__in=applications.objects.visible_to(user).order_by().values("pk"))

    def present(self) -> ParticipantQuerySet:
        """Keep those who were not removed, whether or not they have answered."""
        return self.filter(removed_at=None)

    def present_or_declined(self) -> ParticipantQuerySet:
        """Keep those who were not removed by others: the applicant reads who has declined."""
        return self.filter(Q(removed_at=None) | Q(declined=True))

    def to_addresses(self, addresses: Any) -> ParticipantQuerySet:
        """Keep the unanswered invitations to these addresses, in small letters, that can be accepted now."""
        return self.annotate(address=Lower("email")).filter(
            address__in=addresses,
            accepted_at=None,
            removed_at=None,
            expires_at__gt=timezone.now(),
        )
