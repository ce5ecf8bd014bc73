"""How the applicant's pages find an application: the own and shared ones only, so that another's is a 404."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from grants.models import Application


def own_application(user: Any, reference: str) -> Application:
    """Return the application that the user hands in or takes part in. Raises Http404 for another's, or none."""
    return get_object_or_404(
        Application.objects.visible_to(user)
        .own(user)
        .select_related(
            "call__authority__organisation",
            "authority__organisation",
            "applicant",
            "organisation",
            "submitted_by",
        ),
        reference=reference.upper(),
    )


def applied_for(user: Any, reference: str) -> Application:
    """Return the application that the user hands in. Raises Http404 also for one in which the user only takes part."""
    application = own_application(user, reference)
    if application.applicant_id != user.pk:
        raise Http404
    return application
