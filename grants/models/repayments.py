"""Money that is claimed back: the demand, by which days it is paid, and what has come in."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums.money import RepaymentStatus
from grants.models.closed_cases import OF_AWARD, closed_case_stands
from grants.querysets.money import RepaymentQuerySet
from portal.core.models import Move


@pghistory.track()
class Repayment(models.Model):
    """A demand to pay money of a grant back, with its reasons and its day."""

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="repayments")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    reasons = models.TextField(_("reasons"))
    due_on = models.DateField(_("to be paid by"))
    status = models.CharField(
        _("status"), max_length=12, choices=RepaymentStatus, default=RepaymentStatus.DEMANDED
    )
    demanded_at = models.DateTimeField(_("claimed back"), db_default=Now())
    demanded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closing = models.TextField(_("why it is written off"), blank=True)
    reminded_on = models.DateField(_("last reminder"), null=True, blank=True)

    objects = RepaymentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_on"], name="repayment_open", condition=Q(status=RepaymentStatus.DEMANDED)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="repayment_more_than_zero",
                violation_error_message=_("Claim more than zero back."),
            ),
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="repayment_with_reasons",
                violation_error_message=_("A demand needs its reasons."),
            ),
            models.CheckConstraint(
                condition=~Q(status=RepaymentStatus.WRITTEN_OFF) | ~Q(closing=""),
                name="repayment_written_off_with_reasons",
                violation_error_message=_("Say why the rest is written off."),
            ),
        ]
        triggers = [closed_case_stands(pgtrigger.Insert | pgtrigger.Update, case=OF_AWARD)]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_status_display()}"


@pghistory.track()
class RepaymentPart(models.Model):
    """A part of a repayment with a day of its own, where it is paid in instalments."""

    repayment = models.ForeignKey(Repayment, on_delete=models.CASCADE, related_name="parts")
    due_on = models.DateField(_("to be paid by"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="repayment_part_more_than_zero",
                violation_error_message=_("Each part is more than zero."),
            ),
            models.UniqueConstraint(
                fields=["repayment", "due_on"],
                name="repayment_part_once_a_day",
                violation_error_message=_("Two parts have the same day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.due_on}"


class RepaymentReceipt(models.Model):
    """Money that has come back. Never changed."""

    repayment = models.ForeignKey(Repayment, on_delete=models.PROTECT, related_name="receipts")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    on = models.DateField(_("came in on"))
    reference = models.CharField(_("reference in the accounts"), max_length=100)
    recorded_at = models.DateTimeField(_("recorded"), db_default=Now())
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="repayment_receipt_more_than_zero",
                violation_error_message=_("An amount that came in is more than zero."),
            ),
            models.UniqueConstraint(
                fields=["repayment", "reference"],
                name="repayment_receipt_once",
                violation_error_message=_("This reference is recorded already."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.amount} {self.on}"


class RepaymentMove(Move):
    """One step of a repayment."""

    repayment = models.ForeignKey(Repayment, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
