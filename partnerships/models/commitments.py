"""Commitments and work programmes: what an agreement obliges to, and the plan that executes it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.enums import CommitmentState
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
    )
    names = MultilingualField(_("title"))
    period = UncertainDateField(_("period"), null=True, blank=True)
    summary = MultilingualField(_("summary"), blank=True)

    class Meta:
        ordering = ["-period_earliest", "id"]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class Commitment(models.Model):
    """What an article or a work programme obliges one side, or both, to do (E10)."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    article = models.ForeignKey(
        "partnerships.Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    work_programme = models.ForeignKey(
        WorkProgramme, on_delete=models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    owner = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("who"),
    )
    mutual = models.BooleanField(_("both sides"), default=False)
    what = MultilingualField(_("what"))
    quantity = UncertainNumberField(_("how many"), null=True, blank=True)
    due = UncertainDateField(_("by when"), null=True, blank=True)
    estimated_cost = models.DecimalField(
        _("estimated cost"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CommitmentState, default=CommitmentState.OPEN)

    class Meta:
        ordering = ["due_latest", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(work_programme__isnull=False),
                name="commitment_has_a_ground",
                violation_error_message=_(
                    "A commitment follows from an agreement or a work programme: name it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(estimated_cost=None) | ~Q(currency=""),
                name="commitment_cost_with_currency",
                violation_error_message=_("Say in which currency the cost is."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)
