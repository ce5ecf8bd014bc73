"""Signing an agreement, one party after the other."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from partnerships.domain import agreement_moves as moves
from partnerships.enums import AgreementStatus
from partnerships.forms.agreements import PartySignForm
from partnerships.models import Agreement, AgreementParty
from partnerships.permissions import can_sign_for
from partnerships.views.officer.agreement_parties import address
from partnerships.views.officer.agreements import trail, with_all
from partnerships.views.officer.steps import again
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import add_errors
from portal.core.errors import StaleEdit

RULE = "officers of the authority that holds the agreement, and of the party's own authority"


@office(*EDITING_ROLES, rule=RULE)
def party_sign(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Record one party's signature: who, in which function, when."""
    agreement = get_object_or_404(with_all(request), slug=slug)
    party = get_object_or_404(agreement.parties.select_related("organisation"), pk=pk)
    party.agreement = agreement
    if not can_sign_for(request.user, party):
        raise PermissionDenied
    form = PartySignForm(request.POST or None, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            signed = _sign(agreement, party, form, request.user)
        except StaleEdit as stale:
            form = again(PartySignForm, request, agreement, stale)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _signed_sentence(signed, party))
            return HttpResponseRedirect(address(agreement))
    context = {
        "agreement": agreement,
        "form": form,
        "title": _("Record the signature of %(party)s") % {"party": party},
        "text": _("When the last party has signed, the agreement is signed, and becomes public."),
        "submit": _("Record the signature"),
        "danger": False,
        "cancel_url": address(agreement),
        "trail": trail(agreement),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "partnerships/officer/agreement_move.html", context, status=status)


def _sign(agreement: Agreement, party: AgreementParty, form: Any, by: Any) -> Agreement:
    return moves.sign_party(
        agreement,
        party,
        signatory=form.cleaned_data["signatory"],
        function=form.cleaned_data["function"],
        signed=form.cleaned_data["signed"],
        note=form.cleaned_data["note"],
        version=form.cleaned_data["version"],
        by=by,
    )


def _signed_sentence(agreement: Agreement, party: AgreementParty) -> str:
    if agreement.status == AgreementStatus.SIGNED:
        return _("%(party)s has signed, and with it the agreement is signed.") % {"party": party}
    return _("The signature of %(party)s is recorded.") % {"party": party}
