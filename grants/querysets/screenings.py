"""Reading screenings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from grants.models import Screening  # noqa: F401  (type of the queryset below)


class ScreeningQuerySet(models.QuerySet["Screening"]):
    """Checks of cases against the formal conditions of their calls."""

    def standing(self) -> ScreeningQuerySet:
        """Keep those that count: the last one for each authority since the case was handed in or referred back."""
        return self.filter(ended_at=None)
