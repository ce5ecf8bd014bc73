"""Reading what was handed in, and the entries and requests of a case: as readable as the case itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import CaseEntry, CompletionRequest, Submission  # noqa: F401  (types of the querysets)


def _seen_cases(model: Any, user: Any) -> Any:
    applications: Any = model._meta.get_field("application").related_model
    return applications.objects.visible_to(user).order_by().values("pk")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Each time that an application was handed in."""

    def visible_to(self, user: Any) -> SubmissionQuerySet:
        """Keep those of the applications that the user sees."""
        return self.filter(application__in=_seen_cases(self.model, user))


class CaseEntryQuerySet(models.QuerySet["CaseEntry"]):
    """What was written and sent after an application was handed in."""

    def visible_to(self, user: Any) -> CaseEntryQuerySet:
        """Keep those of the applications that the user sees."""
        return self.filter(application__in=_seen_cases(self.model, user))


class CompletionRequestQuerySet(models.QuerySet["CompletionRequest"]):
    """What officers have asked applicants to complete."""

    def visible_to(self, user: Any) -> CompletionRequestQuerySet:
        """Keep those of the applications that the user sees."""
        return self.filter(application__in=_seen_cases(self.model, user))

    def waiting(self) -> CompletionRequestQuerySet:
        """Keep what still waits for an answer that can be given in time."""
        return self.filter(
            answered_at=None, accepted_at=None, withdrawn_at=None, closes_at__gt=timezone.now()
        )

    def to_look_at(self, user: Any) -> CompletionRequestQuerySet:
        """Keep what applicants have answered and the user's authorities, or the user who asked, have not looked at yet."""
        return self.filter(
            models.Q(application__authority__in=reads(user)) | models.Q(created_by=user),
            answered_at__isnull=False,
            accepted_at=None,
            withdrawn_at=None,
        )
