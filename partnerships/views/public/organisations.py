"""Organisations, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partnerships.family import family_of
from partnerships.filters.organisations import OrganisationFilter
from partnerships.models import Agreement, Organisation, Partnership
from partnerships.permissions import can_edit_shared
from partnerships.tables.organisations import ORGANISATIONS
from partnerships.views.addresses import follows_merges
from partnerships.views.public.facts import Facts
from portal.core import registry
from portal.core.access import public
from portal.core.models import Citation
from portal.core.sources import citations_of, sources_in
from portal.core.tables import render_table

SHOWN = 30


@public("every organisation that takes part in a cooperation")
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Show the register of organisations."""
    return render_table(
        request,
        filterset=OrganisationFilter(
            request.GET, Organisation.objects.visible_to(request.user).for_list(), request=request
        ),
        columns=ORGANISATIONS,
        template="partnerships/public/organisation_list.html",
        title=_("Organisations"),
        empty=_("No organisation has been entered yet."),
    )


@public("every organisation that takes part in a cooperation")
@follows_merges(Organisation)
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one organisation: who it is, what it was called, and in what it takes part."""
    organisation = get_object_or_404(
        Organisation.objects.visible_to(request.user).select_related("parent", "region", "municipality"),
        slug=slug,
    )
    user = request.user
    citations = citations_of(organisation)
    partnerships = Partnership.objects.visible_to(user)
    context = {
        "organisation": organisation,
        "facts": _facts(organisation, citations),
        "held": partnerships.filter(holder=organisation).for_list()[:SHOWN],
        "as_counterpart": partnerships.filter(counterpart=organisation).for_list()[:SHOWN],
        "as_participant": partnerships.filter(participants__organisation=organisation).for_list()[:SHOWN],
        "agreements": Agreement.objects.visible_to(user)
        .filter(parties__organisation=organisation)
        .for_list()[:SHOWN],
        "family": family_of(organisation, user),
        "panels": registry.panels(organisation, user),
        "sources": sources_in(citations),
        "may_edit": can_edit_shared(user),
    }
    return render(request, "partnerships/public/organisation_detail.html", context)


def _facts(organisation: Organisation, citations: list[Citation]) -> list[Any]:
    facts = Facts(citations)
    facts.add(_("Short name"), organisation.acronym, field="acronym")
    facts.add(_("Part of"), organisation.parent, field="parent")
    facts.add(_("Municipality"), organisation.municipality, field="municipality")
    facts.add(_("Region"), organisation.region, field="region")
    facts.add(_("Size"), organisation.get_size_display(), field="size")
    former = [
        f"{one.name} ({one.period})" if one.period else one.name for one in organisation.former_names.all()
    ]
    facts.add(_("Formerly"), former, field="former_names")
    numbers = [f"{one.number} ({one.list_code})" for one in organisation.registration_numbers.all()]
    facts.add(_("Registration number"), numbers, field="registration_numbers")
    if organisation.website:
        facts.add(_("Website"), format_html('<a href="{0}">{0}</a>', organisation.website), field="website")
    return facts.facts
