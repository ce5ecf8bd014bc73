"""Registers and rows with errors as files."""

from collections.abc import Iterator
from typing import IO, Any

from portal.core.resources import NameColumn, RegisterResource, resource_for
from portal.core.sheets import SheetKind, write
from portal.core.sheets.layout import cell_text
from portal.imports.domain import files
from portal.imports.domain.columns import EXPLANATION
from portal.imports.domain.runs import label_of
from portal.imports.enums import Outcome
from portal.imports.models import ImportRow, ImportRun

CHUNK = 1000


def kind_out(kind: SheetKind) -> SheetKind:
    """Return the kind in which a file of this kind goes out: nobody writes XLS any more."""
    return SheetKind.XLSX if kind is SheetKind.XLS else kind


def register(resource: RegisterResource, authority: Any, kind: SheetKind) -> IO[bytes]:
    """Return a register as an open file; it has columns for the languages that occur in it."""
    records = resource.records(authority).order_by("pk")
    used = _languages(resource, records)
    columns = [
        column
        for column in resource.columns.values()
        if not isinstance(column, NameColumn) or (column.attribute, column.language) in used
    ]

    def rows() -> Iterator[list[Any]]:
        for record in records.iterator(chunk_size=CHUNK):
            yield [column.export(record) for column in columns]

    return write(kind, str(resource.title), [column.name for column in columns], rows())


def _languages(resource: RegisterResource, records: Any) -> set[tuple[str, str]]:
    """Return which texts the register has in which languages."""
    attributes = {column.attribute for column in resource.columns.values() if isinstance(column, NameColumn)}
    used = {(attribute, language) for attribute in attributes for language in ("sv", "en")}
    plain = records.prefetch_related(None).select_related(None).order_by()
    for values in plain.values(*attributes).iterator(chunk_size=CHUNK):
        for attribute, texts in values.items():
            used.update((attribute, language) for language in texts)
    return used


def errors(run: ImportRun) -> IO[bytes]:
    """Return the rows with errors in the kind of file they came in, with a column that explains each."""
    labels = resource_labels(run)
    heads: list[str] = []
    for place, head in enumerate(run.mapping.get("heads", []), start=1):
        name = head or f"({place})"
        heads.append(name if name not in heads else f"{name} ({place})")
    explanation = str(EXPLANATION)

    def rows() -> Iterator[list[Any]]:
        wrong = ImportRow.objects.of(run).filter(outcome=Outcome.ERROR)
        problems = wrong.values_list("number", "problems").iterator(chunk_size=CHUNK)
        number, sentences = next(problems, (0, []))
        with files.workbook(run) as book:
            for at, cells in book.rows(run.where):
                if at != number:
                    continue
                texts = [cell_text(cell) for cell in cells][: len(heads)]
                said = " ".join(
                    f"{labels[name]}: {text}" if name in labels else text for name, text in sentences
                )
                yield [*texts, *[""] * (len(heads) - len(texts)), said]
                number, sentences = next(problems, (0, []))

    return write(kind_out(SheetKind(run.kind)), run.where.sheet or "1", [*heads, explanation], rows())


def resource_labels(run: ImportRun) -> dict[str, str]:
    """Return what the register's columns are called on screen."""
    return {name: label_of(column) for name, column in resource_for(run.noun).columns.items()}
