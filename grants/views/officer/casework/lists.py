"""The case list as a person has it: saved filters, the columns, what it opens with."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.domain.casework import saved_lists
from grants.domain.casework.bulk import BulkStep
from grants.forms.casework import ColumnsForm, SaveListForm
from grants.models import CaseListSetting, SavedList
from grants.tables import APPLICATIONS, MORE_ABOUT_CASES, columns_of
from grants.views.officer.finding import trail_of
from portal.accounts.enums import READING_ROLES
from portal.accounts.models import User
from portal.accounts.permissions import reads
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

SHOWN = 12
RULE = "one's own lists, and those that colleagues share"


def setting_of(person: Any) -> CaseListSetting:
    """Return how a person wants the case list; the usual way for who has said nothing."""
    found = CaseListSetting.objects.select_related("opens_with").filter(user=person).first()
    return found or CaseListSetting(user=person)


def desk_of(person: Any) -> tuple[CaseListSetting, list[SavedList]]:
    """Return how a person wants the case list, and the saved lists that stand above it; one query."""
    rows = SavedList.objects.visible_to(person).order_by("name", "pk")
    shown = rows.values(row=JSONObject(pk="pk", name="name", query="query"))[:SHOWN]
    found = User.objects.filter(pk=person.pk).select_related("case_list_setting__opens_with")
    row = found.annotate(lists=ArraySubquery(shown)).get()
    setting = getattr(row, "case_list_setting", None) or CaseListSetting(user=person)
    return setting, [SavedList(**saved) for saved in row.lists]


def address_of(saved: SavedList) -> str:
    """Return the address of the case list as it was saved."""
    query = f"{saved.query}&saved={saved.pk}" if saved.query else f"saved={saved.pk}"
    return f"{reverse('grants:officer:application_list')}?{query}"


def is_shared_with(saved: SavedList, person: Any) -> bool:
    """Tell whether a saved list is the person's own, or of an authority that the person reads for."""
    return saved.owner_id == person.pk or saved.authority_id in reads(person)


def list_tools(request: HttpRequest, found: Sequence[SavedList], *, works: bool) -> dict[str, Any]:
    """Return what stands above the case list: the saved lists, and the steps for several cases.

    Parameters: ``found`` are the saved lists; ``works`` tells whether the person may take such steps. What htmx asks for
    is the list alone.
    """
    if request.htmx:  # type: ignore[attr-defined]
        return {}
    now = request.GET.get("saved", "")
    return {
        "saved_lists": [
            {"name": saved.name, "url": address_of(saved), "is_now": str(saved.pk) == now} for saved in found
        ],
        "all_url": f"{reverse('grants:officer:application_list')}?all=1",
        "steps": BulkStep.choices if works else [],
    }


@office(*READING_ROLES, rule=RULE)
def saved_list_list(request: HttpRequest) -> HttpResponse:
    """Show the saved lists, and which of them the case list opens with."""
    found = SavedList.objects.visible_to(request.user).select_related("owner", "authority__organisation")
    rows = [
        {"saved": saved, "url": address_of(saved), "is_own": saved.owner_id == request.user.pk}
        for saved in found
    ]
    context = {"rows": rows, "opens_with": setting_of(request.user).opens_with_id, "trail": trail_of()}
    return render(request, "grants/officer/saved_list_list.html", context)


@office(*READING_ROLES, rule=RULE)
def saved_list_create(request: HttpRequest) -> HttpResponse:
    """Save the case list as it is filtered and sorted, under a name."""
    query = saved_lists.query_of(request.GET.urlencode())
    return edit_page(
        request,
        form_class=SaveListForm,
        prepare=lambda form: form.offer(reads(request.user)),
        save=lambda form: saved_lists.save(query=query, **form.cleaned_data, by=request.user),
        title=_("Save this list"),
        saved=_("The list is saved."),
        done=address_of,
        cancel_url=f"{reverse('grants:officer:application_list')}?{query or 'all=1'}",
        trail=trail_of(),
    )


@office(*READING_ROLES, rule="one's own lists")
def saved_list_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a saved list of one's own."""
    saved = get_object_or_404(SavedList.objects.visible_to(request.user), pk=pk)
    if saved.owner_id != request.user.pk:
        messages.error(request, _("Only who saved a list removes it."))
        return redirect("grants:officer:saved_list_list")
    return remove_page(
        request,
        remove=lambda: saved_lists.remove(saved, by=request.user),
        title=_("Remove the list “%(name)s”") % {"name": saved.name},
        text=_("The cases stay as they are. Colleagues whom you shared it with lose it too."),
        done_url=reverse("grants:officer:saved_list_list"),
        trail=trail_of(),
    )


@require_POST
@office(*READING_ROLES, rule=RULE)
def saved_list_opening(request: HttpRequest) -> HttpResponse:
    """Choose what the case list opens with: a saved list, or all cases."""
    asked = request.POST.get("list", "")
    saved = None
    if asked.isascii() and asked.isdigit():
        saved = get_object_or_404(SavedList.objects.visible_to(request.user), pk=int(asked))
    saved_lists.open_with(saved, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("grants:officer:saved_list_list")


@office(*READING_ROLES, rule="one's own columns")
def case_list_columns(request: HttpRequest) -> HttpResponse:
    """Choose the columns of the case list and their order."""
    now = [column.name for column in columns_of(setting_of(request.user).columns) if not column.heads_row]
    offered = [
        (column.name, column.label) for column in [*APPLICATIONS, *MORE_ABOUT_CASES] if not column.heads_row
    ]
    return edit_page(
        request,
        form_class=ColumnsForm,
        initial={name: place for place, name in enumerate(now, start=1)},
        prepare=lambda form: form.offer(offered),
        save=lambda form: saved_lists.choose_columns(form.chosen, by=request.user),
        title=_("Columns of the list"),
        done=lambda setting: f"{reverse('grants:officer:application_list')}?all=1",
        cancel_url=f"{reverse('grants:officer:application_list')}?all=1",
        trail=trail_of(),
        context={
            "lead": _(
                "Give each column that you want its place, from 1 on. Without any place, the usual ones are shown."
            )
        },
    )
