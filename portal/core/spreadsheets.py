"""XLSX and CSV files of any length: rows stream through, dates are dates, and text never becomes a formula."""

import csv
import io
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import rustpy_xlsxwriter
from django.utils import timezone
from django.utils.functional import Promise

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LENGTH = 32_767
EXACT_INTEGER = 2**53
CSV_MEDIA_TYPE = "text/csv; charset=utf-8"
NAME_LENGTH = 31
# What spreadsheets begin to compute with when they open a CSV file.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV_CHUNK = 64 * 1024
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the heads of its columns, and its rows, which are read once.

    Cells may be text, numbers, booleans, dates, moments or None, mixed as they come. `widths` are in
    characters by head; `moments` are the heads of columns that show the time of day beside the date.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Mapping[str, float] | None = None
    moments: Collection[str] = ()


def write_xlsx(sheets: Iterable[Sheet]) -> IO[bytes]:
    """Return an open temporary file with the sheets, at its beginning; its memory stays constant.

    The first row is bold and stays in sight. A text that begins with =, +, - or @ is written as a text cell,
    which no spreadsheet computes; nothing is put before it, so that "-5 till +5" comes back as it was.
    Moments are written in the portal's time zone, which XLSX cannot name. Integers come back as floats;
    those that floats cannot hold are written as text.

    Raises:
        ValueError: no sheet, two columns or two sheets of one name, or a row that is longer or shorter than
        its heads.
    """
    sheets = list(sheets)
    if not sheets:
        raise ValueError("A spreadsheet has one sheet at least.")
    names = [sheet_name(sheet.name) for sheet in sheets]
    if len({name.lower() for name in names}) < len(names):
        raise ValueError(f"Two sheets have one name: {', '.join(names)}.")
    for sheet in sheets:
        if len(set(sheet.columns)) < len(sheet.columns):
            raise ValueError(f"Two columns of {sheet.name} have one name.")
    moment = rustpy_xlsxwriter.Format().set_num_format("yyyy-mm-dd hh:mm")
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the caller closes it
    try:
        rustpy_xlsxwriter.write_worksheets(
            [(name, _records(sheet)) for name, sheet in zip(names, sheets, strict=True)],
            file,
            bold_headers=True,
            freeze_panes={"general": {"row": 1}},
            datetime_format="yyyy-mm-dd",
            column_formats={
                name: dict.fromkeys(sheet.moments, moment)
                for name, sheet in zip(names, sheets, strict=True)
                if sheet.moments
            },
            column_widths={
                name: dict(sheet.widths) for name, sheet in zip(names, sheets, strict=True) if sheet.widths
            },
        )
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a CSV file piece by piece: commas, UTF-8 with its mark, so that spreadsheets read å and ø as they are.

    CSV cannot say that a cell is text, so that a text which a spreadsheet would compute gets an apostrophe before
    it. Numbers and dates are written plainly: 1234.50, 2026-11-22.
    """
    buffer = io.StringIO("\ufeff", newline="")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow([_plain(column) for column in columns])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
        if buffer.tell() > CSV_CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).isoformat(" ", "minutes")[
            :16
        ]
    if not isinstance(value, (str, Promise)):
        return str(value)
    text = CONTROL.sub("", str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def sheet_name(name: str) -> str:
    """Return a name that spreadsheets allow: without []:*?/\\ and at most 31 characters."""
    return FORBIDDEN.sub(" ", CONTROL.sub("", name)).strip().strip("'")[:NAME_LENGTH].strip() or "–"


def _records(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Yield each row by head; one empty row if there is none, since the heads come with the rows."""
    heads = [str(column) for column in sheet.columns]
    written = False
    for row in sheet.rows:
        written = True
        yield dict(zip(heads, map(_cell, row), strict=True))
    if not written:
        yield dict.fromkeys(heads)


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < EXACT_INTEGER else str(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return value
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, date):
        # The writer takes a column that begins with a date for dates, and would cut the time of a later
        # moment.
        return datetime(value.year, value.month, value.day)
    if not isinstance(value, (str, Promise)):
        raise TypeError(f"A cell cannot hold {type(value).__name__}.")
    text = CONTROL.sub("", str(value))
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - 1] + "…"
