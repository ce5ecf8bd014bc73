"""Reading outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from exchanges.models import Outcome  # noqa: F401  (type of the queryset below)


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """What came of cooperations."""

    def visible_to(self, user: Any) -> OutcomeQuerySet:
        """Keep what the user may see: outcomes are public."""
        return self.all()

    def of_authority(self, authority_id: int) -> OutcomeQuerySet:
        """Keep the outcomes of one authority's partnerships and exchanges."""
        return self.filter(Q(partnership__authority=authority_id) | Q(exchange__authority=authority_id))

    def for_list(self) -> OutcomeQuerySet:
        """Return outcomes with all that a list shows."""
        return (
            self.select_related("partnership", "exchange")
            .prefetch_related("organisations")
            .order_by("pk")
            .fetch_mode(models.FETCH_RAISE)
        )
