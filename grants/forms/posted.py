"""What a page of a draft posts: the names of its controls, and the answers read from them.

A question's control is called ``q-<code>``. Controls of one question with several parts carry the part after a point,
which no code has: ``q-<code>.<row>.<column>`` in rows, ``q-<code>.start`` in periods, ``q-<code>.nl`` in languages. The
columns of a budget share one name for all lines of a side.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import QueryDict

from grants.domain.answers import Typed
from grants.domain.budget_rates import shape_of
from grants.domain.budget_reading import as_map
from grants.domain.columns import MOST_ROWS, ROW_KINDS, columns_of
from grants.domain.drafts import UNTYPED
from grants.enums import BudgetSide, QuestionKind
from grants.models import Question

WHAT, AMOUNT = "what", "amount"
START, END = "start", "end"
# The control with the codes of all questions on the page.
SHOWN = "shown"
# Whose controls post nothing when nothing is chosen in them.
_SILENT = {
    QuestionKind.CHOICE,
    QuestionKind.YES_NO,
    QuestionKind.DECLARATION,
}


def field_name(question: Question) -> str:
    """Return the name of a question's control; never the name of anything else that the page posts."""
    return f"q-{question.code}"


def part_name(question: Question, *parts: object) -> str:
    """Return the name of one part of a question's control."""
    return ".".join([field_name(question), *(str(part) for part in parts)])


def budget_name(question: Question, side: str, part: str) -> str:
    """Return the name that all controls of one column of one side of the budget share."""
    return f"{field_name(question)}-{side}-{part}"


def on_page(post: QueryDict, questions: Iterable[Question]) -> list[Question]:
    """Return the questions that the page showed when it was drawn, as it names them itself.

    The form may have been corrected since: they may stand in another section now, or be asked no longer.
    """
    shown = set(post.get(SHOWN, "").split())
    return [question for question in questions if question.code in shown]


def typed_in(post: QueryDict, questions: Iterable[Question]) -> dict[str, Typed]:
    """Return what a page posted for these questions, by code: texts, lists, rows, texts by language; files apart.

    A question the page did not post at all is left out, except for those whose controls post nothing when they are
    not chosen, on a page that posts others. A page that names what has ``changed`` on it is read for that alone.
    """
    only = set(post.getlist("changed"))
    typed: dict[str, Typed] = {}
    for question in questions:
        if question.kind in UNTYPED or (only and question.code not in only):
            continue
        value = _typed(post, question)
        if value is not None:
            typed[question.code] = value
    return typed


def _typed(post: QueryDict, question: Question) -> Typed | None:
    name = field_name(question)
    if question.in_all_languages:
        return _by_language(post, question)
    if question.kind == QuestionKind.BUDGET:
        return _budget_lines(post, question)
    if question.kind in ROW_KINDS:
        return _rows(post, question)
    if question.kind == QuestionKind.PERIOD:
        days = [post.get(part_name(question, end)) for end in (START, END)]
        return None if days == [None, None] else [day or "" for day in days]
    if question.kind in {QuestionKind.CHOICES, QuestionKind.COUNTRIES}:
        return list(post.getlist(name))
    if question.kind in _SILENT or name in post:
        return str(post.get(name, ""))
    return None


def _by_language(post: QueryDict, question: Question) -> Typed | None:
    names = {code: part_name(question, code) for code in question.call.languages}
    texts = {code: str(post.get(name, "")) for code, name in names.items()}
    return texts if any(name in post for name in names.values()) else None


def _rows(post: QueryDict, question: Question) -> list[Any] | None:
    """Return the rows as maps of column to text, in the order of their numbers; None when the page had none."""
    start = f"{field_name(question)}."
    codes = {column.code for column in columns_of(question)}
    rows: dict[int, dict[str, str]] = {}
    for name in post:
        if not name.startswith(start):
            continue
        number, _point, column = name[len(start) :].partition(".")
        if number.isascii() and number.isdecimal() and len(number) < 7 and column in codes:
            rows.setdefault(int(number), {})[column] = str(post[name])
    return [rows[number] for number in sorted(rows)] if rows else None


def _budget_lines(post: QueryDict, question: Question) -> list[Any] | None:
    """Return the lines of the budget; None when the page had no budget.

    A budget of what and amount alone stays in the short form, [side, what, amount]: drafts of older forms have it.
    """
    shape = shape_of(question)
    is_plain = not any(shape.parts(side) for side in BudgetSide.values)
    lines: list[Any] = []
    found = False
    for side in BudgetSide.values:
        parts = [WHAT, AMOUNT, *shape.parts(side)]
        columns = {part: post.getlist(budget_name(question, side, part)) for part in parts}
        found = found or any(columns.values())
        for place in range(max(len(column) for column in columns.values())):
            line = {part: column[place] if place < len(column) else "" for part, column in columns.items()}
            lines.append([side, line[WHAT], line[AMOUNT]] if is_plain else {"side": str(side), **line})
    return lines if found else None


def with_buttons_pressed(
    post: QueryDict, questions: Iterable[Question], typed: dict[str, Any]
) -> dict[str, Any]:
    """Return what was typed, with the line or row added or removed whose button was pressed."""
    for question in questions:
        if question.code not in typed:
            continue
        if question.kind == QuestionKind.BUDGET:
            typed[question.code] = _with_line(post, typed[question.code])
        elif question.kind in ROW_KINDS:
            typed[question.code] = _with_row(post, question, typed[question.code])
    return typed


def _with_line(post: QueryDict, lines: Sequence[Any]) -> list[Any]:
    if (side := post.get("add-line", "")) in BudgetSide.values:
        new: Any = [side, "", ""] if all(isinstance(line, list) for line in lines) else {"side": side}
        return [line for each in BudgetSide.values for line in [*lines, new] if _side(line) == each]
    side, _dash, place = str(post.get("remove-line", "")).partition("-")
    if side not in BudgetSide.values or not place.isdecimal():
        return list(lines)
    return _without(lines, place, lambda line: _side(line) == side)


def _side(line: Any) -> str:
    return (as_map(line) or {}).get("side", "")


def _with_row(post: QueryDict, question: Question, rows: Sequence[Any]) -> list[Any]:
    if post.get("add-row") == question.code:
        return [*rows, {}] if len(rows) < MOST_ROWS else list(rows)
    code, _colon, place = str(post.get("remove-row", "")).rpartition(":")
    if code != question.code or not place.isdecimal():
        return list(rows)
    return _without(rows, place, lambda row: True)


def _without(rows: Sequence[Any], place: str, counts: Callable[[Any], bool]) -> list[Any]:
    """Return rows without the one at ``place`` (from 0) among those that count; the same rows when there is none."""
    places = [number for number, row in enumerate(rows) if counts(row)]
    wanted = int(place) if len(place) < 7 else len(rows)
    if wanted >= len(places):
        return list(rows)
    return [row for number, row in enumerate(rows) if number != places[wanted]]


def pressed_code(post: QueryDict, questions: Iterable[Question]) -> str:
    """Return the code of the question whose line or row was added or removed; empty when no such button was pressed."""
    if "add-line" in post or "remove-line" in post:
        return next((one.code for one in questions if one.kind == QuestionKind.BUDGET), "")
    if "add-row" in post:
        return str(post["add-row"])
    if "remove-row" in post:
        return str(post["remove-row"]).rpartition(":")[0]
    return ""
