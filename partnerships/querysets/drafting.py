"""Reading what was proposed and said about shared drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, When
from django.utils import timezone

from partnerships.enums import ProposalStatus

if TYPE_CHECKING:
    from partnerships.models import ArticleProposal, DraftComment, DraftLink  # noqa: F401  (types below)


def _shared(queryset: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    agreements = queryset.model._meta.get_field("agreement").related_model
    return agreements._default_manager.shared_with(user).order_by().values("pk")


class ArticleProposalQuerySet(models.QuerySet["ArticleProposal"]):
    """Proposals about articles."""

    def visible_to(self, user: Any) -> ArticleProposalQuerySet:
        """Keep the proposals about texts that the user works on."""
        return self.filter(agreement__in=_shared(self, user))

    def open(self) -> ArticleProposalQuerySet:
        """Keep those that wait for an answer."""
        return self.filter(status=ProposalStatus.OPEN)

    def for_page(self) -> ArticleProposalQuerySet:
        """Return them with all that the drafting page shows, open ones first."""
        waiting_first = Case(When(status=ProposalStatus.OPEN, then=0), default=1)
        related = self.select_related("authority__organisation", "created_by", "article")
        return related.prefetch_related("moves__by").order_by(waiting_first, "pk")


class DraftCommentQuerySet(models.QuerySet["DraftComment"]):
    """Comments on drafts."""

    def visible_to(self, user: Any) -> DraftCommentQuerySet:
        """Keep the comments on texts that the user works on."""
        return self.filter(agreement__in=_shared(self, user))

    def for_page(self) -> DraftCommentQuerySet:
        """Return them with who wrote them, oldest first."""
        return self.select_related(
            "authority__organisation", "created_by", "link__organisation", "article"
        ).order_by("pk")


class DraftLinkQuerySet(models.QuerySet["DraftLink"]):
    """Links for people without an account."""

    def visible_to(self, user: Any) -> DraftLinkQuerySet:
        """Keep the links to texts that the user works on."""
        return self.filter(agreement__in=_shared(self, user))

    def open(self) -> DraftLinkQuerySet:
        """Keep those that work now."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())
