"""Reading requests to read documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import DisclosureItem, DisclosureRequest  # noqa: F401  (types of the querysets)


class DisclosureRequestQuerySet(models.QuerySet["DisclosureRequest"]):
    """What people have asked to read."""

    def visible_to(self, user: Any) -> DisclosureRequestQuerySet:
        """Keep those of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user)) if user.is_authenticated else self.none()

    def search(self, q: str) -> DisclosureRequestQuerySet:
        """Keep those that have every word of ``q`` in their number, in what is asked, or in who asks."""
        found = self
        for word in q.split():
            found = found.filter(
                models.Q(diary_number__icontains=word)
                | models.Q(asked__icontains=word)
                | models.Q(requester__icontains=word)
            )
        return found

    def for_list(self) -> DisclosureRequestQuerySet:
        """Return the rows of the list, each with the number of its documents."""
        return self.annotate(documents=models.Count("items")).fetch_mode(models.FETCH_RAISE)


class DisclosureItemQuerySet(models.QuerySet["DisclosureItem"]):
    """The documents of such requests."""

    def visible_to(self, user: Any) -> DisclosureItemQuerySet:
        """Keep those of the authorities that the user reads for."""
        return self.filter(request__authority__in=reads(user)) if user.is_authenticated else self.none()
