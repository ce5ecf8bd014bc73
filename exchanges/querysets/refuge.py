"""Reading the refuge compartment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids

if TYPE_CHECKING:
    from exchanges.models import RefugePlacement  # noqa: F401  (type of the queryset below)


class RefugePlacementQuerySet(models.QuerySet["RefugePlacement"]):
    """Placements, read by refuge officers only."""

    def visible_to(self, user: Any) -> RefugePlacementQuerySet:
        """Keep what the user may see: only a refuge officer of the authority sees a placement (A07)."""
        return self.filter(programme__authority__in=authority_ids(user, [Role.REFUGE_OFFICER]))
