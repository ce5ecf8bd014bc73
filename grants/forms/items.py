"""What a page draws of each question of a form: its control or controls, its note, and when it is asked."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.forms import BoundField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grants.domain.answers import NO, YES, Typed
from grants.domain.attachments import FileLimits
from grants.domain.budget_rates import shape_of
from grants.domain.budget_reading import read_budget
from grants.domain.budgets import BudgetShape, Line
from grants.domain.columns import ROW_KINDS, bounds_of
from grants.domain.conditions import condition_of, sentence_of
from grants.domain.countries import limited_to
from grants.domain.outline import with_meaning
from grants.domain.readings import texts
from grants.domain.row_answers import Cell, option_words, read_rows
from grants.enums import BudgetSide, ColumnKind, Meaning, QuestionKind
from grants.forms.answers import ISO_DAY, SectionForm, counter_of, has_field, length_words, rows_of
from grants.forms.posted import AMOUNT, END, START, WHAT, budget_name, field_name, part_name
from grants.models import Question
from portal.core.amounts import format_amount
from portal.core.files import ENDINGS, LABELS, FileKind
from portal.core.models import Document

BLANK_LINES = {BudgetSide.COST: 3, BudgetSide.INCOME: 1}


@dataclass(frozen=True)
class Control:
    """One control of a question with several: its name, its words, what is typed in it, and what it offers.

    Controls that share a name have a ``number`` of their own; ``empty`` is what no answer among the options means.
    """

    name: str
    label: str
    typed: str
    kind: str = ColumnKind.TEXT
    options: Sequence[tuple[str, str]] = ()
    problem: str = ""
    required: bool = False
    language: str = ""
    suggestions: str = ""
    number: int = 0
    empty: str = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The control's place on the page."""
        return f"id_{self.name}-{self.number}" if self.number else f"id_{self.name}"

    @property
    def problem_id(self) -> str:
        """The place of the line that says what is wrong with it."""
        return f"{self.id}-problem"

    @property
    def is_figure(self) -> bool:
        """Tell whether figures are typed in it."""
        return self.kind in {ColumnKind.NUMBER, ColumnKind.MONEY}

    @property
    def is_unknown(self) -> bool:
        """Tell whether what was typed is none of the answers it offers: it stays in sight all the same."""
        return bool(self.typed) and self.typed not in dict(self.options)

    @property
    def type(self) -> str:
        """The type of input: the browser's own picker of a day, unless something else was typed."""
        if self.kind == ColumnKind.DATE and (not self.typed or ISO_DAY.fullmatch(self.typed)):
            return "date"
        return "text"


@dataclass(frozen=True)
class RowPart:
    """One row of an answer as the page draws it; ``place`` counts from 0."""

    place: int
    title: str
    controls: Sequence[Control]


@dataclass(frozen=True)
class BudgetPart:
    """One side of the budget table as the page draws it."""

    side: str
    label: str
    lines: Sequence["BudgetRow"]
    total: str
    shares: Sequence[tuple[str, str]] = ()
    has_details: bool = False


@dataclass(frozen=True)
class BudgetRow:
    """One line of the budget: what was understood of it, and its controls: what, the other parts, amount."""

    line: Line
    place: int
    what: Control
    details: Sequence[Control]
    amount: Control
    said: str = ""
    amount_read: str = ""
    conversion: str = ""


@dataclass(frozen=True)
class Item:
    """One question on the page."""

    question: Question
    bound: BoundField | None = None
    note: str = ""
    is_problem: bool = False
    began: str = ""
    files: Sequence[Document] = ()
    budget: Sequence[BudgetPart] = ()
    rows: Sequence[RowPart] = ()
    controls: Sequence[Control] = ()
    partners: Sequence[str] = ()
    is_asked: bool = True
    asked_if: str = ""
    is_from_profile: bool = False
    theirs: str = ""
    theirs_saved: Any = None
    rules: Sequence[Any] = ()

    @property
    def name(self) -> str:
        """The name of the question's control."""
        return field_name(self.question)

    @property
    def note_id(self) -> str:
        """The place of the line under the control."""
        return f"note-{self.question.code}"

    @property
    def is_in_rows(self) -> bool:
        """Tell whether the answer is in rows."""
        return self.question.kind in ROW_KINDS

    @property
    def has_details(self) -> bool:
        """Tell whether the lines of the budget have more parts than what and amount."""
        return any(part.has_details for part in self.budget)

    @property
    def has_currencies(self) -> bool:
        """Tell whether each line of the budget says its own currency."""
        return any(control.empty for part in self.budget for row in part.lines for control in row.details)

    @property
    def takes_more(self) -> bool:
        """Tell whether another row may be added."""
        return len(self.rows) < bounds_of(self.question)[1]

    @property
    def length(self) -> str:
        """How long the text may be, in words."""
        return length_words(self.question)

    @property
    def accept(self) -> str:
        """The endings of the files that the browser offers."""
        kinds = FileLimits.of(self.question).kinds
        return ",".join(f".{ending}" for ending, kind in ENDINGS.items() if kind in kinds)

    @property
    def largest_file(self) -> int:
        """The size in bytes that a file may have."""
        return int(settings.MAX_UPLOAD_BYTES)

    @property
    def takes_files(self) -> str:
        """Which files are taken, in words."""
        kinds = FileLimits.of(self.question).kinds
        return _("%(kinds)s; a file may be at most %(size)s.") % {
            "kinds": ", ".join(str(LABELS[kind]) for kind in FileKind if kind in kinds),
            "size": filesizeformat(self.largest_file),
        }

    @property
    def condition(self) -> dict[str, str]:
        """What the browser needs to know of when the question is asked: the deciding control and the answers."""
        condition = condition_of(self.question)
        if condition is None:
            return {}
        return {"name": f"q-{condition.code}", "answers": json.dumps(list(condition.answers))}


def drawn(
    questions: Sequence[Question], typed: Mapping[str, Typed], *, form: Sequence[Question], currency: str
) -> dict[str, dict[str, Any]]:
    """Return what the page draws of each question, by code, as arguments of ``Item``.

    Parameters: ``typed`` holds the answers of the whole form by code; ``form`` is all that the call asks.
    """
    fields = SectionForm(questions, typed, currency=currency)
    partners = named_partners(form, typed)
    found: dict[str, dict[str, Any]] = {}
    for question in questions:
        value = typed.get(question.code, "")
        parts: dict[str, Any] = {"asked_if": sentence_of(question, form)}
        if has_field(question):
            parts["bound"] = fields[field_name(question)]
        elif question.kind == QuestionKind.BUDGET:
            parts |= {"budget": budget_parts(question, value, currency), "partners": partners}
        elif question.kind in ROW_KINDS:
            parts["rows"] = row_parts(question, value, currency)
        elif question.kind == QuestionKind.PERIOD:
            parts["controls"] = _days(question, value)
        elif question.in_all_languages:
            parts["controls"] = _languages(question, value)
        found[question.code] = parts
    return found


def named_partners(form: Iterable[Question], typed: Mapping[str, Typed]) -> list[str]:
    """Return the names of the partners that the application names, which its budget can name again."""
    question = with_meaning(list(form), Meaning.PARTNERS)
    rows = typed.get(question.code) if question else None
    names = [row.get("name") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return list(dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip()))


def _days(question: Question, typed: Typed) -> list[Control]:
    days = (*texts(typed), "", "")[:2]
    words = (_("First day"), _("Last day"))
    return [
        Control(part_name(question, part), label, day, ColumnKind.DATE)
        for part, label, day in zip((START, END), words, days, strict=True)
    ]


def _languages(question: Question, typed: Typed) -> list[Control]:
    names = dict(settings.CONTENT_LANGUAGES)
    languages = question.call.languages
    by_language = typed if isinstance(typed, dict) else dict.fromkeys(languages[:1], typed)
    attrs = counter_of(question)
    if question.kind != QuestionKind.SHORT_TEXT:
        attrs |= {"rows": rows_of(question)}
    return [
        Control(
            part_name(question, code),
            str(names.get(code, code)),
            str(by_language.get(code, "") or ""),
            language=code,
            attrs=attrs,
        )
        for code in languages
    ]


def row_parts(question: Question, typed: Typed, currency: str) -> list[RowPart]:
    """Return the rows of an answer with their controls; at least as many as are asked for, and one."""
    fewest = max(1, bounds_of(question)[0])
    given = list(typed) if isinstance(typed, list) else []
    rows = read_rows(question, [*given, *[{}] * (fewest - len(given))], currency=currency)
    return [
        RowPart(
            place,
            row.title,
            [
                _cell_control(part_name(question, place, cell.column.code), cell, currency)
                for cell in row.cells
            ],
        )
        for place, row in enumerate(rows.rows)
    ]


def _cell_control(name: str, cell: Cell, currency: str) -> Control:
    column = cell.column
    label = f"{column.label} ({currency})" if column.kind == ColumnKind.MONEY else str(column.label)
    options: Sequence[tuple[str, str]] = ()
    if column.kind == ColumnKind.CHOICE:
        options = option_words(column)
    elif column.kind == ColumnKind.COUNTRY:
        options = limited_to([])
    elif column.kind == ColumnKind.YES_NO:
        options = [(YES, _("Yes")), (NO, _("No"))]
    return Control(name, label, cell.typed, column.kind, options, cell.problem, column.required)


def budget_parts(question: Question, typed: Typed, currency: str) -> list[BudgetPart]:
    """Return both sides of a budget table, with a few empty lines to begin with."""
    shape = shape_of(question)
    budget = read_budget(typed, shape)
    parts = []
    for side in BudgetSide:
        lines = budget.side(side) or [Line(side, "", "") for _number in range(BLANK_LINES[side])]
        sums = budget.by_category(side)
        parts.append(
            BudgetPart(
                side.value,
                str(side.label),
                [
                    _budget_row(question, shape, line, place, str(side.label), currency)
                    for place, line in enumerate(lines)
                ],
                format_amount(budget.total(side), currency),
                [
                    (shape.said(side, "category", code), format_amount(amount, currency))
                    for code, amount in sums.items()
                ],
                bool(shape.parts(side)),
            )
        )
    return parts


def _part_words(part: str) -> str:
    return {
        "currency": pgettext("budget", "Currency"),
        "category": pgettext("budget", "Kind"),
        "quantity": pgettext("budget", "Number of units"),
        "unit_price": pgettext("budget", "Price of a unit"),
        "partner": pgettext("budget", "Partner"),
        "funder": pgettext("budget", "Funder"),
        "status": pgettext("budget", "Confirmed or applied for"),
        "kind": pgettext("budget", "In money or in kind"),
        "vat": pgettext("budget", "VAT"),
    }[part]


def _budget_row(
    question: Question, shape: BudgetShape, line: Line, place: int, side: str, currency: str
) -> BudgetRow:
    words = {"side": side, "number": place + 1}

    def control(part: str, label: str, typed: str) -> Control:
        choices = shape.choices(line.side, part)
        kind = ColumnKind.MONEY if part in {AMOUNT, "quantity", "unit_price"} else ColumnKind.TEXT
        return Control(
            budget_name(question, line.side, part),
            label,
            typed,
            ColumnKind.CHOICE if choices else kind,
            choices,
            line.problem,
            suggestions=f"partners-{question.code}" if part == "partner" and not choices else "",
            number=place + 1,
            empty=currency if part == "currency" else "",
        )

    return BudgetRow(
        line,
        place,
        control(WHAT, _("%(side)s, line %(number)s: what") % words, line.description),
        [control(part, _part_words(part), line.typed(part)) for part in shape.parts(line.side)],
        control(AMOUNT, _("%(side)s, line %(number)s: amount") % words, line.amount_typed),
        line.details(shape, currency),
        format_amount(line.amount, currency) if line.amount is not None else line.amount_typed,
        counts_as(line, currency),
    )


def counts_as(line: Line, currency: str) -> str:
    """Say by which rate a line in another currency counts, and as how much; empty for one in the call's own."""
    conversion = line.conversion(currency)
    if not conversion or line.amount is None:
        return ""
    return f"{conversion} = {format_amount(line.amount, currency)}"
