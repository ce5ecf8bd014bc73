"""Reading the register of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from grants.models import RegisterEntry  # noqa: F401  (type of the queryset below)


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    """The entries of cases, read by those who read the case for its authority."""

    def visible_to(self, user: Any) -> RegisterEntryQuerySet:
        """Keep those of the cases that were submitted to an authority the user reads for."""
        applications: Any = self.model._meta.get_field("application").related_model
        return self.filter(application__in=applications.objects.submitted_to(user).order_by().values("pk"))
