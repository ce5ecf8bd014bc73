"""Appeals seen from the office: recorded from paper, dismissed, upheld, sent on, answered, or followed by a change."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.appeals import appeal_notice
from grants.domain.deciding import appeals
from grants.forms.deciding import AppealForwardForm, AppealStepForm, OutcomeForm, PaperAppealForm
from grants.models import Appeal, Application
from grants.permissions import can_decide, can_write_to_applicant
from grants.views.officer.deciding.pages import act_page
from grants.views.officer.finding import find_case
from portal.accounts.enums import EDITING_ROLES, Role
from portal.core.access import office


@office(*EDITING_ROLES, rule="officers and administrators of the authority whose case it is")
def application_appeal_record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an appeal that came on paper."""
    application = find_case(request, reference)
    if not can_write_to_applicant(request.user, application):
        raise PermissionDenied
    form = PaperAppealForm(
        request.POST or None, request.FILES or None, initial={"arrived_on": timezone.localdate()}
    )
    return act_page(
        request,
        application,
        form,
        lambda said: appeals.record(application, by=request.user, **said),
        title=_("Record an appeal"),
        submit=_("Record the appeal"),
        done=_("The appeal is with the case."),
    )


@office(Role.DECISION_MAKER, rule="decision makers of the authority whose case it is")
def application_appeal_decide(request: HttpRequest, reference: str, pk: int, step: str) -> HttpResponse:
    """Dismiss an appeal, let the decision stand, or change it."""
    application = find_case(request, reference)
    if not can_decide(request.user, application):
        raise PermissionDenied
    return _page(request, application, pk, step, {"dismiss", "uphold", "change"})


@office(*EDITING_ROLES, rule="officers and administrators of the authority whose case it is")
def application_appeal_send(request: HttpRequest, reference: str, pk: int, step: str) -> HttpResponse:
    """Send an appeal on, or record what the higher body has answered."""
    application = find_case(request, reference)
    if not can_write_to_applicant(request.user, application):
        raise PermissionDenied
    return _page(request, application, pk, step, {"forward", "answer"})


def _page(
    request: HttpRequest, application: Application, pk: int, step: str, steps: set[str]
) -> HttpResponse:
    """Answer the page of one of these steps; there is no other."""
    found = Appeal.objects.visible_to(request.user).filter(application=application)
    appeal = get_object_or_404(found.select_related("application"), pk=pk)
    if step not in steps:
        raise Http404
    form, act = _step(request, application, appeal, step)
    title, submit, done = _words()[step]
    return act_page(request, application, form, act, title=title, lead=appeal.text, submit=submit, done=done)


def _words() -> dict[str, tuple[str, str, str]]:
    """Return for each step its title, its button and what is said when it is done."""
    return {
        "dismiss": (
            _("Dismiss the appeal"),
            _("Dismiss as too late"),
            _("The appeal is dismissed, and the applicant is told."),
        ),
        "uphold": (
            _("Let the decision stand"),
            _("Let it stand"),
            _("The decision stands, and the applicant is told."),
        ),
        "change": (
            _("Change the decision"),
            _("Change the decision"),
            _("The decision is changed. The applicant gets a letter."),
        ),
        "forward": (
            _("Send the appeal on"),
            _("Send on"),
            _("The appeal is sent on, and the applicant is told."),
        ),
        "answer": (
            _("Record the answer of the higher body"),
            _("Record the answer"),
            _("The answer is with the case, and the applicant is told."),
        ),
    }


def _step(request: HttpRequest, application: Application, appeal: Appeal, step: str) -> tuple[Any, Any]:
    """Return the form of a step, and what is done with it."""
    by, data = request.user, request.POST or None
    if step == "change":
        notice = appeal_notice(application)
        changed = OutcomeForm(
            data,
            application=application,
            initial={"version": application.version, "appeal_notice": notice},
        )
        return changed, lambda said: appeals.change(appeal, changed.said(), by=by, version=said["version"])
    if step == "forward":
        body = appeals.terms_of(application.authority).body
        return AppealForwardForm(data, initial={"body": body}), lambda said: appeals.forward(
            appeal, body=said["body"], note=said["reasons"], by=by
        )
    act = {"dismiss": appeals.dismiss, "uphold": appeals.uphold, "answer": appeals.answer}[step]
    return AppealStepForm(data), lambda said: act(appeal, reasons=said["reasons"], by=by)
