"""Answers in rows: persons, partners, places, and groups with columns of the officer's own, in one implementation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.domain.columns import LONGEST_CELL, Column, bounds_of, columns_of
from grants.domain.countries import country_names
from grants.domain.readings import EMPTY, NO, YES, Reading, Typed, in_language, stripped
from grants.enums import ColumnKind
from grants.models import Question
from portal.core.amounts import AmountError, format_amount, format_number, parse_amount
from portal.core.uncertain import UncertainDate, UncertainValueError, parse_date


@dataclass(frozen=True)
class Cell:
    """One cell: what was typed, what was understood (None when it was not), and what is wrong."""

    column: Column
    typed: str
    value: Any = None
    shown: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Row:
    """One row, numbered from 1 as people count."""

    number: int
    cells: Sequence[Cell]

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is typed in the row."""
        return not any(cell.typed.strip() for cell in self.cells)

    @property
    def values(self) -> dict[str, Any]:
        """What was understood, by the columns' codes."""
        return {cell.column.code: cell.value for cell in self.cells if cell.value is not None}

    @property
    def title(self) -> str:
        """What the row is called: its number and its first text."""
        named = next(
            (cell.shown for cell in self.cells if cell.column.kind == ColumnKind.TEXT and cell.shown), ""
        )
        return f"{self.number}. {named}".strip()

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the row says, as pairs of words to read; what is not answered is left out."""
        return [(str(cell.column.label), cell.shown) for cell in self.cells if cell.shown]


@dataclass(frozen=True)
class Rows:
    """The rows of an answer."""

    columns: Sequence[Column]
    rows: Sequence[Row] = field(default=())

    @property
    def filled(self) -> list[Row]:
        """The rows with anything typed in them, numbered anew."""
        return [
            Row(number, row.cells) for number, row in enumerate((r for r in self.rows if not r.is_blank), 1)
        ]

    @property
    def problem(self) -> str:
        """What is wrong with the first cell that has something wrong, with its place."""
        for row in self.filled:
            for cell in row.cells:
                if cell.problem:
                    return _("Row %(number)s, %(column)s: %(problem)s") % {
                        "number": row.number,
                        "column": cell.column.label,
                        "problem": cell.problem,
                    }
        return ""


def read_rows(question: Question, typed: Typed, *, currency: str) -> Rows:
    """Understand rows of column to text; a row of another shape is left out, and so is a column nobody asked for."""
    columns = columns_of(question)
    found = [row for row in typed if isinstance(row, dict)] if isinstance(typed, list) else []
    return Rows(columns, [_row(number, columns, row, currency) for number, row in enumerate(found, start=1)])


def read_row_answer(question: Question, typed: Typed, currency: str) -> Reading:
    """Understand an answer in rows: its value is a list of what was understood in each row that is not blank."""
    rows = read_rows(question, typed, currency=currency)
    filled = rows.filled
    if not filled:
        return EMPTY
    # The label of what is answered is put into words, once and not in every row.
    answered = {cell.column.code: cell.column for row in filled for cell in row.cells if cell.shown}
    labels = {code: str(column.label) for code, column in answered.items()}
    shown = "\n".join(
        f"{row.title}: "
        + ", ".join(f"{labels[cell.column.code]} {cell.shown}" for cell in row.cells if cell.shown)
        for row in filled
    )
    problem = _count_problem(question, len(filled)) or rows.problem
    return Reading([row.values for row in filled], shown, problem)


def _count_problem(question: Question, count: int) -> str:
    fewest, most = bounds_of(question)
    if count > most:
        sentence = ngettext(
            "At most %(most)s row is asked for, and here are %(count)s. Remove some of them.",
            "At most %(most)s rows are asked for, and here are %(count)s. Remove some of them.",
            most,
        )
        return sentence % {"most": most, "count": count}
    if count < fewest:
        sentence = ngettext(
            "At least %(fewest)s row is asked for, and here are %(count)s.",
            "At least %(fewest)s rows are asked for, and here are %(count)s.",
            fewest,
        )
        return sentence % {"fewest": fewest, "count": count}
    return ""


def _row(number: int, columns: Sequence[Column], typed: Mapping[str, Any], currency: str) -> Row:
    row = Row(number, [_cell(column, typed.get(column.code), currency) for column in columns])
    if row.is_blank:
        return row
    return Row(number, [_required(cell) for cell in _in_order(row.cells)])


def _required(cell: Cell) -> Cell:
    """Return the cell with what is missing in it, in a row that has something in it."""
    if not cell.column.required or cell.typed.strip():
        return cell
    return Cell(cell.column, cell.typed, problem=_("Fill this in, or empty the whole row."))


def _in_order(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells of a row with a word at its last day when that lies before the first."""
    by_code = {cell.column.code: cell for cell in cells if cell.column.kind == ColumnKind.DATE}
    start, end = by_code.get("start"), by_code.get("end")
    if not (start and end and start.value and end.value and end.value < start.value):
        return cells
    late = Cell(end.column, end.typed, None, end.shown, _("The end lies before the start."))
    return [late if cell is end else cell for cell in cells]


def _cell(column: Column, typed: Any, currency: str) -> Cell:
    text = typed if isinstance(typed, str) else ""
    if not text.strip():
        return Cell(column, text)
    if len(text) > LONGEST_CELL:
        problem = _("Shorten this: at most %(limit)s characters fit here.") % {"limit": LONGEST_CELL}
        return Cell(column, text, None, text, problem)
    value, shown, problem = _READERS[ColumnKind(column.kind)](column, stripped(text), currency)
    return Cell(column, text, value, shown or text.strip(), problem)


type _Read = tuple[Any, str, str]


def _text(column: Column, text: str, currency: str) -> _Read:
    return text, text, ""


def option_words(column: Column) -> list[tuple[str, str]]:
    """Return the answers a column offers, with their words in the active language."""
    return [
        (str(option["code"]), in_language(option.get("names")) or str(option.get("label") or option["code"]))
        for option in column.options
        if isinstance(option, Mapping) and option.get("code")
    ]


def _choice(column: Column, text: str, currency: str) -> _Read:
    words = dict(option_words(column))
    if text in words:
        return text, words[text], ""
    return None, text, _("This answer is not offered. Choose one of the others.")


def _number(column: Column, text: str, currency: str) -> _Read:
    try:
        value = parse_amount(text, allow_negative=True)
    except AmountError:
        sentence = _("“%(typed)s” is no number. Write it in figures, such as 12 or 12,5.")
        return None, text, sentence % {"typed": text}
    return str(value), format_number(value), ""


def _money(column: Column, text: str, currency: str) -> _Read:
    try:
        value = parse_amount(text)
    except AmountError as error:
        return None, text, str(error)
    return str(value), format_amount(value, currency), ""


def _date(column: Column, text: str, currency: str) -> _Read:
    try:
        value = parse_date(text)
    except UncertainValueError as error:
        return None, text, str(error)
    if not UncertainDate(value.edtf).is_exact:
        return None, text, _("Write the day, month and year, such as 2027-03-15 or 15 March 2027.")
    return value.edtf, value.describe(), ""


def _country(column: Column, text: str, currency: str) -> _Read:
    names = country_names()
    if text in names:
        return text, names[text], ""
    return None, text, _("This is no country of the list. Choose one of them.")


def _yes_no(column: Column, text: str, currency: str) -> _Read:
    if text == YES:
        return True, _("Yes"), ""
    if text == NO:
        return False, _("No"), ""
    return None, text, _("Answer yes or no.")


def _email(column: Column, text: str, currency: str) -> _Read:
    try:
        validate_email(text)
    except ValidationError:
        return None, text, _("“%(typed)s” is no e-mail address.") % {"typed": text}
    return text, text, ""


_READERS: dict[ColumnKind, Callable[[Column, str, str], _Read]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.CHOICE: _choice,
    ColumnKind.NUMBER: _number,
    ColumnKind.MONEY: _money,
    ColumnKind.DATE: _date,
    ColumnKind.COUNTRY: _country,
    ColumnKind.YES_NO: _yes_no,
    ColumnKind.EMAIL: _email,
}
