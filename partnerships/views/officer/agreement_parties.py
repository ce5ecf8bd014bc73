"""The parties of an agreement at the office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.domain import parties
from partnerships.forms.agreements import NewPartyForm, PartyForm, organisations_found
from partnerships.models import Agreement, AgreementParty
from partnerships.views.officer.agreements import editable, trail
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page
from portal.core.errors import StaleEdit

RULE = "officers of the authority that holds the agreement"


@office(*EDITING_ROLES, rule=RULE)
def party_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Search an organisation and add it to the agreement."""
    agreement = editable(request, slug)
    q = request.GET.get("q", "").strip()[:200]
    chosen = request.POST.get("organisation")

    def offer(form: Any) -> None:
        form.fields["organisation"].queryset = organisations_found(q, chosen=chosen)

    return edit_page(
        request,
        form_class=NewPartyForm,
        record=AgreementParty(agreement=agreement),
        prepare=offer,
        save=lambda form: parties.add(agreement, version=None, by=request.user, **form.cleaned_data),
        title=_("Add a party"),
        submit=_("Add"),
        saved=_("The party is added."),
        done=lambda party: address(agreement),
        cancel_url=address(agreement),
        trail=trail(agreement),
        template="partnerships/officer/party_create.html",
        context={"q": q, "agreement": agreement},
    )


@office(*EDITING_ROLES, rule=RULE)
def party_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Edit what is said about a party."""
    agreement = editable(request, slug)
    party = get_object_or_404(agreement.parties.select_related("organisation"), pk=pk)
    return edit_page(
        request,
        form_class=PartyForm,
        record=party,
        save=lambda form: _save(request, party, form),
        title=str(party),
        saved=_("Saved."),
        done=lambda saved: address(agreement),
        cancel_url=address(agreement),
        trail=trail(agreement),
    )


@office(*EDITING_ROLES, rule=RULE)
def party_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, and take a party off the list."""
    agreement = editable(request, slug)
    party = get_object_or_404(agreement.parties.select_related("organisation"), pk=pk)
    return remove_page(
        request,
        remove=lambda: parties.remove(party, version=None, by=request.user),
        title=_("Take %(party)s off the agreement?") % {"party": party},
        text=_("The history keeps what was said about it."),
        done_url=address(agreement),
        submit=_("Yes, take it off"),
        removed=_("The party is taken off."),
        trail=trail(agreement),
    )


def address(agreement: Agreement) -> str:
    """Return the place of the parties on the record's page."""
    return f"{reverse('partnerships:officer:agreement_detail', args=[agreement.slug])}#parties"


def _save(request: HttpRequest, party: AgreementParty, form: Any) -> AgreementParty:
    try:
        return parties.edit(party, form.changes(), version=form.cleaned_data["version"], by=request.user)
    except StaleEdit as stale:
        current = get_object_or_404(AgreementParty.objects.select_related("agreement"), pk=party.pk)
        raise StaleEdit(
            " ".join(stale.messages), current=current, current_version=stale.current_version
        ) from stale
