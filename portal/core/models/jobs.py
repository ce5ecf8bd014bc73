"""Jobs: long work that a worker does while people watch its progress."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal.core.enums import JobState
from portal.core.querysets import JobQuerySet


class Job(models.Model):
    """A piece of work for the worker. The row is the truth; the broker only hurries it along."""

    task = models.CharField(_("task"), max_length=100)
    key = models.CharField(
        max_length=200,
        help_text=_("The same task with the same key is one job, however often it is asked for."),
    )
    arguments = models.JSONField(default=dict, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    problem = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text=_("How often it was begun."))
    failures = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text=_("How often it ended with a problem; otherwise it was cut off.")
    )

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    told_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["id"],
                name="job_unfinished",
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task", "key"], name="job_once_per_task_and_key"),
            models.CheckConstraint(
                condition=Q(steps_total=0) | Q(steps_done__lte=F("steps_total")),
                name="job_steps_within_total",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[JobState.DONE, JobState.FAILED], finished_at__isnull=False)
                | Q(state__in=[JobState.QUEUED, JobState.RUNNING], finished_at__isnull=True),
                name="job_finished_at_with_end_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}"

    @property
    def is_finished(self) -> bool:
        """Tell whether the work has ended, well or not."""
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def cut_offs(self) -> int:
        """Return how often it was begun and came to no end: its worker was killed, or the database went away."""
        return self.attempts - self.failures

    @property
    def percent(self) -> int:
        """Return the progress in whole per cent; 0 while the size of the work is unknown."""
        if self.state == JobState.DONE:
            return 100
        return self.steps_done * 100 // self.steps_total if self.steps_total else 0
