"""What is written and sent after an application was handed in: entries of the case, never edits of its content."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import INCOMING_ENTRIES, CompletionState, EntryDirection, EntryKind
from grants.models.closed_cases import closed_case_stands
from grants.querysets.submissions import CaseEntryQuerySet, CompletionRequestQuerySet


@pghistory.track()
class CompletionRequest(models.Model):
    """What an officer asks an applicant to complete, which questions may be answered again, and until when."""

    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="completion_requests"
    )
    text = models.TextField(_("what is missing"))
    question_codes = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("questions that may be answered"),
    )
    closes_at = models.DateTimeField(_("answer until"))
    time_zone = models.CharField(_("time zone"), max_length=60)
    created_at = models.DateTimeField(_("asked"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CompletionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["closes_at"],
                name="completion_request_open",
                condition=Q(accepted_at=None, withdrawn_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="completion_request_says_what",
                violation_error_message=_("Say what is missing."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{act}_at": None, f"{act}_by": None})
                    | Q(**{f"{act}_at__isnull": False, f"{act}_by__isnull": False}),
                    name=f"completion_request_{act}_at_with_by",
                )
                for act in ("answered", "accepted", "withdrawn")
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(answered_at__isnull=False, withdrawn_at=None),
                name="completion_request_accepted_when_answered",
                violation_error_message=_("Nothing has been answered yet that could be accepted."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def state(self) -> CompletionState:
        """Return where the request stands now."""
        if self.withdrawn_at is not None:
            return CompletionState.WITHDRAWN
        if self.accepted_at is not None:
            return CompletionState.ACCEPTED
        if self.answered_at is not None:
            return CompletionState.ANSWERED
        return CompletionState.MISSED if self.closes_at <= timezone.now() else CompletionState.OPEN


class CaseEntry(models.Model):
    """One thing that came in or went out after an application was handed in. Never changed, never removed."""

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="entries")
    request = models.ForeignKey(
        CompletionRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    direction = models.CharField(_("direction"), max_length=3, choices=EntryDirection)
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind)
    text = models.TextField(_("text"), blank=True)
    answers = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Questions with the answers that were given to a request, as they were."),
    )
    is_late = models.BooleanField(_("late"), default=False)
    at = models.DateTimeField(_("when"), db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CaseEntryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["application", "id"], name="case_entry_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction=EntryDirection.IN, kind__in=sorted(INCOMING_ENTRIES))
                | (Q(direction=EntryDirection.OUT) & ~Q(kind__in=sorted(INCOMING_ENTRIES))),
                name="case_entry_kind_in_its_direction",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[EntryKind.SUPPLEMENT, EntryKind.MESSAGE], request=None)
                | (~Q(kind__in=[EntryKind.SUPPLEMENT, EntryKind.MESSAGE]) & Q(request__isnull=False)),
                name="case_entry_of_a_request_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(request__isnull=False),
                name="case_entry_says_something",
                violation_error_message=_("Write what you want to say."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            closed_case_stands(pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
