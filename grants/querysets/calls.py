"""Reading calls."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from grants.enums import CallStatus
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import Call  # noqa: F401  (type of the queryset below)


class CallQuerySet(models.QuerySet["Call"]):
    """Invitations to apply."""

    def visible_to(self, user: Any) -> CallQuerySet:
        """Keep what the user may see: published and closed calls are public, drafts the authority's own."""
        return self.filter(
            Q(status__in=[CallStatus.PUBLISHED, CallStatus.CLOSED]) | Q(authority__in=reads(user))
        )

    def open_at(self, moment: datetime) -> CallQuerySet:
        """Keep the calls that take applications at this moment."""
        return self.filter(status=CallStatus.PUBLISHED, opens_at__lte=moment, closes_at__gt=moment)

    def search(self, q: str) -> CallQuerySet:
        """Keep the calls whose title or programme contains every word of ``q``."""
        found = self
        for word in q.split():
            found = found.filter(Q(names__icontains=word) | Q(programme__names__icontains=word))
        return found

    def for_list(self) -> CallQuerySet:
        """Return the rows of a register: the next to close first, then those without a date."""
        return (
            self.select_related("authority__organisation", "programme")
            .prefetch_related("funders__organisation")
            .order_by(F("closes_at").desc(nulls_last=True), "-year", "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
