"""The two steps between a file and its preview: how it lies, and which column is which."""

from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.resources import resource_for
from portal.core.sheets import Layout, SheetKind, combined_headers
from portal.core.sheets.layout import cell_text
from portal.imports.domain import files, runs
from portal.imports.domain.planning import heads_of
from portal.imports.enums import OPEN_STATUSES
from portal.imports.forms import ColumnsForm, LayoutForm
from portal.imports.models import ImportRun
from portal.imports.views.officer import RULE, run_or_404

SAMPLE = 8  # rows
SAMPLE_COLUMNS = 40
SAMPLE_CELL = 60  # characters


@office(*EDITING_ROLES, rule=RULE)
def import_run_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask how the register lies in its file, with the portal's guess and a sample of what it gives."""
    run = run_or_404(request, pk)
    if run.status not in OPEN_STATUSES:
        return redirect(run)
    with files.workbook(run) as book:
        sheets = book.sheets
    form = LayoutForm(
        request.POST or None, kind=SheetKind(run.kind), sheets=sheets, initial=run.where.as_json()
    )
    layout = run.where
    status = 200
    if request.method == "POST":
        if form.is_valid():
            layout = form.layout(layout)
            if "look" not in request.POST:
                try:
                    runs.lay_out(run, layout, by=request.user)
                except ValidationError as error:
                    fields = getattr(error, "error_dict", None)
                    form.add_error(
                        None,
                        error if fields is None or fields.keys() <= form.fields.keys() else error.messages,
                    )
                else:
                    return redirect("imports:officer:import_run_columns", run.pk)
        status = 422 if form.errors and "look" not in request.POST else 200
    context = {
        "run": run,
        "form": form,
        "sample": sample(run, layout),
        "title": resource_for(run.noun).title,
        "open": OPEN_STATUSES,
    }
    return render(request, "imports/officer/import_run_layout.html", context, status=status)


@office(*EDITING_ROLES, rule=RULE)
def import_run_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which column is which, before anything is written or even compared."""
    run = run_or_404(request, pk)
    if run.status not in OPEN_STATUSES:
        return redirect(run)
    if not run.mapping.get("heads"):
        return redirect("imports:officer:import_run_layout", run.pk)
    form = ColumnsForm(
        request.POST or None,
        resource=resource_for(run.noun),
        heads=run.mapping["heads"],
        targets=run.mapping["targets"],
        constants=run.mapping["constants"],
        initial={"clear": run.mapping["clear"]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            runs.name_columns(run, form.values(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(run)
    shown = sample(run, run.where)
    columns = [
        {
            "field": field,
            "cells": [row[place] for row in shown["rows"][:3] if place < len(row) and row[place]],
        }
        for place, field in enumerate(form.column_fields)
    ]
    context = {
        "run": run,
        "form": form,
        "columns": columns,
        "guessed": sum(bool(one) for one in run.mapping["targets"]),
        "title": resource_for(run.noun).title,
        "open": OPEN_STATUSES,
    }
    return render(
        request, "imports/officer/import_run_columns.html", context, status=422 if form.errors else 200
    )


def sample(run: ImportRun, layout: Layout) -> dict[str, Any]:
    """Return the first rows as the layout reads them, or why it cannot."""
    try:
        with files.workbook(run) as book:
            heads = combined_headers(heads_of(book, layout))
            rows = list(
                islice((cells for number, cells in book.rows(layout) if number >= layout.first_row), SAMPLE)
            )
    except ValidationError as error:
        return {"heads": [], "rows": [], "problem": " ".join(error.messages)}
    width = min(max([len(heads), *(len(row) for row in rows)], default=0), SAMPLE_COLUMNS)
    texts = [[cell_text(cell)[:SAMPLE_CELL] for cell in [*row, *[""] * width][:width]] for row in rows]
    problem = ""
    if any("Ã" in cell or "�" in cell for row in texts for cell in row):
        problem = _("Letters look wrong here: another encoding may show them as they are.")
    return {"heads": [*heads, *[""] * width][:width], "rows": texts, "problem": problem}
