"""The parties of a case at the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from grants.domain.casework import parties
from grants.forms.casework import PartyForm
from grants.models import CaseParty
from grants.views.officer.casework.finding import WORK_RULE, address_of, workable
from grants.views.officer.finding import RULE, find_case, trail_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.history import history_of


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_party_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a party to a case, such as an agent."""
    application = workable(request, reference)
    return edit_page(
        request,
        form_class=PartyForm,
        record=CaseParty(application=application),
        save=lambda form: parties.add(application, form.cleaned_data, by=request.user),
        title=_("Add a party"),
        submit=_("Add"),
        saved=_("The party is added."),
        done=lambda party: address_of(application, "parties"),
        cancel_url=address_of(application, "parties"),
        trail=trail_of(application),
    )


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_party_edit(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Change a party of a case, and mark what has become of it."""
    application = workable(request, reference)
    party = get_object_or_404(CaseParty.objects.visible_to(request.user), application=application, pk=pk)
    party.application = application
    return edit_page(
        request,
        form_class=PartyForm,
        record=party,
        save=lambda form: parties.edit(
            party, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Change the party"),
        done=lambda saved: address_of(application, "parties"),
        cancel_url=address_of(application, "parties"),
        trail=trail_of(application),
    )


@office(*READING_ROLES, rule=RULE)
def application_party_history(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show every change of a party, newest first."""
    application = find_case(request, reference)
    party = get_object_or_404(CaseParty.objects.visible_to(request.user), application=application, pk=pk)
    page = history_of(party, page=request.GET.get("page"))
    context = {"party": party, "page": page, "trail": trail_of(application)}
    return render(request, "grants/officer/application_party_history.html", context)
