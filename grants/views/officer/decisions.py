"""Screening a case, and deciding it."""

from datetime import datetime
from decimal import Decimal
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain import decision_rules, decisions, screening
from grants.domain.appeals import appeal_notice
from grants.domain.casework import parties
from grants.domain.deciding import halves, spending
from grants.domain.deciding.bounds import require_lower_reasons
from grants.domain.meetings import basis
from grants.domain.screeners import screens_for
from grants.enums import DecisionOutcome
from grants.forms.cases import YES, ScreeningForm
from grants.forms.deciding import DecisionForm
from grants.models import Application, Decision
from grants.permissions import can_decide
from grants.views.officer.deciding.pages import refuse
from grants.views.officer.finding import find_case, trail_of
from grants.views.officer.reporting.overdue import overdue_elsewhere
from grants.views.officer.screenings import funders_screening
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.errors import NotAllowed
from portal.core.moments import say_moment

WRONG = 422


def _page(application: Application) -> str:
    return reverse("grants:officer:application_detail", args=[application.reference])


@office(
    Role.OFFICER,
    rule="officers of the authority that the application was handed in to, and of each funder of a joint call",
)
def application_screen(request: HttpRequest, reference: str) -> HttpResponse:
    """Check a case against the formal conditions."""
    application = find_case(request, reference)
    authorities = screens_for(request.user, application)
    if not authorities:
        raise PermissionDenied
    if request.method != "POST":
        form = ScreeningForm(
            application=application,
            authorities=authorities,
            initial={"version": application.version, "note": _own_note(application, authorities)},
        )
        return _screening_page(request, application, form)
    form = ScreeningForm(request.POST, application=application, authorities=authorities)
    if form.is_valid():
        try:
            screening.screen(
                application,
                checks=form.checks(),
                answers=form.answers(),
                eligible=form.cleaned_data["eligible"] == YES,
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                version=form.cleaned_data["version"],
                by=request.user,
                authority=form.authority(),
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The screening is recorded."))
            return HttpResponseRedirect(_page(application))
    return _screening_page(request, application, form, status=WRONG)


def _own_note(application: Application, authorities: list[Authority]) -> str:
    """Return the note of the one authority that the officer screens for; of several it is yet to be said for which."""
    return screening.note_of(application, authorities[0]) if len(authorities) == 1 else ""


def _screening_page(
    request: HttpRequest, application: Application, form: ScreeningForm, status: int = 200
) -> HttpResponse:
    context = {
        "application": application,
        "form": form,
        "funders": funders_screening(application),
        "eligibility": application.call.eligibility,
        "rules": form.rules,
        "proposal": form.proposal,
        "late": form.late,
        "overdue": overdue_elsewhere(request.user, application),
        "cancel_url": _page(application),
        "trail": trail_of(application),
    }
    return render(request, "grants/officer/application_screen.html", context, status=status)


@office(Role.DECISION_MAKER, rule="decision makers of the authority that the application was handed in to")
def application_decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide a case: the form, then the question whether this is right, then the decision."""
    application = find_case(request, reference)
    if not can_decide(request.user, application):
        raise PermissionDenied
    if halves.is_joint(application.call):
        messages.info(request, _("Several funders pay for this call: each decides its own half."))
        return HttpResponseRedirect(_page(application) + "#deciding")
    left = spending.left_to_grant(application.call)
    bounds = (
        _("The call has %(sum)s left.") % {"sum": format_amount(left, application.call.currency)}
        if left is not None
        else ""
    )
    if request.method != "POST":
        initial = {
            "version": application.version,
            "appeal_notice": appeal_notice(application),
            "amount": application.requested,
        }
        form = DecisionForm(application=application, bounds=bounds, initial=initial)
        return _decision_page(request, application, form)
    form = DecisionForm(request.POST, application=application, bounds=bounds)
    if not form.is_valid() or "change" in request.POST:
        return _decision_page(request, application, form, status=200 if form.is_valid() else WRONG)
    try:
        return _decided(request, application, form)
    except decisions.AlreadyDecided as error:
        messages.warning(request, " ".join(error.messages))
        return HttpResponseRedirect(_page(application) + "#decision")
    except ValidationError as error:
        refuse(form, error)
    return _decision_page(request, application, form, status=WRONG)


def _decided(request: HttpRequest, application: Application, form: DecisionForm) -> HttpResponse:
    said, conditions = form.said(), form.conditions()
    approved, amount = form.approves, said.amount
    if "confirmed" not in request.POST:
        if not Decision.objects.standing().filter(application=application).exists():
            decisions.require_decidable(application, application.call, outcome=said.outcome, amount=amount)
            decision_rules.require_met(application, amount)
            require_lower_reasons(application, said)
        rests_on = basis.asked(request.user, application, amount)
        if not rests_on.allowed:
            raise NotAllowed(rests_on.sentence)
        context = {
            "application": application,
            "form": form,
            "said": said,
            "conditions": conditions,
            "published": _moment(form.cleaned_data["published_from"], application),
            "approved": approved,
            "granted": format_amount(amount, application.call.currency) if amount is not None else "",
            "rules": decision_rules.said_of(application, amount),
            "rests_on": rests_on,
            "party_problem": parties.problem(application) if approved else "",
            "trail": trail_of(application),
        }
        return render(request, "grants/officer/application_decide_confirm.html", context)
    decisions.decide(
        application,
        outcome=said.outcome,
        amount=amount,
        reasons=said.reasons,
        appeal_notice=said.appeal_notice,
        lower_reasons=said.lower_reasons,
        condition_text=said.condition_text,
        conditions=conditions,
        published_from=form.cleaned_data["published_from"],
        version=form.cleaned_data["version"],
        by=request.user,
    )
    messages.success(
        request, _("The decision is recorded. The applicant gets a message and reads it in the portal.")
    )
    return HttpResponseRedirect(_page(application) + "#decision")


def _moment(moment: datetime | None, application: Application) -> str:
    return say_moment(moment, application.authority.time_zone) if moment else ""


def _amount_in(form: DecisionForm) -> Decimal | None:
    """Return the sum that stands in the form: as it was read, or as it was proposed."""
    if not form.is_bound:
        return cast("Decimal | None", form.initial.get("amount"))
    rejects = form.data.get("outcome") == DecisionOutcome.REJECTED
    return None if rejects else getattr(form, "cleaned_data", {}).get("amount")


def _decision_page(
    request: HttpRequest, application: Application, form: DecisionForm, status: int = 200
) -> HttpResponse:
    context = {
        "application": application,
        "form": form,
        "screening": application.screenings.first(),
        "party_problem": parties.problem(application),
        "rules": decision_rules.said_of(application, _amount_in(form)),
        "rests_on": basis.asked(request.user, application, _amount_in(form)),
        "cancel_url": _page(application),
        "trail": trail_of(application),
    }
    return render(request, "grants/officer/application_decide.html", context, status=status)
