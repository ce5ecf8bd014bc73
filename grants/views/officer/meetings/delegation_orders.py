"""Delegation orders at the office: who may decide what; recorded by administrators, read by all who read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain.meetings import orders
from grants.enums.meetings import DelegableKind
from grants.forms import delegations as forms
from grants.models import Delegation, DelegationFunction, DelegationOrder, FunctionHolder
from grants.permissions import can_edit_order
from partnerships.views.officer.record import Line, Section, facts_of
from portal.accounts.enums import READING_ROLES, Role
from portal.accounts.permissions import administers
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.editing import edit_page, remove_page
from portal.core.history import history_of
from portal.core.models import Document
from portal.core.moments import say_date

READ_RULE = "those who read for the authority whose delegation order it is"
RULE = "administrators of the authority whose delegation order it is"
PER_PAGE = 50

type Words = str | Promise


@office(*READING_ROLES, rule=READ_RULE)
def delegation_order_list(request: HttpRequest) -> HttpResponse:
    """Show the delegation orders of the user's authorities, the latest first."""
    found = DelegationOrder.objects.visible_to(request.user).for_list()
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "can_add": bool(administers(request.user)),
        "trail": [(_("Meetings"), reverse("grants:officer:meeting_list"))],
    }
    return render(request, "grants/officer/delegation_order_list.html", context)


@office(Role.ADMINISTRATOR, rule=RULE)
def delegation_order_create(request: HttpRequest) -> HttpResponse:
    """Record a delegation order."""
    return edit_page(
        request,
        form_class=forms.NewOrderForm,
        record=DelegationOrder(),
        prepare=lambda form: form.offer(administers(request.user)),
        save=lambda form: orders.create(form.cleaned_data, by=request.user),
        title=_("New delegation order"),
        submit=_("Add"),
        saved=_("The order is recorded. Add its paragraphs now."),
        done=_address,
        cancel_url=reverse("grants:officer:delegation_order_list"),
        trail=_trail(),
    )


@office(*READING_ROLES, rule=READ_RULE)
def delegation_order_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a delegation order with its paragraphs, functions and documents."""
    order = _find(request, pk)
    may_edit = can_edit_order(request.user, order)
    edit_url = reverse("grants:officer:delegation_order_edit", args=[pk]) if may_edit else ""
    context = {
        "order": order,
        "facts": Section(_("The order"), "order", facts=facts_of(order, forms.OrderForm), edit_url=edit_url),
        "parts": [_section(key, order, may_edit) for key in PARTS],
        "documents": Document.objects.visible_of(request.user, order).order_by("-version"),
        "may_edit": may_edit,
        "trail": _trail(),
    }
    return render(request, "grants/officer/delegation_order_detail.html", context)


@office(Role.ADMINISTRATOR, rule=RULE)
def delegation_order_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a delegation order, and end it."""
    order = _editable(request, pk)
    return edit_page(
        request,
        form_class=forms.OrderForm,
        record=order,
        save=lambda form: orders.edit(
            order, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit the delegation order"),
        done=_address,
        cancel_url=_address(order),
        trail=_trail(order),
    )


@office(Role.ADMINISTRATOR, rule=RULE)
def delegation_order_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in the text of an order as it was adopted."""
    order = _editable(request, pk)
    return edit_page(
        request,
        form_class=forms.OrderDocumentForm,
        save=lambda form: orders.keep_document(order, form.cleaned_data["file"], by=request.user),
        title=_("Hand in the text of the order"),
        done=lambda _none: _address(order),
        cancel_url=_address(order),
        trail=_trail(order),
    )


@office(*READING_ROLES, rule=READ_RULE)
def delegation_order_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every change of an order and of its paragraphs, newest first."""
    order = _find(request, pk)
    page = history_of(order, children=[Delegation], page=request.GET.get("page"))
    context = {"record": order, "page": page, "trail": _trail(order)}
    return render(request, "grants/officer/delegation_order_history.html", context)


# --- Parts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A kind of part of an order: its model and form, its words, its rows, and how one is told in a line."""

    model: type[models.Model]
    form: type[forms.OrderPartForm]
    rows: Callable[[DelegationOrder], models.QuerySet[Any]]
    heading: Words
    adding: Words
    editing: Words
    removing: Words
    empty: Words
    told: Callable[[Any], tuple[str, str]]
    made: Callable[[DelegationOrder], models.Model]


def _told_delegation(row: Delegation) -> tuple[str, str]:
    """Return a paragraph in a line: who decides what; and below it where, up to what, until when."""
    kinds = ", ".join(str(DelegableKind(kind).label) for kind in row.kinds)
    return f"{row.paragraph} {_holder(row)}", ". ".join(
        filter(None, [", ".join([kinds, *_bounds(row)]), row.why])
    )


def _holder(row: Delegation) -> str:
    if row.is_reserved:
        return _("may not be delegated")
    return str(row.user or row.function or row.get_role_display())


def _bounds(row: Delegation) -> list[str]:
    said = [str(one) for one in (row.programme, row.field) if one is not None]
    if row.up_to is not None:
        said.append(_("up to %(sum)s") % {"sum": format_amount(row.up_to, row.currency)})
    if row.above is not None:
        said.append(_("above %(sum)s") % {"sum": format_amount(row.above, row.currency)})
    if row.valid_until is not None:
        said.append(_("until %(day)s") % {"day": say_date(row.valid_until)})
    return said


def _told_holder(row: FunctionHolder) -> tuple[str, str]:
    begins = _("from %(day)s") % {"day": say_date(row.valid_from)}
    ends = _("until %(day)s") % {"day": say_date(row.valid_until)} if row.valid_until else ""
    return f"{row.function}: {row.user}", " ".join(filter(None, [begins, ends]))


PARTS: dict[str, Part] = {
    "paragraphs": Part(
        Delegation, forms.DelegationForm, lambda order: order.delegations.with_holders(),
        gettext_lazy("Who decides what"), gettext_lazy("Add a paragraph"), gettext_lazy("Edit a paragraph"),
        gettext_lazy("Remove this paragraph?"),
        gettext_lazy("Nothing is delegated yet: the body decides everything itself."),
        _told_delegation, lambda order: Delegation(order=order),
    ),
    "functions": Part(
        DelegationFunction, forms.FunctionForm,
        lambda order: DelegationFunction.objects.filter(authority=order.authority_id),
        gettext_lazy("Functions of the authority"), gettext_lazy("Add a function"), gettext_lazy("Edit a function"),
        gettext_lazy("Remove this function?"), gettext_lazy("No function is named."),
        lambda row: (row.title, ""), lambda order: DelegationFunction(authority=order.authority),
    ),
    "holders": Part(
        FunctionHolder, forms.HolderForm,
        lambda order: FunctionHolder.objects.filter(function__authority=order.authority_id).select_related(
            "function", "user"
        ),
        gettext_lazy("Who holds the functions"), gettext_lazy("Add who holds a function"),
        gettext_lazy("Edit who holds a function"), gettext_lazy("Remove this person from the function?"),
        gettext_lazy("Nobody is named."), _told_holder, lambda order: FunctionHolder(),
    ),
}  # fmt: skip


def _section(key: str, order: DelegationOrder, may_edit: bool) -> Section:
    part = PARTS[key]
    lines = []
    for row in part.rows(order):
        text, note = part.told(row)
        arguments = [order.pk, key, row.pk]
        lines.append(
            Line(
                text,
                note,
                edit_url=_part_url("edit", arguments) if may_edit else "",
                remove_url=_part_url("remove", arguments) if may_edit else "",
            )
        )
    add_url = _part_url("add", [order.pk, key]) if may_edit else ""
    return Section(part.heading, key, lines=lines, add_url=add_url, add_words=part.adding, empty=part.empty)


def _part_url(step: str, arguments: list[Any]) -> str:
    return reverse(f"grants:officer:delegation_order_part_{step}", args=arguments)


def _part(key: str) -> Part:
    if key not in PARTS:
        raise Http404
    return PARTS[key]


@office(Role.ADMINISTRATOR, rule=RULE)
def delegation_order_part_add(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Add a paragraph, a function or who holds one."""
    order, kind = _editable(request, pk), _part(part)
    return edit_page(
        request,
        form_class=kind.form,
        record=kind.made(order),
        prepare=lambda form: form.offer(order),
        save=lambda form: orders.add_part(kind.made(order), form.cleaned_data, order=order, by=request.user),
        title=kind.adding,
        submit=_("Add"),
        done=lambda made: f"{_address(order)}#{part}",
        cancel_url=_address(order),
        trail=_trail(order),
    )


@office(Role.ADMINISTRATOR, rule=RULE)
def delegation_order_part_edit(request: HttpRequest, pk: int, part: str, part_pk: int) -> HttpResponse:
    """Edit a paragraph, a function or who holds one."""
    order, kind = _editable(request, pk), _part(part)
    row = get_object_or_404(kind.rows(order), pk=part_pk)
    return edit_page(
        request,
        form_class=kind.form,
        record=row,
        prepare=lambda form: form.offer(order),
        save=lambda form: orders.edit_part(
            row, form.changes(), order=order, version=form.cleaned_data["version"], by=request.user
        ),
        title=kind.editing,
        done=lambda saved: f"{_address(order)}#{part}",
        cancel_url=_address(order),
        trail=_trail(order),
    )


@office(Role.ADMINISTRATOR, rule=RULE)
def delegation_order_part_remove(request: HttpRequest, pk: int, part: str, part_pk: int) -> HttpResponse:
    """Ask, and remove what no decision rests on."""
    order, kind = _editable(request, pk), _part(part)
    row = get_object_or_404(kind.rows(order), pk=part_pk)
    return remove_page(
        request,
        remove=lambda: orders.remove_part(row, order=order, by=request.user),
        title=kind.removing,
        text=kind.told(row)[0],
        done_url=f"{_address(order)}#{part}",
        trail=_trail(order),
    )


def _find(request: HttpRequest, pk: int) -> DelegationOrder:
    found = DelegationOrder.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("authority__organisation", "body"), pk=pk)


def _editable(request: HttpRequest, pk: int) -> DelegationOrder:
    order = _find(request, pk)
    if not can_edit_order(request.user, order):
        raise PermissionDenied
    return order


def _address(order: DelegationOrder) -> str:
    return order.get_absolute_url()


def _trail(order: DelegationOrder | None = None) -> list[tuple[object, str]]:
    trail: list[tuple[object, str]] = [
        (_("Meetings"), reverse("grants:officer:meeting_list")),
        (_("Delegation orders"), reverse("grants:officer:delegation_order_list")),
    ]
    return [*trail, (order, _address(order))] if order is not None else trail
