"""Reading the refuge compartment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F

from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids

if TYPE_CHECKING:
    from exchanges.models import RefugePlacement, RefugeProgramme  # noqa: F401  (types of the querysets below)


class RefugeProgrammeQuerySet(models.QuerySet["RefugeProgramme"]):
    """Programmes of refuge, which are public: they name no person and no placement."""

    def visible_to(self, user: Any) -> RefugeProgrammeQuerySet:
        """Keep what the user may see: the programmes are public."""
        return self.all()

    def for_list(self) -> RefugeProgrammeQuerySet:
        """Return the programmes with the authorities that run them."""
        return self.select_related("authority__organisation").fetch_mode(models.FETCH_RAISE)


class RefugePlacementQuerySet(models.QuerySet["RefugePlacement"]):
    """Placements, read by refuge officers only."""

    def visible_to(self, user: Any) -> RefugePlacementQuerySet:
        """Keep what the user may see: only a refuge officer of the authority sees a placement (A07)."""
        return self.filter(programme__authority__in=authority_ids(user, [Role.REFUGE_OFFICER]))

    def for_list(self) -> RefugePlacementQuerySet:
        """Return the rows of the compartment's list, latest first."""
        return (
            self.select_related("programme", "municipality")
            .order_by(F("period_latest").desc(nulls_last=True), "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
