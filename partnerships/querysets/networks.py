"""Reading networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.core.collation import order_by_name

if TYPE_CHECKING:
    from partnerships.models import Network  # noqa: F401  (type of the queryset below)


class NetworkQuerySet(models.QuerySet["Network"]):
    """Networks, all of them public."""

    def visible_to(self, user: Any) -> NetworkQuerySet:
        """Keep what the user may see: networks are public."""
        return self.all()

    def search(self, q: str) -> NetworkQuerySet:
        """Keep the networks whose name in any language contains every word of ``q``."""
        found = self
        for word in q.lower().split():
            found = found.filter(Q(names__texts__contains=word) | Q(acronym__iexact=word))
        return found

    def for_list(self) -> NetworkQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return (
            self.select_related("parent")
            .prefetch_related("member_counts", "memberships__authority__organisation")
            .order_by(order_by_name(), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
