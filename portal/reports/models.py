"""Reports that were made, and stay."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.reports.querysets import AnnualReportQuerySet, DossierQuerySet


class AnnualReport(models.Model):
    """One version of an authority's annual report; making it again makes the next version."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="annual_reports"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    version = models.PositiveSmallIntegerField(_("version"))
    job = models.OneToOneField("core.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    figures = models.JSONField(
        null=True, blank=True, help_text=_("The report's numbers as they were when it was made.")
    )
    created_at = models.DateTimeField(_("ordered"), db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year", "language", "version"],
                name="annual_report_version_once",
                violation_error_message=_("This version of the report already exists."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1990, 2200)),
                name="annual_report_year_plausible",
                violation_error_message=_("Choose a year from 1990 on."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.year} ({self.language}, {self.version})"

    def get_absolute_url(self) -> str:
        return reverse("reports:officer:annual_report_detail", args=[self.pk])


class Dossier(models.Model):
    """One version of the dossier of a partnership: the whole relation in one PDF, for the office."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.CASCADE, related_name="dossiers"
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    version = models.PositiveSmallIntegerField(_("version"))
    confidential = models.BooleanField(
        _("with what is confidential"),
        default=False,
        help_text=_("Then only officers and administrators of the authority may read it."),
    )
    job = models.OneToOneField("core.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("ordered"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "version"],
                name="dossier_version_once",
                violation_error_message=_("This version of the dossier already exists."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} ({self.language}, {self.version})"

    def get_absolute_url(self) -> str:
        return reverse("reports:officer:dossier_detail", args=[self.pk])
