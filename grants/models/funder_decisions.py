"""Joint calls: what each funder has decided of a case."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums import DecisionOutcome
from grants.querysets.deciding import FunderDecisionQuerySet


@pghistory.track()
class FunderDecision(models.Model):
    """One funder's half of the decision of a case; ended when the funder withdraws it or the case is set back."""

    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="funder_decisions"
    )
    funder = models.ForeignKey("grants.CallFunder", on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=10, choices=DecisionOutcome)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    condition_text = models.TextField(_("conditions"), blank=True)
    lower_reasons = models.TextField(_("why less than was applied for"), blank=True)
    reasons = models.TextField(_("reasons"))
    appeal_notice = models.TextField(_("how to appeal"))
    at = models.DateTimeField(_("when"), db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = models.TextField(_("why it ended"), blank=True)

    objects = FunderDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "funder"],
                condition=Q(ended_at=None),
                name="funder_decision_once",
                violation_error_message=_("This funder has already decided this case."),
            ),
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(appeal_notice=""),
                name="funder_decision_with_reasons",
                violation_error_message=_("A decision needs its reasons and a notice of how to appeal."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=DecisionOutcome.APPROVED, amount__gt=0)
                | Q(outcome=DecisionOutcome.REJECTED, amount=None),
                name="funder_decision_amount_with_approval",
                violation_error_message=_("An approval has an amount, and nothing else has one."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_why="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
                name="funder_decision_ended_with_reason",
                violation_error_message=_("Say why the decision is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.funder}: {self.get_outcome_display()}"
