"""Regions, for the office."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import regions
from partnerships.filters.regions import RegionFilter
from partnerships.forms.regions import RegionForm, RegionMembersForm, RegionProfileForm
from partnerships.models import Region
from partnerships.permissions import can_edit_shared
from partnerships.tables.regions import office_regions
from partnerships.views.addresses import follows_merges
from partnerships.views.officer.parts import parts_section
from partnerships.views.officer.record import Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core import registry
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.tables import render_table

SECTIONS: dict[str, Any] = {
    "facts": (RegionForm, gettext_lazy("Facts")),
    "members": (RegionMembersForm, gettext_lazy("Members of the group")),
    "profile": (RegionProfileForm, gettext_lazy("Profile")),
}


def page_of(region: Region) -> str:
    """Return the address of the region's office page."""
    return reverse("partnerships:officer:region_detail", args=[region.slug])


@office(*READING_ROLES, rule="everybody who works for an authority")
def region_list(request: HttpRequest) -> HttpResponse:
    """Show the register of regions."""
    rows = Region.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=RegionFilter(request.GET, rows, request=request),
        columns=office_regions(),
        template="partnerships/officer/region_list.html",
        title=_("Regions"),
        empty=_("Add the first place: a region, a county, a country."),
        context={"may_add": can_edit_shared(request.user)},
    )


@office(*READING_ROLES, rule="everybody who works for an authority")
@follows_merges(Region)
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that is known of a region, each section with its own edit."""
    region = get_object_or_404(Region.objects.visible_to(request.user).select_related("parent"), slug=slug)
    may_edit = can_edit_shared(request.user)
    sections = [
        Section(
            title,
            key,
            facts=facts_of(region, form),
            edit_url=reverse("partnerships:officer:region_edit", args=[slug, key]) if may_edit else "",
        )
        for key, (form, title) in SECTIONS.items()
    ]
    sections.append(
        parts_section(
            "names",
            region,
            request.user,
            lambda name: (name.name, name.period or ""),
            region.former_names.all(),
        )
    )
    context = {
        "may_edit": may_edit,
        "record": region,
        "history_url": reverse("partnerships:officer:region_history", args=[slug]),
        "kicker": region.get_tier_display(),
        "sections": sections,
        "panels": registry.panels(region, request.user),
    }
    return render(request, "partnerships/officer/region_detail.html", context)


@office(*EDITING_ROLES, rule="every officer: regions are shared by all authorities")
def region_add(request: HttpRequest) -> HttpResponse:
    """Add a region."""
    return edit_page(
        request,
        record=Region(),
        form_class=RegionForm,
        save=lambda form: regions.create(form.cleaned_data, by=request.user),
        title=_("Add a region"),
        trail=[(_("Regions"), reverse("partnerships:officer:region_list"))],
        done=page_of,
        cancel_url=reverse("partnerships:officer:region_list"),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule="every officer: regions are shared by all authorities")
def region_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of a region."""
    region = get_object_or_404(Region.objects.visible_to(request.user), slug=slug)
    if section not in SECTIONS:
        raise Http404
    form_class, title = SECTIONS[section]
    return edit_page(
        request,
        record=region,
        form_class=form_class,
        save=lambda form: regions.edit(
            region, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        trail=[(region, page_of(region))],
        done=lambda saved: f"{page_of(saved)}#{section}",
        cancel_url=f"{page_of(region)}#{section}",
    )
