"""Reading what becomes of closed cases: packages, retention classes, holds, destructions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from grants.querysets.casework import OfCaseQuerySet
from portal.accounts.enums import EDITING_ROLES, Role
from portal.accounts.permissions import authority_ids, reads

if TYPE_CHECKING:
    from grants.models import Destruction, RetentionClass, RetentionRule  # noqa: F401  (types of the querysets)


class ArchivePackageQuerySet(OfCaseQuerySet):
    """Packages of closed cases, read by those who read the case for its authority."""

    def opened_by(self, user: Any) -> Any:
        """Keep those whose file the user may open: it holds what the case's own authority shows to few of its people."""
        own = authority_ids(user, [*EDITING_ROLES, Role.AUDITOR])
        return self.visible_to(user).filter(application__authority__in=own)

    def for_page(self) -> Any:
        """Return packages with what their page shows."""
        return self.select_related("application__authority__organisation", "job", "created_by")


class LegalHoldQuerySet(OfCaseQuerySet):
    """What stops the destruction of a case, of a meeting's papers or of a request."""

    def visible_to(self, user: Any) -> Any:
        """Keep those of the cases, meetings and requests that the user reads for an authority."""
        mine = reads(user)
        others = Q(meeting__authority__in=mine) | Q(disclosure__authority__in=mine)
        return super().visible_to(user) | self.filter(others)

    def of(self, record: models.Model) -> Any:
        """Keep those of one case, meeting or request."""
        keys = {one.name: record.pk for one in self.model._meta.fields if one.related_model is type(record)}
        return self.filter(**keys)

    def in_force(self, on: date) -> Any:
        """Keep those that hold on a day: neither lifted nor ended."""
        return self.filter(Q(until=None) | Q(until__gte=on), lifted_at=None)


class RetentionClassQuerySet(models.QuerySet["RetentionClass"]):
    """How long an authority keeps its cases."""

    def visible_to(self, user: Any) -> RetentionClassQuerySet:
        """Keep those of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))

    def for_list(self) -> RetentionClassQuerySet:
        """Return the rows of the list, with the rules of each."""
        return (
            self.select_related("authority__organisation")
            .prefetch_related("rules__call")
            .order_by("authority__slug", "code", "pk")
            .fetch_mode(models.FETCH_RAISE)
        )


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    """Which cases belong to which class, and when."""

    def visible_to(self, user: Any) -> RetentionRuleQuerySet:
        """Keep those of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))


class DestructionQuerySet(models.QuerySet["Destruction"]):
    """What was, or is to be, destroyed and anonymised."""

    def visible_to(self, user: Any) -> DestructionQuerySet:
        """Keep those of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))

    def for_list(self) -> DestructionQuerySet:
        """Return the rows of the list, each with the number of its cases."""
        return (
            self.select_related("authority__organisation", "proposed_by", "confirmed_by", "job")
            .annotate(cases=models.Count("items"))
            .order_by("-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
