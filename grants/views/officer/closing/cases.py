"""Closing a case, ordering its package for the archive, and stopping its destruction."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.domain.closing import cases, packages
from grants.domain.closing.obstacles import obstacles
from grants.domain.retention import holds
from grants.forms.closing import HoldForm, LiftForm
from grants.models import Application, ArchivePackage, LegalHold
from grants.permissions import can_close, can_hold, is_closed
from grants.views.officer.casework.finding import WORK_RULE, address_of
from grants.views.officer.finding import RULE, find_case, trail_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.domain import jobs
from portal.core.editing import edit_page
from portal.core.models import Document

HOLD_RULE = "officers and administrators of the authority whose case it is"


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
        "file": Document.objects.visible_to(request.user).of(package).first(),
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


@office(*EDITING_ROLES, rule=HOLD_RULE)
def application_hold_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop the destruction of a case."""
    application = find_case(request, reference)
    if not can_hold(request.user, application):
        raise PermissionDenied
    return edit_page(
        request,
        form_class=HoldForm,
        save=lambda form: holds.place(application, **form.cleaned_data, by=request.user),
        title=_("Stop the destruction of this case"),
        submit=_("Place the hold"),
        saved=_("The hold is placed: nothing of this case is destroyed."),
        done=lambda hold: address_of(application, "closing"),
        cancel_url=address_of(application, "closing"),
        trail=trail_of(application),
    )


@office(*EDITING_ROLES, rule=HOLD_RULE)
def legal_hold_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a case be destroyed again when its time has passed."""
    found = LegalHold.objects.visible_to(request.user).select_related("application__authority")
    hold = get_object_or_404(found, pk=pk)
    if not can_hold(request.user, hold.application):
        raise PermissionDenied
    return edit_page(
        request,
        form_class=LiftForm,
        save=lambda form: holds.lift(hold, reason=form.cleaned_data["reason"], by=request.user),
        title=_("Lift the hold"),
        submit=_("Lift the hold"),
        saved=_("The hold is lifted."),
        done=lambda saved: address_of(hold.application, "closing"),
        cancel_url=address_of(hold.application, "closing"),
        trail=trail_of(hold.application),
    )
