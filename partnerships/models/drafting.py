"""Drafting together: proposals, comments, links for those without an account, and who has seen what."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.enums import ProposalKind, ProposalStatus
from partnerships.querysets.drafting import (
    ArticleProposalQuerySet,
    DraftCommentQuerySet,
    DraftLinkQuerySet,
)
from portal.core.models import Move
from portal.core.multilingual import MultilingualField


@pghistory.track()
class ArticleProposal(models.Model):
    """What one authority proposes for a shared text: another wording of an article, a new one, or one less."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.CASCADE, related_name="proposals"
    )
    # The side that proposes; others answer.
    authority = models.ForeignKey("partnerships.Authority", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=ProposalKind)
    # Empty for a new article, and once the article has been taken out.
    article = models.ForeignKey(
        "partnerships.Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    number = models.CharField(_("number"), max_length=20)
    headings = MultilingualField(_("heading"), blank=True)
    texts = MultilingualField(_("text"), long=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # The article as it stood when this was proposed: what it is compared with, and how a later change is noticed.
    base_number = models.CharField(max_length=20, blank=True, editable=False)
    base_headings = MultilingualField(blank=True, editable=False)
    base_texts = MultilingualField(long=True, blank=True, editable=False)

    status = models.CharField(_("status"), max_length=10, choices=ProposalStatus, default=ProposalStatus.OPEN)
    created_at = models.DateTimeField(_("proposed"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ArticleProposalQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [models.Index(fields=["agreement", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ProposalKind.ADDITION) | Q(article=None),
                name="proposal_addition_without_article",
                violation_error_message=_("A new article replaces none."),
            )
        ]

    def __str__(self) -> str:
        return f"§ {self.number}: {self.get_kind_display()}"


class ProposalMove(Move):
    """How a proposal was answered: accepted, refused with a reason, or withdrawn."""

    proposal = models.ForeignKey(ArticleProposal, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass


@pghistory.track(exclude=["token_digest"])
class DraftLink(models.Model):
    """A link with which somebody without an account reads one draft and comments on it, for a time."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.CASCADE, related_name="draft_links"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="draft_links",
        verbose_name=_("for which party"),
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    created_at = models.DateTimeField(_("sent"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DraftLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("link")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="draft_link_revoked_at_with_by",
                violation_error_message=_("A revoked link says who revoked it."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    @property
    def is_open(self) -> bool:
        """Tell whether the link still works."""
        return self.revoked_at is None and self.expires_at > timezone.now()


@pghistory.track()
class DraftComment(models.Model):
    """A remark about the draft, about one article or about a proposal; answers hang under the first remark."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.CASCADE, related_name="draft_comments"
    )
    article = models.ForeignKey(
        "partnerships.Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    proposal = models.ForeignKey(
        ArticleProposal, on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    text = models.TextField(_("comment"))
    # Whose side speaks: an authority's officer, or somebody with a link, who gives a name.
    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(
        DraftLink, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    guest_name = models.CharField(_("your name"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written"), db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DraftCommentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(created_by__isnull=False, link=None, guest_name="")
                | (Q(created_by=None, link__isnull=False) & ~Q(guest_name="")),
                name="draft_comment_says_who",
                violation_error_message=_("A comment says who wrote it: sign in, or give your name."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="draft_comment_not_its_own_answer",
                violation_error_message=_("A comment cannot answer itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def who(self) -> str:
        """Return who wrote it."""
        return self.guest_name or str(self.created_by)


class SeenMark(models.Model):
    """Up to when one person has said to have seen what the others did to a shared text."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.CASCADE, related_name="seen_marks"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_until = models.DateTimeField(_("seen until"))

    class Meta:
        verbose_name = _("mark of what was seen")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "user"],
                name="seen_mark_once",
                violation_error_message=_("There is one mark for each person."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.seen_until}"
