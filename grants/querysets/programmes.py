"""Reading programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import Programme  # noqa: F401  (type of the queryset below)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Support schemes; at the office, those of the person's authorities."""

    def visible_to(self, user: Any) -> ProgrammeQuerySet:
        """Keep the programmes of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))

    def for_list(self) -> ProgrammeQuerySet:
        """Return the rows of the list, each with the number of its editions."""
        return self.annotate(editions=models.Count("calls")).fetch_mode(models.FETCH_RAISE)
