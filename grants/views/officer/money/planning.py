"""The plan by which a grant is paid, changed before a part is prepared; and the currency in which a part is paid out."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.money import payments, plan_changes
from grants.enums import InstalmentTrigger
from grants.forms.money import PlanForm, RateForm
from grants.models import Application, Award, Payment
from grants.permissions import has_interest
from grants.views.officer.finding import find_case, trail_of
from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import can_edit_for
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.editing import add_errors
from portal.core.errors import NotAllowed, StaleEdit
from portal.core.exchange import known_currencies

RULE = "who handles the money of the authority that pays"
WRONG = 422


def _money_of(application: Application) -> str:
    return reverse("grants:officer:application_detail", args=[application.reference]) + "#money"


@office(*EDITING_ROLES, rule=RULE)
def application_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the parts that nobody has prepared: the form, then the question whether this is right, then the change."""
    application = find_case(request, reference)
    award = get_object_or_404(Award.objects.visible_to(request.user), decision__application=application)
    parts = plan_changes.changeable(award, request.user)
    if not parts or has_interest(request.user, application):
        raise PermissionDenied
    initial = {"version": award.version}
    form = PlanForm(request.POST or None, parts=parts, initial=initial)
    if request.method != "POST":
        return _plan_page(request, application, award, form)
    if not form.is_valid() or "change" in request.POST:
        return _plan_page(request, application, award, form, status=200 if form.is_valid() else WRONG)
    funders = {str(one.funder_id or ""): one.funder for one in parts}
    rows = [
        {**row, "funder": funders[row["funder"]]} if form.by_several else _alone(row) for row in form.rows()
    ]
    said = form.cleaned_data
    try:
        plan_changes.require_whole(award, rows, by=request.user)
        if "confirmed" not in request.POST:
            return _plan_check(request, application, award, form, parts, rows)
        plan_changes.change(award, rows, reasons=said["reasons"], version=said["version"], by=request.user)
    except NotAllowed as error:
        raise PermissionDenied from error
    except StaleEdit as error:
        _begin_anew(form, error)
    except ValidationError as error:
        add_errors(form, error)
    else:
        messages.success(request, _("The payment plan is changed."))
        return redirect(_money_of(application))
    return _plan_page(request, application, award, form, status=WRONG)


def _alone(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "funder"}


def _begin_anew(form: Any, error: StaleEdit) -> None:
    """Say that the grant has changed meanwhile; the next click is from what stands now."""
    form.data = form.data.copy()
    form.data["version"] = str(error.current_version)
    form.add_error(
        None,
        _(
            "Something of this grant has changed while you were writing. Nothing of yours is lost: look at the plan, and "
            "send this once more if it still holds."
        ),
    )


def _plan_page(
    request: HttpRequest, application: Application, award: Award, form: PlanForm, status: int = 200
) -> HttpResponse:
    context = {
        "application": application,
        "form": form,
        "free": format_amount(
            sum(one.amount for one in plan_changes.changeable(award, request.user)), award.currency
        ),
        "cancel_url": _money_of(application),
        "trail": trail_of(application),
    }
    return render(request, "grants/officer/application_plan.html", context, status=status)


def _plan_check(
    request: HttpRequest,
    application: Application,
    award: Award,
    form: PlanForm,
    parts: list[Payment],
    rows: list[dict[str, Any]],
) -> HttpResponse:
    """Show the parts as they are and as they would be."""
    words = dict(InstalmentTrigger.choices)

    def told(row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "amount": format_amount(row["amount"], award.currency),
            "due": words[row["trigger"]],
            "on_day": row["on_day"],
            "note": row["note"],
            "funder": row.get("funder"),
        }

    before = [
        told(
            {
                "amount": one.amount,
                "trigger": one.trigger,
                "on_day": one.on_day,
                "note": one.note,
                "funder": one.funder if form.by_several else None,
            }
        )
        for one in parts
    ]
    context = {
        "application": application,
        "form": form,
        "before": before,
        "after": [told(row) for row in rows],
        "reasons": form.cleaned_data["reasons"],
        "trail": trail_of(application),
    }
    return render(request, "grants/officer/application_plan_confirm.html", context)


@office(*EDITING_ROLES, rule=RULE)
def payment_currency(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in which currency a part is paid out, at which rate: the form, then what comes of it, then it is recorded."""
    found = Payment.objects.visible_to(request.user).select_related(
        "award__decision__application", "funder__authority"
    )
    payment = get_object_or_404(found, pk=pk)
    award = payment.award
    application = award.decision.application
    payer = getattr(payment.funder, "authority", None)
    authority = payer.pk if payer is not None else application.authority_id
    if not can_edit_for(request.user, authority) or has_interest(request.user, application):
        raise PermissionDenied
    initial = {
        "currency": payment.currency,
        "rate": payment.rate,
        "on": payment.rate_on or timezone.localdate(),
        "source": payment.rate_source,
    }
    form = RateForm(
        request.POST or None,
        own=award.currency,
        currencies=known_currencies([award.currency, payment.currency]),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        said = form.cleaned_data
        values = {name: said[name] for name in ("currency", "rate", "on", "source")}
        try:
            if "confirmed" not in request.POST:
                proposed = payments.at_rate(payment, award, **values)
                return _rate_check(request, application, award, proposed)
            payments.set_rate(payment, by=request.user, **values)
        except NotAllowed as error:
            raise PermissionDenied from error
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The currency and its rate are recorded."))
            return redirect(_money_of(application))
    context = {
        "application": application,
        "form": form,
        "title": _("Currency and rate of a part"),
        "lead": _("Part %(number)s: %(sum)s")
        % {"number": payment.position + 1, "sum": format_amount(payment.amount, award.currency)},
        "submit": _("Continue"),
        "cancel_url": _money_of(application),
        "trail": trail_of(application),
        "layout": "layouts/office.html",
    }
    return render(request, "layouts/edit.html", context, status=WRONG if form.errors else 200)


def _rate_check(
    request: HttpRequest, application: Application, award: Award, proposed: Payment
) -> HttpResponse:
    """Show what would be paid out, before it is recorded."""
    kept = {
        "currency": proposed.currency,
        "rate": proposed.rate if proposed.rate is not None else "",
        "on": proposed.rate_on.isoformat() if proposed.rate_on else "",
        "source": proposed.rate_source,
    }
    context = {
        "application": application,
        "sentence": payments.rate_in_words(proposed, award),
        "kept": RateForm(kept, own=award.currency, currencies=[proposed.currency]),
        "trail": trail_of(application),
    }
    return render(request, "grants/officer/payment_currency_confirm.html", context)
