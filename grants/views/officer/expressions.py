"""Expressions of interest: an officer accepts or declines one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import expressions
from grants.forms.cases import YES, ExpressionForm
from grants.permissions import can_screen
from grants.views.officer.deciding.pages import refuse
from grants.views.officer.finding import find_case, trail_of
from portal.accounts.enums import Role
from portal.core.access import office

WRONG = 422


@office(Role.OFFICER, rule="officers of the authority that the expression of interest was handed in to")
def application_expression(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept an expression of interest, or decline it, with a reason."""
    application = find_case(request, reference)
    if not can_screen(request.user, application.authority_id):
        raise PermissionDenied
    page = reverse("grants:officer:application_detail", args=[application.reference])
    form = ExpressionForm(request.POST or None, initial={"version": application.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            expressions.answer(
                application,
                accepted=said["accepted"] == YES,
                reason=said["reason"],
                version=said["version"],
                by=request.user,
                now=timezone.now(),
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The answer is recorded, and the applicant is told."))
            return HttpResponseRedirect(page)
    elif request.method != "POST" and not expressions.is_waiting(application):
        messages.warning(request, _("This expression of interest waits for no answer any more."))
        return HttpResponseRedirect(page)
    context = {
        "application": application,
        "form": form,
        "cancel_url": page,
        "trail": trail_of(application),
    }
    status = WRONG if form.errors else 200
    return render(request, "grants/officer/application_expression.html", context, status=status)
