"""Reading events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from exchanges.models import Event  # noqa: F401  (type of the queryset below)


class EventQuerySet(models.QuerySet["Event"]):
    """Meetings people can come to."""

    def visible_to(self, user: Any) -> EventQuerySet:
        """Keep what the user may see: events are public."""
        return self.all()

    def search(self, q: str) -> EventQuerySet:
        """Keep the events whose title or venue contains every word of ``q``."""
        found = self
        for word in q.split():
            found = found.filter(Q(names__icontains=word) | Q(venue__icontains=word))
        return found

    def for_list(self) -> EventQuerySet:
        """Return the rows of a register, latest first, those without a date last."""
        return (
            self.select_related("authority__organisation", "place", "part_of")
            .order_by(F("held_latest").desc(nulls_last=True), "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
