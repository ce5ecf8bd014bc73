"""The outline of a framework, in which its tree is written and moved: by keyboard, by pointer, without JavaScript."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from partnerships.domain import outline
from partnerships.enums import ElementKind
from partnerships.forms.outline import OutlineForm
from partnerships.models import Framework, FrameworkElement
from partnerships.permissions import can_edit_framework
from partnerships.tree import tree_of
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.errors import DomainError


@office(*EDITING_ROLES, rule="officers and administrators of the authority whose framework it is")
def framework_outline(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the outline, and take one step in it.

    A step answers with the tree and the sentence that says where things are (htmx), or leads back to the page with the
    focus on the element that moved. What is refused is said at the row, with what was typed.
    """
    framework = get_object_or_404(
        Framework.objects.visible_to(request.user).select_related("authority__organisation"), slug=slug
    )
    if not can_edit_framework(request.user, framework):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, framework, at=request.GET.get("at", ""), new=_asked_for(request, framework))
    form = OutlineForm(request.POST, framework=framework)
    if not form.is_valid():
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _refused(request, framework, sentence)
    try:
        element, said = _step(form.cleaned_data, framework, request.user)
    except DomainError as error:
        return _refused(request, framework, " ".join(error.messages))
    if request.htmx:  # type: ignore[attr-defined]
        return _page(request, framework, at=str(element.pk), said=said)
    messages.success(request, said)
    return HttpResponseRedirect(f"{page_of(framework)}?at={element.pk}#element-{element.pk}")


def page_of(framework: Framework) -> str:
    """Return the address of the outline."""
    return reverse("partnerships:officer:framework_outline", args=[framework.slug])


def _step(asked: dict[str, Any], framework: Framework, user: Any) -> tuple[FrameworkElement, str]:
    element, language = asked["element"], _language()
    if asked["do"] == "add":
        made = outline.add(
            framework,
            asked["name"],
            asked["kind"] or ElementKind.AIM,
            after=asked["after"],
            under=asked["under"],
            language=language,
            by=user,
        )
        return made, outline.where(made)
    if asked["do"] == "rename":
        said = outline.rename(element, asked["name"], language=language, was=asked["was"], by=user)
        return element, said
    return element, outline.move(element, asked["do"], by=user)


def _refused(request: HttpRequest, framework: Framework, sentence: str) -> HttpResponse:
    """Return the page with the refusal at its row and what was typed still there."""
    posted = request.POST
    new = None
    if posted.get("do") == "add":
        new = {
            "after": _pk(posted.get("after")),
            "under": _pk(posted.get("under")),
            "kind": posted.get("kind", ""),
        }
    return _page(
        request,
        framework,
        at=posted.get("element", ""),
        new=new,
        refused=sentence,
        typed=posted.get("name", ""),
        status=422,
    )


def _page(
    request: HttpRequest,
    framework: Framework,
    *,
    at: str,
    new: dict[str, Any] | None = None,
    said: str = "",
    refused: str = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    language = _language()
    elements = list(framework.elements.order_by("position", "pk"))
    for element in elements:
        element.own_name = element.names.as_dict().get(language, "")  # type: ignore[attr-defined]
    context = {
        "framework": framework,
        "tree": tree_of(framework, elements),
        "at": _pk(at),
        "new": new,
        "kinds": [pair for pair in ElementKind.choices if pair[0] != ElementKind.PRIORITY_LINE],
        "said": said or refused,
        "refused": refused,
        "typed": typed,
        "language": language,
        "outline_url": page_of(framework),
    }
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "parts/outline" if partial else "officer/framework_outline"
    return render(request, f"partnerships/{template}.html", context, status=status)


def _asked_for(request: HttpRequest, framework: Framework) -> dict[str, Any] | None:
    """Return where an empty row is wanted: after an element, under one, or at the end."""
    if "new" not in request.GET:
        return None
    after, under = _pk(request.GET.get("after")), _pk(request.GET.get("under"))
    other = after or under
    beside = framework.elements.filter(pk=other).first() if other is not None else None
    first = framework.elements.filter(parent=under).order_by("position").first() if under else None
    kind = (first or beside).kind if first or beside else ElementKind.AREA  # type: ignore[union-attr]
    return {"after": after, "under": under, "kind": kind}


def _pk(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _language() -> str:
    return (get_language() or "en").split("-")[0]
