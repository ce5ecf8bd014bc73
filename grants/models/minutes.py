"""What stays of meetings: paragraphs, by what right decisions were taken, what was reported, and the papers."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums.meetings import PaperKind
from grants.querysets.meetings import DecisionBasisQuerySet, MeetingPaperQuerySet


class ParagraphCounter(models.Model):
    """The last paragraph that a body's minutes gave in a year; read and raised under its row lock."""

    authority = models.ForeignKey("partnerships.Authority", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    call_body = models.ForeignKey("grants.CallBody", on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["authority", "year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "body", "call_body", "year"],
                nulls_distinct=False,
                name="paragraph_counter_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last_number}"


class DecisionBasis(models.Model):
    """By what right a decision was taken: a paragraph of a delegation order, or a paragraph of a meeting."""

    act = models.OneToOneField("grants.DecisionAct", on_delete=models.PROTECT, related_name="basis")
    delegation = models.ForeignKey(
        "grants.Delegation", on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    agenda_case = models.OneToOneField(
        "grants.AgendaCase", on_delete=models.PROTECT, null=True, related_name="decision_basis"
    )
    said = models.TextField(help_text=_("What was said of it when it was decided."))
    decided_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DecisionBasisQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["delegation", "decided_at"], name="decision_basis_to_report")]
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation__isnull=False, agenda_case=None)
                | Q(delegation=None, agenda_case__isnull=False),
                name="decision_basis_one",
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.said


class ReportedDecision(models.Model):
    """A delegated decision that the minutes of a meeting report to the body that delegated it: once."""

    item = models.ForeignKey("grants.AgendaItem", on_delete=models.PROTECT, related_name="reported")
    basis = models.OneToOneField(DecisionBasis, on_delete=models.PROTECT, related_name="reported")

    class Meta:
        ordering = ["id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.basis_id)


class MeetingPaper(models.Model):
    """One version of the pack or of the minutes of a meeting: what the worker makes, and the files of it."""

    meeting = models.ForeignKey("grants.Meeting", on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("what"), max_length=10, choices=PaperKind)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    version = models.PositiveSmallIntegerField(_("version"))
    job = models.OneToOneField("core.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("ordered"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = MeetingPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "version"],
                name="meeting_paper_version_once",
                violation_error_message=_("This version already exists."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "language"],
                condition=Q(kind=PaperKind.MINUTES),
                name="meeting_paper_minutes_once",
                violation_error_message=_("The minutes are made once in each language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language}, {self.version})"

    def get_absolute_url(self) -> str:
        return reverse("grants:officer:meeting_paper_detail", args=[self.pk])
