"""Reading organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.core.collation import order_by_name

if TYPE_CHECKING:
    from partnerships.models import Organisation  # noqa: F401  (type of the queryset below)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Bodies of all kinds, all of them public."""

    def visible_to(self, user: Any) -> OrganisationQuerySet:
        """Keep what the user may see: organisations are public."""
        return self.all()

    def search(self, q: str) -> OrganisationQuerySet:
        """Keep the organisations whose present or former name, in any language, contains every word of ``q``."""
        found = self
        for word in q.lower().split():
            found = found.filter(
                Q(search_text__contains=word)
                | Q(acronym__iexact=word)
                | Q(pk__in=self.model.objects.filter(former_names__name__icontains=word).values("pk"))
            )
        return found

    def for_list(self) -> OrganisationQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return (
            self.select_related("parent", "region", "municipality")
            .order_by(order_by_name(), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
