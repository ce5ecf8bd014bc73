"""After a decision, or before one: refer back, correct, revoke, and the conditions that are fulfilled."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from grants.domain.appeals import appeal_notice
from grants.domain.deciding import changes, conditions
from grants.domain.meetings import basis
from grants.domain.meetings.delegation import Allowed
from grants.forms.deciding import CorrectionForm, NoteForm, ReferralForm, RevocationForm
from grants.models import Application, Decision, DecisionCondition
from grants.permissions import can_decide, can_write_to_applicant
from grants.views.officer.deciding.pages import act_page
from grants.views.officer.deciding.section import may_refer
from grants.views.officer.finding import find_case
from portal.accounts.enums import EDITING_ROLES, Role
from portal.core.access import office

DECIDERS = "decision makers of the authority, or of a funder, whose case it is"


@office(Role.DECISION_MAKER, rule=DECIDERS)
def application_refer(request: HttpRequest, reference: str) -> HttpResponse:
    """Refer a case back to be screened again."""
    application = find_case(request, reference)
    if not may_refer(request.user, application):
        raise PermissionDenied
    form = ReferralForm(request.POST or None, initial={"version": application.version})
    return act_page(
        request,
        application,
        form,
        lambda said: changes.refer_back(application, by=request.user, **said),
        title=_("Refer the case back"),
        lead=_("Nothing that was decided stands; the case waits to be screened again."),
        submit=_("Refer back"),
        done=_("The case is referred back."),
    )


def _decidable(request: HttpRequest, reference: str) -> Application:
    application = find_case(request, reference)
    if not can_decide(request.user, application):
        raise PermissionDenied
    return application


@office(Role.DECISION_MAKER, rule=DECIDERS)
def application_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct a clerical error of the decision in force."""
    application = _decidable(request, reference)
    form = CorrectionForm(request.POST or None, initial={"version": application.version})
    return act_page(
        request,
        application,
        form,
        lambda said: changes.correct(application, by=request.user, **said),
        title=_("Correct the decision"),
        lead=_("A slip of the pen, or a wrong sum, is corrected by a decision of its own with a letter."),
        submit=_("Correct the decision"),
        done=_("The correction is recorded. The applicant gets a letter."),
    )


@office(Role.DECISION_MAKER, rule=DECIDERS)
def application_revoke(request: HttpRequest, reference: str) -> HttpResponse:
    """Revoke the decision in force before it is paid."""
    application = _decidable(request, reference)
    notice = appeal_notice(application)
    form = RevocationForm(
        request.POST or None, initial={"version": application.version, "appeal_notice": notice}
    )
    return act_page(
        request,
        application,
        form,
        lambda said: changes.revoke(application, by=request.user, **said),
        title=_("Revoke the decision"),
        lead=_("The money is back in the budget, and the case waits to be decided again."),
        rests_on=_right_to_revoke(request, application),
        submit=_("Revoke the decision"),
        done=_("The decision is revoked. The applicant gets a letter."),
    )


def _right_to_revoke(request: HttpRequest, application: Application) -> Allowed | None:
    decision = Decision.objects.standing().filter(application=application).first()
    if decision is None:
        return None
    amount = changes.said_by(decision).amount
    return basis.asked_to_undo(request.user, application, outcome=decision.outcome, amount=amount)


@office(*EDITING_ROLES, rule="officers and administrators of the authority whose case it is")
def application_condition_fulfil(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record that a condition is fulfilled."""
    application = find_case(request, reference)
    if not can_write_to_applicant(request.user, application):
        raise PermissionDenied
    found = DecisionCondition.objects.visible_to(request.user).filter(act__application=application)
    condition = get_object_or_404(found.select_related("act__application"), pk=pk)
    return act_page(
        request,
        application,
        NoteForm(request.POST or None),
        lambda said: conditions.fulfil(condition, by=request.user, **said),
        title=_("Condition fulfilled"),
        lead=condition.text,
        submit=_("Record that it is fulfilled"),
        done=_("The condition is fulfilled."),
    )
