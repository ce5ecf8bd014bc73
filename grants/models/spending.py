"""What a call has granted of its budget, and of each envelope: kept by the database, which lets neither be exceeded.

The sums follow the awards by triggers, in the same transaction. Whoever grants at the same time waits for the row of
the sum, and then meets the constraint. What was revoked, declined, or has lapsed is given back.
"""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# Where the rollup's row is not there yet it is made first: a negative proposal would meet the constraint before the
# conflict, so that the sum is raised in a second step.
AWARD_FUNC = """
IF TG_OP <> 'INSERT' THEN
    decision := OLD.decision_id;
    IF OLD.revoked_at IS NULL AND OLD.status NOT IN ('declined', 'lapsed') THEN raised := raised - OLD.amount; END IF;
END IF;
IF TG_OP <> 'DELETE' THEN
    decision := NEW.decision_id;
    IF NEW.revoked_at IS NULL AND NEW.status NOT IN ('declined', 'lapsed') THEN
        raised := raised + NEW.amount;
    ELSE
        DELETE FROM grants_envelopedraw WHERE award_id = NEW.id;
    END IF;
END IF;
IF raised <> 0 THEN
    SELECT a.call_id INTO call FROM grants_decision d JOIN grants_application a ON a.id = d.application_id
    WHERE d.id = decision;
    INSERT INTO grants_callspending (call_id, spent, budget)
    SELECT c.id, 0, c.budget FROM grants_call c WHERE c.id = call
    ON CONFLICT (call_id) DO NOTHING;
    UPDATE grants_callspending SET spent = spent + raised WHERE call_id = call;
END IF;
RETURN NULL;
"""

DRAW_FUNC = """
IF TG_OP <> 'INSERT' THEN
    drawn := OLD.envelope_id; of_year := OLD.year;
    IF OLD.is_capped THEN raised := raised - OLD.amount; END IF;
END IF;
IF TG_OP <> 'DELETE' THEN
    drawn := NEW.envelope_id; of_year := NEW.year;
    IF NEW.is_capped THEN raised := raised + NEW.amount; END IF;
END IF;
IF raised <> 0 THEN
    INSERT INTO grants_envelopespending (envelope_id, year, spent, ceiling)
    SELECT e.id, of_year, 0, COALESCE(e.amount, TRUNC(c.budget * e.share / 100, 2))
    FROM grants_envelope e JOIN grants_call c ON c.id = e.call_id WHERE e.id = drawn
    ON CONFLICT (envelope_id, year) DO NOTHING;
    UPDATE grants_envelopespending SET spent = spent + raised
    WHERE envelope_id = drawn AND year IS NOT DISTINCT FROM of_year;
END IF;
RETURN NULL;
"""

BUDGET_FUNC = """
UPDATE grants_callspending SET budget = NEW.budget WHERE call_id = NEW.id;
UPDATE grants_envelopespending s SET ceiling = TRUNC(NEW.budget * e.share / 100, 2)
FROM grants_envelope e WHERE e.id = s.envelope_id AND e.call_id = NEW.id AND e.amount IS NULL;
RETURN NULL;
"""

CEILING_FUNC = """
UPDATE grants_envelopespending s SET ceiling = COALESCE(NEW.amount, TRUNC(c.budget * NEW.share / 100, 2))
FROM grants_call c WHERE c.id = NEW.call_id AND s.envelope_id = NEW.id;
RETURN NULL;
"""


def keeps_spending() -> pgtrigger.Trigger:
    """Return the trigger of awards that raises and lowers what their call has spent."""
    return pgtrigger.Trigger(
        name="keeps_spending",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("raised", "numeric := 0"), ("decision", "bigint"), ("call", "bigint")],
        func=AWARD_FUNC,
    )


def keeps_budget() -> pgtrigger.Trigger:
    """Return the trigger of calls by which a budget cannot fall below what is spent of it."""
    return pgtrigger.Trigger(
        name="keeps_budget", when=pgtrigger.After, operation=pgtrigger.UpdateOf("budget"), func=BUDGET_FUNC
    )


def keeps_ceiling() -> pgtrigger.Trigger:
    """Return the trigger of envelopes by which their sum cannot fall below what was drawn from them."""
    return pgtrigger.Trigger(
        name="keeps_ceiling",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("amount", "share"),
        func=CEILING_FUNC,
    )


class CallSpending(models.Model):
    """What a call has granted, beside the budget that it keeps."""

    call = models.OneToOneField("grants.Call", on_delete=models.CASCADE, related_name="spending")
    spent = models.DecimalField(_("granted"), max_digits=16, decimal_places=2, default=0)
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name_plural = "call spendings"
        constraints = [
            models.CheckConstraint(
                condition=Q(budget=None) | Q(spent__lte=F("budget")),
                name="call_spending_within_budget",
                violation_error_message=_("The call has less left of its budget than this."),
            )
        ]

    def __str__(self) -> str:
        return str(self.spent)


class EnvelopeSpending(models.Model):
    """What was drawn from an envelope, in a year where it holds so much for each, beside what it holds."""

    envelope = models.ForeignKey("grants.Envelope", on_delete=models.CASCADE, related_name="spending")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    spent = models.DecimalField(_("granted"), max_digits=16, decimal_places=2, default=0)
    ceiling = models.DecimalField(_("holds"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name_plural = "envelope spendings"
        constraints = [
            models.UniqueConstraint(
                fields=["envelope", "year"], nulls_distinct=False, name="envelope_spending_once"
            ),
            models.CheckConstraint(
                condition=Q(ceiling=None) | Q(spent__lte=F("ceiling")),
                name="envelope_spending_within_ceiling",
                violation_error_message=_("The envelope has less left than this."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.spent)


@pghistory.track()
class EnvelopeDraw(models.Model):
    """What an award takes from one envelope of its call; given back when the award is revoked, declined or lapses."""

    award = models.ForeignKey("grants.Award", on_delete=models.CASCADE, related_name="draws")
    envelope = models.ForeignKey("grants.Envelope", on_delete=models.PROTECT, related_name="draws")
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Only where the envelope holds so much for each year.")
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    is_capped = models.BooleanField(
        _("counts against the envelope"),
        default=True,
        help_text=_("Not where the call says that at least this much goes to the purpose: more may."),
    )

    class Meta:
        ordering = ["award", "envelope"]
        constraints = [
            models.UniqueConstraint(fields=["award", "envelope"], name="envelope_draw_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="envelope_draw_more_than_zero",
                violation_error_message=_("An award is more than zero."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keeps_spending",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("raised", "numeric := 0"), ("drawn", "bigint"), ("of_year", "smallint")],
                func=DRAW_FUNC,
            )
        ]

    def __str__(self) -> str:
        return f"{self.envelope} {self.amount}"
