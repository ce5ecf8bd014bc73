"""Closing a case, and ordering its package for the archive."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.domain.closing import cases, packages
from grants.domain.closing.obstacles import obstacles
from grants.models import Application, ArchivePackage
from grants.permissions import can_close, is_closed
from grants.views.officer.casework.finding import WORK_RULE, address_of
from grants.views.officer.finding import RULE, find_case, trail_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.domain import jobs
from portal.core.models import Document


def _closable(request: HttpRequest, reference: str) -> Application:
    """Return a case that the person may close; others get 404 or, for a case they only read, 403."""
    application = find_case(request, reference)
    if not can_close(request.user, application):
        raise PermissionDenied
    return application


@require_http_methods(["GET", "HEAD", "POST"])
@office(*EDITING_ROLES, rule=WORK_RULE)
def application_close(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what still stands in the way of closing a case; where nothing does, close it."""
    application = _closable(request, reference)
    if request.method == "POST":
        try:
            cases.close(application, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("grants:officer:application_close", reference)
        messages.success(request, _("The case is closed. Its package for the archive is being made."))
        return redirect(address_of(application, "closing"))
    if is_closed(application):
        return redirect(address_of(application, "closing"))
    context = {
        "application": application,
        "obstacles": obstacles(application),
        "page": address_of(application),
        "trail": trail_of(application),
    }
    return render(request, "grants/officer/application_close.html", context)


@require_POST
@office(*EDITING_ROLES, rule=WORK_RULE)
def application_package_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Order the next version of the package of a closed case."""
    application = _closable(request, reference)
    try:
        package = packages.order(application, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(address_of(application, "closing"))
    return redirect(package)


@require_safe
@office(*READING_ROLES, rule=RULE)
def archive_package_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a package is, and the file when it is made; htmx gets the progress alone."""
    package = get_object_or_404(ArchivePackage.objects.visible_to(request.user).for_page(), pk=pk)
    context = {
        "package": package,
        "application": package.application,
        "file": Document.objects.visible_of(request.user, package).first(),
        "closes": can_close(request.user, package.application),
        "trail": trail_of(package.application),
    }
    template = "grants/officer/archive_package_detail.html"
    return render(request, f"{template}#made" if request.htmx else template, context)  # type: ignore[attr-defined]


@require_POST
@office(*EDITING_ROLES, rule=WORK_RULE)
def archive_package_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a package that failed again."""
    package = get_object_or_404(ArchivePackage.objects.visible_to(request.user).for_page(), pk=pk)
    if not can_close(request.user, package.application):
        raise PermissionDenied
    if package.job is not None:
        jobs.retry(package.job)
    return redirect(package)
