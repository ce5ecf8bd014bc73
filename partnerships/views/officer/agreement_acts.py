"""Acts on a signed agreement at the office: one form page for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from partnerships.domain import act_corrections, party_acts, succession
from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_notices as notices
from partnerships.enums import AgreementActKind
from partnerships.forms import agreement_acts as forms
from partnerships.models import Agreement, AgreementAct
from partnerships.views.agreement_life import sentence_of
from partnerships.views.officer.act_links import open_kinds
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
        notices.give_notice,
        {},
        first="party",
    ),
    AgreementActKind.NOTICE_WITHDRAWN: Act(
        forms.NoticeWithdrawnForm,
        _("Notice is withdrawn"),
        _("The agreement goes on as if notice had not been given."),
        _("Record that it is withdrawn"),
        notices.withdraw_notice,
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
    detail = reverse("partnerships:officer:agreement_detail", args=[slug])
    if request.method != "POST" and kind not in open_kinds(agreement):
        sentence = _("The agreement is “%(state)s”: this cannot be recorded of it as it stands.")
        messages.info(request, sentence % {"state": agreement.get_status_display()})
        return HttpResponseRedirect(detail)
    page = f"{detail}#life"
    q = request.GET.get("q", "").strip()[:200]
    form = act.form(request.POST or None, agreement=agreement, q=q)
    if request.method == "POST" and form.is_valid():
        try:
            _write(act, agreement, form, request.user)
        except StaleEdit as stale:
            form = again(act.form, request, agreement, stale)
        except ValidationError as error:
            add_errors(form, _beside_fields(error, act))
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


@office(*EDITING_ROLES, rule=RULE)
def agreement_act_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask what was wrong, and take back the act that was recorded last."""
    agreement = editable(request, slug)
    act = get_object_or_404(agreement.acts, pk=pk)
    page = f"{reverse('partnerships:officer:agreement_detail', args=[slug])}#life"
    form = forms.TakeBackForm(request.POST or None, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            act_corrections.take_back(act, **form.cleaned_data, by=request.user)
        except StaleEdit as stale:
            form = again(forms.TakeBackForm, request, agreement, stale)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Taken back. The history keeps it."))
            return HttpResponseRedirect(page)
    context = {
        "agreement": agreement,
        "form": form,
        "title": format_lazy(_("Take back: {act}"), act=sentence_of(act)),
        "text": TAKEN_BACK_TERMS if keeps_terms(act) else TAKEN_BACK,
        "submit": _("Take it back"),
        "gaps": [],
        "danger": True,
        "cancel_url": page,
        "trail": trail(agreement),
    }
    status = 422 if form.is_bound else 200
    return render(request, "partnerships/officer/agreement_move.html", context, status=status)


TAKEN_BACK = _("For what was entered by mistake. The agreement stands as if it had not been recorded.")
TAKEN_BACK_TERMS = _(
    "For what was entered by mistake. Its new terms hold already and stay: enter what held before under “Signing and "
    "validity”."
)


def keeps_terms(act: AgreementAct) -> bool:
    """Tell whether an amendment has changed terms that taking it back does not change again."""
    return act.applied and (act.renewal_months is not None or act.notice_months is not None)


def _beside_fields(error: ValidationError, act: Act) -> ValidationError:
    """Return a refusal with the sentences beside the fields of the form, which may be called otherwise there."""
    if not hasattr(error, "error_dict"):
        return error
    fields = {argument: name for name, argument in act.arguments.items()}
    return ValidationError({fields.get(name, name): errors for name, errors in error.error_dict.items()})


def _write(act: Act, agreement: Agreement, form: Any, by: Any) -> None:
    data = dict(form.cleaned_data)
    version = data.pop("version")
    first = [data.pop(act.first)] if act.first else []
    if act.write is party_acts.merge:
        first.append(data.pop("other"))
    values = {act.arguments.get(name, name): value for name, value in data.items()}
    act.write(agreement, *first, **values, version=version, by=by)
