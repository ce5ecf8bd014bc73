"""Finding a case for the authority's people, and the way to it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain import submissions
from grants.models import Application

RULE = "those who read for the authority: its officers, decision makers, administrators and auditors"


def find_case(request: HttpRequest, reference: str) -> Application:
    """Return a case that the user reads for an authority, or answer that there is none."""
    cases = Application.objects.submitted_to(request.user).select_related(
        "call__programme",
        "authority__organisation",
        "applicant",
        "organisation",
        "nomination__organisation",
        "officer",
        "deputy",
        "closing",
    )
    return submissions.as_handed_in(get_object_or_404(cases, reference=reference))


def trail_of(application: Application | None = None) -> list[tuple[object, str]]:
    """Return the breadcrumbs down to the list of cases, or to one case."""
    trail: list[tuple[object, str]] = [
        (_("Desk"), "/office/"),
        (_("Applications"), reverse("grants:officer:application_list")),
    ]
    if application is not None:
        trail.append(
            (str(application), reverse("grants:officer:application_detail", args=[application.reference]))
        )
    return trail
