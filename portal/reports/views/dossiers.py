"""Dossiers of partnerships, for the office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from partnerships.models import Partnership
from partnerships.permissions import can_edit_partnership
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits, reads
from portal.core.access import office
from portal.core.domain import jobs
from portal.core.errors import DomainError
from portal.core.models import Document
from portal.reports.domain import dossiers
from portal.reports.forms import DossierForm
from portal.reports.models import Dossier

READ = "dossiers of the user's authorities; those with confidential parts for officers and administrators"
SHOWN = 100


@office(*READING_ROLES, rule=READ)
def dossier_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the dossiers that were made of a partnership, and the form that orders the next one."""
    mine = Partnership.objects.visible_to(request.user).of_authorities(reads(request.user))
    partnership = get_object_or_404(mine.select_related("authority__organisation"), slug=slug)
    form = None
    if can_edit_partnership(request.user, partnership):
        form = DossierForm(request.POST or None, initial={"language": get_language()})
        if request.method == "POST" and form.is_valid():
            try:
                return redirect(dossiers.order(partnership, by=request.user, **form.cleaned_data))
            except DomainError as error:
                form.add_error(None, error)
    rows = list(Dossier.objects.visible_to(request.user).for_list().filter(partnership=partnership)[:SHOWN])
    context = {
        "partnership": partnership,
        "page": reverse("partnerships:officer:partnership_detail", args=[slug]),
        "form": form,
        "rows": _rows(request.user, rows),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "reports/officer/dossier_list.html", context, status=status)


def _rows(user: Any, dossiers_made: list[Dossier]) -> list[dict[str, Any]]:
    """Put each dossier's file beside it, with one query for all of them."""
    files = {document.object_id: document for document in Document.objects.visible_of(user, *dossiers_made)}
    return [{"dossier": one, "pages": files.get(one.pk)} for one in dossiers_made]


@office(*READING_ROLES, rule=READ)
@require_GET
def dossier_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a dossier is, and its file when it is made; htmx gets the progress alone."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user).for_list(), pk=pk)
    context = {
        **_rows(request.user, [dossier])[0],
        "may_order": can_edit_partnership(request.user, dossier.partnership),
        "page": reverse("partnerships:officer:partnership_detail", args=[dossier.partnership.slug]),
        "list_url": reverse("reports:officer:dossier_list", args=[dossier.partnership.slug]),
    }
    template = "reports/officer/dossier_detail.html"
    return render(request, f"{template}#made" if request.htmx else template, context)  # type: ignore[attr-defined]


@office(*EDITING_ROLES, rule="dossiers of authorities whose records the user edits")
@require_POST
def dossier_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a dossier that failed again."""
    mine = Dossier.objects.visible_to(request.user).filter(partnership__authority__in=edits(request.user))
    dossier = get_object_or_404(mine, pk=pk)
    if dossier.job is not None:
        jobs.retry(dossier.job)
    return redirect(dossier)
