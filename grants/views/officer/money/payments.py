"""Payments at the office: what is to be prepared, released, sent, and what came back; accounts, files, answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.domain.meetings import delegation
from grants.domain.money import accounts, aid, numbers, payments, returns, runs
from grants.domain.money import plans as money_plans
from grants.enums.meetings import DelegableKind
from grants.enums.money import PaymentStatus
from grants.forms.money import PayingAccountForm, ReasonsForm, ReturnForm, RunForm
from grants.models import BankAccount, DelegationOrder, Payment, PaymentReturn, PaymentRun
from grants.permissions.money import RELEASING_ROLES, can_release
from grants.views.officer.money.case import PAYMENT_TONES
from partnerships.models import Authority
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import can_edit_for, edits, reads
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.editing import edit_page
from portal.core.models import Document
from portal.core.spreadsheets import CSV_MEDIA_TYPE, csv_lines

READ_RULE = "those who read for the authority that pays"
PAY_RULE = "officers and administrators of the authority that pays"
RELEASE_RULE = "officers, administrators and decision makers of the authority that pays"
PER_PAGE = 50
SHOWN = [
    PaymentStatus.REQUESTED,
    PaymentStatus.PAYABLE,
    PaymentStatus.PREPARED,
    PaymentStatus.RELEASED,
    PaymentStatus.SENT,
    PaymentStatus.RETURNED,
    PaymentStatus.PAID,
]
# The next step of each state: its name and its words.
STEPS = {
    PaymentStatus.REQUESTED: "grant",
    PaymentStatus.PAYABLE: "prepare",
    PaymentStatus.PREPARED: "release",
}
ACTS = {
    "grant": lambda payment, by: money_plans.answer_request(payment, granted=True, by=by),
    "prepare": lambda payment, by: payments.prepare(payment, by=by),
    "release": lambda payment, by: payments.release(payment, by=by),
}


def _trail(*more: tuple[object, str]) -> list[tuple[object, str]]:
    return [(_("Desk"), "/office/"), (_("Payments"), reverse("grants:officer:payment_list")), *more]


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def payment_list(request: HttpRequest) -> HttpResponse:
    """Show the payments of one state, the longest waiting first."""
    state = request.GET.get("state", "")
    chosen = PaymentStatus(state) if state in SHOWN else PaymentStatus.PAYABLE
    found = Payment.objects.visible_to(request.user).filter(status=chosen).for_list().order_by("due_on", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    words = {"grant": _("Pay"), "prepare": _("Prepare"), "release": _("Release")}
    step = STEPS.get(chosen, "")
    sends_back = chosen in {PaymentStatus.PREPARED, PaymentStatus.RELEASED, PaymentStatus.RETURNED}
    context = {
        "states": [(one, one.label, one == chosen) for one in SHOWN],
        "chosen": chosen,
        "page": page,
        "rows": [_row(payment, request.user, step, sends_back=sends_back) for payment in page],
        "step": step,
        "step_words": words.get(step, ""),
        "pays": bool(edits(request.user)),
        "silent_orders": _silent_orders(request.user, chosen),
        "trail": _trail()[:1],
    }
    return render(request, "grants/officer/payment_list.html", context)


def _silent_orders(user: Any, state: PaymentStatus) -> list[DelegationOrder]:
    """Return the delegation orders of the user's authorities by which nobody may release what is prepared."""
    if state not in {PaymentStatus.PAYABLE, PaymentStatus.PREPARED}:
        return []
    return delegation.silent_orders(reads(user), DelegableKind.PAYMENT)


def _payer(payment: Payment) -> int:
    """Return the key of the authority that pays a part."""
    authority = getattr(payment.funder, "authority", None)
    return authority.pk if authority is not None else payment.award.decision.application.authority_id


def _row(payment: Payment, user: Any, step: str, *, sends_back: bool) -> dict[str, Any]:
    application, payer = payment.award.decision.application, _payer(payment)
    releases = can_release(user, payer)
    return {
        "may": (releases if step == "release" else can_edit_for(user, payer)) and bool(step),
        "may_send_back": sends_back and releases,
        "payment": payment,
        "case": application,
        "url": reverse("grants:officer:application_detail", args=[application.reference]) + "#money",
        "amount": format_amount(payment.paid_amount, payment.currency),
        "tone": PAYMENT_TONES[PaymentStatus(payment.status)],
    }


def _payment(request: HttpRequest, pk: int) -> Payment:
    found = Payment.objects.visible_to(request.user).select_related(
        "award__decision__application", "funder__authority"
    )
    payment = get_object_or_404(found, pk=pk)
    authorities = {payment.award.decision.application.authority_id, _payer(payment)}
    if not authorities.intersection(reads(request.user)):
        raise PermissionDenied
    return payment


@require_POST
@office(*RELEASING_ROLES, rule=RELEASE_RULE)
def payment_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Prepare a payment, release it, or pay what was asked for; a refusal is told on the list."""
    payment = _payment(request, pk)
    before = payment.status
    if act not in ACTS:
        raise PermissionDenied
    try:
        ACTS[act](payment, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('grants:officer:payment_list')}?state={before}")


@office(*RELEASING_ROLES, rule=RELEASE_RULE)
def payment_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a payment back to be prepared anew."""
    payment = _payment(request, pk)
    done = reverse("grants:officer:payment_list")
    return edit_page(
        request,
        form_class=ReasonsForm,
        save=lambda form: payments.send_back(payment, reason=form.cleaned_data["reasons"], by=request.user),
        title=_("Send the payment back"),
        trail=_trail(),
        done=lambda saved: done,
        cancel_url=done,
    )


@office(*EDITING_ROLES, rule="who verifies and pays for the authority; others see the last figures only")
@require_http_methods(["GET", "HEAD", "POST"])
def bank_account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the full number of an account beside its proof, and verify it."""
    found = BankAccount.objects.visible_to(request.user).verified_by(request.user)
    account = get_object_or_404(found.select_related("award__decision__application"), pk=pk)
    application = account.award.decision.application
    page = reverse("grants:officer:application_detail", args=[application.reference]) + "#money"
    if request.method == "POST":
        try:
            accounts.verify(account, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The account is verified."))
            return redirect(page)
    context = {
        "account": account,
        "number": numbers.grouped(account.kind, account.number),
        "proof": accounts.proof_of(account),
        "application": application,
        "page_url": page,
        "trail": _trail((str(application), page)),
    }
    response = render(request, "grants/officer/bank_account_detail.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@office(*EDITING_ROLES, rule="who verifies and pays for the authority")
def bank_account_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why an account is not taken."""
    found = BankAccount.objects.visible_to(request.user).verified_by(request.user)
    account = get_object_or_404(found.select_related("award__decision__application"), pk=pk)
    application = account.award.decision.application
    page = reverse("grants:officer:application_detail", args=[application.reference]) + "#money"
    return edit_page(
        request,
        form_class=ReasonsForm,
        save=lambda form: accounts.refuse(account, reason=form.cleaned_data["reasons"], by=request.user),
        title=_("Refuse the account"),
        trail=_trail((str(application), page)),
        done=lambda saved: page,
        cancel_url=page,
    )


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def payment_run_list(request: HttpRequest) -> HttpResponse:
    """Show the payment files, the latest first, and the latest answers of the bank."""
    found = PaymentRun.objects.visible_to(request.user).select_related("account")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    runs_shown = list(page)
    files: dict[int, list[Document]] = {}
    if edits(request.user):
        for file in Document.objects.visible_of(request.user, *runs_shown):
            files.setdefault(file.object_id, []).append(file)
    context = {
        "page": page,
        "rows": [
            {
                "run": run,
                "sum": format_amount(run.control_sum, run.currency),
                "files": files.get(run.pk, []),
            }
            for run in runs_shown
        ],
        "returns": PaymentReturn.objects.visible_to(request.user).select_related("by")[:20],
        "pays": bool(edits(request.user)),
        "trail": _trail(),
    }
    return render(request, "grants/officer/payment_run_list.html", context)


@office(*EDITING_ROLES, rule=PAY_RULE)
def payment_run_create(request: HttpRequest) -> HttpResponse:
    """Gather what is released into a payment file."""
    done = reverse("grants:officer:payment_run_list")
    return edit_page(
        request,
        form_class=RunForm,
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: runs.start(
            form.cleaned_data["account"], pays_on=form.cleaned_data["pays_on"], by=request.user
        ),
        title=_("New payment file"),
        submit=_("Make the file"),
        saved=_("The file is being made."),
        trail=_trail(),
        done=lambda saved: done,
        cancel_url=done,
    )


def _own_authority(request: HttpRequest) -> Authority:
    """Return the authority that the person pays for, the first where there are several."""
    found = Authority.objects.visible_to(request.user).filter(pk__in=edits(request.user))
    return get_object_or_404(found.order_by("pk")[:1])


@office(*EDITING_ROLES, rule=PAY_RULE)
def paying_account_create(request: HttpRequest) -> HttpResponse:
    """Add an account that the authority pays from."""
    done = reverse("grants:officer:payment_run_list")
    return edit_page(
        request,
        form_class=PayingAccountForm,
        save=lambda form: accounts.add_paying_account(
            _own_authority(request), form.cleaned_data, by=request.user
        ),
        title=_("New account to pay from"),
        submit=_("Add"),
        trail=_trail(),
        done=lambda saved: done,
        cancel_url=done,
    )


@office(*EDITING_ROLES, rule=PAY_RULE)
def payment_return_create(request: HttpRequest) -> HttpResponse:
    """Take an answer of the bank."""
    done = reverse("grants:officer:payment_run_list")

    def save(form: Any) -> PaymentReturn:
        file = form.cleaned_data["file"]
        return returns.take(_own_authority(request), file.file, filename=file.name, by=request.user)

    return edit_page(
        request,
        form_class=ReturnForm,
        save=save,
        title=_("Answer of the bank"),
        submit=_("Record it"),
        trail=_trail(),
        done=lambda saved: done,
        cancel_url=done,
    )


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def aid_export(request: HttpRequest) -> HttpResponseBase:
    """Send the state aid of the authority's grants as a file for the register of state aid."""
    response = StreamingHttpResponse(
        csv_lines(aid.heads(), aid.rows(request.user)), content_type=CSV_MEDIA_TYPE
    )
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename="state-aid.csv")
    )
    response["Cache-Control"] = "private, no-store"
    return response
