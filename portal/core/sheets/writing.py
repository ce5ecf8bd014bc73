"""Writing a register in the kind of file that it came in, so that it can be corrected and handed in again."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from portal.core.sheets.kinds import SheetKind
from portal.core.spreadsheets import CONTROL, CSV_MEDIA_TYPE, MEDIA_TYPE, Sheet, csv_lines, write_xlsx

ODS_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MEDIA_TYPES = {
    SheetKind.XLSX: MEDIA_TYPE,
    SheetKind.ODS: ODS_MEDIA_TYPE,
    SheetKind.CSV: CSV_MEDIA_TYPE,
    SheetKind.JSON: "application/json",
}
_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write(kind: SheetKind, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """Return an open temporary file with the register, at its beginning; its memory stays constant.

    Parameters: ``name`` is the sheet's; ``columns`` are all different; cells are text, numbers, booleans or None. What
    a spreadsheet would compute is text in every kind. XLS cannot be written: it comes as XLSX.
    """
    if kind in (SheetKind.XLSX, SheetKind.XLS):
        return write_xlsx([Sheet(name, columns, rows)])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    if kind is SheetKind.ODS:
        _write_ods(file, name, columns, rows)
    else:
        pieces = csv_lines(columns, rows) if kind is SheetKind.CSV else _json(columns, rows)
        for piece in pieces:
            file.write(piece)
    file.seek(0)
    return file


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield b"["
    for number, row in enumerate(rows):
        record = {column: cell for column, cell in zip(columns, row, strict=True) if cell not in (None, "")}
        yield (b",\n" if number else b"\n") + json.dumps(record, ensure_ascii=False, default=str).encode()
    yield b"\n]\n"


def _write_ods(file: IO[bytes], name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_MEDIA_TYPE, compress_type=ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w") as content:
            content.write(
                f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES}office:version="1.3">'
                f'<office:body><office:spreadsheet><table:table table:name="{escape(name, {chr(34): "&quot;"})}">'.encode()
            )
            for row in chain([columns], rows):
                cells = "".join(_ods_cell(cell) for cell in row)
                content.write(f"<table:table-row>{cells}</table:table-row>".encode())
            content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    paragraphs = "".join(
        f"<text:p>{escape(line)}</text:p>" for line in CONTROL.sub("", str(value)).split("\n")
    )
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
