"""The assessment on the page of a case: who has it, what they declared, and what they handed in."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from grants.domain.assessment import progress, reading
from grants.enums.assessment import AssessmentStatus
from grants.models import Application, Assessment, Assignment
from grants.views.officer.assessment.own import TONES
from grants.views.sections import Section, Shown
from portal.core.moments import say_moment


def section(request: HttpRequest, application: Application) -> Shown:
    """Return the assignments of the case, those that were taken back included; nothing where it was never assigned."""
    found = progress.with_staleness(
        Assignment.objects.visible_to(request.user).filter(application=application)
    ).prefetch_related(
        "declarations__by",
        "round__criteria",
        "assessment__scores__criterion",
        "assessment__submission",
    )
    rows = [_row(one, application.call.time_zone) for one in found]
    if not rows:
        return None
    return "grants/officer/parts/case_assessment.html", {"rows": rows, "currency": application.call.currency}


def _row(assignment: Any, zone: str) -> dict[str, Any]:
    assessment: Assessment | None = getattr(assignment, "assessment", None)
    handed_in = assessment if assessment is not None and assessment.handed_in_at is not None else None
    if handed_in is not None:
        handed_in.assignment = assignment
    return {
        "one": assignment,
        "assessment": handed_in,
        "status": (assessment.get_status_display(), TONES[AssessmentStatus(assessment.status)])
        if assessment is not None
        else None,
        "said": reading.said_in(handed_in) if handed_in is not None else [],
        "declarations": [
            {
                "said": one,
                "at": say_moment(one.at, zone),
                "traces": [reading.trace_in_words(trace) for trace in one.traces],
            }
            for one in assignment.declarations.all()
        ],
    }


SECTION = Section("assessment", _("Assessment"), section)
