"""Merges of duplicates: which record went into which, so that its old address still leads there."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.core.multilingual import MultilingualField


@pghistory.track()
class Merge(models.Model):
    """A duplicate that went into another record of its kind; of organisations or of regions, never of both."""

    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="merges"
    )
    region = models.ForeignKey(
        "partnerships.Region", on_delete=models.CASCADE, null=True, blank=True, related_name="merges"
    )
    slug = models.CharField(_("former address"), max_length=100)
    names = MultilingualField(_("merged record"))
    moved = models.JSONField(_("links moved"), default=dict, blank=True)
    merged_at = models.DateTimeField(_("merged"), auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("merged by"),
    )

    class Meta:
        ordering = ["-merged_at", "-pk"]
        indexes = [models.Index(fields=["slug"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, region__isnull=False)
                | Q(organisation__isnull=False, region=None),
                name="merge_of_one_kind",
                violation_error_message=_("A merge is of two organisations or of two regions."),
            )
        ]

    def __str__(self) -> str:
        return _t("“%(name)s” was merged into this") % {"name": self.names}
