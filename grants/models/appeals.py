"""Appeals against decisions, and the terms that an authority's law sets for them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums import AppealState
from grants.models.closed_cases import closed_case_stands
from grants.querysets.deciding import AppealQuerySet
from portal.core.models import Move


@pghistory.track()
class AppealTerms(models.Model):
    """How long an authority's decisions can be appealed, and to whom appeals are sent on."""

    authority = models.OneToOneField(
        "partnerships.Authority", on_delete=models.CASCADE, related_name="appeal_terms"
    )
    days = models.PositiveSmallIntegerField(
        _("days to appeal"), help_text=_("From the day on which the applicant got the decision.")
    )
    body = models.CharField(_("higher body"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "appeal terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(days__range=(1, 365)),
                name="appeal_terms_days_of_a_year",
                violation_error_message=_("The time to appeal is between 1 and 365 days."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.days}"


@pghistory.track()
class Appeal(models.Model):
    """An appeal against one act of a decision: in time or late, and what became of it."""

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="appeals")
    act = models.ForeignKey("grants.DecisionAct", on_delete=models.PROTECT, related_name="appeals")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("what is appealed, and why"))
    on_paper = models.BooleanField(_("came on paper"), default=False)
    arrived_on = models.DateField(_("arrived"))
    due_on = models.DateField(_("last day to appeal"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=AppealState, default=AppealState.RECEIVED)
    body = models.CharField(_("sent on to"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("recorded"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["application", "number"]
        indexes = [
            models.Index(fields=["created_at"], name="appeal_open", condition=Q(status=AppealState.RECEIVED))
        ]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="appeal_number_once"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="appeal_says_what",
                violation_error_message=_("Say what you appeal, and why you hold it to be wrong."),
            ),
            models.CheckConstraint(
                condition=~Q(status=AppealState.DISMISSED) | Q(is_late=True),
                name="appeal_dismissed_when_late",
                violation_error_message=_("This appeal came in time: it cannot be dismissed as late."),
            ),
            models.CheckConstraint(
                condition=~Q(status=AppealState.FORWARDED) | ~Q(body=""),
                name="appeal_forwarded_to_somebody",
                violation_error_message=_("Say to whom the appeal is sent on."),
            ),
        ]
        triggers = [closed_case_stands(pgtrigger.Insert | pgtrigger.Update)]

    def __str__(self) -> str:
        return self.text[:60]


class AppealMove(Move):
    """One step of an appeal."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
