"""Rows as they come out of each kind of file, and what the portal guesses of it."""

import io
from collections.abc import Sequence

import pytest

from portal.core.sheets import (
    Layout,
    SheetKind,
    SheetProblem,
    combined_headers,
    guessing,
    open_workbook,
    write,
)
from portal.core.sheets.layout import is_total
from tests.spreadsheets import xlsx

ROWS = [["Åmål", 2014, "=1+1"], ["b", None, "x; y"]]


def nobody(heads: Sequence[str]) -> int:
    return 0


def knows(*known: str) -> guessing.Recognise:
    return lambda heads: sum(head in known for head in heads)


def read(content: bytes, kind: SheetKind, layout: Layout) -> list[tuple[int, list[object]]]:
    with open_workbook(io.BytesIO(content), kind, f"a.{kind}") as book:
        return list(book.rows(layout))


@pytest.mark.parametrize("kind", [SheetKind.XLSX, SheetKind.ODS, SheetKind.JSON])
def test_what_is_written_is_read_again(kind: SheetKind) -> None:
    with write(kind, "A", ["namn", "år", "text"], ROWS) as file:
        rows = [row for _number, row in read(file.read(), kind, Layout())]

    assert [[cell or None for cell in row] for row in rows] == [["namn", "år", "text"], *ROWS]


def test_a_formula_in_csv_is_written_as_text_and_comes_back_as_it_was() -> None:
    with write(SheetKind.CSV, "A", ["text"], [["=1+1"], ["-5 till +5"]]) as file:
        content = file.read()

    assert b"'=1+1" in content
    assert read(content, SheetKind.CSV, Layout(delimiter=",")) == [
        (1, ["text"]),
        (2, ["=1+1"]),
        (3, ["-5 till +5"]),
    ]


def test_merged_cells_say_the_same_in_each_of_them() -> None:
    content = xlsx(
        {"A": [["Grupp", None, "Ort"], ["a", "b", "c"], ["Museum", 1, 2], [None, 3, 4]]},
        {"A": ["A1:B1", "A3:A4"]},
    )

    assert read(content, SheetKind.XLSX, Layout()) == [
        (1, ["Grupp", "Grupp", "Ort"]),
        (2, ["a", "b", "c"]),
        (3, ["Museum", 1.0, 2.0]),
        (4, ["Museum", 3.0, 4.0]),
    ]


def test_two_rows_of_heads_become_one() -> None:
    assert combined_headers([["Namn", None, "Plats", None], ["Svenska", "Engelska", "Ort", "Land"]]) == [
        "Namn / Svenska", "Namn / Engelska", "Plats / Ort", "Plats / Land",
    ]  # fmt: skip


def test_sheet_and_heads_are_guessed_below_a_title_page() -> None:
    content = xlsx(
        {
            "Läs mig": [["Register"]],
            "Data": [
                ["Aktörer 2024"],
                [],
                ["Namn", None, "Slag"],
                ["Svenska", "Engelska", None],
                ["a", "b", "c"],
            ],
        },
        {"Data": ["A1:C1", "A3:B3"]},
    )
    file = io.BytesIO(content)
    with open_workbook(file, SheetKind.XLSX, "a.xlsx") as book:
        layout = guessing.guess(
            file, SheetKind.XLSX, book, knows("Namn / Svenska", "Namn / Engelska", "Slag")
        )

    assert (layout.sheet, layout.header_row, layout.header_rows) == ("Data", 3, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "mac-roman", "utf-16"])
def test_the_encoding_is_guessed_by_the_letters_of_our_languages(encoding: str) -> None:
    text = "Titel;Kostnad\nKörbesök på Åland;1 234,50\nUdveksling på Ærø;12,00\n"

    assert guessing.guess_encoding(io.BytesIO(text.encode(encoding))) == encoding


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_guessed_by_how_even_the_rows_become(delimiter: str) -> None:
    lines = [
        "En titel, med komma",
        delimiter.join("abc"),
        delimiter.join(["1", "2", "3"]),
        delimiter.join("xyz"),
    ]

    assert guessing.guess_delimiter(io.BytesIO("\n".join(lines).encode()), "utf-8") == delimiter


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(["31/5/2019", "1 234,50"], ("dmy", ",")), (["5/31/2019", "1,234.50"], ("mdy", "."))],
)
def test_the_order_of_days_and_the_decimal_sign_are_guessed_by_what_cannot_be_otherwise(
    cells: list[str], expected: tuple[str, str]
) -> None:
    content = ("När;Kostnad\n" + ";".join(cells) + "\n").encode()
    file = io.BytesIO(content)
    with open_workbook(file, SheetKind.CSV, "a.csv") as book:
        layout = guessing.guess(file, SheetKind.CSV, book, nobody)

    assert (layout.dates, layout.decimal) == expected


NO_LIST = "a.json is no list of records. It begins with [ and each record stands between { and }."
WIDE = "a.csv has 17000 columns; a register may have 500. Take out those that hold nothing."
FOREIGN = "From row 1 on, the file is not written in utf-8. Choose another encoding."


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        ("Å".encode("cp1252"), SheetKind.CSV, FOREIGN),
        (b";".join([b"x"] * 17_000), SheetKind.CSV, WIDE),
        (b'{"a": 1}', SheetKind.JSON, NO_LIST),
        (b"[1, 2]", SheetKind.JSON, NO_LIST),
    ],
    ids=["encoding", "wide", "object", "numbers"],
)
def test_what_cannot_be_read_says_why(content: bytes, kind: SheetKind, sentence: str) -> None:
    with pytest.raises(SheetProblem) as caught:
        read(content, kind, Layout())

    assert caught.value.messages == [sentence]


def test_a_sheet_that_is_not_there_says_so() -> None:
    with pytest.raises(SheetProblem) as caught:
        read(xlsx({"A": [["a"]]}), SheetKind.XLSX, Layout(sheet="B"))

    assert caught.value.messages == ["The file has no sheet “B”. Choose another."]


@pytest.mark.parametrize(
    ("cells", "expected"), [(["", "Summa:", 3], True), (["Summarum", 3], False), ([], False)]
)
def test_a_row_that_adds_up_is_known_by_its_first_word(cells: list[object], expected: bool) -> None:
    assert is_total(cells) == expected
