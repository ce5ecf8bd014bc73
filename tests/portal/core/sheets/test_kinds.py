"""Files that must not be opened, each with its sentence."""

import io
import zipfile

import pytest

from portal.core.sheets import SheetKind, SheetProblem, check, write
from tests.spreadsheets import MAIN, xlsx

FAR = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{{more}}</sheetData></worksheet>'


def with_sheet(sheet: str) -> io.BytesIO:
    """Return an XLSX file whose only sheet is this XML."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx({"A": []}))) as model,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in model.namelist():
            made.writestr(entry, sheet if entry.endswith("sheet1.xml") else model.read(entry))
    file.seek(0)
    return file


def refused(file: io.BytesIO, name: str) -> str:
    with pytest.raises(SheetProblem) as caught:
        check(file, name)
    return str(caught.value.messages[0])


def test_every_kind_is_found_by_its_content() -> None:
    for kind in (SheetKind.XLSX, SheetKind.ODS, SheetKind.CSV, SheetKind.JSON):
        with write(kind, "A", ["a"], [["b"]]) as file:
            assert check(file, f"x.{kind}") == kind


def test_an_archive_that_unpacks_to_far_more_than_it_holds_is_refused() -> None:
    bomb = with_sheet(FAR.format(more=" " * 60_000_000))

    assert refused(bomb, "bomb.xlsx") == (
        "bomb.xlsx unpacks to far more than it holds. Save it again from the program you wrote it in."
    )


def test_one_cell_in_the_last_corner_is_refused_before_a_parser_makes_room_for_it() -> None:
    corner = with_sheet(FAR.format(more='<row r="1048576"><c r="B1048576"><v>1</v></c></row>'))
    wide = with_sheet(FAR.format(more='<row r="2"><c r="XFD2"><v>1</v></c></row>'))

    assert refused(corner, "a.xlsx").startswith("a.xlsx has more than 100000 rows.")
    assert refused(wide, "a.xlsx").startswith("a.xlsx has 16384 columns; a register may have 500.")


def test_a_painted_cell_far_away_is_no_column() -> None:
    painted = with_sheet(FAR.format(more='<row r="2"><c r="XFD2" s="1"/></row>'))

    assert check(painted, "a.xlsx") == SheetKind.XLSX


def test_an_ods_cell_that_stands_for_a_million_is_refused() -> None:
    with write(SheetKind.ODS, "A", ["a"], [["b"]]) as file, zipfile.ZipFile(file) as model:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for entry in model.namelist():
                text = model.read(entry).decode()
                text = text.replace(
                    "<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">'
                )
                archive.writestr(entry, text)

    assert refused(made, "a.ods").startswith("a.ods has more than 100000 rows.")


def test_a_document_type_is_refused() -> None:
    entities = with_sheet('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + FAR.format(more=""))

    assert (
        refused(entities, "a.xlsx")
        == "a.xlsx is damaged and cannot be opened. Save it again and choose it again."
    )


def test_a_locked_file_says_so() -> None:
    locked = io.BytesIO(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )

    assert refused(locked, "a.xlsx") == (
        "a.xlsx is protected by a password. Save it without protection and choose it again."
    )


OTHER = "%s is not what its name says. Save it as a spreadsheet, a csv or a json file, and try again."
DAMAGED = "%s is damaged and cannot be opened. Save it again and choose it again."
NO_REGISTER = "%s is no register. Hand in a spreadsheet (xlsx, xls, ods), a csv or a json file."


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.csv", "%s is empty. Choose the file again."),
        (b"%PDF-1.7", "a.pdf", NO_REGISTER),
        (b"MZ\0\0", "a.csv", OTHER),
        (b"PK\x03\x04nonsense", "a.xlsx", DAMAGED),
        (b"hello", "a.xlsx", OTHER),
    ],
    ids=["empty", "pdf", "program", "damaged", "text"],
)
def test_what_is_no_register_says_so(content: bytes, name: str, sentence: str) -> None:
    assert refused(io.BytesIO(content), name) == sentence % name
