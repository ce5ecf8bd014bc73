"""What a register's file is, found out from its content, and whether it can be opened without harm.

Everything here looks at the file before a parser does: an archive that unpacks to far more than it holds, a sheet
whose one cell lies in the last corner, a document that is locked.
"""

import zipfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO, Any
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.core.files import ARCHIVE_BYTES, ARCHIVE_ENTRIES, ARCHIVE_RATIO, MEGABYTE

MAX_ROWS = 100_000
MAX_COLUMNS = 500
# A sheet of the portal's largest size, and no more: what lies beyond is a corner somebody touched, or a trap.
MAX_CELLS = 5_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class SheetKind(StrEnum):
    """A kind of file that a register can be kept in; the value is its ending."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    JSON = "json"


ENDINGS = {kind.value: kind for kind in SheetKind} | {"txt": SheetKind.CSV, "tsv": SheetKind.CSV}


class SheetProblem(ValidationError):
    """A file cannot be read as a register; the message is a sentence that says why and what to do."""


def check(file: IO[bytes], name: str) -> SheetKind:
    """Return what kind of file this is, having made sure that it can be opened without harm.

    Parameters: ``file`` is open and can be sought; it stands at its beginning afterwards. Raises SheetProblem.
    """
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    said = ENDINGS.get(PurePosixPath(name).suffix.lower().lstrip("."))
    if not head:
        raise SheetProblem(_("%(name)s is empty. Choose the file again.") % {"name": name}, code="empty")
    if said is None:
        raise SheetProblem(
            _("%(name)s is no register. Hand in a spreadsheet (xlsx, xls, ods), a csv or a json file.")
            % {"name": name},
            code="kind",
        )
    try:
        return _found(file, head, said, name)
    finally:
        file.seek(0)


def _found(file: IO[bytes], head: bytes, said: SheetKind, name: str) -> SheetKind:
    if head.startswith(OLE):
        if ENCRYPTED in file.read():
            raise locked(name)
        if said not in (SheetKind.XLS, SheetKind.XLSX):
            raise _other(name)
        return SheetKind.XLS
    if head.startswith(b"PK"):
        return _archive(file, name)
    if said in (SheetKind.CSV, SheetKind.JSON):
        is_utf_16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        if not is_utf_16 and b"\x00" in file.read():
            raise _other(name)
        return said
    raise _other(name)


def _archive(file: IO[bytes], name: str) -> SheetKind:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _require_bounded(entries, name)
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise locked(name)
            if "xl/workbook.xml" in names:
                for part in sorted(names):
                    if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                        _XlsxExtent(name).scan(archive, part)
                return SheetKind.XLSX
            if "content.xml" in names:
                manifest = "META-INF/manifest.xml"
                if manifest in names and b"encryption-data" in archive.read(manifest):
                    raise locked(name)
                _OdsExtent(name).scan(archive, "content.xml")
                return SheetKind.ODS
    # NotImplementedError is zipfile's own: packed in a way that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError) as error:
        raise damaged(name) from error
    raise _other(name)


def _require_bounded(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse an archive that unpacks to more than a register ever does (the measures of portal.core.files)."""
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    bomb = len(entries) > ARCHIVE_ENTRIES or total > ARCHIVE_BYTES
    if bomb or (total > 20 * MEGABYTE and total / packed > ARCHIVE_RATIO):
        raise _bomb(name)


class _Extent:
    """How many cells a sheet would take in memory, counted while its XML streams by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.unpacked = 0

    def scan(self, archive: zipfile.ZipFile, part: str) -> None:
        """Read one part piece by piece. Raises SheetProblem for too many cells, a document type, or broken XML."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartDoctypeDeclHandler = self.doctype
        try:
            with archive.open(part) as content:
                for chunk in _chunks(content):
                    self.unpacked += len(chunk)
                    # What the archive's list says of sizes may be a lie.
                    if self.unpacked > ARCHIVE_BYTES:
                        raise _bomb(self.name)
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged(self.name) from error

    def doctype(self, *_arguments: Any) -> None:
        """Refuse a document type: no spreadsheet needs one, and entities are how XML bombs are built."""
        raise damaged(self.name)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See an element begin."""

    def end(self, tag: str) -> None:
        """See an element end."""

    def require(self, rows: int, columns: int) -> None:
        """Raise SheetProblem unless so many rows and columns fit."""
        if columns > MAX_COLUMNS:
            raise too_wide(self.name, columns)
        if rows * columns > MAX_CELLS or rows > MAX_ROWS + 1000:
            raise too_long(self.name)


class _XlsxExtent(_Extent):
    """The extent of an XLSX sheet: its farthest row and column."""

    rows = columns = first_row = 0
    place = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count rows and columns by the references of the cells that hold something, not of those only painted."""
        local = tag.rpartition(":")[2]
        if local == "c":
            self.place = attributes.get("r", "")
        elif local in ("v", "is") and self.place:
            self._count(self.place)
            self.place = ""

    def _count(self, place: str) -> None:
        letters = place.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        row = int(place[len(letters) :] or 0)
        self.first_row = self.first_row or row
        if column > self.columns or row > self.rows:
            self.columns, self.rows = max(self.columns, column), max(self.rows, row)
            # A parser makes room from the first cell to the last one.
            self.require(self.rows - self.first_row + 1, self.columns)


class _OdsExtent(_Extent):
    """The extent of an ODS sheet, in which one cell may say that it stands for a million."""

    cells = columns = filled = repeated_rows = rows = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count repeated cells and rows that hold something."""
        if tag == "table:table":
            self.rows = 0
        elif tag == "table:table-row":
            self.repeated_rows = int(attributes.get("table:number-rows-repeated", 1))
            self.columns = self.filled = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.columns += int(attributes.get("table:number-columns-repeated", 1))
            if "office:value-type" in attributes or "calcext:value-type" in attributes:
                self.filled = self.columns

    def end(self, tag: str) -> None:
        """Add up a row; empty rows at the end of a sheet cost nothing."""
        if tag == "table:table-row" and self.filled:
            self.rows += self.repeated_rows
            self.cells += self.repeated_rows * self.filled
            self.require(self.rows, self.filled)
            if self.cells > MAX_CELLS:
                raise too_long(self.name)


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    while chunk := content.read(256 * 1024):
        yield chunk


def too_wide(name: str, columns: int) -> SheetProblem:
    """Return the sentence for a file with more columns than a register has."""
    return SheetProblem(
        _("%(name)s has %(count)s columns; a register may have %(limit)s. Take out those that hold nothing.")
        % {"name": name, "count": columns, "limit": MAX_COLUMNS},
        code="columns",
    )


def too_long(name: str) -> SheetProblem:
    """Return the sentence for a file with more rows than can be brought in at once."""
    return SheetProblem(
        _("%(name)s has more than %(limit)s rows. Divide it, or delete what lies far below the register.")
        % {"name": name, "limit": MAX_ROWS},
        code="rows",
    )


def _bomb(name: str) -> SheetProblem:
    sentence = _(
        "%(name)s unpacks to far more than it holds. Save it again from the program you wrote it in."
    )
    return SheetProblem(sentence % {"name": name}, code="bomb")


def _other(name: str) -> SheetProblem:
    return SheetProblem(
        _(
            "%(name)s is not what its name says. Save it as a spreadsheet, a csv or a json file, and try again."
        )
        % {"name": name},
        code="content",
    )


def locked(name: str) -> SheetProblem:
    """Return the sentence for a file under a password."""
    sentence = _("%(name)s is protected by a password. Save it without protection and choose it again.")
    return SheetProblem(sentence % {"name": name}, code="locked")


def damaged(name: str) -> SheetProblem:
    """Return the sentence for a file that no program could open."""
    sentence = _("%(name)s is damaged and cannot be opened. Save it again and choose it again.")
    return SheetProblem(sentence % {"name": name}, code="damaged")
