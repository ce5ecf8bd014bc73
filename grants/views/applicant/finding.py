"""How the applicant's pages find an application: the own and shared ones only, so that another's is a 404."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from grants.domain.batches import with_batches
from grants.domain.kept_forms import with_stamp
from grants.models import Application


def own_applications(user: Any) -> Any:
    """Return the user's applications, with what their pages say beside them.

    What one hands in is visible to one: ``visible_to`` would keep the same, and ask for the user's authorities first.
    """
    return with_batches(with_stamp(Application.objects.own(user))).select_related(
        "call__authority__organisation",
        "authority__organisation",
        "applicant",
        "organisation",
        "submitted_by",
    )


def written_applications(user: Any) -> Any:
    """Return the user's applications with what saving a field asks for: their call is at hand, under its stamp."""
    return with_stamp(Application.objects.own(user)).defer("content", "search_text", "applicant_sort")


def own_application(user: Any, reference: str, **said: Any) -> Application:
    """Return the application that the user hands in or takes part in. Raises Http404 for another's, or none.

    Parameters: ``said`` are expressions that its page asks for besides, by name, in the same query.
    """
    return get_object_or_404(own_applications(user).annotate(**said), reference=reference.upper())


def applied_for(user: Any, reference: str) -> Application:
    """Return the application that the user hands in. Raises Http404 also for one in which the user only takes part."""
    application = own_application(user, reference)
    if application.applicant_id != user.pk:
        raise Http404
    return application
