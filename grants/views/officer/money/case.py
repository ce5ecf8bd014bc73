"""The money of a grant on the page of its case, and what officers and decision makers do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain.casework import parties
from grants.domain.money import aid, awards, payments, plan_changes, repayments
from grants.enums.money import AwardStatus, PaymentStatus
from grants.forms.money import DemandForm, ExtendForm, ReasonsForm, ReceiveForm, ReduceForm
from grants.models import Application, Award, Repayment
from grants.permissions import can_handle_money, can_settle, has_interest
from grants.views.officer.finding import find_case, trail_of
from grants.views.sections import Section, Shown
from portal.accounts.enums import EDITING_ROLES, Role
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.editing import edit_page

TONES = {
    AwardStatus.OFFERED: "wait",
    AwardStatus.ACCEPTED: "good",
    AwardStatus.RUNNING: "good",
    AwardStatus.SUSPENDED: "stop",
    AwardStatus.CLOSED: "ended",
    AwardStatus.DECLINED: "ended",
    AwardStatus.LAPSED: "ended",
    AwardStatus.ENDED: "stop",
    AwardStatus.REVOKED: "ended",
}
PAYMENT_TONES = {
    PaymentStatus.PLANNED: "draft",
    PaymentStatus.REQUESTED: "wait",
    PaymentStatus.PAYABLE: "wait",
    PaymentStatus.PREPARED: "wait",
    PaymentStatus.RELEASED: "info",
    PaymentStatus.SENT: "info",
    PaymentStatus.PAID: "good",
    PaymentStatus.RETURNED: "stop",
    PaymentStatus.CANCELLED: "ended",
}
LIVE = {AwardStatus.ACCEPTED, AwardStatus.RUNNING}


@dataclass(frozen=True)
class Act:
    """Something that is done with a grant: its words, its form, the domain's function, when, and by whom."""

    title: str | Promise
    form: type[forms.Form]
    do: Callable[..., Any]
    while_: frozenset[AwardStatus]
    settles: bool = False


ACTS: dict[str, Act] = {
    "extend": Act(
        gettext_lazy("Give more time to accept"), ExtendForm, awards.extend, frozenset({AwardStatus.OFFERED})
    ),
    "suspend": Act(gettext_lazy("Suspend the grant"), ReasonsForm, awards.suspend, frozenset(LIVE)),
    "resume": Act(
        gettext_lazy("Let the grant go on"), ReasonsForm, awards.resume, frozenset({AwardStatus.SUSPENDED})
    ),
    "reduce": Act(gettext_lazy("Lower the grant"), ReduceForm, awards.reduce, frozenset(LIVE)),
    "end": Act(
        gettext_lazy("End the grant early"),
        ReasonsForm,
        awards.end,
        frozenset({*LIVE, AwardStatus.SUSPENDED}),
        settles=True,
    ),
    "demand": Act(
        gettext_lazy("Claim money back"),
        DemandForm,
        repayments.demand,
        frozenset({*LIVE, AwardStatus.SUSPENDED, AwardStatus.ENDED}),
    ),
}


def _may(user: Any, application: Application, *, settles: bool) -> bool:
    allowed = can_settle(user, application) if settles else can_handle_money(user, application)
    return allowed and not has_interest(user, application)


def _award(application: Application, user: Any) -> Award | None:
    return Award.objects.visible_to(user).filter(decision__application=application).first()


def build(request: HttpRequest, application: Application) -> Shown:
    """Return the grant with its plan, its account, its repayments and what may be done now; nothing without a grant."""
    award = _award(application, request.user)
    if award is None:
        return None
    parts = award.payments.select_related("funder", "payee", "prepared_by", "released_by").order_by(
        "position", "pk"
    )
    accounts = award.bank_accounts.current().select_related("payee").defer("number").order_by("pk")
    mine = set(accounts.verified_by(request.user).values_list("pk", flat=True))
    interested = has_interest(request.user, application)
    changeable = set() if interested else {one.pk for one in plan_changes.changeable(award, request.user)}
    found = aid.aid_of(award)
    meter = aid.meter(application, found.ground, on=timezone.localdate()) if found else None
    here = {
        "award": award,
        "status": (award.get_status_display(), TONES[AwardStatus(award.status)]),
        "left": format_amount(award.left, award.currency),
        "payments": [
            {
                "rate": payments.rate_in_words(one, award) if one.rate is not None else "",
                "sets_rate": one.pk in changeable,
                "payment": one,
                "payee": one.payee.name if one.payee is not None else application.applicant_name,
                "amount": format_amount(one.amount, award.currency),
                "status": one.get_status_display(),
                "tone": PAYMENT_TONES[PaymentStatus(one.status)],
            }
            for one in parts
        ],
        "changes_plan": bool(changeable),
        "reference": application.reference,
        "party_problem": parties.problem(application),
        "by_several": len({one.funder_id for one in parts}) > 1,
        "accounts": [{"account": one, "verifies": one.pk in mine and not interested} for one in accounts],
        "handles": _may(request.user, application, settles=False),
        "repayments": [
            {"repayment": one, "owed": format_amount(repayments.owed(one), award.currency)}
            for one in award.repayments.all()
        ],
        "aid": found,
        "meter": meter,
        "actions": [
            (act.title, _act_address(application, name, act))
            for name, act in ACTS.items()
            if award.status in act.while_ and _may(request.user, application, settles=act.settles)
        ],
    }
    return "grants/officer/parts/money.html", here


SECTION = Section("money", gettext_lazy("The grant and its payments"), build)


def _act_address(application: Application, name: str, act: Act) -> str:
    page = "application_settle" if act.settles else "application_money"
    return reverse(f"grants:officer:{page}", args=[application.reference, name])


@office(*EDITING_ROLES, rule="who handles the money of the authority")
def application_money(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """Suspend a grant, let it go on, lower it, claim money back, or give more time to accept it."""
    return _act_page(request, reference, act, settles=False)


@office(Role.DECISION_MAKER, rule="decision makers of the authority")
def application_settle(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """End a grant early."""
    return _act_page(request, reference, act, settles=True)


def _act_page(request: HttpRequest, reference: str, act: str, *, settles: bool) -> HttpResponse:
    application = find_case(request, reference)
    if act not in ACTS or ACTS[act].settles != settles:
        raise Http404
    chosen = ACTS[act]
    if not _may(request.user, application, settles=chosen.settles):
        raise PermissionDenied
    award = get_object_or_404(Award.objects.visible_to(request.user), decision__application=application)
    page = reverse("grants:officer:application_detail", args=[reference])
    return edit_page(
        request,
        form_class=chosen.form,
        save=lambda form: chosen.do(award, by=request.user, **form.cleaned_data),
        title=chosen.title,
        trail=trail_of(application),
        done=lambda saved: f"{page}#money",
        cancel_url=f"{page}#money",
    )


@office(*EDITING_ROLES, rule="who handles the money of the authority")
def repayment_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money that came back."""
    return _repayment_page(request, pk, ReceiveForm, repayments.receive, _("Record money that came back"))


@office(Role.DECISION_MAKER, rule="decision makers of the authority")
def repayment_write_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up what has not come in."""
    return _repayment_page(request, pk, ReasonsForm, repayments.write_off, _("Write the rest off"))


def _repayment_page(
    request: HttpRequest, pk: int, form: type[forms.Form], act: Callable[..., Any], title: str
) -> HttpResponse:
    found = Repayment.objects.visible_to(request.user).select_related("award__decision__application")
    repayment = get_object_or_404(found, pk=pk)
    application = repayment.award.decision.application
    settles = form is ReasonsForm
    if not _may(request.user, application, settles=settles):
        raise PermissionDenied
    page = reverse("grants:officer:application_detail", args=[application.reference]) + "#money"
    return edit_page(
        request,
        form_class=form,
        save=lambda filled: act(repayment, by=request.user, **filled.cleaned_data),
        title=title,
        trail=trail_of(application),
        done=lambda saved: page,
        cancel_url=page,
    )
