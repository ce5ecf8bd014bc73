"""Requests to read documents: which were found, what is hidden in each and on what ground, and the answer."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums import DisclosureStatus, DisclosureVerdict
from grants.querysets.openness import DisclosureItemQuerySet, DisclosureRequestQuerySet
from portal.core.models import Move


@pghistory.track()
class DisclosureRequest(models.Model):
    """Somebody wants to read documents of the authority. Nobody has to say who they are, or why."""

    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        related_name="disclosures",
        verbose_name=_("authority"),
    )
    diary_number = models.CharField(_("diary number"), max_length=40)
    received_on = models.DateField(_("received on"))
    asked = models.TextField(_("what is asked for"))
    requester = models.CharField(
        _("who asks"), max_length=300, blank=True, help_text=_("Nobody has to say who they are, or why.")
    )
    reply_to = models.EmailField(_("e-mail for the answer"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DisclosureStatus, default=DisclosureStatus.OPEN
    )
    created_at = models.DateTimeField(_("recorded"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DisclosureRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["authority", "-received_on", "-id"], name="disclosure_request_list"),
            models.Index(
                fields=["authority", "status", "-received_on", "-id"], name="disclosure_request_by_status"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "diary_number"], name="disclosure_request_diary_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(asked=""),
                name="disclosure_request_says_what",
                violation_error_message=_("Write what is asked for."),
            ),
            models.CheckConstraint(
                condition=Q(status=DisclosureStatus.OPEN, answered_at=None, answered_by=None)
                | (
                    ~Q(status=DisclosureStatus.OPEN)
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="disclosure_request_answered_with_words",
                violation_error_message=_("An answer has its words."),
            ),
        ]

    def __str__(self) -> str:
        return self.diary_number

    def get_absolute_url(self) -> str:
        return reverse("grants:officer:disclosure_detail", args=[self.pk])


@pghistory.track()
class DisclosureItem(models.Model):
    """One document that a request is about, and what was found of it."""

    request = models.ForeignKey(DisclosureRequest, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(
        "grants.Application",
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The case that the document belongs to."),
    )
    document = models.ForeignKey("core.Document", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(
        _("what was found"), max_length=10, choices=DisclosureVerdict, default=DisclosureVerdict.PENDING
    )
    ground = models.CharField(
        _("ground"),
        max_length=300,
        blank=True,
        help_text=_("The law and its section, where the document is not handed out."),
    )
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DisclosureItemQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "document"],
                name="disclosure_item_once",
                violation_error_message=_("This document is already among those of the request."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict=DisclosureVerdict.WITHHELD) | ~Q(ground=""),
                name="disclosure_item_withheld_with_ground",
                violation_error_message=_("Name the law and its section on which it is not handed out."),
            ),
            models.CheckConstraint(
                condition=Q(verdict=DisclosureVerdict.PENDING, judged_at=None, judged_by=None)
                | (
                    ~Q(verdict=DisclosureVerdict.PENDING)
                    & Q(judged_at__isnull=False, judged_by__isnull=False)
                ),
                name="disclosure_item_judged_at_with_by",
                violation_error_message=_("Somebody has to say what was found."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)


@pghistory.track()
class Redaction(models.Model):
    """A passage that is hidden in the copy of a document, or a whole page, each on its own ground."""

    item = models.ForeignKey(DisclosureItem, on_delete=models.CASCADE, related_name="redactions")
    passage = models.CharField(_("passage"), max_length=1000, blank=True)
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=300)
    created_at = models.DateTimeField(_("hidden"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "passage", "page"],
                nulls_distinct=False,
                name="redaction_once",
                violation_error_message=_("This is hidden already."),
            ),
            models.CheckConstraint(
                condition=~Q(passage="") | Q(page__isnull=False),
                name="redaction_of_something",
                violation_error_message=_("Write the passage that is hidden, or name a page."),
            ),
            models.CheckConstraint(
                condition=~Q(ground=""),
                name="redaction_with_ground",
                violation_error_message=_("Name the law and its section."),
            ),
        ]

    def __str__(self) -> str:
        return self.passage or str(self.page)


class DisclosureMove(Move):
    """One step of a request to read documents."""

    request = models.ForeignKey(DisclosureRequest, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
