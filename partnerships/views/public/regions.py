"""Regions, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from partnerships.filters.regions import RegionFilter
from partnerships.models import Agreement, Organisation, Partnership, Region
from partnerships.permissions import can_edit_shared
from partnerships.tables.regions import REGIONS
from partnerships.views.addresses import follows_merges
from partnerships.views.public.facts import Facts
from portal.core import registry
from portal.core.access import public
from portal.core.models import Citation
from portal.core.sources import citations_of, sources_in
from portal.core.tables import render_table

SHOWN = 30


@public("every place that partners come from")
def region_list(request: HttpRequest) -> HttpResponse:
    """Show the register of regions."""
    return render_table(
        request,
        filterset=RegionFilter(
            request.GET, Region.objects.visible_to(request.user).for_list(), request=request
        ),
        columns=REGIONS,
        template="partnerships/public/region_list.html",
        title=_("Regions"),
        empty=_("No region has been entered yet."),
    )


@public("every place that partners come from")
@follows_merges(Region)
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one region: its profile, the partners here, and which priorities name it and why."""
    region = get_object_or_404(Region.objects.visible_to(request.user).select_related("parent"), slug=slug)
    user = request.user
    citations = citations_of(region)
    partnerships = Partnership.objects.visible_to(user).filter(region=region)
    context = {
        "region": region,
        "facts": _facts(region, user, citations),
        "partnerships": partnerships.for_list()[:SHOWN],
        "agreements": Agreement.objects.visible_to(user)
        .filter(partnership__region=region)
        .for_list()[:SHOWN],
        "organisations": Organisation.objects.visible_to(user).filter(region=region).for_list()[:SHOWN],
        "children": region.children.visible_to(user).for_list()[:SHOWN],
        "panels": registry.panels(region, user),
        "sources": sources_in(citations),
        "may_edit": can_edit_shared(user),
    }
    return render(request, "partnerships/public/region_detail.html", context)


def _facts(region: Region, user: Any, citations: list[Citation]) -> list[Any]:
    facts = Facts(citations)
    facts.add(_("Part of"), region.parent, field="parent")
    facts.add(_("Also known as"), [one.name for one in region.former_names.all()], field="former_names")
    facts.add(_("Members"), list(region.members.visible_to(user)), field="members")
    facts.add(_("Belongs to"), list(region.groups.visible_to(user)), field="groups")
    facts.add(_("Country"), region.country, field="country")
    facts.add(_("ISO 3166-2"), ", ".join(region.iso_3166_2), field="iso_3166_2")
    nuts = f"{region.nuts_code} ({region.nuts_version})" if region.nuts_code else ""
    facts.add(_("NUTS"), nuts, field="nuts_code")
    if region.in_eu is not None:
        facts.add(_("European Union"), _("member") if region.in_eu else _("not a member"), field="in_eu")
    return facts.facts
