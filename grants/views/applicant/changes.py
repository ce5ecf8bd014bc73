"""What a grantee asks to change, or tells of."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grants.domain.reporting import changes, terms
from grants.enums import ChangeKind, ChangeStatus
from grants.forms.report_answers import ChangeAskForm
from grants.models import Award, ChangeRequest
from grants.permissions import can_report
from grants.report_tones import CHANGE_TONES
from grants.views.applicant.finding import own_application
from grants.views.reporting import change_rows
from portal.core.access import applicant
from portal.core.editing import add_errors
from portal.core.errors import DomainError
from portal.core.moments import say_moment

RULE = "the grantee and who writes with them, about an own grant"
DEFAULT_SHARE = 10


def _own_award(request: HttpRequest, reference: str) -> Award:
    """Return the award of an own application that the user reports of. Raises Http404 where there is none."""
    application = own_application(request.user, reference)
    if not can_report(request.user, application):
        raise Http404
    found = (
        Award.objects.visible_to(request.user)
        .filter(decision__application=application)
        .select_related("decision")
    )
    award = get_object_or_404(found)
    award.decision.application = application
    return award


@require_http_methods(["GET", "HEAD", "POST"])
@applicant(RULE)
def change_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose what changes, then say it."""
    award = _own_award(request, reference)
    application = award.decision.application
    kind = request.GET.get("kind", "")
    if kind not in ChangeKind.values:
        context = {"application": application, "kinds": _kinds()}
        return render(request, "grants/applicant/change_choose.html", context)
    agreed = terms.current(award)
    form = ChangeAskForm(request.POST or None, kind=kind, lines=agreed.lines, currency=award.currency)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            change = changes.ask(
                award,
                kind=kind,
                text=said["text"],
                starts=said.get("starts"),
                ends=said.get("ends"),
                amounts=form.amounts(),
                by=request.user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("It is with the case."))
            return redirect(change)
    context = {
        "application": application,
        "form": form,
        "kind": ChangeKind(kind).label,
        "is_budget": kind == ChangeKind.BUDGET,
        "share": _share(award),
        "period": " – ".join(str(day) for day in (agreed.starts, agreed.ends) if day is not None),
    }
    return render(request, "grants/applicant/change_add.html", context, status=422 if form.errors else 200)


def _share(award: Award) -> int:
    """Return the per cent by which lines of the budget may differ without asking."""
    return award.reports.values_list("explain_above", flat=True).order_by("number").last() or DEFAULT_SHARE


def _kinds() -> list[tuple[str, str, str]]:
    helps = {
        ChangeKind.PERIOD: _("The project begins or ends on another day."),
        ChangeKind.BUDGET: _("Money moves between the lines of the budget."),
        ChangeKind.PARTNERS: _("Somebody leaves, or somebody else takes part."),
        ChangeKind.CONTENT: _("You do something else than you applied for."),
        ChangeKind.NOTICE: _("You tell of something that the authority has to know, and ask for nothing."),
    }
    return [(kind.value, str(kind.label), helps[kind]) for kind in ChangeKind]


def _own_change(request: HttpRequest, reference: str, number: int) -> ChangeRequest:
    application = own_application(request.user, reference)
    found = ChangeRequest.objects.visible_to(request.user).select_related(
        "award__decision__application__call"
    )
    change = get_object_or_404(found, application=application, number=number)
    change.application = application
    return change


@require_http_methods(["GET", "HEAD"])
@applicant(RULE)
def change_detail(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show a change that was asked for, and what was decided."""
    change = _own_change(request, reference, number)
    application = change.application
    waits = change.status == ChangeStatus.SUBMITTED
    context = {
        "change": change,
        "application": application,
        "status": (change.get_status_display(), CHANGE_TONES[ChangeStatus(change.status)]),
        "submitted": say_moment(change.submitted_at, application.call.time_zone),
        "rows": change_rows(change, terms.current(change.award)),
        "can_withdraw": waits and can_report(request.user, application),
    }
    return render(request, "grants/applicant/change_detail.html", context)


@require_POST
@applicant(RULE)
def change_withdraw(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Take a change back while it waits for a decision."""
    change = _own_change(request, reference, number)
    try:
        changes.withdraw(change, by=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It is withdrawn."))
    return redirect(change)
