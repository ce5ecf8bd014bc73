"""Reading work programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from partnerships.enums import PUBLIC_STATUSES
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from partnerships.models import WorkProgramme  # noqa: F401  (type of the queryset below)


class WorkProgrammeQuerySet(models.QuerySet["WorkProgramme"]):
    """The plans that execute agreements."""

    def visible_to(self, user: Any) -> WorkProgrammeQuerySet:
        """Keep what the user may see: plans are public, unless the agreement they execute is still a draft."""
        public = Q(agreement=None) | Q(agreement__status__in=PUBLIC_STATUSES)
        return self.filter(public | Q(authority__in=reads(user)))

    def of_authorities(self, ids: list[int]) -> WorkProgrammeQuerySet:
        """Keep the work programmes of these authorities."""
        return self.filter(authority__in=ids)

    def under_partnership(self, partnership_id: int) -> WorkProgrammeQuerySet:
        """Keep a partnership's plans, those that its agreements name included."""
        return self.filter(Q(partnership=partnership_id) | Q(agreement__partnership=partnership_id))

    def search(self, q: str) -> WorkProgrammeQuerySet:
        """Keep the work programmes in whose title, partnership or agreement every word of ``q`` occurs."""
        found = self
        for word in q.lower().split():
            found = found.filter(
                Q(names__texts__contains=word)
                | Q(partnership__names__texts__contains=word)
                | Q(agreement__names__texts__contains=word)
            )
        return found

    def for_list(self) -> WorkProgrammeQuerySet:
        """Return the rows of a register, the latest period first, those without one last."""
        return (
            self.select_related("authority__organisation", "partnership", "agreement__partnership")
            .order_by(F("period_earliest").desc(nulls_last=True), "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
