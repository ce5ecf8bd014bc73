"""Frameworks and their trees, for the office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partnerships import indicators
from partnerships.domain import frameworks
from partnerships.filters.frameworks import FrameworkFilter
from partnerships.forms.frameworks import FrameworkForm, NewFrameworkForm
from partnerships.models import Crosswalk, Framework, FrameworkElement
from partnerships.permissions import can_edit_framework, can_edit_shared
from partnerships.tables.frameworks import office_frameworks
from partnerships.tree import tree_of
from partnerships.views.officer.parts import parts_section
from partnerships.views.officer.record import Section, facts_of, several
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.tables import render_table

SECTIONS: dict[str, Any] = {"facts": (FrameworkForm, gettext_lazy("Facts"))}
RULE = "officers and administrators of the authority whose framework it is"


def page_of(framework: Framework) -> str:
    """Return the address of the framework's office page."""
    return reverse("partnerships:officer:framework_detail", args=[framework.slug])


@office(*READING_ROLES, rule="everybody who works for an authority")
def framework_list(request: HttpRequest) -> HttpResponse:
    """Show the register of frameworks."""
    rows = Framework.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=FrameworkFilter(request.GET, rows, request=request),
        columns=office_frameworks(),
        template="partnerships/officer/framework_list.html",
        title=_("Frameworks"),
        empty=_("Add the first strategy, policy or guideline."),
        context={"may_add": can_edit_shared(request.user)},
    )


@office(*READING_ROLES, rule="everybody who works for an authority")
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a framework with its tree, each part with its own edit."""
    framework = get_object_or_404(
        Framework.objects.visible_to(request.user).select_related(
            "authority__organisation", "adopted_by", "parent", "predecessor"
        ),
        slug=slug,
    )
    may_edit = can_edit_framework(request.user, framework)
    edit = reverse("partnerships:officer:framework_edit", args=[slug, "facts"]) if may_edit else ""
    context = {
        "record": framework,
        "history_url": reverse("partnerships:officer:framework_history", args=[slug]),
        "kicker": framework.authority,
        "facts": [
            Section(SECTIONS["facts"][1], "facts", facts=facts_of(framework, FrameworkForm), edit_url=edit)
        ],
        "tree": tree_of(framework),
        "may_edit": may_edit,
        "sections": _connections(framework, request.user),
    }
    return render(request, "partnerships/officer/framework_detail.html", context)


def _connections(framework: Framework, user: Any) -> list[Section]:
    crosswalks = Crosswalk.objects.filter(new__framework=framework).select_related("old__framework", "new")
    today = localdate()
    return [
        parts_section(
            "crosswalk",
            framework,
            user,
            lambda link: (f"{link.old} → {link.new}", link.old.framework),
            crosswalks,
        ),
        parts_section(
            "indicators",
            framework,
            user,
            lambda indicator: (
                indicator.names,
                several(
                    said for said in (indicator.element, indicators.answer_of(indicator, today).words) if said
                ),
            ),
            indicators.in_order(framework),
        ),
    ]


@office(*EDITING_ROLES, rule=RULE)
def framework_add(request: HttpRequest) -> HttpResponse:
    """Add a framework."""
    return edit_page(
        request,
        record=Framework(),
        form_class=NewFrameworkForm,
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: frameworks.create(form.cleaned_data, by=request.user),
        title=_("Add a framework"),
        trail=[(_("Frameworks"), reverse("partnerships:officer:framework_list"))],
        done=page_of,
        cancel_url=reverse("partnerships:officer:framework_list"),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def framework_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of a framework."""
    framework = _mine(request, slug)
    if section not in SECTIONS:
        raise Http404
    form_class, title = SECTIONS[section]
    return edit_page(
        request,
        record=framework,
        form_class=form_class,
        save=lambda form: frameworks.edit(
            framework, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        trail=[(str(framework), page_of(framework))],
        done=lambda saved: f"{page_of(saved)}#{section}",
        cancel_url=f"{page_of(framework)}#{section}",
    )


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def element_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move an element one place up or down among its siblings."""
    framework = _mine(request, slug)
    element = get_object_or_404(FrameworkElement, framework=framework, pk=pk)
    frameworks.move_element(element, up=request.POST.get("direction") == "up", by=request.user)
    return HttpResponseRedirect(f"{page_of(framework)}#element-{pk}")


def _mine(request: HttpRequest, slug: str) -> Framework:
    framework = get_object_or_404(
        Framework.objects.visible_to(request.user).select_related("authority__organisation"), slug=slug
    )
    if not can_edit_framework(request.user, framework):
        raise PermissionDenied
    return framework
