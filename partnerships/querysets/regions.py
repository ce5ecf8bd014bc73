"""Reading regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from partnerships.querysets.registers import named
from portal.core.collation import order_by_name

if TYPE_CHECKING:
    from partnerships.models import Region  # noqa: F401  (type of the queryset below)


class RegionQuerySet(models.QuerySet["Region"]):
    """Places, all of them public."""

    def visible_to(self, user: Any) -> RegionQuerySet:
        """Keep what the user may see: regions are public."""
        return self.all()

    def search(self, q: str) -> RegionQuerySet:
        """Keep the regions that every word of ``q`` finds: in a name of now or before in any language, or as a code.
        Where none has them all, keep the few whose names resemble it most."""
        codes = (Q(country="{word}"), Q(nuts_code="{word}"), Q(iso_3166_2__contains=["{word}"]))
        return named(self, q, *codes)  # type: ignore[return-value]

    def for_list(self) -> RegionQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return self.select_related("parent").order_by(order_by_name(), "pk").fetch_mode(models.FETCH_RAISE)
