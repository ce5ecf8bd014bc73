"""What a file looks like to the portal; the officer sees the guess beside a sample and chooses."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import IO, Any

import charset_normalizer

from portal.core.sheets.kinds import SheetKind
from portal.core.sheets.layout import DELIMITERS, ENCODINGS, Layout, cell_text, combined_headers
from portal.core.sheets.reading import Workbook

SAMPLE_BYTES = 512 * 1024
LOOKED_AT = 60  # rows
_ONE_BYTE = ("cp1252", "cp850", "mac-roman")
# The letters of the portal's languages outside ASCII, and the signs that stand in their texts.
_LETTERS = frozenset("åäöÅÄÖæøÆØéèêëÉÈüÜïóñáíúçßąčęėįšųūžĄČĘĖĮŠŲŪŽșțăâîȘȚĂÂÎ–—’”“«»…§€")
_FIGURES = re.compile(r"\d[\d\s.,\u00a0\u202f]*[.,]\d{1,2}")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{4}")

# How many of these heads name a column that the portal knows.
type Recognise = Callable[[Sequence[str]], int]


def guess_encoding(file: IO[bytes]) -> str:
    """Return the encoding that a CSV file is written in, as far as its bytes can say."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _one_byte_encoding(content[:SAMPLE_BYTES])
    return "utf-8"


def _one_byte_encoding(content: bytes) -> str:
    """Return the encoding in which the text has the letters of our languages, and few signs that no word has.

    A short register with a handful of å and ö says too little for statistics, which decide where the letters do not.
    """
    scores: dict[str, int] = {}
    for encoding in _ONE_BYTE:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [character for character in text if character > "\x7f" and character != "\xa0"]
        scores[encoding] = sum(1 if character in _LETTERS else -2 for character in foreign)
    best = max(scores, key=lambda encoding: scores[encoding], default="cp1252")
    if scores.get(best, 0) > 0:
        return best
    found = charset_normalizer.from_bytes(content, cp_isolation=["cp1252", "cp850", "mac_roman"]).best()
    named = "cp1252" if found is None else found.encoding.replace("_", "-")
    return named if named in ENCODINGS else "cp1252"


def guess_delimiter(file: IO[bytes], encoding: str) -> str:
    """Return the sign between the cells: the one that divides most rows into the same number of them."""
    file.seek(0)
    text = file.read(SAMPLE_BYTES).decode(encoding, errors="replace")
    file.seek(0)

    def evenness(delimiter: str) -> tuple[float, int]:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), LOOKED_AT))
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            return (0, 0)
        width, often = widths.most_common(1)[0]
        return (often / len(rows) * min(width, 4), width)

    try:
        return max(DELIMITERS, key=evenness)
    except csv.Error:
        return DELIMITERS[0]


def guess(file: IO[bytes], kind: SheetKind, workbook: Workbook, recognise: Recognise) -> Layout:
    """Return how the register seems to lie in the file. Raises SheetProblem where it cannot be read at all."""
    layout = Layout()
    if kind is SheetKind.CSV:
        encoding = guess_encoding(file)
        layout = replace(layout, encoding=encoding, delimiter=guess_delimiter(file, encoding))
    best: tuple[int, Layout] | None = None
    for sheet in workbook.sheets[:20] or [""]:
        on_sheet = replace(layout, sheet=sheet)
        rows = list(islice(workbook.rows(on_sheet), LOOKED_AT))
        if not rows:
            continue
        score, row, count = _header(rows, recognise)
        if best is None or score > best[0]:
            found = replace(on_sheet, header_row=row, header_rows=count)
            best = (score, replace(found, **_writing(rows, found)))
    return layout if best is None else best[1]


def _header(rows: Sequence[tuple[int, list[Any]]], recognise: Recognise) -> tuple[int, int, int]:
    """Return how sure the guess is, the first row of the heads, and how many rows of heads there are."""
    width = max(len(row) for _number, row in rows)
    best = (-1, rows[0][0], 1)
    for place, (number, _row) in enumerate(rows[:30]):
        for count in (1, 2):
            block = [cells for _number, cells in rows[place : place + count]]
            numbers = [at for at, _cells in rows[place : place + count]]
            if len(block) < count or numbers[-1] - number != count - 1:
                continue
            heads = combined_headers(block)
            different = len({head for head in heads if head})
            if different < min(2, width) or any(_is_figure(cell) for cell in block[-1]):
                continue
            upper = [cell_text(cell) for cell in block[0]]
            if count == 2 and len({text for text in upper if text}) < 2:
                continue  # a title over the whole register
            known = recognise(heads)
            score = known * 100 + different * 20 // max(width, 1) - (count - 1) - place
            if score > best[0]:
                best = (score, number, count)
    return best


def _is_figure(cell: Any) -> bool:
    return not isinstance(cell, str) and cell is not None


def _writing(rows: Sequence[tuple[int, list[Any]]], layout: Layout) -> dict[str, Any]:
    """Guess the order of dates and the decimal sign by what cannot be otherwise; else leave what is common here."""
    texts = [
        cell for number, row in rows if number >= layout.first_row for cell in row if isinstance(cell, str)
    ]
    found: dict[str, Any] = {}
    figures = [text for text in texts if _FIGURES.fullmatch(text.strip())]
    if figures:
        points = sum(text.strip()[-3:].find(".") >= 0 for text in figures)
        found["decimal"] = "." if points * 2 > len(figures) else ","
    days = [match for text in texts if (match := _DAY.fullmatch(text.strip()))]
    if any(int(match[2]) > 12 for match in days) and not any(int(match[1]) > 12 for match in days):
        found["dates"] = "mdy"
    return found
