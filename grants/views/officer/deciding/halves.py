"""Joint calls: a funder's decision makers decide its half, or withdraw it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from grants.domain.appeals import appeal_notice
from grants.domain.deciding import halves
from grants.domain.deciding.spending import left_to_grant
from grants.domain.meetings import basis
from grants.forms.deciding import OutcomeForm, WithdrawalForm
from grants.models import Application, CallFunder, FunderDecision
from grants.views.officer.deciding.pages import act_page
from grants.views.officer.finding import find_case
from portal.accounts.enums import Role
from portal.core.access import office
from portal.core.amounts import format_amount

RULE = "decision makers of the funder whose half it is"


@office(Role.DECISION_MAKER, rule=RULE)
def application_half(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Decide the half of one funder."""
    application = find_case(request, reference)
    funder = _funder(request, application, pk)
    authority = funder.organisation.authority
    initial = {
        "version": application.version,
        "appeal_notice": appeal_notice(application, authority),
        "amount": _proposed(application, funder),
    }
    form = OutcomeForm(
        request.POST or None, application=application, bounds=_bounds(application), initial=initial
    )
    return act_page(
        request,
        application,
        form,
        lambda said: halves.decide_half(
            application, funder, form.said(), by=request.user, version=said["version"]
        ),
        title=_("Decide the half of %(funder)s") % {"funder": funder},
        lead=_(
            "The amount is what this funder gives. The result stands when all funders have approved; a rejection by "
            "one rejects the whole."
        ),
        submit=_("Decide this half"),
        done=_("This half is decided."),
    )


@office(Role.DECISION_MAKER, rule=RULE)
def application_half_withdraw(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Withdraw the half of one funder."""
    application = find_case(request, reference)
    found = FunderDecision.objects.visible_to(request.user).filter(application=application)
    half = get_object_or_404(found.select_related("application", "funder__organisation__authority"), pk=pk)
    _funder(request, application, half.funder_id)
    notice = appeal_notice(application, half.funder.organisation.authority)
    return act_page(
        request,
        application,
        WithdrawalForm(request.POST or None, initial={"appeal_notice": notice}),
        lambda said: halves.withdraw(half, by=request.user, **said),
        title=_("Withdraw the half of %(funder)s") % {"funder": half.funder},
        lead=_("A joint decision that stands is set back; the other funders and the applicant are told."),
        rests_on=basis.asked_to_undo(
            request.user,
            application,
            outcome=half.outcome,
            amount=half.amount,
            authority=half.funder.organisation.authority,
        ),
        submit=_("Withdraw this half"),
        done=_("The half is withdrawn, and the others are told."),
    )


def _funder(request: HttpRequest, application: Application, pk: int) -> CallFunder:
    """Return a funder of the case's call for which the user decides; others get a 403."""
    for funder in halves.deciders(application.call):
        if funder.pk == pk and halves.can_decide_half(request.user, funder):
            return funder
    raise PermissionDenied


def _proposed(application: Application, funder: CallFunder) -> object:
    """Return the funder's share of what was applied for, where the call says its share."""
    if application.requested is None or funder.share is None:
        return None
    return (application.requested * funder.share / 100).quantize(application.requested)


def _bounds(application: Application) -> str:
    left = left_to_grant(application.call)
    if left is None:
        return ""
    return _("The call has %(sum)s left.") % {"sum": format_amount(left, application.call.currency)}
