"""Deciding many cases of one call: the list with sums and words, what would happen, and what has happened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain.deciding import bulk, spending
from grants.domain.deciding.acts import Said
from grants.enums import DecisionOutcome
from grants.forms.deciding import BulkForm
from grants.models import Application, Call, DecisionTemplate
from portal.accounts.enums import Role
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.errors import DomainError, NotAllowed

PAGE = "grants/officer/call_decide.html"


@office(Role.DECISION_MAKER, rule="decision makers of the authority whose call it is")
def call_decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Decide many cases: write, look at what would happen, confirm."""
    call = get_object_or_404(Call.objects.visible_to(request.user).select_related("authority"), slug=slug)
    try:
        bulk.require_bulk(call, request.user)
    except NotAllowed as error:
        raise PermissionDenied from error
    except DomainError as error:
        messages.info(request, " ".join(error.messages))
        return redirect("grants:officer:call_detail", call.slug)
    cases = _cases(request, call)
    if request.method != "POST":
        template = bulk.words_of(call)
        initial: dict[str, Any] = {"approval": template.approval, "rejection": template.rejection}
        for pk, words in bulk.proposed(call, cases).items():
            initial |= {f"outcome-{pk}": words.outcome, f"amount-{pk}": words.amount}
        return _page(request, call, BulkForm(cases=cases, call=call, initial=initial))
    form = BulkForm(request.POST, cases=cases, call=call)
    if not form.is_valid() or "change" in request.POST:
        return _page(request, call, form, status=200 if form.is_valid() else 422)
    said = _said(form)
    if not said:
        form.add_error(None, _("Say of at least one case what is decided."))
        return _page(request, call, form, status=422)
    if "confirmed" not in request.POST:
        return _page(request, call, form, results=bulk.preview(cases, said, by=request.user))
    results = bulk.decide_all(cases, said, by=request.user)
    bulk.remember(
        call,
        approval=form.cleaned_data["approval"],
        rejection=form.cleaned_data["rejection"],
        by=request.user,
    )
    return _page(request, call, form, results=results, done=True)


def _cases(request: HttpRequest, call: Call) -> list[Application]:
    """Return the cases that wait; of a form that was sent, those that it names, decided meanwhile or not."""
    if request.method != "POST":
        return bulk.waiting(call)
    named = [name.removeprefix("outcome-") for name in request.POST if name.startswith("outcome-")]
    keys = [int(key) for key in named if key.isdecimal() and len(key) < 19][: bulk.MOST]
    found = Application.objects.submitted_to(request.user).filter(call=call, pk__in=keys)
    return bulk.in_order(call, found)


def _said(form: BulkForm) -> dict[int, Said]:
    """Return what the form decides, by the keys of the cases; those left for later are left out."""
    data = form.cleaned_data
    template = DecisionTemplate(approval=data["approval"], rejection=data["rejection"])
    return {
        case.pk: bulk.said_for(
            case,
            bulk.Words(data[f"outcome-{case.pk}"], data[f"amount-{case.pk}"], data[f"words-{case.pk}"]),
            template,
            data["lower_reasons"],
        )
        for case in form.cases
        if data[f"outcome-{case.pk}"]
    }


def _page(
    request: HttpRequest,
    call: Call,
    form: BulkForm,
    *,
    results: list[bulk.Result] | None = None,
    done: bool = False,
    status: int = 200,
) -> HttpResponse:
    left = spending.left_to_grant(call)
    context: dict[str, Any] = {
        "call": call,
        "form": form,
        "rows": [
            {
                "case": case,
                "requested": format_amount(case.requested, call.currency) if case.requested else "",
                "outcome": form[f"outcome-{case.pk}"],
                "amount": form[f"amount-{case.pk}"],
                "words": form[f"words-{case.pk}"],
            }
            for case in form.cases
        ],
        "results": [_shown(one, call) for one in results] if results is not None else None,
        "done": done,
        "left": format_amount(left, call.currency) if left is not None else "",
        "trail": [
            (_("Desk"), "/office/"),
            (_("Calls"), reverse("grants:officer:call_list")),
            (str(call), reverse("grants:officer:call_detail", args=[call.slug])),
        ],
    }
    return render(request, PAGE, context, status=status)


def _shown(one: bulk.Result, call: Call) -> dict[str, Any]:
    approves = one.said.outcome == DecisionOutcome.APPROVED
    return {
        "result": one,
        "words": DecisionOutcome(one.said.outcome).label,
        "tone": "stop" if one.problems or not approves else "good",
        "amount": format_amount(one.said.amount, call.currency) if one.said.amount is not None else "",
        "left": format_amount(one.left, call.currency) if one.left is not None else "",
    }
