"""How a register lies in its file: what the officer chooses, and what the portal guesses."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any, Self

ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "cp850", "mac-roman", "utf-16")
DELIMITERS = (";", ",", "\t", "|")
MAX_HEADER_ROWS = 3
# How a row begins that adds up the others, in the languages of the seeds.
TOTALS = frozenset(
    {"total", "totals", "grand total", "sum", "subtotal", "summa", "summa totalt", "totalt", "summering"}
    | {"delsumma", "i alt", "ialt", "subtotaal", "totaal"}
)


@dataclass(frozen=True)
class Layout:
    """Where a register's rows begin and how its cells are written; stored with the run as plain JSON."""

    sheet: str = ""
    header_row: int = 1  # the first row of the heads, counted from 1
    header_rows: int = 1
    encoding: str = "utf-8"
    delimiter: str = ";"
    dates: str = "dmy"  # the order of "3/4/2019"
    decimal: str = ","
    without_totals: bool = True  # leave out rows that begin with "Total" or "Summa"

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return the layout that was stored, ignoring what later versions do not know."""
        known = {name: stored[name] for name in cls.__dataclass_fields__ if name in stored}
        return cls(**known)

    def as_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return asdict(self)

    @property
    def first_row(self) -> int:
        """Return the number of the first row of the register itself."""
        return self.header_row + self.header_rows


def combined_headers(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Return one head for each column out of one or more rows of heads.

    An upper head stands over the columns to its right until the next one ("Namn" over "Svenska" and "Engelska"); a
    column whose heads are all the same has it once. Columns without a head get an empty one.
    """
    width = max((len(row) for row in rows), default=0)
    filled: list[list[str]] = []
    for level, row in enumerate(rows):
        texts = [cell_text(cell) for cell in row] + [""] * (width - len(row))
        if level < len(rows) - 1:
            texts = _carried(texts, [cell_text(cell) for cell in rows[-1]])
        filled.append(texts)
    heads = []
    for column in range(width):
        parts = dict.fromkeys(level[column] for level in filled if level[column])
        heads.append(" / ".join(parts))
    return heads


def _carried(upper: list[str], lower: Sequence[str]) -> list[str]:
    """Let an upper head stand over the empty cells to its right that have a head below."""
    carried, last = [], ""
    for place, text in enumerate(upper):
        below = lower[place] if place < len(lower) else ""
        last = text or (last if below else "")
        carried.append(last)
    return carried


def is_total(cells: Iterable[Any]) -> bool:
    """Tell whether a row adds up others: its first filled cell says "Total", "Summa" …"""
    for cell in cells:
        if text := cell_text(cell):
            return text.casefold().rstrip(":. ") in TOTALS
    return False


def cell_text(value: Any) -> str:
    """Return what a cell says as a person reads it: 2014 for 2014.0, an ISO date for a date."""
    if value is None:
        return ""
    if isinstance(value, str):
        return (
            " ".join(value.split())
            if value[:1].isspace() or value[-1:].isspace() or "\xa0" in value
            else value
        )
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
