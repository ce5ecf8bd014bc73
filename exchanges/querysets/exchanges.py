"""Reading exchanges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from exchanges.models import Exchange  # noqa: F401  (type of the queryset below)


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    """What happens between the two sides."""

    def visible_to(self, user: Any) -> ExchangeQuerySet:
        """Keep what the user may see: exchanges are public."""
        return self.all()

    def of_authorities(self, ids: list[int]) -> ExchangeQuerySet:
        """Keep the exchanges of these authorities."""
        return self.filter(authority__in=ids)

    def search(self, q: str) -> ExchangeQuerySet:
        """Keep the exchanges whose title or partnership contains every word of ``q``."""
        found = self
        for word in q.split():
            found = found.filter(Q(names__icontains=word) | Q(partnership__names__icontains=word))
        return found

    def for_list(self) -> ExchangeQuerySet:
        """Return the rows of a register, latest first, those without a date last."""
        return (
            self.select_related("authority__organisation", "partnership__region")
            .prefetch_related("actors__organisation", "fields")
            .order_by(F("period_latest").desc(nulls_last=True), "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
