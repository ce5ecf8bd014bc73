"""What was agreed with a grantee, and what the grantee asked to change or told of afterwards."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums import DECIDED_CHANGES, ChangeKind, ChangeStatus
from grants.models.closed_cases import closed_case_stands
from grants.querysets.reporting import ChangeRequestQuerySet
from portal.core.models import Move
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class ChangeRequest(models.Model):
    """A change that a grantee asks for or tells of, and the decision on it with its reasons."""

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="change_requests")
    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="change_requests"
    )
    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        related_name="change_requests",
        help_text=_("The case's authority, repeated here so that one index serves the list."),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=ChangeKind)
    text = models.TextField(_("what changes, and why"))
    starts = UncertainDateField(_("new start"), null=True, blank=True)
    ends = UncertainDateField(_("new end"), null=True, blank=True)
    lines = models.JSONField(
        _("new budget"), default=list, blank=True, help_text=_("The lines with their new amounts.")
    )

    status = models.CharField(
        _("status"), max_length=12, choices=ChangeStatus, default=ChangeStatus.SUBMITTED
    )
    submitted_at = models.DateTimeField(_("asked"), db_default=Now())
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reasons = models.TextField(_("reasons"), blank=True)
    appeal_notice = models.TextField(_("how to appeal"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["application", "number"]
        indexes = [
            models.Index(fields=["authority", "status", "-submitted_at", "-id"], name="change_by_status"),
            models.Index(fields=["authority", "-submitted_at", "-id"], name="change_list"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"],
                name="change_number_once",
                violation_error_message=_("The case has a change with this number already."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="change_says_what",
                violation_error_message=_("Write what changes, and why."),
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="change_decided_at_with_by",
            ),
            models.CheckConstraint(
                condition=(~Q(status__in=DECIDED_CHANGES) & Q(decided_at=None))
                | (
                    Q(status__in=DECIDED_CHANGES, decided_at__isnull=False)
                    & ~Q(reasons="")
                    & ~Q(appeal_notice="")
                ),
                name="change_decided_with_reasons",
                violation_error_message=_("A decision needs its reasons and a notice of how to appeal."),
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.NOTICE, status=ChangeStatus.NOTED)
                | (~Q(kind=ChangeKind.NOTICE) & ~Q(status=ChangeStatus.NOTED)),
                name="change_notice_is_only_noted",
                violation_error_message=_("A notice is noted; there is nothing to decide."),
            ),
            models.CheckConstraint(
                condition=Q(starts_earliest=None)
                | Q(ends_latest=None)
                | Q(ends_latest__gte=F("starts_earliest")),
                name="change_period_in_order",
                violation_error_message=_("The period ends before it starts. Check both days."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.PERIOD) | Q(ends__isnull=False),
                name="change_period_with_end",
                violation_error_message=_("Say when the project is to end."),
            ),
        ]
        triggers = [closed_case_stands(pgtrigger.Insert | pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("grants:applicant:change_detail", args=[self.application.reference, self.number])


class ChangeMove(Move):
    """One step of a request for a change."""

    change = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass


class AgreedTerms(models.Model):
    """The period and the budget that hold for an award: the first as applied for, then one for each change.

    The latest holds; what held before is kept, and none is ever changed.
    """

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="terms")
    change = models.OneToOneField(
        ChangeRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="terms"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    starts = UncertainDateField(_("start"), null=True, blank=True)
    ends = UncertainDateField(_("end"), null=True, blank=True)
    lines = models.JSONField(_("budget"), default=list, blank=True)
    created_at = models.DateTimeField(_("agreed"), db_default=Now())

    class Meta:
        ordering = ["award", "number"]
        verbose_name_plural = "agreed terms"
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="agreed_terms_once"),
            models.CheckConstraint(
                condition=Q(starts_earliest=None)
                | Q(ends_latest=None)
                | Q(ends_latest__gte=F("starts_earliest")),
                name="agreed_terms_in_order",
                violation_error_message=_("The period ends before it starts. Check both days."),
            ),
            models.CheckConstraint(
                condition=Q(number=1, change=None) | Q(number__gt=1, change__isnull=False),
                name="agreed_terms_changed_by_a_decision",
                violation_error_message=_("What is agreed changes by a decision only."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.number}: {self.starts} – {self.ends}"
