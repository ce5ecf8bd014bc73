"""What a grantee owes after the award: reports with the day they are due, what was handed in, and every step."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums import OWED_REPORTS, REVIEWED_REPORTS, DutyAnchor, ReportKind, ReportStatus
from grants.models.closed_cases import closed_case_stands
from grants.querysets.reporting import ReportQuerySet, ReportSubmissionQuerySet
from portal.core.models import Move
from portal.core.uncertain import UncertainDateField


# Without saved_at: a draft that saves itself every few seconds would leave an event each time.
@pghistory.track(exclude=["saved_at"])
class Report(models.Model):
    """A report or accounts that an award obliges its grantee to, by when, and what became of it."""

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="reports")
    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="reports")
    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        related_name="grant_reports",
        help_text=_("The case's authority, repeated here so that one index serves the list."),
    )
    duty = models.ForeignKey(
        "grants.Duty", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=ReportKind)
    # As the call said it when the award was made: a duty edited later changes no promise.
    anchor = models.CharField(_("counted from"), max_length=12, choices=DutyAnchor)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    explain_above = models.PositiveSmallIntegerField(
        _("explain a line that differs by more than, per cent"), default=10
    )
    due = UncertainDateField(
        _("due"),
        null=True,
        blank=True,
        help_text=_("As exact as the end was stated; empty where it was not."),
    )
    due_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("The latest day that may be meant, or the new one.")
    )

    status = models.CharField(_("status"), max_length=12, choices=ReportStatus, default=ReportStatus.DUE)
    reminded = models.SmallIntegerField(
        _("last reminder"),
        null=True,
        blank=True,
        help_text=_("Days from the day it is due; below zero: before."),
    )
    saved_at = models.DateTimeField(_("last saved"), db_default=Now())
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review = models.TextField(_("what the authority answered"), blank=True)
    appeal_notice = models.TextField(_("how to appeal"), blank=True)
    amount = models.DecimalField(
        _("amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("By which the grant is reduced, or that is paid back."),
    )
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["application", "number"]
        indexes = [
            models.Index(fields=["authority", "due_on", "id"], name="report_by_due_day"),
            models.Index(fields=["authority", "status", "due_on", "id"], name="report_by_status"),
            models.Index(fields=["due_on"], name="report_owed", condition=Q(status__in=OWED_REPORTS)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"],
                name="report_number_once",
                violation_error_message=_("The case has a report with this number already."),
            ),
            models.UniqueConstraint(
                fields=["application", "duty"],
                name="report_once_for_each_duty",
                violation_error_message=_("This duty has its report already."),
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None, handed_in_by=None)
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False),
                name="report_handed_in_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="report_reviewed_at_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ReportStatus.HANDED_IN, *REVIEWED_REPORTS])
                | Q(handed_in_at__isnull=False),
                name="report_reviewed_when_handed_in",
                violation_error_message=_("Nothing has been handed in yet that could be reviewed."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ReportStatus.SENT_BACK, ReportStatus.WAIVED, *REVIEWED_REPORTS])
                | Q(reviewed_at__isnull=False),
                name="report_answered_by_somebody",
                violation_error_message=_("Say who answered the report."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[
                        ReportStatus.SENT_BACK,
                        ReportStatus.REDUCED,
                        ReportStatus.RECLAIMED,
                        ReportStatus.WAIVED,
                    ]
                )
                | ~Q(review=""),
                name="report_answered_with_reasons",
                violation_error_message=_("Write why: the grantee reads it."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ReportStatus.REDUCED, ReportStatus.RECLAIMED], amount__gt=0)
                | (~Q(status__in=[ReportStatus.REDUCED, ReportStatus.RECLAIMED]) & Q(amount=None)),
                name="report_amount_where_money_goes_back",
                violation_error_message=_("Write the amount, more than zero."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ReportStatus.REDUCED, ReportStatus.RECLAIMED])
                | ~Q(appeal_notice=""),
                name="report_money_goes_back_with_appeal_notice",
                violation_error_message=_("A decision says how to appeal."),
            ),
        ]
        # A duty that is taken out of a call leaves its reports as they are.
        triggers = [
            closed_case_stands(
                pgtrigger.Insert
                | pgtrigger.UpdateOf("status", "due_on", "saved_at", "handed_in_at", "review", "amount")
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("grants:applicant:report_detail", args=[self.application.reference, self.number])

    @property
    def is_owed(self) -> bool:
        """Tell whether the grantee still has to hand it in."""
        return self.status in OWED_REPORTS


class ReportMove(Move):
    """One step of a report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass


class ReportPart(models.Model):
    """What was typed in one part of a report, valid or not: nothing typed is lost."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    code = models.CharField(
        _("part"), max_length=80, help_text=_("A question by its code, or one of the report's own tables.")
    )
    value = models.JSONField(help_text=_("As typed: a text, a list or rows."))
    saved_at = models.DateTimeField(db_default=Now())
    saved_from = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="report_part_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class ReportSubmission(models.Model):
    """A report as it was handed in, each time: never changed, never removed, with a fingerprint that proves it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    content_sha256 = models.CharField(max_length=64)
    is_late = models.BooleanField(_("late"), default=False)
    submitted_at = models.DateTimeField(_("handed in"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ReportSubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_submission_once"),
            models.CheckConstraint(
                condition=Q(number__gt=0) & ~Q(content_sha256=""), name="report_submission_with_fingerprint"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"


class ReportLine(models.Model):
    """One line of the accounts that were handed in last: what the budget had, what it was, and why it differs."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(_("side"), max_length=10)
    description = models.CharField(_("what"), max_length=300, blank=True)
    budgeted = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    spent_typed = models.CharField(_("outcome"), max_length=60, blank=True)
    spent = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    explanation = models.TextField(_("why it differs"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(spent=None) | Q(spent__gte=0)) & (Q(budgeted=None) | Q(budgeted__gte=0)),
                name="report_line_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.spent_typed}"


class ReportVoucher(models.Model):
    """An invoice or receipt that a line of the accounts refers to."""

    line = models.ForeignKey(ReportLine, on_delete=models.CASCADE, related_name="vouchers")
    number = models.CharField(_("voucher number"), max_length=60)
    dated = UncertainDateField(_("date"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    document = models.ForeignKey(
        "core.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="report_voucher_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            )
        ]

    def __str__(self) -> str:
        return self.number
