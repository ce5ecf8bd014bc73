"""The crosswalk from a framework's predecessor: what each old element lives on as, and in which shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.domain import crosswalks
from partnerships.forms.crosswalks import SharesForm
from partnerships.models import Crosswalk, Framework, FrameworkElement
from partnerships.permissions import can_edit_framework
from partnerships.thread.words import shares_by_crosswalk
from partnerships.tree import Branch, tree_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page


@dataclass(frozen=True)
class Line:
    """An old element: what it lives on as with its share, and whether it says so itself or by what it lies under."""

    element: FrameworkElement
    depth: int
    shares: Sequence[tuple[FrameworkElement, int]]
    itself: bool


@office(*READING_ROLES, rule="everybody who works for an authority")
def framework_crosswalk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what each element of the framework that this one replaces lives on as."""
    framework = get_object_or_404(
        Framework.objects.visible_to(request.user).select_related("authority__organisation", "predecessor"),
        slug=slug,
    )
    lines = _lines(framework)
    context = {
        "framework": framework,
        "lines": lines,
        "lost": sum(1 for line in lines if not line.shares),
        "may_edit": can_edit_framework(request.user, framework),
    }
    return render(request, "partnerships/officer/framework_crosswalk.html", context)


@office(*EDITING_ROLES, rule="officers and administrators of the authority whose framework it is")
def element_crosswalk(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Share an old element out among the elements of this framework."""
    framework = get_object_or_404(
        Framework.objects.visible_to(request.user).select_related("authority__organisation"), slug=slug
    )
    if not can_edit_framework(request.user, framework):
        raise PermissionDenied
    own = FrameworkElement.objects.filter(framework__authority=framework.authority_id)
    old = get_object_or_404(own.exclude(framework=framework).select_related("framework"), pk=pk)
    elements = [branch.element for branch in _flat(tree_of(framework, framework.elements.all()))]
    links = Crosswalk.objects.filter(old=old, new__framework=framework)
    weights = {link.new_id: link.weight for link in links}
    page = reverse("partnerships:officer:framework_crosswalk", args=[slug])

    def save(form: SharesForm) -> Framework:
        crosswalks.continue_as(old, framework, form.weights(), seen=form.weights("seen"), by=request.user)
        return framework

    return edit_page(
        request,
        form_class=_class_for(elements, weights),
        save=save,
        title=_("What “%(old)s” lives on as") % {"old": old},
        trail=[
            (framework, reverse("partnerships:officer:framework_detail", args=[slug])),
            (_("Crosswalk"), page),
        ],
        done=lambda saved: f"{page}#element-{pk}",
        cancel_url=f"{page}#element-{pk}",
        context={
            "lead": _("Write a weight beside each element it lives on as: equal weights are equal parts.")
        },
    )


def _class_for(elements: Sequence[FrameworkElement], weights: Mapping[int, int]) -> type[SharesForm]:
    """Return the form for these elements, as the page for editing takes it."""

    class Form(SharesForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, elements=elements, weights=weights, **kwargs)

    return Form


def _lines(framework: Framework) -> list[Line]:
    old = framework.predecessor
    if old is None:
        return []
    branches = _flat(tree_of(old, old.elements.all()))
    links = list(Crosswalk.objects.filter(old__framework=old, new__framework=framework).select_related("new"))
    names = {link.new_id: link.new for link in links}
    shares = shares_by_crosswalk(
        {branch.element.pk: branch.element.parent_id for branch in branches},
        [(link.old_id, link.new_id, link.weight) for link in links],
    )
    own = {link.old_id for link in links}
    return [
        Line(
            branch.element,
            branch.depth,
            [(names[new], round(share * 100)) for new, share in shares[branch.element.pk] if new is not None],
            branch.element.pk in own,
        )
        for branch in branches
    ]


def _flat(branches: Sequence[Branch]) -> list[Branch]:
    return [one for branch in branches for one in (branch, *_flat(branch.children))]
