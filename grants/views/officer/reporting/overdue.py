"""What somebody who applies again still owes for earlier grants."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from grants.domain.reporting.due import due_words
from grants.models import Application, Report

FIRST_FEW = 10


def overdue_elsewhere(user: Any, application: Application) -> list[dict[str, Any]]:
    """Return the overdue reports of other grants of the same applicant that the user reads, the oldest first."""
    found = (
        Report.objects.submitted_to(user)
        .of_same_applicant(application)
        .overdue(timezone.localdate())
        .select_related("application")
        .order_by("due_on", "pk")[:FIRST_FEW]
    )
    return [
        {
            "title": f"{report}: {report.application}",
            "url": reverse(
                "grants:officer:report_detail", args=[report.application.reference, report.number]
            ),
            "note": f"{report.application.diary_number}, {due_words(report)}",
        }
        for report in found
    ]
