"""What a page of a report posts and draws: the call's own questions, and the report's tables.

The controls of a table are called ``r.<table>.<row>.<column>``; no question's code has a point in it.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from grants.domain.answers import EMPTY, Typed, digest, nothing
from grants.domain.conditions import asked_codes
from grants.domain.readings import NO, YES
from grants.domain.reporting.accounts import AccountLine, is_filled, rows_of
from grants.domain.reporting.content import (
    FIGURES,
    LINES,
    MATERIALS,
    MORE,
    QUESTION,
    SUMMARY,
    VOUCHERS,
    ReportContent,
)
from grants.domain.reporting.drafts import Conflict
from grants.enums import BudgetSide, ColumnKind, OutcomeKind, QuestionKind
from grants.forms.items import Control, Item, drawn
from grants.forms.posted import on_page, typed_in, with_buttons_pressed
from grants.models import Question
from portal.core.amounts import format_amount
from portal.core.models import Document

MARK = "r."
ROW_TABLES = {
    MORE: ("side", "what", "spent", "why"),
    VOUCHERS: ("key", "line", "number", "date", "amount"),
    MATERIALS: ("key", "title", "rights_holder", "credit", "alt_text", "may_publish"),
}
MOST_ROWS = 200
BLANK_ROWS = 1


def report_typed(post: QueryDict, questions: Sequence[Question]) -> dict[str, Typed]:
    """Return what a page posted, by part of the report: its questions after "q:", and the tables that it showed."""
    shown = on_page(post, questions)
    answers = with_buttons_pressed(post, shown, typed_in(post, shown))
    typed: dict[str, Typed] = {QUESTION + code: value for code, value in answers.items()}
    if MARK + SUMMARY in post:
        typed[SUMMARY] = str(post[MARK + SUMMARY])
    cells = _cells(post)
    if LINES in cells:
        typed[LINES] = {key: _only(row, ("spent", "why")) for key, row in cells[LINES].items()}
    if FIGURES in cells:
        typed[FIGURES] = {kind: row.get("number", "") for kind, row in cells[FIGURES].items()}
    for table, columns in ROW_TABLES.items():
        if table in cells:
            numbered = {int(place): row for place, row in cells[table].items() if place.isdecimal()}
            rows = [_only(numbered[place], columns) for place in sorted(numbered)][:MOST_ROWS]
            typed[table] = _without_removed(post, table, [row for row in rows if is_filled(row)])
    return typed


def _only(row: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    return {name: row[name] for name in columns if name in row}


def _cells(post: QueryDict) -> dict[str, dict[str, dict[str, str]]]:
    """Return the cells of all tables: table, row, column."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name in post:
        parts = name.split(".")
        if len(parts) == 4 and parts[0] == MARK[:-1]:
            found.setdefault(parts[1], {}).setdefault(parts[2][:40], {})[parts[3]] = str(post[name])
    return found


def _without_removed(post: QueryDict, table: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    asked, _point, place = str(post.get("remove", "")).partition(".")
    if asked != table or not place.isdecimal() or int(place) >= len(rows):
        return rows
    return [row for number, row in enumerate(rows) if number != int(place)]


@dataclass(frozen=True)
class LineRow:
    """One line of the accounts as the page draws it."""

    line: AccountLine
    budgeted: str
    spent: Control
    why: Control
    read: str = ""
    note: str = ""


@dataclass(frozen=True)
class TableRow:
    """One row of a table as the page draws it: its controls, and the files that lie with it."""

    place: int
    title: str
    key: str
    controls: Sequence[Control]
    files: Sequence[Document] = ()
    problem: str = ""
    is_blank: bool = False


@dataclass
class ReportPage:
    """A report to write, drawn from what is stored and, over it, what was just posted."""

    content: ReportContent
    conflicts: Sequence[Conflict] = ()
    show_problems: bool = False
    posted: QueryDict | None = None
    page: str = field(default_factory=lambda: secrets.token_hex(5))

    def __post_init__(self) -> None:
        if self.posted and self.posted.get("page"):
            self.page = str(self.posted["page"])
        self.problems = self.content.problems() if self.show_problems else {}

    # --- what each part began from ----------------------------------------------------------------------

    def began(self, part: str) -> str:
        """Return the digest of the text from which the page goes on with a part."""
        conflict = next((one for one in self.conflicts if one.code == part), None)
        if conflict is not None:
            return digest(conflict.theirs)
        name = f"began-{mark_of(part)}"
        if self.posted and name in self.posted:
            return str(self.posted[name])
        empty: Typed = {} if part in {FIGURES, LINES} else ""
        return digest(self.content.typed.get(part, empty))

    # --- the call's own questions -----------------------------------------------------------------------

    def items(self) -> list[Item]:
        """Return the call's questions as the page draws them."""
        questions = list(self.content.questions)
        typed = {
            question.code: self.content.typed.get(QUESTION + question.code, nothing(question.kind))
            for question in questions
        }
        parts = drawn(questions, typed, form=questions, currency=self.content.currency)
        to_answer = asked_codes(questions, typed)
        answered = {one.question.pk: one for part in self.content.sections for one in part.answers}
        items = []
        for question in questions:
            one = answered[question.pk]
            reading = one.reading if question.code in to_answer else EMPTY
            problem = one.problem if self.show_problems else ("" if reading.is_empty else reading.problem)
            items.append(
                Item(
                    question,
                    note=problem,
                    is_problem=bool(problem),
                    began=self.began(QUESTION + question.code),
                    files=one.files if question.kind == QuestionKind.FILE else (),
                    is_asked=question.code in to_answer,
                    **parts[question.code],
                )
            )
        return items

    @property
    def shown(self) -> str:
        """The codes of the questions on the page."""
        return " ".join(question.code for question in self.content.questions)

    # --- accounts ---------------------------------------------------------------------------------------

    def sides(self) -> list[dict[str, Any]]:
        """Return both sides of the accounts with the lines of the budget and their sums."""
        accounts, currency = self.content.accounts, self.content.currency
        return [
            {
                "label": str(side.label),
                "lines": [
                    self._line(line) for line in accounts.side(side) if not line.key.startswith("more-")
                ],
                "budgeted": format_amount(accounts.budgeted(side), currency),
                "spent": format_amount(accounts.spent(side), currency),
            }
            for side in BudgetSide
        ]

    def _line(self, line: AccountLine) -> LineRow:
        names_ = {"what": line.what, "side": BudgetSide(line.side).label}
        differs = line.differs_by_more_than(self.content.accounts.share)
        wanted = _("It differs by more than %(share)s %%: write why.") % {
            "share": self.content.accounts.share
        }
        understood = "" if line.spent is None else format_amount(line.spent, self.content.currency)
        return LineRow(
            line,
            "" if line.budgeted is None else format_amount(line.budgeted, self.content.currency),
            Control(
                f"{MARK}{LINES}.{line.key}.spent",
                _("%(side)s, %(what)s: outcome") % names_,
                line.typed,
                ColumnKind.MONEY,
                problem=line.problem if line.typed or self.show_problems else "",
            ),
            Control(
                f"{MARK}{LINES}.{line.key}.why", _("%(side)s, %(what)s: why it differs") % names_, line.why
            ),
            understood,
            wanted if differs and not line.why else "",
        )

    def more(self) -> list[TableRow]:
        """Return the costs and income that the budget did not have."""
        sides = [(side.value, str(side.label)) for side in BudgetSide]
        labels = {
            "side": (_("Side"), ColumnKind.CHOICE, sides),
            "what": (_("What"), ColumnKind.TEXT, ()),
            "spent": (
                _("Outcome (%(currency)s)") % {"currency": self.content.currency},
                ColumnKind.MONEY,
                (),
            ),
            "why": (_("Why"), ColumnKind.TEXT, ()),
        }
        problems = {line.key: line.problem for line in self.content.accounts.lines}
        return self._rows(
            MORE, labels, _("Line %(number)s"), lambda place, _row: problems.get(f"more-{place}", "")
        )

    def vouchers(self) -> list[TableRow]:
        """Return the vouchers, and an empty row."""
        lines = [(line.key, line.what) for line in self.content.accounts.lines]
        currency = {"currency": self.content.currency}
        labels = {
            "line": (_("Line of the accounts"), ColumnKind.CHOICE, lines),
            "number": (_("Voucher number"), ColumnKind.TEXT, ()),
            "date": (_("Date"), ColumnKind.TEXT, ()),
            "amount": (_("Amount (%(currency)s)") % currency, ColumnKind.MONEY, ()),
        }
        problems = {one.key: one.problem for one in self.content.accounts.vouchers}
        return self._rows(
            VOUCHERS,
            labels,
            _("Voucher %(number)s"),
            lambda _place, row: problems.get(str(row.get("key")), ""),
        )

    def _rows(self, table: str, labels: Mapping[str, Any], title: str, problem: Any) -> list[TableRow]:
        kept = [row for row in rows_of(self.content.typed.get(table)) if is_filled(row)]
        rows = [*kept, *({"key": secrets.token_hex(4)} for _row in range(BLANK_ROWS))]
        place_of = {VOUCHERS: "voucher", MATERIALS: "material"}.get(table, table)
        found = []
        for place, row in enumerate(rows[:MOST_ROWS]):
            key = str(row.get("key", ""))
            found.append(
                TableRow(
                    place,
                    title % {"number": place + 1},
                    key,
                    [
                        Control(f"{MARK}{table}.{place}.{name}", label, str(row.get(name, "")), kind, options)
                        for name, (label, kind, options) in labels.items()
                    ],
                    self.content.files.get(f"{place_of}:{key}", ()),
                    problem(place, row) if place < len(kept) else "",
                    place >= len(kept),
                )
            )
        return found

    # --- figures and material ---------------------------------------------------------------------------

    def figures(self) -> list[dict[str, Any]]:
        """Return the figures with what was understood of each."""
        helps = {
            OutcomeKind.PEOPLE: _("For example 12, about 50, over 100, unknown."),
            OutcomeKind.PERSON_DAYS: _("Three people for five days are 15 person-days."),
        }
        return [
            {
                "control": Control(
                    f"{MARK}{FIGURES}.{one.kind.value}.number",
                    str(one.kind.label),
                    one.typed,
                    problem=one.problem if one.typed or self.show_problems else "",
                ),
                "place": f"figure-{one.kind.value}",
                "help": helps.get(one.kind, ""),
                "read": one.number.describe() if one.number is not None else "",
            }
            for one in self.content.figures
        ]

    def materials(self) -> list[TableRow]:
        """Return the material for publication, and an empty row."""
        answers = [(YES, _("Yes")), (NO, _("No"))]
        labels = {
            "title": (_("What it shows"), ColumnKind.TEXT, ()),
            "rights_holder": (_("Who holds the rights"), ColumnKind.TEXT, ()),
            "credit": (_("Credit, as it is to be printed"), ColumnKind.TEXT, ()),
            "alt_text": (_("Description for those who do not see it"), ColumnKind.TEXT, ()),
            "may_publish": (_("May the authority publish it?"), ColumnKind.CHOICE, answers),
        }
        problems = {one.key: one.problem for one in self.content.materials}
        return self._rows(
            MATERIALS,
            labels,
            _("Picture or text %(number)s"),
            lambda _place, row: problems.get(str(row.get("key")), ""),
        )

    def tables_began(self) -> dict[str, str]:
        """Return from which text each table begins, by its name."""
        return {table: self.began(table) for table in (SUMMARY, LINES, FIGURES, *ROW_TABLES)}

    def waiting(self) -> list[str]:
        """Return the places whose text was changed on another page too."""
        return [mark_of(one.code) for one in self.conflicts]


def mark_of(part: str) -> str:
    """Return what a part is called on the page: a question by its code, a table with its mark."""
    return part.removeprefix(QUESTION) if part.startswith(QUESTION) else MARK + part


def began_from(post: QueryDict, typed: Mapping[str, Typed]) -> dict[str, str]:
    """Return by part from which text the page began."""
    names_of = {part: f"began-{mark_of(part)}" for part in typed}
    return {part: str(post[name]) for part, name in names_of.items() if name in post}
