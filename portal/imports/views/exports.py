"""Registers taken out, with the columns by which they are brought in; and rows with errors, to be corrected."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from partnerships.models import Authority
from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.resources import resource_for, resources
from portal.core.sheets import MEDIA_TYPES, SheetKind
from portal.imports import taking_out
from portal.imports.views.officer import RULE, run_or_404


@office(*EDITING_ROLES, rule=RULE)
@require_GET
def register_export(request: HttpRequest) -> HttpResponseBase:
    """Give a register as a file that can be brought in again unchanged."""
    noun, kind = request.GET.get("noun", "organisations"), request.GET.get("kind", "xlsx")
    if noun not in {one.noun for one in resources()} or kind not in set(MEDIA_TYPES):
        raise Http404
    mine = Authority.objects.visible_to(request.user).filter(pk__in=edits(request.user)).order_by("pk")
    wanted = request.GET.get("authority", "")
    authority = get_object_or_404(mine, slug=wanted) if wanted else mine.first()
    resource = resource_for(noun)
    file = taking_out.register(resource, authority, SheetKind(kind))
    return _answer(file, SheetKind(kind), f"{noun}-{timezone.localdate().isoformat()}")


@office(*EDITING_ROLES, rule=RULE)
@require_GET
def import_run_errors(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the rows with errors as the file they came in, with a column that explains."""
    run = run_or_404(request, pk)
    if not run.errors:
        raise Http404
    stem = run.filename.rpartition(".")[0] or run.filename
    return _answer(taking_out.errors(run), taking_out.kind_out(SheetKind(run.kind)), f"{stem}-{run.pk}")


def _answer(file: Any, kind: SheetKind, stem: str) -> HttpResponseBase:
    return FileResponse(file, as_attachment=True, filename=f"{stem}.{kind}", content_type=MEDIA_TYPES[kind])
