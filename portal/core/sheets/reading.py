"""Reading a register's rows one by one, whatever kind of file they lie in."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import IO, Any, Self

import python_calamine
from django.utils.translation import gettext as _

from portal.core.files import MEGABYTE
from portal.core.sheets.kinds import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    SheetKind,
    SheetProblem,
    damaged,
    locked,
    too_long,
    too_wide,
)
from portal.core.sheets.layout import Layout, cell_text

type Row = list[Any]


class FormulaText(str):
    """A text that a spreadsheet would compute when it opens the CSV file; columns refuse it with a sentence."""

    __slots__ = ()


def _plain(cell: str) -> str:
    """Return a CSV cell as it was meant: without the apostrophe that keeps spreadsheets from computing it."""
    if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@"):
        return cell[1:]
    return FormulaText(cell) if cell[:1] in ("=", "@") else cell


# The longest cell that is read at all; what a column takes is decided by the column, in a sentence about its row.
csv.field_size_limit(32 * MEGABYTE)
_MARKED = ("'", "=", "@")


class Workbook:
    """An open register. Use it as a context manager; its rows can be read as often as wanted."""

    def __init__(self, name: str, sheets: Sequence[str]) -> None:
        self.name = name
        self.sheets = list(sheets)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""

    def rows(self, layout: Layout) -> Iterator[tuple[int, Row]]:
        """Yield each row that holds something with its number in the file, counted from 1.

        Raises SheetProblem where the file cannot be read as the layout says.
        """
        found = 0
        for number, cells in self._rows(layout):
            while cells and (cells[-1] is None or cells[-1] == ""):
                cells.pop()
            if not cells:
                continue
            found += 1
            if len(cells) > MAX_COLUMNS:
                raise too_wide(self.name, len(cells))
            if found > MAX_ROWS:
                raise too_long(self.name)
            yield number, cells

    def _rows(self, layout: Layout) -> Iterator[tuple[int, Row]]:
        raise NotImplementedError  # each kind of file says it


class _Spreadsheet(Workbook):
    """XLSX, XLS and ODS, parsed outside Python; cells that are merged say the same in each of them."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(file)
        except python_calamine.PasswordError as error:
            raise locked(name) from error
        except (python_calamine.CalamineError, OSError, ValueError) as error:
            # The parser says in words, not by its kind, that an old file is locked.
            raise locked(name) if "password" in str(error).lower() else damaged(name) from error
        visible = [
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        if not visible:
            raise damaged(name)
        super().__init__(name, visible)
        self._read: tuple[str, python_calamine.CalamineSheet] | None = None

    def close(self) -> None:
        """Let go of the parsed sheets."""
        self._read = None
        self._book.close()

    def _rows(self, layout: Layout) -> Iterator[tuple[int, Row]]:
        sheet = self._sheet(layout.sheet or self.sheets[0])
        if sheet.start is None:
            return
        above, left = sheet.start
        merged = _merged(sheet)
        values: dict[tuple[int, int], Any] = {}
        for number, cells in enumerate(sheet.iter_rows(), start=above + 1):
            row: Row = [*[None] * left, *cells]
            for (top, side), (right, _bottom) in merged.get(number - 1, ()):
                if top == number - 1:
                    values[top, side] = row[side] if side < len(row) else None
                for place in range(side, min(right + 1, len(row))):
                    row[place] = values.get((top, side))
            yield number, row

    def _sheet(self, name: str) -> python_calamine.CalamineSheet:
        if name not in self.sheets:
            raise SheetProblem(
                _("The file has no sheet “%(name)s”. Choose another.") % {"name": name}, code="sheet"
            )
        if self._read is None or self._read[0] != name:
            try:
                sheet = self._book.get_sheet_by_name(name)
            except (python_calamine.CalamineError, OSError, ValueError) as error:
                raise damaged(self.name) from error
            if sheet.width > MAX_COLUMNS:
                raise too_wide(self.name, sheet.width)
            if sheet.width * sheet.height > MAX_CELLS:
                raise too_long(self.name)
            self._read = (name, sheet)
        return self._read[1]


type _Merge = tuple[tuple[int, int], tuple[int, int]]


def _merged(sheet: python_calamine.CalamineSheet) -> dict[int, list[_Merge]]:
    """Return the merged cells by each row that they reach: the upper left cell, then the last column and row."""
    by_row: dict[int, list[_Merge]] = {}
    try:
        ranges = sheet.merged_cell_ranges or []
    except python_calamine.CalamineError:  # the format keeps none
        ranges = []
    for (top, left), (bottom, right) in ranges[:MAX_ROWS]:
        for row in range(top, min(bottom, top + MAX_ROWS) + 1):
            by_row.setdefault(row, []).append(((top, left), (right, bottom)))
    return by_row


class _Text(Workbook):
    """CSV in whatever encoding and with whatever delimiter the layout says."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        super().__init__(name, [])
        self._file = file

    def _rows(self, layout: Layout) -> Iterator[tuple[int, Row]]:
        self._file.seek(0)
        encoding = "utf-8-sig" if layout.encoding == "utf-8" else layout.encoding
        text = io.TextIOWrapper(self._file, encoding=encoding, newline="")
        number = 0
        try:
            for number, row in enumerate(csv.reader(text, delimiter=layout.delimiter), start=1):
                yield number, [_plain(cell) if cell[:1] in _MARKED else cell for cell in row]
        except UnicodeError as error:
            raise SheetProblem(
                _("From row %(row)s on, the file is not written in %(encoding)s. Choose another encoding.")
                % {"row": number + 1, "encoding": layout.encoding},
                code="encoding",
            ) from error
        except csv.Error as error:
            raise SheetProblem(
                _(
                    "Row %(row)s cannot be read: a quotation mark is left open, perhaps. Correct it and try again."
                )
                % {"row": number + 1},
                code="csv",
            ) from error
        finally:
            text.detach()


class _Json(Workbook):
    """A list of objects, read one by one; the keys of all of them are the heads."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        super().__init__(name, [])
        file.seek(0)
        try:
            self._text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SheetProblem(
                _("%(name)s is not written in UTF-8, as JSON is. Save it again.") % {"name": name},
                code="encoding",
            ) from error

    def _rows(self, layout: Layout) -> Iterator[tuple[int, Row]]:
        heads: dict[str, None] = {}
        for record in self._records():
            heads.update(dict.fromkeys(record))
        if heads:
            yield 1, list(heads)
        for number, record in enumerate(self._records(), start=2):
            yield number, [record.get(head) for head in heads]

    def _records(self) -> Iterator[dict[str, Any]]:
        decoder = json.JSONDecoder()
        text, place = self._text, self._text.find("[") + 1
        before = text[: place - 1].strip() if place else text
        if not place or (before and not before.startswith("{")):
            raise self._wrong()
        while True:
            while text[place : place + 1] in (" ", "\n", "\r", "\t", ","):
                place += 1
            if text[place : place + 1] == "]":
                return
            try:
                record, place = decoder.raw_decode(text, place)
            except (json.JSONDecodeError, RecursionError) as error:
                raise self._wrong() from error
            if not isinstance(record, dict):
                raise self._wrong()
            yield dict(_flat(record))

    def _wrong(self) -> SheetProblem:
        sentence = _(
            "%(name)s is no list of records. It begins with [ and each record stands between { and }."
        )
        return SheetProblem(sentence % {"name": self.name}, code="json")


def _flat(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield a record's plain values; a list becomes one text, a map one value for each of its keys."""
    for key, value in record.items():
        if isinstance(value, dict):
            for part, inner in value.items():
                yield f"{key}_{part}", cell_text(inner) if isinstance(inner, (dict, list)) else inner
        elif isinstance(value, list):
            yield key, "; ".join(cell_text(one) for one in value)
        else:
            yield key, value


def open_workbook(file: IO[bytes], kind: SheetKind, name: str) -> Workbook:
    """Return the register in an open file of this kind, which `check` has looked at.

    Raises SheetProblem when no program could open it.
    """
    file.seek(0)
    if kind is SheetKind.CSV:
        return _Text(file, name)
    if kind is SheetKind.JSON:
        return _Json(file, name)
    return _Spreadsheet(file, name)
