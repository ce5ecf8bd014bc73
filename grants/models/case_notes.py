"""Notes of a case: what colleagues tell each other. For the office alone."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.models.closed_cases import closed_case_stands
from grants.querysets.casework import OfCaseQuerySet


class CaseNote(models.Model):
    """One note of the office about a case. Never changed, never removed, never shown to its applicant."""

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("note"), max_length=10_000)
    at = models.DateTimeField(_("when"), db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["application", "id"], name="case_note_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="case_note_says_something",
                violation_error_message=_("Write the note."),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            closed_case_stands(pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return self.text[:60]
