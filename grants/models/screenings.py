"""Screenings: whether a case meets the formal conditions of its call."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums import Effect, RuleVerdict
from grants.querysets.screenings import ScreeningQuerySet


@pghistory.track()
class Screening(models.Model):
    """An officer's check of a case against the formal conditions, for one authority.

    A later one for the same authority replaces an earlier one, and none counts once the case is referred back.
    """

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="screenings")
    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        # Never looked for without its case, which the unique constraint finds.
        db_index=False,
        related_name="+",
        verbose_name=_("screened for"),
    )
    in_time = models.BooleanField(_("handed in on time"))
    is_complete = models.BooleanField(_("complete"))
    right_applicant = models.BooleanField(_("the call is open to this kind of applicant"))
    within_amounts = models.BooleanField(_("the amount is within the bounds of the call"))
    eligible = models.BooleanField(_("meets the conditions"))
    reason = models.TextField(_("reason"), blank=True)
    note = models.TextField(
        _("note for colleagues"), blank=True, help_text=_("Of this authority's officers; the others read it.")
    )
    screened_at = models.DateTimeField(_("screened"), db_default=Now())
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(
        _("counts no longer since"),
        null=True,
        blank=True,
        help_text=_("When a later one replaced it, or the case was referred back."),
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "authority"],
                condition=Q(ended_at=None),
                name="screening_counts_once",
                violation_error_message=_("This case has been screened for this authority already."),
            ),
            models.CheckConstraint(
                condition=Q(eligible=False)
                | Q(in_time=True, is_complete=True, right_applicant=True, within_amounts=True),
                name="screening_eligible_when_all_is_met",
                violation_error_message=_(
                    "The application meets the conditions only when every point of the list is met."
                ),
            ),
            models.CheckConstraint(
                condition=Q(eligible=True) | ~Q(reason=""),
                name="screening_refusal_with_reason",
                violation_error_message=_("Say which condition is not met, and why."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="screening_ended_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        found = _("meets the conditions") if self.eligible else _("does not meet the conditions")
        return f"{self.authority}: {found}"


@pghistory.track()
class ScreeningFinding(models.Model):
    """A rule of the call as it was stated at a check of conditions: what the portal found, and what the officer says.

    ``is_met`` is the officer's word where there is one, else what the portal found; a warning may have neither.
    """

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField(default=0)
    statement = models.TextField(_("rule as stated"))
    why = models.TextField(_("what the portal found"), blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=RuleVerdict)
    effect = models.CharField(_("when it is not met"), max_length=10, choices=Effect)
    is_met = models.BooleanField(_("met, by the officer"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["screening", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict=RuleVerdict.BROKEN, is_met=True) | ~Q(note=""),
                name="screening_finding_overruled_with_note",
                violation_error_message=_("Say why this is met all the same."),
            ),
        ]

    def __str__(self) -> str:
        return self.statement
