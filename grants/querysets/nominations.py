"""Reading nominations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from grants.querysets.calls import joint_calls
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import Nomination  # noqa: F401  (type of the queryset below)


class NominationQuerySet(models.QuerySet["Nomination"]):
    """People whom bodies have nominated."""

    def visible_to(self, user: Any) -> NominationQuerySet:
        """Keep those of the organisations that the user acts for, and of the calls of the user's authorities."""
        if not user.is_authenticated:
            return self.none()
        authorities = reads(user)
        return self.own(user) | self.filter(
            Q(call__authority__in=authorities) | Q(call__in=joint_calls(authorities))
        )

    def own(self, user: Any) -> NominationQuerySet:
        """Keep those of the organisations that the user acts for."""
        return self.filter(organisation__in=user.representations.values("organisation"))

    def standing(self) -> NominationQuerySet:
        """Keep those that were neither taken back nor declined."""
        return self.filter(withdrawn_at=None, declined_at=None)
