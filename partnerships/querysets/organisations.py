"""Reading organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from partnerships.querysets.registers import named
from portal.core.collation import order_by_name

if TYPE_CHECKING:
    from partnerships.models import Organisation  # noqa: F401  (type of the queryset below)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Bodies of all kinds, all of them public."""

    def visible_to(self, user: Any) -> OrganisationQuerySet:
        """Keep what the user may see: organisations are public."""
        return self.all()

    def search(self, q: str) -> OrganisationQuerySet:
        """Keep the organisations that every word of ``q`` finds: in a name of now or before in any language, as short
        name, or as registration number. Where none has them all, keep the few whose names resemble it most."""
        return named(self, q, Q(acronym__iexact="{word}"), Q(registration_numbers__number="{word}"))  # type: ignore[return-value]

    def for_list(self) -> OrganisationQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return (
            self.select_related("parent", "region", "municipality")
            .order_by(order_by_name(), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
