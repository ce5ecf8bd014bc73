"""Submissions: each time that an application was handed in, as it was then."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.querysets.submissions import SubmissionQuerySet


class Submission(models.Model):
    """One handing in: what was handed in, when and by whom. Never changed, never removed; the latest one counts."""

    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title of the project"), max_length=300, blank=True)
    requested = models.DecimalField(
        _("amount applied for"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    content = models.JSONField(null=True, blank=True)
    content_sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="submission_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(content_sha256=""), name="submission_numbered_with_content"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.number)
