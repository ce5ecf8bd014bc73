"""The acts of a decision: each of them numbered, with its reasons, and never changed; their letters and conditions."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums import ENDING_ACTS, DecisionActKind, DecisionOutcome
from grants.models.closed_cases import closed_case_stands
from grants.querysets.deciding import (
    DecisionActQuerySet,
    DecisionConditionQuerySet,
    DecisionLetterQuerySet,
)

ENDING = sorted(ENDING_ACTS)


class DecisionAct(models.Model):
    """One act in the decision of a case: what it decides, or that nothing stands any more. Never changed, never removed.

    The head (``Decision``) says what is in force; the acts say how it came to that.
    """

    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="decision_acts"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("act"), max_length=12, choices=DecisionActKind)
    outcome = models.CharField(
        _("decision"),
        max_length=10,
        choices=DecisionOutcome,
        blank=True,
        help_text=_("What stands after it; empty where nothing does."),
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    requested = models.DecimalField(
        _("amount applied for"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    lower_reasons = models.TextField(_("why less than was applied for"), blank=True)
    condition_text = models.TextField(_("conditions"), blank=True)
    changes = models.TextField(_("what is corrected"), blank=True)
    reasons = models.TextField(_("reasons"))
    appeal_notice = models.TextField(_("how to appeal"), blank=True)
    published_from = models.DateTimeField(_("published from"), null=True, blank=True)
    at = models.DateTimeField(_("when"), db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DecisionActQuerySet.as_manager()

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="decision_act_number_once"),
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="decision_act_with_reasons",
                violation_error_message=_("A decision needs its reasons."),
            ),
            models.CheckConstraint(
                condition=Q(kind=DecisionActKind.REFERRAL) | ~Q(appeal_notice=""),
                name="decision_act_with_notice",
                violation_error_message=_("A decision says how to appeal."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=DecisionActKind.CORRECTION) | ~Q(changes=""),
                name="decision_act_correction_says_what",
                violation_error_message=_("Say what is corrected."),
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=ENDING) & Q(outcome="")) | (~Q(kind__in=ENDING) & ~Q(outcome="")),
                name="decision_act_says_what_stands",
                violation_error_message=_("Say what is decided."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=DecisionOutcome.APPROVED, amount__gt=0)
                | (~Q(outcome=DecisionOutcome.APPROVED) & Q(amount=None)),
                name="decision_act_amount_with_approval",
                violation_error_message=_("An approval has an amount, and nothing else has one."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None)
                | Q(requested=None)
                | Q(amount__gte=F("requested"))
                | ~Q(lower_reasons=""),
                name="decision_act_lower_with_reasons",
                violation_error_message=_("Say why less is granted than was applied for."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            closed_case_stands(pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_kind_display()}"


@pghistory.track()
class DecisionLetter(models.Model):
    """The letter of one act: when it goes out, when it went, and when the applicant first opened it."""

    act = models.OneToOneField(DecisionAct, on_delete=models.PROTECT, related_name="letter")
    due = models.DateTimeField(_("goes out"))
    document = models.ForeignKey(
        "core.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DecisionLetterQuerySet.as_manager()

    class Meta:
        ordering = ["act"]
        indexes = [models.Index(fields=["due"], name="decision_letter_due", condition=Q(sent_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="decision_letter_opened_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(document__isnull=False),
                name="decision_letter_sent_when_made",
            ),
        ]

    def __str__(self) -> str:
        return str(self.act)


@pghistory.track()
class DecisionCondition(models.Model):
    """One condition of a grant: what has to be done, by when, and whether it was."""

    act = models.ForeignKey(DecisionAct, on_delete=models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("condition"))
    due_on = models.DateField(_("fulfilled by"), null=True, blank=True)
    fulfilled_at = models.DateTimeField(_("fulfilled"), null=True, blank=True)
    fulfilled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("how it was fulfilled"), blank=True)

    objects = DecisionConditionQuerySet.as_manager()

    class Meta:
        ordering = ["act", "number"]
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="decision_condition_number_once"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="decision_condition_says_what",
                violation_error_message=_("Say what the condition is."),
            ),
            models.CheckConstraint(
                condition=Q(fulfilled_at=None, fulfilled_by=None)
                | (Q(fulfilled_at__isnull=False, fulfilled_by__isnull=False) & ~Q(note="")),
                name="decision_condition_fulfilled_with_note",
                violation_error_message=_("Say how the condition was fulfilled."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


@pghistory.track()
class DecisionTemplate(models.Model):
    """The words with which the decisions of a call begin, when many are made at once."""

    call = models.OneToOneField("grants.Call", on_delete=models.CASCADE, related_name="decision_template")
    approval = models.TextField(_("reasons of an approval"), blank=True)
    rejection = models.TextField(_("reasons of a rejection"), blank=True)

    class Meta:
        ordering = ["call"]

    def __str__(self) -> str:
        return str(self.call)
