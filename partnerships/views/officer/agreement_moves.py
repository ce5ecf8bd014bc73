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
from partnerships.enums import AGREEMENT_TRANSITIONS, AgreementStatus
from partnerships.forms.agreements import MoveForm, SignForm, TerminateForm
from partnerships.models import Agreement
from partnerships.views.officer.agreements import editable, trail
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


# status -> form, domain function, title, what follows from it, the button's words
STEPS: dict[str, tuple[type[MoveForm], Callable[[Agreement, Any, Any], Agreement], Any, Any, Any]] = {
    AgreementStatus.NEGOTIATION: (
        MoveForm,
        _plain(moves.negotiate),
        gettext_lazy("Open the negotiation"),
        gettext_lazy("The draft goes to the other side. It stays invisible to the public."),
        gettext_lazy("Open the negotiation"),
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
        _plain(moves.terminate),
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
    if to not in AGREEMENT_TRANSITIONS[agreement.status]:
        messages.warning(
            request, _("The agreement is “%(state)s” by now.") % {"state": agreement.get_status_display()}
        )
        return HttpResponseRedirect(page)
    form_class, take, title, text, submit = STEPS[to]
    form = form_class(request.POST or None, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            moved = take(agreement, form, request.user)
        except StaleEdit as stale:
            form = _again(form_class, request, agreement, stale)
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
            "danger": to == AgreementStatus.TERMINATED,
            "cancel_url": page,
            "trail": trail(agreement),
        },
    )


def _again(
    form_class: type[MoveForm], request: HttpRequest, agreement: Agreement, stale: StaleEdit
) -> MoveForm:
    """Return the form as typed, for the version that stands now, so that a second look can confirm it."""
    data = request.POST.copy()
    data["version"] = str(stale.current_version)
    agreement.refresh_from_db()
    form = form_class(data, agreement=agreement)
    form.add_error(
        None,
        _("Somebody else saved the agreement meanwhile. Look at it again, and confirm if this still holds."),
    )
    return form
