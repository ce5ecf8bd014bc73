"""Reading calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from grants.enums import CallStatus
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import Call  # noqa: F401  (type of the queryset below)


def _of_authorities(authorities: Sequence[int]) -> Q:
    """Return the condition that a call is made or paid for by one of the authorities."""
    if not authorities:
        return Q(pk__in=[])
    return Q(authority__in=authorities) | Q(pk__in=joint_calls(authorities))


def joint_calls(authorities: Sequence[int]) -> models.QuerySet[Any, Any]:
    """Return the keys of the calls that one of the authorities pays for with others, as a subquery."""
    funders = apps.get_model("grants", "CallFunder")._default_manager
    return funders.filter(organisation__authority__in=authorities).values("call_id")


class CallQuerySet(models.QuerySet["Call"]):
    """Invitations to apply."""

    def visible_to(self, user: Any) -> CallQuerySet:
        """Keep what the user may see: published and closed calls are public, others their authorities' own.

        A joint call is each funding authority's own.
        """
        return self.filter(
            Q(status__in=[CallStatus.PUBLISHED, CallStatus.CLOSED]) | _of_authorities(reads(user))
        )

    def worked_with(self, user: Any) -> CallQuerySet:
        """Keep the calls of the authorities that the user reads for, and those that these help to pay for."""
        return self.filter(_of_authorities(reads(user)))

    def open_at(self, moment: datetime) -> CallQuerySet:
        """Keep the calls that take applications at this moment."""
        return self.filter(status=CallStatus.PUBLISHED, opens_at__lte=moment, closes_at__gt=moment)

    def search(self, q: str) -> CallQuerySet:
        """Keep the calls whose title or programme contains every word of ``q``."""
        found = self
        for word in q.lower().split():
            found = found.filter(Q(names__texts__contains=word) | Q(programme__names__texts__contains=word))
        return found

    def for_list(self) -> CallQuerySet:
        """Return the rows of a register: the next to close first, then those without a date."""
        return (
            self.select_related("authority__organisation", "programme")
            .prefetch_related("funders__organisation")
            .order_by(F("closes_at").desc(nulls_last=True), "-year", "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
