"""Frameworks, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from partnerships.filters.frameworks import FrameworkFilter
from partnerships.indicators import answers
from partnerships.models import Framework
from partnerships.permissions import can_edit_framework
from partnerships.tables.frameworks import FRAMEWORKS
from partnerships.tree import tree_of
from partnerships.views.public.facts import Facts
from portal.core import registry
from portal.core.access import public
from portal.core.models import Citation
from portal.core.sources import about, citations_of, sources_in
from portal.core.tables import render_table


@public("every framework")
def framework_list(request: HttpRequest) -> HttpResponse:
    """Show the register of frameworks."""
    return render_table(
        request,
        filterset=FrameworkFilter(
            request.GET, Framework.objects.visible_to(request.user).for_list(), request=request
        ),
        columns=FRAMEWORKS,
        template="partnerships/public/framework_list.html",
        title=_("Frameworks"),
        empty=_("No framework has been entered yet."),
    )


@public("every framework, with its elements")
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one framework: its tree, its priority lines with places, what became of it."""
    framework = get_object_or_404(
        Framework.objects.visible_to(request.user).select_related(
            "authority__organisation", "adopted_by", "parent", "predecessor"
        ),
        slug=slug,
    )
    elements = list(
        framework.elements.select_related("detailed_by").prefetch_related(
            "places",
            "indicators",
            "continued_as__new__framework",
            "continues__old__framework",
        )
    )
    citations = citations_of(framework, *elements)
    context = {
        "framework": framework,
        "facts": _facts(framework, request, about(framework, citations)),
        "tree": tree_of(framework, elements),
        "indicators": answers(framework),
        "panels": registry.panels(framework, request.user),
        "sources": sources_in(citations),
        "may_edit": can_edit_framework(request.user, framework),
    }
    return render(request, "partnerships/public/framework_detail.html", context)


def _facts(framework: Framework, request: HttpRequest, citations: list[Citation]) -> list[Any]:
    facts = Facts(citations)
    facts.add(_("Authority"), framework.authority.organisation)
    facts.add(_("Adopted by"), framework.adopted_by, field="adopted_by")
    facts.add(_("Period"), framework.period, field="period")
    facts.add(_("Target year"), framework.target_year, field="target_year")
    facts.add(_("Follows from"), framework.parent, field="parent")
    facts.add(_("Replaces"), framework.predecessor, field="predecessor")
    facts.add(_("Replaced by"), list(framework.successors.visible_to(request.user)))
    facts.add(_("Worked out in"), list(framework.children.visible_to(request.user)))
    return facts.facts
