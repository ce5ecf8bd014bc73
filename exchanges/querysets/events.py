"""Reading events."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from exchanges.models import Event  # noqa: F401  (type of the queryset below)

# A day of the calendar, or a period from one day to another: nothing approximate, nothing left out.
CERTAIN_DAYS = r"^\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?$"


class EventQuerySet(models.QuerySet["Event"]):
    """Meetings people can come to."""

    def visible_to(self, user: Any) -> EventQuerySet:
        """Keep what the user may see: events are public."""
        return self.all()

    def search(self, q: str) -> EventQuerySet:
        """Keep the events whose title, venue or place contains every word of ``q``."""
        found = self
        for word in q.lower().split():
            found = found.filter(
                Q(names__texts__contains=word)
                | Q(venue__icontains=word)
                | Q(place__search_text__contains=word)
            )
        return found

    def on_certain_days(self) -> EventQuerySet:
        """Keep the events whose day, or first and last day, is known: those that a calendar can show (X01)."""
        return self.filter(held__regex=CERTAIN_DAYS)

    def coming(self, today: date, within: timedelta) -> EventQuerySet:
        """Keep the events on certain days between today and ``within`` from now."""
        return self.on_certain_days().filter(held_earliest__lte=today + within, held_latest__gte=today)

    def for_list(self) -> EventQuerySet:
        """Return the rows of a register, latest first, those without a date last."""
        return (
            self.select_related("authority__organisation", "place", "part_of", "exchange")
            .order_by(F("held_latest").desc(nulls_last=True), "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
