"""Files of the case list, exactly as it is filtered and sorted: sent at once, or made by the worker when it is long."""

import hashlib

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants.periodic import FORMATS, cases_of, export_cases, filename, spreadsheet
from grants.resources import CaseResource
from grants.views.officer.finding import RULE, trail_of
from portal.accounts.enums import READING_ROLES
from portal.core.access import office
from portal.core.domain import jobs
from portal.core.models import Document, Job
from portal.core.spreadsheets import csv_lines
from portal.core.tables.columns import grouped

DIRECT = 5_000
SHOWN = 10


@office(*READING_ROLES, rule=RULE)
@require_http_methods(["GET", "HEAD", "POST"])
def application_export(request: HttpRequest) -> HttpResponseBase:
    """Send the list as a file; a long one is asked about first, and then made by the worker."""
    file_format = request.GET.get("format") or "csv"
    if file_format not in FORMATS:
        raise Http404
    cases = cases_of(request.user, request.GET.urlencode())
    if cases.order_by()[: DIRECT + 1].count() > DIRECT:
        return _order(request, file_format) if request.method == "POST" else _ask(request, file_format)
    resource = CaseResource()
    name = filename(file_format)
    response: StreamingHttpResponse | FileResponse
    if file_format == "csv":
        lines = csv_lines(resource.heads(), resource.rows(cases))
        response = StreamingHttpResponse(lines, content_type=FORMATS[file_format])
        response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    else:
        response = FileResponse(
            spreadsheet(resource, cases), as_attachment=True, filename=name, content_type=FORMATS[file_format]
        )
    response["Cache-Control"] = "private, no-store"
    return response


def _ask(request: HttpRequest, file_format: str) -> HttpResponse:
    query = request.GET.copy()
    query.pop("format", None)
    back = f"../?{query.urlencode()}"
    context = {
        "title": _("Export the list as %(format)s") % {"format": file_format.upper()},
        "text": _(
            "The list has more than %(number)s entries. The file is made while you do something else, and waits for "
            "you here when it is done."
        )
        % {"number": grouped(DIRECT)},
        "submit": _("Make the file"),
        "danger": "no",
        "cancel_url": back,
        "trail": trail_of(),
        "layout": "layouts/office.html",
    }
    return render(request, "layouts/confirm.html", context)


def _order(request: HttpRequest, file_format: str) -> HttpResponse:
    query = request.GET.urlencode()
    # Pressed twice in a minute, it is one file.
    asked = f"{query} {get_language()} {timezone.now():%Y-%m-%d %H:%M}"
    jobs.request(
        export_cases,
        key=f"{request.user.pk} {hashlib.sha256(asked.encode()).hexdigest()}",
        by=request.user,
        user_id=request.user.pk,
        query=query,
        file_format=file_format,
        language=get_language() or "en",
    )
    return redirect("grants:officer:export_list")


@office(*READING_ROLES, rule="the files that the person asked for")
@require_safe
def export_list(request: HttpRequest) -> HttpResponse:
    """Show the files one has asked for: how far they are, and where to download them; htmx gets the list alone."""
    asked = list(Job.objects.visible_to(request.user).filter(task=export_cases.name).order_by("-pk")[:SHOWN])
    files = {file.object_id: file for file in Document.objects.visible_of(request.user, *asked)}
    context = {
        "rows": [{"job": job, "file": files.get(job.pk)} for job in asked],
        "waiting": next((job for job in asked if not job.is_finished), None),
        "trail": trail_of(),
    }
    template = "grants/officer/export_list.html"
    return render(request, f"{template}#files" if request.htmx else template, context)  # type: ignore[attr-defined]
