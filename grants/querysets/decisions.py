"""Reading awards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from grants.enums import ApplicationStatus
from grants.enums.money import NOT_TAKEN
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import Award, Decision  # noqa: F401  (types of the querysets)


# What a row of the register shows.
SHOWN = (
    "amount",
    "currency",
    "exchange_id",
    "decision__decided_at",
    "decision__application__reference",
    "decision__application__title",
    "decision__application__applicant_name",
    "decision__application__organisation__slug",
    "decision__application__call__slug",
    "decision__application__call__names",
    "decision__application__call__year",
    "decision__application__call__status",
    "decision__application__authority__organisation__names",
)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions in force, and those that were revoked."""

    def standing(self) -> DecisionQuerySet:
        """Keep those in force."""
        return self.filter(revoked_at=None)

    def published(self) -> DecisionQuerySet:
        """Keep those in force that the applicant may be told of."""
        return self.standing().filter(Q(published_from=None) | Q(published_from__lte=Now()))

    def untold(self) -> DecisionQuerySet:
        """Keep those in force that the applicant may not be told of yet."""
        return self.standing().filter(published_from__gt=Now())


class AwardQuerySet(models.QuerySet["Award"]):
    """Money granted."""

    def standing(self) -> AwardQuerySet:
        """Keep those that were not revoked."""
        return self.filter(revoked_at=None)

    def counted(self) -> AwardQuerySet:
        """Keep those that count in every sum: neither revoked nor declined nor lapsed."""
        return self.standing().exclude(status__in=NOT_TAKEN)

    def visible_to(self, user: Any) -> AwardQuerySet:
        """Keep what the user may see: the awards of approved cases are public, where their call publishes its list.

        Where it does not, the applicant and those who read for the authority see them. Until a decision is published,
        only the authority's do.
        """
        approved = self.standing().filter(decision__application__status=ApplicationStatus.APPROVED)
        told = Q(decision__published_from=None) | Q(decision__published_from__lte=Now())
        seen = told & Q(decision__application__call__awards_published=True)
        if user.is_authenticated:
            seen |= told & Q(decision__application__applicant=user)
            if authorities := reads(user):
                seen |= Q(decision__application__authority__in=authorities)
        return approved.filter(seen)

    def paid_to(self, user: Any) -> AwardQuerySet:
        """Keep those of which the user gets a part as the lead of another side."""
        parts = apps.get_model("grants", "Payment")._default_manager.paid_to(user)
        return self.standing().filter(pk__in=parts.values("award"))

    def search(self, q: str) -> AwardQuerySet:
        """Keep the awards whose project, or receiving organisation, has every word of ``q`` in its name.

        A person's name is not searched: who may not read it may not find it out either. The first condition is the
        index's, the second one says which of its texts count.
        """
        found = self
        for word in q.split():
            found = found.filter(
                Q(decision__application__title__icontains=word)
                | Q(
                    decision__application__organisation__isnull=False,
                    decision__application__applicant_name__icontains=word,
                ),
                decision__application__search_text__contains=word.lower(),
            )
        return found

    def for_list(self) -> AwardQuerySet:
        """Return the rows of the public register of awards, latest first."""
        return (
            self.select_related(
                "decision__application__organisation",
                "decision__application__call",
                "decision__application__authority__organisation",
            )
            .only(*SHOWN)
            .order_by("-decision__decided_at", "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
