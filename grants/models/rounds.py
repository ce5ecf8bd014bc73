"""Rounds of assessment of a call: by whom, by which form, until when; and the ranking that comes of it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.enums.assessment import AssignmentRule, MergeRule, ResultsShown
from grants.models.pools import AssessorPool
from grants.querysets.assessment import AssessmentRoundQuerySet
from portal.core.multilingual import Multilingual, MultilingualField

# A ranking that was agreed stands: its lines are written before, and by nobody after.
RANKING_LOCKED = """
    IF EXISTS (
        SELECT 1 FROM grants_assessmentround WHERE agreed_at IS NOT NULL
        AND id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.round_id ELSE NEW.round_id END)
    ) THEN
        RAISE EXCEPTION 'The ranking is agreed and locked.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@pghistory.track()
class AssessmentRound(models.Model):
    """A round in which assessors score the applications of a call, with the form by which they do it."""

    call = models.ForeignKey("grants.Call", on_delete=models.PROTECT, related_name="assessment_rounds")
    pools = models.ManyToManyField(
        AssessorPool, blank=True, related_name="rounds", verbose_name=_("pools of assessors")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    names = MultilingualField(_("name"))
    guidance = MultilingualField(_("guidance for the assessors"), blank=True, long=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("to be handed in until"))
    is_blind = models.BooleanField(
        _("blind"),
        default=False,
        help_text=_("Assessors see neither who applies nor what the form hides from them."),
    )
    scale_from = models.PositiveSmallIntegerField(_("lowest step"), default=0)
    scale_to = models.PositiveSmallIntegerField(_("highest step"), default=5)
    scale_words = MultilingualField(
        _("words of the steps"),
        blank=True,
        long=True,
        help_text=_("One line for each step, from the lowest to the highest."),
    )
    asks_amount = models.BooleanField(_("asks for a recommended amount"), default=True)
    results_shown = models.CharField(
        _("what assessors see of the scores of others"),
        max_length=10,
        choices=ResultsShown,
        default=ResultsShown.OWN,
    )
    fewest_assessors = models.PositiveSmallIntegerField(_("assessors for each application"), default=2)
    rule = models.CharField(
        _("who gets which"), max_length=10, choices=AssignmentRule, default=AssignmentRule.BY_FIELD
    )
    parity = models.BooleanField(
        _("parity"), default=False, help_text=_("As many assessors from each pool for every application.")
    )
    merge = models.CharField(
        _("one ranking of several pools"), max_length=10, choices=MergeRule, default=MergeRule.SCORES
    )
    agreed_at = models.DateTimeField(_("ranking agreed"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = AssessmentRoundQuerySet.as_manager()

    class Meta:
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"],
                name="assessment_round_number_once",
                violation_error_message=_("Another round of this call already has this number."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="assessment_round_closes_after_it_opens",
                violation_error_message=_("The round closes before it opens: check both times."),
            ),
            models.CheckConstraint(
                condition=Q(scale_to__gt=F("scale_from"), scale_to__lte=100),
                name="assessment_round_scale_in_order",
                violation_error_message=_("The highest step lies above the lowest, and at 100 or below."),
            ),
            models.CheckConstraint(
                condition=Q(fewest_assessors__range=(1, 20)),
                name="assessment_round_some_assessors",
                violation_error_message=_("Each application has between 1 and 20 assessors."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="assessment_round_agreed_at_with_by",
                violation_error_message=_("An agreed ranking says who agreed it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    @property
    def is_agreed(self) -> bool:
        """Tell whether the ranking is agreed and nothing of the round changes any more."""
        return self.agreed_at is not None

    def steps(self) -> list[tuple[int, Multilingual]]:
        """Return the steps of the scale, the lowest first, each with its words in every language that has them."""
        lines = {code: text.splitlines() for code, text in self.scale_words.items()}
        return [
            (value, Multilingual({code: words[place] for code, words in lines.items() if place < len(words)}))
            for place, value in enumerate(range(self.scale_from, self.scale_to + 1))
        ]


@pghistory.track()
class RoundCriterion(models.Model):
    """What is scored in a round, and how much it counts among the others."""

    round = models.ForeignKey(AssessmentRound, on_delete=models.CASCADE, related_name="criteria")
    names = MultilingualField(_("criterion"))
    help_texts = MultilingualField(_("what to look at"), blank=True, long=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "round criteria"
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, 100)),
                name="round_criterion_weight_counts",
                violation_error_message=_("The weight is a number between 1 and 100."),
            )
        ]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class RankingLine(models.Model):
    """What the meeting proposes for one application; once the ranking is agreed, with its place and score for good."""

    round = models.ForeignKey(AssessmentRound, on_delete=models.PROTECT, related_name="ranking_lines")
    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="ranking_lines"
    )
    proposed = models.DecimalField(
        _("proposed amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    note = models.CharField(_("note of the meeting"), max_length=300, blank=True)
    place = models.PositiveIntegerField(_("place"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, null=True, blank=True)
    spread = models.DecimalField(_("spread"), max_digits=9, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["round", "place", "id"]
        indexes = [models.Index(fields=["application"], name="ranking_line_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "application"],
                name="ranking_line_once",
                violation_error_message=_("This application is in the ranking already."),
            ),
            models.CheckConstraint(
                condition=Q(proposed=None) | Q(proposed__gte=0),
                name="ranking_line_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="locked_when_agreed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=RANKING_LOCKED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.proposed}"
