"""Files with registers, for the office: handed in, looked at row by row, confirmed, given up."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.errors import DomainError
from portal.core.resources import Reading, resource_for, resources
from portal.core.sheets import SheetKind
from portal.imports.domain import runs
from portal.imports.enums import OPEN_STATUSES, OUTCOME_TONES, RUN_TONES, WORKING, Outcome, RunStatus
from portal.imports.forms import HandInForm
from portal.imports.models import ImportRow, ImportRun

RULE = "officers and administrators of the authority whose register it is"
PER_PAGE = 50
RUNS_PER_PAGE = 30


def run_or_404(request: HttpRequest, pk: int) -> ImportRun:
    """Return a file that the user may go on with."""
    return get_object_or_404(ImportRun.objects.visible_to(request.user).for_list(), pk=pk)


@office(*EDITING_ROLES, rule=RULE)
@require_GET
def import_run_list(request: HttpRequest) -> HttpResponse:
    """Show the files that were handed in, and what can be taken out."""
    page = Paginator(ImportRun.objects.visible_to(request.user).for_list(), RUNS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    titles = {one.noun: one.title for one in resources()}
    rows = [
        {"run": run, "noun": titles.get(run.noun, run.noun), "tone": RUN_TONES[run.status]} for run in page
    ]
    context = {"page": page, "rows": rows, "registers": resources(), "kinds": KINDS_OUT}
    return render(request, "imports/officer/import_run_list.html", context)


KINDS_OUT = [SheetKind.XLSX, SheetKind.CSV, SheetKind.ODS, SheetKind.JSON]


@office(*EDITING_ROLES, rule=RULE)
def import_run_add(request: HttpRequest) -> HttpResponse:
    """Hand a file in; with `corrects` it brings the rows of another file again."""
    corrects = None
    if (number := request.GET.get("corrects", "")).isdecimal():
        corrects = get_object_or_404(ImportRun.objects.visible_to(request.user).for_list(), pk=int(number))
    form = HandInForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        corrects=corrects,
        initial={"noun": request.GET.get("noun", "organisations")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run = runs.hand_in(
                data["authority"], data["noun"], data["file"], by=request.user, corrects=corrects
            )
        except ValidationError as error:
            form.add_error(None if hasattr(error, "error_dict") else "file", error)
        else:
            return redirect("imports:officer:import_run_layout", run.pk)
    status = 422 if form.errors else 200
    return render(
        request, "imports/officer/import_run_add.html", {"form": form, "corrects": corrects}, status=status
    )


@office(*EDITING_ROLES, rule=RULE)
@require_GET
def import_run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a file stands: the next step, the worker's progress, the preview, or what came of it."""
    run = run_or_404(request, pk)
    if run.status == RunStatus.HANDED_IN:
        return redirect("imports:officer:import_run_layout", run.pk)
    if run.status == RunStatus.LAID_OUT:
        return redirect("imports:officer:import_run_columns", run.pk)
    template = "imports/officer/import_run_detail.html"
    if request.htmx and run.status in WORKING:  # type: ignore[attr-defined]
        return render(request, f"{template}#working", {"run": run})
    if request.htmx and request.headers.get("HX-Target") == "progress":  # type: ignore[attr-defined]
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, template, _preview(request, run))


def _preview(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    """Return the page's context: one page of rows, by outcome where one is chosen."""
    outcome = request.GET.get("outcome", "")
    rows = ImportRow.objects.of(run).for_list()
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    elif run.errors:
        outcome = ""
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    resource = resource_for(run.noun)
    labels = {name: runs.label_of(column) for name, column in resource.columns.items()}
    known = (
        resource.load({row.record_id for row in page if row.record_id}, Reading(run.authority))
        if page
        else {}
    )
    return {
        "run": run,
        "title": resource.title,
        "tone": RUN_TONES[run.status],
        "page": page,
        "outcome": outcome,
        "outcomes": [
            {"code": code, "label": label, "tone": OUTCOME_TONES[code], "count": run.count(code)}
            for code, label in Outcome.choices
            if run.count(code)
        ],
        "rows": [
            {
                "row": row,
                "tone": OUTCOME_TONES[row.outcome],
                "url": resource.address_of(known[row.record_id]) if row.record_id in known else "",
                "differences": [(labels.get(name, name), was, now) for name, was, now in row.differences],
                "problems": [(labels.get(name, ""), sentence) for name, sentence in row.problems],
            }
            for row in page
        ],
        "moves": [(move, RunStatus(move.to_status).label) for move in run.moves.select_related("by")],
        "open": OPEN_STATUSES,
        "working": WORKING,
    }


def _step(request: HttpRequest, pk: int, take: Any) -> HttpResponse:
    """Take a step and show the run; what the domain refuses stands on the page."""
    run = run_or_404(request, pk)
    try:
        take(run, by=request.user)
    except DomainError as error:
        context = _preview(request, run) | {"refused": " ".join(error.messages)}
        return render(request, "imports/officer/import_run_detail.html", context, status=422)
    return redirect(run)


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def import_run_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the rows again with the records as they are now."""
    return _step(request, pk, runs.check_again)


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def import_run_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the rows written."""
    return _step(request, pk, runs.confirm)


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def import_run_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file up."""
    return _step(request, pk, runs.cancel)


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def import_run_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Start failed work again."""
    run = run_or_404(request, pk)
    runs.retry(run, by=request.user)
    return redirect(run)
