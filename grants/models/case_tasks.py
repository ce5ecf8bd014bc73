"""Tasks of a case: what somebody has to do, by which day."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.models.closed_cases import closed_case_stands
from grants.querysets.casework import CaseTaskQuerySet


@pghistory.track()
class CaseTask(models.Model):
    """What somebody of the office has to do about a case, by which day, and who did it."""

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="tasks")
    text = models.CharField(_("what is to be done"), max_length=300)
    due = models.DateField(_("to be done by"), null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="case_tasks",
        verbose_name=_("who does it"),
    )
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = CaseTaskQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["application", "id"], name="case_task_of_case"),
            models.Index(fields=["assignee", "due"], name="case_task_of_person", condition=Q(done_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="case_task_says_what",
                violation_error_message=_("Say what is to be done."),
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="case_task_done_at_with_by",
            ),
        ]
        triggers = [closed_case_stands(pgtrigger.Insert | pgtrigger.Update)]

    def __str__(self) -> str:
        return self.text
