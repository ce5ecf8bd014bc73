"""How the applicant's pages find an application: the own and shared ones only, so that another's is a 404."""

from typing import Any, cast

from django.http import Http404
from django.shortcuts import get_object_or_404

from grants.domain.batches import with_batches
from grants.domain.kept_forms import with_stamp
from grants.enums import DECIDED_STATUSES, ApplicationStatus
from grants.models import Application


def own_applications(user: Any) -> Any:
    """Return the user's applications, with what their pages say beside them.

    What one hands in is visible to one: ``visible_to`` would keep the same, and ask for the user's authorities first.
    """
    return with_stamp(_told(user)).select_related(
        "call__authority__organisation",
        "authority__organisation",
        "applicant",
        "organisation",
        "submitted_by",
        "closing",
    )


def named(user: Any, reference: str) -> Application:
    """Return an own application to act on, without what its pages say beside it. Raises Http404 for another's, or none."""
    return get_object_or_404(Application.objects.own(user), reference=reference.upper())


def handed_in(user: Any, reference: str) -> Application:
    """Return an own application with what its receipt says. Raises Http404 for another's, or none."""
    found = _told(user).select_related("call", "authority__organisation", "submitted_by")
    return as_told(get_object_or_404(found, reference=reference.upper()))


def _told(user: Any) -> Any:
    """Return the user's applications, each with its batch and with whether its decision may be told."""
    return with_batches(Application.objects.own(user).with_deciding())


def own_application(user: Any, reference: str, **said: Any) -> Application:
    """Return the application that the user hands in or takes part in. Raises Http404 for another's, or none.

    Parameters: ``said`` are expressions that its page asks for besides, by name, in the same query.
    """
    return as_told(get_object_or_404(own_applications(user).annotate(**said), reference=reference.upper()))


def as_told(application: Any) -> Application:
    """Return an application with the status that its applicant may know: the one before a decision not published yet."""
    if application.is_untold:
        decided = application.moves.filter(to_status__in=DECIDED_STATUSES).order_by("pk").last()
        application.status = decided.from_status if decided else ApplicationStatus.SUBMITTED
    return cast("Application", application)


def applied_for(user: Any, reference: str) -> Application:
    """Return the application that the user hands in. Raises Http404 also for one in which the user only takes part."""
    application = own_application(user, reference)
    if application.applicant_id != user.pk:
        raise Http404
    return application
