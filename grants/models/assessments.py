"""Assessments: who was given which application, what they declared of their interests, and how they scored it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums.assessment import (
    OPEN_ASSESSMENTS,
    AssessmentStatus,
    ConflictGround,
    ConflictSource,
    Recommendation,
)
from grants.models.pools import AssessorPool
from grants.models.rounds import AssessmentRound, RoundCriterion
from grants.querysets.assessment import AssessmentQuerySet, AssignmentQuerySet
from portal.core.models import Move

# Handed in is handed in: scores are written while their assessment is, and by nobody after.
SCORES_LOCKED = """
    IF EXISTS (
        SELECT 1 FROM grants_assessment WHERE status NOT IN ('draft', 'returned')
        AND id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.assessment_id ELSE NEW.assessment_id END)
    ) THEN
        RAISE EXCEPTION 'The assessment is handed in and locked.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@pghistory.track()
class Assignment(models.Model):
    """That an assessor was asked to assess an application; opened to them once they declared to have no conflict."""

    round = models.ForeignKey(AssessmentRound, on_delete=models.PROTECT, related_name="assignments")
    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="assignments"
    )
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("assessor"),
    )
    pool = models.ForeignKey(AssessorPool, on_delete=models.PROTECT, related_name="+", verbose_name=_("pool"))
    has_conflict = models.BooleanField(
        _("conflict of interest"),
        null=True,
        blank=True,
        help_text=_("Empty until it is declared; the declarations are kept each."),
    )
    assigned_at = models.DateTimeField(_("assigned"), db_default=Now())
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["round", "application"], name="assignment_of_case"),
            models.Index(
                fields=["assessor", "round"], name="assignment_of_person", condition=Q(ended_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "application", "assessor"],
                condition=Q(ended_at=None),
                name="assignment_once",
                violation_error_message=_("This assessor has this application already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="assignment_ended_with_reason",
                violation_error_message=_("Say why the application is taken back from this assessor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessor}: {self.application}"


class ConflictDeclaration(models.Model):
    """What was said of a conflict of interest, by whom and when, with what the portal had found. Never changed."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="declarations")
    has_conflict = models.BooleanField(_("conflict of interest"))
    ground = models.CharField(_("ground"), max_length=15, choices=ConflictGround, blank=True)
    note = models.TextField(_("in own words"), blank=True)
    source = models.CharField(_("source"), max_length=10, choices=ConflictSource)
    is_late = models.BooleanField(
        _("late"), default=False, help_text=_("Said after the application was opened, or scored.")
    )
    traces = models.JSONField(
        _("found by the portal"), default=list, blank=True, help_text=_("Kinds and words, as found then.")
    )
    at = models.DateTimeField(_("when"), db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(has_conflict=False, ground="") | (Q(has_conflict=True) & ~Q(ground="")),
                name="conflict_declaration_with_ground",
                violation_error_message=_("Say on what ground there is a conflict of interest."),
            ),
            models.CheckConstraint(
                condition=~Q(ground=ConflictGround.OTHER) | ~Q(note=""),
                name="conflict_declaration_other_in_words",
                violation_error_message=_("Say in your own words what the other ground is."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(_("conflict of interest") if self.has_conflict else _("no conflict of interest"))


# Without what a draft saves every few seconds; each handing in is kept with its move.
@pghistory.track(
    exclude=["saved_at", "committee_comment", "applicant_comment", "recommended", "recommendation", "version"]
)
class Assessment(models.Model):
    """An assessor's scores and words about one version of an application."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="assessment")
    submission = models.ForeignKey(
        "grants.Submission",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("version assessed"),
    )
    looked_at = models.DateTimeField(_("looked at that version"), db_default=Now())
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    committee_comment = models.TextField(_("comment for the committee"), blank=True)
    applicant_comment = models.TextField(_("comment for the applicant"), blank=True)
    recommended = models.DecimalField(
        _("recommended amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    recommendation = models.CharField(_("recommendation"), max_length=10, choices=Recommendation, blank=True)

    status = models.CharField(
        _("status"), max_length=10, choices=AssessmentStatus, default=AssessmentStatus.DRAFT
    )
    saved_at = models.DateTimeField(_("last saved"), db_default=Now())
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_in_at=None, handed_in_by=None)
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False),
                name="assessment_handed_in_at_with_by",
                violation_error_message=_("An assessment that is handed in says who handed it in."),
            ),
            models.CheckConstraint(
                condition=~Q(status=AssessmentStatus.HANDED_IN)
                | (Q(handed_in_at__isnull=False) & ~Q(recommendation="")),
                name="assessment_handed_in_with_recommendation",
                violation_error_message=_("Say what you recommend."),
            ),
            models.CheckConstraint(
                condition=Q(recommended=None) | Q(recommended__gte=0),
                name="assessment_recommended_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())

    @property
    def is_open(self) -> bool:
        """Tell whether its assessor still writes in it."""
        return self.status in OPEN_ASSESSMENTS


class Score(models.Model):
    """The step of the scale that an assessor gives for one criterion, with a comment."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(RoundCriterion, on_delete=models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"],
                name="score_once",
                violation_error_message=_("This criterion is scored already."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__range=(0, 100)),
                name="score_on_a_scale",
                violation_error_message=_("A score is a step of the scale."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="locked_when_handed_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=SCORES_LOCKED,
            )
        ]

    def __str__(self) -> str:
        return str(self.value)


class AssessmentMove(Move):
    """One step of an assessment, with what was handed in at it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="moves")
    content = models.JSONField(default=dict, blank=True, help_text=_("What was handed in, as it was."))

    class Meta(Move.Meta):
        pass
