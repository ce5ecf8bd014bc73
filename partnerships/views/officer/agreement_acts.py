"""Acts on a signed agreement at the office: one form page for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.domain import agreement_acts as acts
from partnerships.domain import party_acts, succession
from partnerships.enums import AgreementActKind
from partnerships.forms import agreement_acts as forms
from partnerships.models import Agreement
from partnerships.views.officer.agreements import editable, trail
from partnerships.views.officer.steps import again
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import add_errors
from portal.core.errors import StaleEdit

RULE = "officers of the authority that holds the agreement"


@dataclass(frozen=True)
class Act:
    """A kind of act: its form, the words of its page, the domain function that writes it."""

    form: type[forms.ActForm]
    title: str | Promise
    text: str | Promise
    submit: str | Promise
    write: Callable[..., Any]
    arguments: Mapping[str, str]  # fields that the domain calls otherwise, or takes before the others
    first: str = ""  # the field that stands beside the agreement in the domain's function
    searches: bool = False


ACTS: dict[str, Act] = {
    AgreementActKind.EXTENSION: Act(
        forms.ExtensionForm,
        _("Extend the agreement"),
        _("The parties have agreed that it is valid longer. What was valid before stays readable."),
        _("Extend"),
        acts.extend,
        {},
    ),
    AgreementActKind.AMENDMENT: Act(
        forms.AmendmentForm,
        _("Record an amendment"),
        _("The parties have changed what it says: which articles, from when, by which paper."),
        _("Record the amendment"),
        acts.amend,
        {},
    ),
    AgreementActKind.ACCESSION: Act(
        forms.AccessionForm,
        _("A party joins"),
        _("A further organisation joins the agreement as it stands."),
        _("Record that it joins"),
        party_acts.accede,
        {},
        first="organisation",
        searches=True,
    ),
    AgreementActKind.WITHDRAWAL: Act(
        forms.WithdrawalForm,
        _("A party leaves"),
        _("The agreement goes on between the others, as long as two remain."),
        _("Record that it leaves"),
        party_acts.leave,
        {},
        first="party",
    ),
    AgreementActKind.MERGER: Act(
        forms.MergerForm,
        _("Two parties become one"),
        _("An organisation succeeds both of them in the agreement: regions are merged, bodies are joined."),
        _("Record the merger"),
        party_acts.merge,
        {"organisation": "into"},
        first="party",
        searches=True,
    ),
    AgreementActKind.NOTICE: Act(
        forms.NoticeForm,
        _("Notice is given"),
        _("A party ends the agreement by notice. The portal lets it end on its last day."),
        _("Record the notice"),
        acts.give_notice,
        {},
        first="party",
    ),
    AgreementActKind.NOTICE_WITHDRAWN: Act(
        forms.NoticeWithdrawnForm,
        _("Notice is withdrawn"),
        _("The agreement goes on as if notice had not been given."),
        _("Record that it is withdrawn"),
        acts.withdraw_notice,
        {},
        first="notice",
    ),
    AgreementActKind.SUPERSESSION: Act(
        forms.SupersessionForm,
        _("Another agreement takes its place"),
        _("From that day on the other one holds; this one ends the day before."),
        _("Record it"),
        succession.supersede,
        {},
        first="successor",
    ),
}


@office(*EDITING_ROLES, rule=RULE)
def agreement_act_add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Ask what an act needs, and record it."""
    agreement = editable(request, slug)
    if kind not in ACTS:
        raise Http404
    act = ACTS[kind]
    page = f"{reverse('partnerships:officer:agreement_detail', args=[slug])}#life"
    q = request.GET.get("q", "").strip()[:200]
    form = act.form(request.POST or None, agreement=agreement, q=q)
    if request.method == "POST" and form.is_valid():
        try:
            _write(act, agreement, form, request.user)
        except StaleEdit as stale:
            form = again(act.form, request, agreement, stale)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Recorded."))
            return HttpResponseRedirect(page)
    context = {
        "agreement": agreement,
        "form": form,
        "title": act.title,
        "text": act.text,
        "submit": act.submit,
        "searches": act.searches,
        "q": q,
        "cancel_url": page,
        "trail": trail(agreement),
    }
    status = 422 if form.is_bound else 200
    return render(request, "partnerships/officer/agreement_act_add.html", context, status=status)


def _write(act: Act, agreement: Agreement, form: Any, by: Any) -> None:
    data = dict(form.cleaned_data)
    version = data.pop("version")
    first = [data.pop(act.first)] if act.first else []
    if act.write is party_acts.merge:
        first.append(data.pop("other"))
    values = {act.arguments.get(name, name): value for name, value in data.items()}
    act.write(agreement, *first, **values, version=version, by=by)
