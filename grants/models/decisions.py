"""Decisions and awards."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums import DecisionOutcome
from grants.querysets.decisions import AwardQuerySet


@pghistory.track()
class Decision(models.Model):
    """What was decided on an application, by whom, and why."""

    application = models.OneToOneField(
        "grants.Application", on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField(_("decision"), max_length=10, choices=DecisionOutcome)
    reasons = models.TextField(_("reasons"))
    appeal_notice = models.TextField(_("how to appeal"))
    decided_at = models.DateTimeField(_("decided"), db_default=Now())
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        # The public register of awards is read from the latest decision on.
        indexes = [models.Index(fields=["-decided_at"], name="decision_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(appeal_notice=""),
                name="decision_with_reasons",
                violation_error_message=_("A decision needs its reasons and a notice of how to appeal."),
            )
        ]

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

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="award_more_than_zero",
                violation_error_message=_("An award is more than zero."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def get_absolute_url(self) -> str:
        return reverse("grants:public:award_detail", args=[self.pk])
