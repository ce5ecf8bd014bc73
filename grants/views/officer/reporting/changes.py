"""Changes that grantees ask for, seen from the office: the list, and one with the decision on it."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grants.domain.appeals import appeal_notice
from grants.domain.reporting import changes, terms
from grants.enums import ChangeKind, ChangeStatus
from grants.forms.report_answers import ChangeDecisionForm
from grants.models import ChangeRequest
from grants.permissions import can_decide_change, has_interest
from grants.report_filters import ChangeFilter
from grants.report_tables import CHANGES
from grants.report_tones import CHANGE_TONES
from grants.views.officer.deciding.pages import refuse
from grants.views.officer.finding import RULE, find_case, trail_of
from grants.views.reporting import change_rows
from portal.accounts.enums import READING_ROLES
from portal.core.access import office
from portal.core.moments import say_moment
from portal.core.tables import render_table


@office(*READING_ROLES, rule=RULE)
def change_list(request: HttpRequest) -> HttpResponse:
    """Show what grantees ask to change or tell of, the latest first."""
    found = ChangeRequest.objects.submitted_to(request.user).for_list()
    return render_table(
        request,
        filterset=ChangeFilter(request.GET, found, request=request),
        columns=CHANGES,
        template="grants/officer/change_list.html",
        title=_("Changes of grants"),
        empty=_("When a grantee asks for a change or tells of one, it is listed here."),
        default_sort="-submitted",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@office(*READING_ROLES, rule=RULE)
def change_detail(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show a change beside what is agreed; decide on it."""
    application = find_case(request, reference)
    found = ChangeRequest.objects.visible_to(request.user).select_related(
        "award__decision__application__call", "submitted_by", "decided_by"
    )
    change = get_object_or_404(found, application=application, number=number)
    change.application = application
    decides = can_decide_change(request.user, application) and not has_interest(request.user, application)
    form, currency = None, change.award.currency
    if request.method == "POST":
        if not decides:
            raise PermissionDenied
        form = ChangeDecisionForm(request.POST, change=change, currency=currency)
        if form.is_valid() and _decided(request, change, form):
            return redirect("grants:officer:change_detail", application.reference, change.number)
    elif decides and change.status == ChangeStatus.SUBMITTED:
        notice = appeal_notice(application)
        initial = {"version": change.version, "appeal_notice": notice}
        form = ChangeDecisionForm(change=change, currency=currency, initial=initial)
    agreed = terms.current(change.award)
    context = {
        "change": change,
        "application": application,
        "status": (change.get_status_display(), CHANGE_TONES[ChangeStatus(change.status)]),
        "submitted": say_moment(change.submitted_at, application.call.time_zone),
        "rows": change_rows(change, agreed),
        "form": form,
        "trail": trail_of(application),
        "case_url": reverse("grants:officer:application_detail", args=[application.reference]),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "grants/officer/change_detail.html", context, status=status)


def _decided(request: HttpRequest, change: ChangeRequest, form: ChangeDecisionForm) -> bool:
    said: dict[str, Any] = form.cleaned_data
    amounts: dict[str, Decimal] = form.amounts() if change.kind == ChangeKind.BUDGET else {}
    try:
        changes.decide(
            change,
            outcome=said["outcome"],
            reasons=said["reasons"],
            appeal_notice=said["appeal_notice"],
            starts=said.get("starts"),
            ends=said.get("ends"),
            amounts=amounts,
            version=said["version"],
            by=request.user,
        )
    except ValidationError as error:
        refuse(form, error)
        return False
    messages.success(request, _("The decision is recorded, and the grantee has been told."))
    return True
