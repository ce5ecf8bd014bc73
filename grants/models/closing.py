"""The end of a case, and the package in which it goes to the archive."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums.closing import RetainedKind
from grants.querysets.casework import OfCaseQuerySet
from grants.querysets.closing import ArchivePackageQuerySet


class CaseClosing(models.Model):
    """A case on which nothing is owed any more was closed. Never changed, never removed: nothing of it changes since."""

    application = models.OneToOneField("grants.Application", on_delete=models.PROTECT, related_name="closing")
    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The case's authority, repeated here so that one index serves what falls due."),
    )
    kind = models.CharField(_("how it ended"), max_length=10, choices=RetainedKind)
    last_entry = models.PositiveIntegerField(
        _("last entry of the register"),
        help_text=_("What was entered later is about what became of the case."),
    )
    closed_at = models.DateTimeField(_("closed"), db_default=Now())
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["application"]
        indexes = [models.Index(fields=["authority", "closed_at"], name="case_closing_by_day")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_kind_display()


class ArchivePackage(models.Model):
    """One version of the package in which a closed case goes to the archive: a bag with everything and its checksums."""

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="packages")
    version = models.PositiveSmallIntegerField(_("version"))
    job = models.OneToOneField("core.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("ordered"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ArchivePackageQuerySet.as_manager()

    class Meta:
        ordering = ["application", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "version"],
                name="archive_package_version_once",
                violation_error_message=_("This version of the package already exists."),
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="archive_package_version_from_one",
                violation_error_message=_("Versions are counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.diary_number} ({self.version})"

    def get_absolute_url(self) -> str:
        return reverse("grants:officer:archive_package_detail", args=[self.pk])
