"""Spreadsheets stream, keep dates as dates, and never compute what somebody typed."""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from portal.core.spreadsheets import Sheet, sheet_name, write_xlsx

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def _cells(sheet: Sheet) -> dict[str, tuple[str, str]]:
    """Cells of the written sheet by address: type and content."""
    with write_xlsx([sheet]) as file, zipfile.ZipFile(file) as archive:
        root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    return {
        cell.get("r", ""): (
            cell.get("t", "n"),
            cell.findtext("m:v", "", NS) or cell.findtext("m:is/m:t", "", NS),
        )
        for cell in root.iterfind(".//m:c", NS)
    }


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 10", "-5 till +5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
)
def test_write_xlsx_writes_text_that_looks_like_a_formula_as_text(text: str) -> None:
    cells = _cells(Sheet("S", ["Head"], [[text]]))
    assert (cells["A2"][0], cells["A2"][1].strip()) == ("inlineStr", text.strip())


def test_write_xlsx_keeps_types_whatever_a_column_begins_with() -> None:
    moment = datetime(2026, 3, 3, 13, 2, tzinfo=UTC)
    rows = [
        [date(2020, 1, 2), None, "2017~", 1],
        [moment, date(2020, 1, 2), 3, Decimal("2.5")],
        ["about 2011", "x", None, True],
    ]
    cells = _cells(Sheet("S", list("ABCD"), rows))
    assert cells["A2"] == ("n", "43832.0")
    # 14:02 in Stockholm: 14.0333… / 24 of a day.
    assert cells["A3"][0] == "n"
    assert abs(float(cells["A3"][1]) - (46084 + (14 + 2 / 60) / 24)) < 1e-6
    assert cells["A4"] == ("inlineStr", "about 2011")
    assert "B2" not in cells
    assert [cells["B3"], cells["B4"]] == [("n", "43832.0"), ("inlineStr", "x")]
    assert [cells["C2"], cells["C3"]] == [("inlineStr", "2017~"), ("n", "3.0")]
    assert [cells["D2"], cells["D3"], cells["D4"]] == [("n", "1.0"), ("n", "2.5"), ("b", "1")]


def test_write_xlsx_writes_the_heads_of_an_empty_sheet() -> None:
    assert _cells(Sheet("S", ["Only"], [])) == {"A1": ("inlineStr", "Only")}


def test_write_xlsx_keeps_the_first_row_in_sight() -> None:
    with write_xlsx([Sheet("S", ["A"], [["x"]])]) as file, zipfile.ZipFile(file) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<pane [^>]*state="frozen"', xml) != []


def test_write_xlsx_reads_rows_as_they_are_written() -> None:
    def rows() -> Iterator[list[Any]]:
        for number in range(5_000):
            yield [number, f"Łódź {number}"]

    assert _cells(Sheet("S", ["Number", "Name"], rows()))["B5001"] == ("inlineStr", "Łódź 4999")


def test_write_xlsx_drops_what_xml_cannot_hold_and_shortens_what_a_cell_cannot() -> None:
    cells = _cells(Sheet("S", ["A"], [["a\x00\x0bb"], ["x" * 40_000], [2**60]]))
    assert cells["A2"] == ("inlineStr", "ab")
    assert (len(cells["A3"][1]), cells["A3"][1][-1]) == (32_767, "…")
    assert cells["A4"] == ("inlineStr", str(2**60))


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ([], "one sheet at least"),
        ([Sheet("A", ["x", "x"], [])], "Two columns"),
        ([Sheet("a", ["x"], []), Sheet("A", ["x"], [])], "Two sheets"),
    ],
)
def test_write_xlsx_refuses_what_cannot_be_told_apart(sheets: list[Sheet], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        write_xlsx(sheets)


def test_sheet_name_leaves_out_what_spreadsheets_forbid() -> None:
    assert [sheet_name("2025/2026: [all]?"), sheet_name("x" * 40), sheet_name("'")] == [
        "2025 2026   all",
        "x" * 31,
        "–",
    ]
