"""The steps of an agreement's life at the office."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import agreement_moves as moves
from partnerships.domain import commitments
from partnerships.enums import AgreementStatus
from partnerships.forms.agreements import MoveForm, ReopenForm, SignForm, TerminateForm
from partnerships.models import Agreement
from partnerships.views.officer.agreements import editable, next_steps, trail
from partnerships.views.officer.steps import again
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import add_errors
from portal.core.errors import StaleEdit


def _plain(step: Callable[..., Agreement]) -> Callable[[Agreement, Any, Any], Agreement]:
    """Return a step that takes a version and a note from its form."""

    def take(agreement: Agreement, form: Any, by: Any) -> Agreement:
        return step(agreement, version=form.cleaned_data["version"], by=by, note=form.cleaned_data["note"])

    return take


def _sign(agreement: Agreement, form: Any, by: Any) -> Agreement:
    return moves.sign(
        agreement,
        version=form.cleaned_data["version"],
        by=by,
        signed=form.cleaned_data["signed"],
        signatures=form.signatures(),
        note=form.cleaned_data["note"],
    )


def _terminate(agreement: Agreement, form: Any, by: Any) -> Agreement:
    return moves.terminate(
        agreement,
        version=form.cleaned_data["version"],
        by=by,
        note=form.cleaned_data["note"],
        last_day=form.cleaned_data["last_day"],
    )


REOPEN = (
    ReopenForm,
    _plain(moves.reopen),
    gettext_lazy("Talk about the text again"),
    gettext_lazy("Signatures recorded for the agreed text no longer count. The history keeps them."),
    gettext_lazy("Reopen the negotiation"),
)
# status -> form, domain function, title, what follows from it, the button's words
STEPS: dict[str, tuple[type[MoveForm], Callable[[Agreement, Any, Any], Agreement], Any, Any, Any]] = {
    AgreementStatus.NEGOTIATION: (
        MoveForm,
        _plain(moves.negotiate),
        gettext_lazy("Open the negotiation"),
        gettext_lazy("The draft goes to the other side. It stays invisible to the public."),
        gettext_lazy("Open the negotiation"),
    ),
    AgreementStatus.AGREED: (
        MoveForm,
        _plain(moves.agree),
        gettext_lazy("The text is agreed"),
        gettext_lazy("Now each party signs. It stays invisible to the public until the last one has."),
        gettext_lazy("The text is agreed"),
    ),
    AgreementStatus.DRAFT: (
        MoveForm,
        _plain(moves.withdraw),
        gettext_lazy("Take it back to draft"),
        gettext_lazy("Nothing is lost: text, parties and history stay."),
        gettext_lazy("Back to draft"),
    ),
    AgreementStatus.SIGNED: (
        SignForm,
        _sign,
        gettext_lazy("Record the signing"),
        gettext_lazy("From now on the agreement is public, with its articles and parties."),
        gettext_lazy("Record the signing"),
    ),
    AgreementStatus.IN_FORCE: (
        MoveForm,
        _plain(moves.put_in_force),
        gettext_lazy("Put in force"),
        gettext_lazy("The portal does this by itself on the first day, when that day is certain."),
        gettext_lazy("Put in force"),
    ),
    AgreementStatus.EXPIRED: (
        MoveForm,
        _plain(moves.expire),
        gettext_lazy("Record that it has expired"),
        gettext_lazy("The portal does this by itself after the last day, when that day is certain."),
        gettext_lazy("It has expired"),
    ),
    AgreementStatus.TERMINATED: (
        TerminateForm,
        _terminate,
        gettext_lazy("Terminate the agreement"),
        gettext_lazy("This cannot be undone. What follows will need a new agreement."),
        gettext_lazy("Terminate"),
    ),
}


@office(*EDITING_ROLES, rule="officers of the authority that holds the agreement")
def agreement_move(request: HttpRequest, slug: str, to: str) -> HttpResponse:
    """Ask what a step needs, and take it."""
    agreement = editable(request, slug)
    if to not in STEPS:
        raise Http404
    page = reverse("partnerships:officer:agreement_detail", args=[slug])
    if to not in {step["to"] for step in next_steps(agreement)}:
        messages.warning(
            request, _("The agreement is “%(state)s” by now.") % {"state": agreement.get_status_display()}
        )
        return HttpResponseRedirect(page)
    is_reopened = (agreement.status, to) == (AgreementStatus.AGREED, AgreementStatus.NEGOTIATION)
    form_class, take, title, text, submit = REOPEN if is_reopened else STEPS[to]
    form = form_class(request.POST or None, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            moved = take(agreement, form, request.user)
        except StaleEdit as stale:
            form = again(form_class, request, agreement, stale)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _("The agreement is now “%(state)s”.") % {"state": moved.get_status_display()}
            )
            return HttpResponseRedirect(page)
    return render(
        request,
        "partnerships/officer/agreement_move.html",
        {
            "agreement": agreement,
            "form": form,
            "title": title,
            "text": text,
            "submit": submit,
            "gaps": commitments.gaps(agreement) if to == AgreementStatus.SIGNED else [],
            "danger": to == AgreementStatus.TERMINATED,
            "cancel_url": page,
            "trail": trail(agreement),
        },
    )
