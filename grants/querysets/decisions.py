"""Reading awards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from grants.models import Award  # noqa: F401  (type of the queryset below)


class AwardQuerySet(models.QuerySet["Award"]):
    """Money granted."""

    def visible_to(self, user: Any) -> AwardQuerySet:
        """Keep what the user may see: awards are public."""
        return self.all()

    def for_list(self) -> AwardQuerySet:
        """Return the rows of the public register of awards, latest first."""
        return (
            self.select_related(
                "decision__application__call", "decision__application__authority__organisation"
            )
            .order_by("-decision__decided_at", "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
