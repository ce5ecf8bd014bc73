"""Organisations, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from partnerships.filters.organisations import OrganisationFilter
from partnerships.models import Organisation
from partnerships.tables.organisations import ORGANISATIONS
from portal.core.access import public
from portal.core.tables import render_table


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
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one organisation."""
    organisation = get_object_or_404(
        Organisation.objects.visible_to(request.user).select_related("parent", "region", "municipality"),
        slug=slug,
    )
    return render(request, "partnerships/public/organisation_detail.html", {"organisation": organisation})
