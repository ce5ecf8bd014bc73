"""Reading partnerships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from partnerships.querysets.registers import forgives, once_named, resembling
from portal.accounts.permissions import edits, reads
from portal.core.collation import order_by_name
from portal.core.composed import Slot

if TYPE_CHECKING:
    from partnerships.models import Partnership


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Relations between authorities and partners."""

    def visible_to(self, user: Any) -> PartnershipQuerySet:
        """Keep what the user may see: partnerships are public."""
        return self.all()

    def read_by(self, user: Any) -> PartnershipQuerySet:
        """Keep the partnerships of the authorities whose records the user reads."""
        return self.filter(authority__in=reads(user))

    def edited_by(self, user: Any) -> PartnershipQuerySet:
        """Keep the partnerships of the authorities whose records the user edits."""
        return self.filter(authority__in=edits(user))

    def of_authorities(self, ids: list[int]) -> PartnershipQuerySet:
        """Keep the partnerships of these authorities."""
        return self.filter(authority__in=ids)

    def mirrors_of(self, partnership: Partnership) -> PartnershipQuerySet:
        """Keep the other side's own records of the same relation, where its authority works on this portal too.

        Each names the other: as counterpart, or by the region that the other authority works for.
        """
        own = partnership.authority.organisation
        theirs = Q(authority__organisation=partnership.counterpart_id)
        if partnership.region_id is not None:
            theirs |= Q(authority__organisation__region=partnership.region_id)
        ours = Q(counterpart=own.pk)
        if own.region_id is not None:
            ours |= Q(region=own.region_id)
        return self.filter(theirs, ours).exclude(authority=partnership.authority_id)

    def search(self, q: str) -> PartnershipQuerySet:
        """Keep the partnerships that every word of ``q`` finds; where none has them all, those that resemble it most."""
        found = self.with_words(q.lower().split())
        return self.resembling(q) if forgives(q) and not found.exists() else found

    def with_words(self, words: Sequence[str | Slot]) -> PartnershipQuerySet:
        """Keep the partnerships that every word finds: in their name, or in what their region or counterpart is or was
        called in any language.

        Parameters: ``words`` are in lower case.
        """
        places, bodies = self._partners()
        found = self
        for word in words:
            found = found.filter(
                Q(names__texts__contains=word)
                | Q(region__search_text__contains=word)
                | Q(counterpart__search_text__contains=word)
                | Q(region__in=once_named(places, word))
                | Q(counterpart__in=once_named(bodies, word))
            )
        return found

    def resembling(self, q: str) -> PartnershipQuerySet:
        """Keep the partnerships with the partners whose names resemble ``q`` most: it may hold a slip of the pen."""
        places, bodies = self._partners()
        return self.filter(Q(region__in=resembling(places, q)) | Q(counterpart__in=resembling(bodies, q)))

    def _partners(self) -> list[Any]:
        return [self.model._meta.get_field(name).related_model for name in ("region", "counterpart")]

    def for_list(self) -> PartnershipQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return (
            self.select_related("authority__organisation", "holder", "region", "counterpart")
            .order_by(order_by_name(), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
