"""Decisions and awards."""

from decimal import Decimal

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums import DecisionOutcome
from grants.enums.money import AwardStatus
from grants.models.closed_cases import OF_DECISION, closed_case_stands
from grants.models.parts_of_awards import parts_are_the_whole
from grants.models.spending import keeps_spending
from grants.querysets.decisions import AwardQuerySet, DecisionQuerySet


@pghistory.track()
class Decision(models.Model):
    """What is decided on an application, by whom, and why: the head of its acts (``DecisionAct``).

    Where the acts have ended it, it is revoked; decided anew, it says what stands then.
    """

    application = models.OneToOneField(
        "grants.Application", on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField(_("decision"), max_length=10, choices=DecisionOutcome)
    reasons = models.TextField(_("reasons"))
    appeal_notice = models.TextField(_("how to appeal"))
    lower_reasons = models.TextField(_("why less than was applied for"), blank=True, db_default="")
    condition_text = models.TextField(_("conditions"), blank=True, db_default="")
    decided_at = models.DateTimeField(_("decided"), db_default=Now())
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_from = models.DateTimeField(
        _("published from"), null=True, blank=True, help_text=_("Until then the applicant is told nothing.")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        # The public register of awards is read from the latest decision on.
        indexes = [models.Index(fields=["-decided_at"], name="decision_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(appeal_notice=""),
                name="decision_with_reasons",
                violation_error_message=_("A decision needs its reasons and a notice of how to appeal."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="decision_revoked_at_with_by",
            ),
        ]
        triggers = [closed_case_stands(pgtrigger.Insert | pgtrigger.Update)]

    def __str__(self) -> str:
        return self.get_outcome_display()


@pghistory.track()
class Award(models.Model):
    """The money granted by a decision, and the exchange that it makes possible."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="award")
    exchange = models.ForeignKey(
        "exchanges.Exchange", on_delete=models.SET_NULL, null=True, blank=True, related_name="awards"
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    status = models.CharField(_("status"), max_length=10, choices=AwardStatus, default=AwardStatus.OFFERED)
    reduced = models.DecimalField(
        _("no longer to be paid"),
        max_digits=14,
        decimal_places=2,
        default=0,
        help_text=_("By how much the grant was lowered after it was decided."),
    )
    accept_by = models.DateField(_("to be accepted by"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_name = models.CharField(_("signed as"), max_length=150, blank=True)
    reminded_on = models.DateField(_("reminded"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    revoked_at = models.DateTimeField(
        _("revoked"), null=True, blank=True, help_text=_("A revoked award is not counted anywhere.")
    )
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="award_more_than_zero",
                violation_error_message=_("An award is more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(reduced__gte=0, reduced__lte=F("amount")),
                name="award_reduced_within_amount",
                violation_error_message=_("A grant cannot be lowered by more than what it is."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="award_accepted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="award_revoked_at_with_by",
            ),
        ]
        indexes = [
            models.Index(fields=["accept_by"], name="award_offered", condition=Q(status=AwardStatus.OFFERED))
        ]
        triggers = [
            keeps_spending(),
            closed_case_stands(
                pgtrigger.UpdateOf("amount", "status", "reduced", "accepted_at", "revoked_at"),
                case=OF_DECISION,
            ),
            parts_are_the_whole("NEW.id", pgtrigger.UpdateOf("amount", "reduced"), "amount_is_the_parts"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def get_absolute_url(self) -> str:
        return reverse("grants:public:award_detail", args=[self.pk])

    @property
    def left(self) -> Decimal:
        """Return what is given in all: the sum decided, less what it was lowered by."""
        return self.amount - self.reduced
