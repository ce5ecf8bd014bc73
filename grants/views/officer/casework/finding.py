"""Cases that the person works on, and the way back to them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from grants.models import Application
from grants.permissions import can_work_on
from grants.views.officer.finding import find_case

WORK_RULE = "officers and administrators of the authority whose case it is, without an interest in it"


def workable(request: HttpRequest, reference: str) -> Application:
    """Return a case that the person works on; others get 404 or, for a case they only read, 403."""
    application = find_case(request, reference)
    if not can_work_on(request.user, application):
        raise PermissionDenied
    return application


def address_of(application: Application, anchor: str = "") -> str:
    """Return where a case is shown, at one of its sections."""
    page = reverse("grants:officer:application_detail", args=[application.reference])
    return f"{page}#{anchor}" if anchor else page
