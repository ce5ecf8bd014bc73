"""Commitments: what an agreement or a work programme obliges its sides to."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.enums import CommitmentStatus
from partnerships.querysets.commitments import CommitmentQuerySet
from portal.core.models import Move
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField, UncertainNumberField


@pghistory.track()
class Commitment(models.Model):
    """What an article or a work programme obliges one side, or both, to do (E10)."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    article = models.ForeignKey(
        "partnerships.Article",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("article"),
    )
    work_programme = models.ForeignKey(
        "partnerships.WorkProgramme",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="commitments",
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
    payer = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments_paid",
        verbose_name=_("who pays"),
    )
    status = models.CharField(
        _("state"), max_length=10, choices=CommitmentStatus, default=CommitmentStatus.OPEN
    )
    version = models.PositiveIntegerField(default=1)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_latest", "id"]
        indexes = [
            models.Index(fields=["agreement", "due_latest"]),
            models.Index(fields=["work_programme", "due_latest"]),
            models.Index(fields=["due_latest"], condition=Q(status="open"), name="commitment_open_by_day"),
        ]
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
            models.CheckConstraint(
                condition=Q(mutual=False) | Q(owner=None),
                name="commitment_one_owner_or_both_sides",
                violation_error_message=_("Either one organisation has to do it, or both sides: choose one."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)

    def is_late(self, today: date | None = None) -> bool:
        """Tell whether it is certainly late: open, and past the last day that its date may mean.

        "About May 2026" is never certainly over; "2026" is over on 1 January 2027 (X01).
        """
        if self.status != CommitmentStatus.OPEN or self.due is None or self.due.latest is None:
            return False
        vague = any(mark in self.due.edtf for mark in "~?%")
        return not vague and self.due.latest < (today or timezone.localdate())


class CommitmentMove(Move):
    """One step in a commitment's life."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
