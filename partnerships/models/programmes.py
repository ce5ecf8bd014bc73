"""Work programmes: the plan for a period that executes agreements, line by line."""

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.enums import Direction, LineRhythm, LineUnit, Payer
from partnerships.querysets.programmes import WorkProgrammeQuerySet
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField, UncertainNumberField


@pghistory.track()
class WorkProgramme(models.Model):
    """The plan for a period that executes one or more agreements (E09)."""

    partnership = models.ForeignKey(
        "partnerships.Partnership",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="work_programmes",
        verbose_name=_("partnership"),
    )
    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="work_programmes"
    )
    agreement = models.ForeignKey(
        "partnerships.Agreement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="work_programmes",
        verbose_name=_("executes the agreement"),
    )
    names = MultilingualField(_("title"))
    period = UncertainDateField(_("period"), null=True, blank=True)
    summary = MultilingualField(_("summary"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WorkProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-period_earliest", "id"]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:public:work_programme_detail", args=[self.pk])


@pghistory.track()
class WorkProgrammeLine(models.Model):
    """A quota of a work programme: "two lecturers a year for seven days"; exchanges fulfil it."""

    work_programme = models.ForeignKey(WorkProgramme, on_delete=models.CASCADE, related_name="lines")
    what = MultilingualField(_("what"))
    count = UncertainNumberField(_("how many"), null=True, blank=True)
    unit = models.CharField(_("counted in"), max_length=12, choices=LineUnit, default=LineUnit.PERSONS)
    rhythm = models.CharField(_("counted over"), max_length=8, choices=LineRhythm, default=LineRhythm.YEARLY)
    duration_days = UncertainNumberField(_("days each"), null=True, blank=True)
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction, blank=True, help_text=_("Seen from the authority.")
    )
    payer = models.CharField(_("who pays"), max_length=10, choices=Payer, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.what)
