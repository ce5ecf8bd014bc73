"""Bringing a file in as an officer and the worker do, one call after the other."""

import io
from typing import Any

from django.core.files.base import ContentFile

from portal.core.sheets import SheetKind, write
from portal.imports.domain import runs, work
from portal.imports.enums import Outcome, RunStatus
from portal.imports.models import ImportRow, ImportRun


def quietly(done: int, total: int, note: str = "") -> None:
    """Take no note of progress."""


def csv_file(text: str, *, encoding: str = "utf-8", name: str = "register.csv") -> ContentFile:
    """Return a CSV file with this text."""
    return ContentFile(text.encode(encoding), name=name)


def sheet_file(columns: list[str], rows: list[list[Any]], *, kind: SheetKind = SheetKind.XLSX) -> ContentFile:
    """Return a file of this kind with these rows."""
    with write(kind, "Sheet", columns, rows) as file:
        return ContentFile(file.read(), name=f"register.{kind}")


def compared(
    authority: Any, file: ContentFile, *, by: Any = None, noun: str = "organisations", **said: Any
) -> ImportRun:
    """Hand a file in, take every guess, and have its rows compared."""
    run = runs.hand_in(authority, noun, file, by=by)
    run = runs.lay_out(run, run.where, by=by)
    values = {name: run.mapping[name] for name in ("targets", "constants", "clear")} | said
    run = runs.name_columns(run, values, by=by)
    work.check(run, quietly)
    run.refresh_from_db()
    return run


def brought_in(
    authority: Any, file: ContentFile, *, by: Any = None, noun: str = "organisations", **said: Any
) -> ImportRun:
    """Compare a file's rows and write them."""
    run = compared(authority, file, by=by, noun=noun, **said)
    assert run.status == RunStatus.CHECKED, run.problem
    run = runs.confirm(run, by=by)
    work.write(run, quietly, by=by)
    run.refresh_from_db()
    return run


def outcomes(run: ImportRun) -> dict[int, str]:
    """Return each row's outcome by its number."""
    return dict(ImportRow.objects.of(run).values_list("number", "outcome"))


def problems(run: ImportRun) -> dict[int, list[str]]:
    """Return the sentences of the rows with errors."""
    wrong = ImportRow.objects.of(run).filter(outcome=Outcome.ERROR)
    return {row.number: [sentence for _column, sentence in row.problems] for row in wrong}


def content(file: Any) -> bytes:
    """Return what a file holds, and close it."""
    with file:
        data = file.read()
    return data if isinstance(data, bytes) else io.BytesIO(data).getvalue()
