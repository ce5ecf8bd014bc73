"""Reading frameworks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.core.collation import order_by_name

if TYPE_CHECKING:
    from partnerships.models import Framework  # noqa: F401  (type of the queryset below)


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Governing documents, all of them public."""

    def visible_to(self, user: Any) -> FrameworkQuerySet:
        """Keep what the user may see: frameworks are public."""
        return self.all()

    def search(self, q: str) -> FrameworkQuerySet:
        """Keep the frameworks whose name in any language contains every word of ``q``."""
        found = self
        for word in q.lower().split():
            found = found.filter(Q(names__texts__contains=word))
        return found

    def for_list(self) -> FrameworkQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return (
            self.select_related("authority__organisation", "adopted_by")
            .order_by(order_by_name(), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
