"""The grantee's page of a grant: conditions, plan, account, and what is due."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.domain.deciding import conditions
from grants.domain.money import accounts, aid, awards, plans, repayments
from grants.domain.money.terms import terms_of
from grants.enums import ApplicationStatus, InstalmentTrigger
from grants.enums.money import AcceptanceKind, AwardStatus, PaymentStatus
from grants.forms.money import AcceptAidForm, AcceptForm, BankAccountForm, ReasonsForm
from grants.models import Application, Award, Participant, Payment
from grants.views.applicant.finding import applied_for, own_application
from grants.views.officer.money.case import PAYMENT_TONES, TONES
from grants.views.sections import Section, Shown
from portal.core.access import applicant
from portal.core.amounts import format_amount
from portal.core.editing import add_errors, edit_page
from portal.core.moments import say_date

RULE = "the grantee, about an own grant"
PAID_RULE = "the grantee, about an own grant, and the lead of another side to whom a part of it is paid"
OVER = {AwardStatus.DECLINED, AwardStatus.LAPSED, AwardStatus.CLOSED, AwardStatus.REVOKED}


def _payee(user: Any, application: Application) -> Participant | None:
    """Return the user as the lead of another side, to whom a part of the grant is paid; None for everybody else."""
    if application.applicant_id == user.pk:
        return None
    paid = Payment.objects.paid_to(user).filter(award__decision__application=application)
    return application.participants.filter(pk__in=paid.values("payee")).first()


def _paid(request: HttpRequest, reference: str) -> tuple[Application, Award, Participant | None]:
    """Return a grant of which the user gets money: as its grantee, or (then with who that is) as another side's lead."""
    application = own_application(request.user, reference)
    payee = _payee(request.user, application)
    if payee is None:
        return *_grant(request, reference), None
    if application.is_untold:  # type: ignore[attr-defined]
        raise Http404
    award = get_object_or_404(
        Award.objects.paid_to(request.user).select_related("decision"), decision__application=application
    )
    award.decision.application = application
    return application, award, payee


def _grant(request: HttpRequest, reference: str) -> tuple[Application, Award]:
    application = applied_for(request.user, reference)
    award = get_object_or_404(
        Award.objects.visible_to(request.user).select_related("decision"), decision__application=application
    )
    award.decision.application = application
    return application, award


def _page(application: Application) -> str:
    return reverse("grants:applicant:grant_detail", args=[application.reference])


@require_safe
@applicant(PAID_RULE)
def grant_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a grant to its grantee."""
    application, award, payee = _paid(request, reference)
    terms = terms_of(application.call)
    payments = award.payments.exclude(status=PaymentStatus.CANCELLED).order_by("position", "pk")
    if payee is not None:
        payments = payments.filter(payee=payee)
    mine = payee is None
    found = aid.aid_of(award)
    context = {
        "application": application,
        "award": award,
        "status": (award.get_status_display(), TONES[AwardStatus(award.status)]),
        "granted": format_amount(award.left, award.currency),
        "waits": mine and award.status == AwardStatus.OFFERED,
        "accept_by": say_date(award.accept_by) if award.accept_by else "",
        "signs": terms.acceptance == AcceptanceKind.CONTRACT,
        "conditions": _conditions(award),
        "aid": found,
        "payments": [
            {
                "payment": one,
                "when": one.get_trigger_display() if one.on_day is None else say_date(one.on_day),
                "amount": format_amount(one.amount, award.currency),
                "status": one.get_status_display(),
                "tone": PAYMENT_TONES[PaymentStatus(one.status)],
                "may_ask": mine
                and one.trigger == InstalmentTrigger.REQUEST
                and one.status == PaymentStatus.PLANNED,
            }
            for one in payments
        ],
        "account": award.bank_accounts.current().filter(payee=payee).defer("number").first(),
        "may_enter": award.status not in OVER,
        "repayments": [
            {
                "repayment": one,
                "owed": format_amount(repayments.owed(one), award.currency),
                "day": say_date(one.due_on),
            }
            for one in (award.repayments.still_owed() if mine else ())
        ],
    }
    return render(request, "grants/applicant/grant_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant(RULE)
def grant_accept(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept the conditions, or sign the contract."""
    application, award = _grant(request, reference)
    found = aid.aid_of(award)
    form_class = AcceptAidForm if found is not None and found.ground.ceiling is not None else AcceptForm
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _accept(award, form, request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The grant is accepted. A sealed copy will be with your documents."))
            return redirect(_page(application))
    context = {
        "application": application,
        "form": form,
        "page_url": _page(application),
        "conditions": _conditions(award),
        "granted": format_amount(award.left, award.currency),
    }
    return render(request, "grants/applicant/grant_accept.html", context, status=422 if form.errors else 200)


def _conditions(award: Award) -> dict[str, Any]:
    """Return what the grant is given on: the call's terms, and the decision's own; nothing where there are none."""
    application = award.decision.application
    found = {
        "terms": terms_of(application.call).conditions,
        "decided": award.decision.condition_text,
        "dated": conditions.in_force(application),
    }
    return found if any(found.values()) else {}


def _accept(award: Award, form: AcceptForm, by: Any) -> None:
    said, other = form.cleaned_data, None
    if isinstance(form, AcceptAidForm):
        found = aid.aid_of(award)
        row = {
            "kind": found.ground.kind if found else "",
            "giver": said["giver"],
            "granted_on": said["granted_on"],
            "euros": said["euros"] or 0,
        }
        other = [row] if said["kind_of_aid"] == "some" else []
    awards.accept(award, name=said["name"], by=by, other_aid=other)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant(RULE)
def grant_decline(request: HttpRequest, reference: str) -> HttpResponse:
    """Decline a grant."""
    application, award = _grant(request, reference)
    return edit_page(
        request,
        form_class=ReasonsForm,
        save=lambda form: awards.decline(award, reason=form.cleaned_data["reasons"], by=request.user),
        title=_("Decline the grant"),
        submit=_("Decline"),
        done=lambda saved: _page(application),
        cancel_url=_page(application),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@applicant(PAID_RULE)
def grant_account(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter the account that the grant is paid to, or another one."""
    application, award, payee = _paid(request, reference)
    return edit_page(
        request,
        form_class=BankAccountForm,
        save=lambda form: accounts.enter(award, payee=payee, by=request.user, **form.cleaned_data),
        title=_("Account to pay to"),
        saved=_("The account is entered. The authority verifies it before anything is paid."),
        done=lambda saved: _page(application),
        cancel_url=_page(application),
    )


@require_POST
@applicant(RULE)
def grant_part_request(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Ask for a part that is paid on request."""
    application, award = _grant(request, reference)
    payment = get_object_or_404(award.payments.select_related("award__decision__application"), pk=pk)
    try:
        plans.request_part(payment, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("You have asked for the payment."))
    return redirect(_page(application))


def build(request: HttpRequest, application: Application) -> Shown:
    """Return the way to the grant's own page, for its grantee and for whoever else is paid a part of it."""
    if application.status != ApplicationStatus.APPROVED:
        return None
    if application.applicant_id == request.user.pk:
        found = Award.objects.visible_to(request.user)
    else:
        found = Award.objects.paid_to(request.user)
    award = found.filter(decision__application=application).first()
    if award is None or application.is_untold:  # type: ignore[attr-defined]
        return None
    here = {
        "url": _page(application),
        "status": (award.get_status_display(), TONES[AwardStatus(award.status)]),
        "accept_by": say_date(award.accept_by)
        if award.accept_by
        and award.status == AwardStatus.OFFERED
        and application.applicant_id == request.user.pk
        else "",
    }
    return "grants/applicant/parts/money.html", here


SECTION = Section("money", gettext_lazy("Your grant"), build)
