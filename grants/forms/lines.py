"""Lists that officers write as lines of text: a code and its words in each language of the call.

A line reads ``travel | Travel | Resor``: the code, then the words in the call's languages in their order. A line of words
alone gets its code from them. Columns of rows say more: ``fee*: money | Fee | Arvode`` is a column of money that must be
filled in, and lines that begin with a dash are the answers of the column above them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from slugify import slugify

from grants.domain.columns import USUAL
from grants.enums import ColumnKind
from grants.models import Question
from portal.core.multilingual import Multilingual

BAR = "|"
Option = Mapping[str, Any]


def languages_of(question: Question) -> list[str]:
    """Return the languages in which the words of a line stand, in their order."""
    return list(question.call.languages) or ["en", "sv"]


def lines_of(options: Any, languages: Sequence[str]) -> str:
    """Return options as lines."""
    found = options if isinstance(options, list) else []
    return "\n".join(
        _line(one["code"], one.get("names") or {}, languages) for one in found if one.get("code")
    )


def _line(start: str, names: Mapping[str, str], languages: Sequence[str]) -> str:
    words = [names.get(code, "") for code in languages]
    if not any(words) and names:
        words[0] = Multilingual(names).in_language(languages[0])
    while words and not words[-1]:
        words.pop()
    return f" {BAR} ".join([start, *words])


def options_from(text: str, languages: Sequence[str], known: Any = None) -> list[dict[str, Any]]:
    """Return the options that lines say; words in languages that the lines do not show stay as they are known."""
    options: list[dict[str, Any]] = []
    for line in text.splitlines():
        if not line.strip(" \t-|"):
            continue
        option = _option(line, languages, known, {one["code"] for one in options})
        options.append(option)
    return options


def _option(line: str, languages: Sequence[str], known: Any, taken: set[str]) -> dict[str, Any]:
    code, *words = [part.strip() for part in line.strip().split(BAR)]
    if not words:
        words, code = [code], ""
    code = (
        slugify(code or words[0], max_length=40, lowercase=False, regex_pattern=r"[^-a-zA-Z0-9_]+")
        or "answer"
    )
    if code in taken:
        raise ValidationError(_("The code “%(code)s” stands on two lines.") % {"code": code}, code="twice")
    before = next((one.get("names") or {} for one in known or [] if one.get("code") == code), {})
    shown = {code_of: text for code_of, text in zip(languages, words, strict=False) if text}
    kept = {language: text for language, text in before.items() if language not in languages}
    return {"code": code, "names": {**kept, **shown}}


def column_lines_of(question: Question) -> str:
    """Return the columns that a question's shape names, as lines; empty where it has the usual ones."""
    named = question.shape.get("columns") if isinstance(question.shape, dict) else None
    if not named:
        return ""
    languages = languages_of(question)
    return "\n".join(line for one in named for line in _column_lines(one, languages))


def _column_lines(one: Any, languages: Sequence[str]) -> list[str]:
    """Return the line of a column as the shape says it, and those of its answers."""
    if not isinstance(one, dict):
        return [str(one)]
    kind = f": {one['kind']}" if one.get("kind") else ""
    start = f"{one.get('code', '')}{'*' if one.get('required') else ''}{kind}"
    answers = lines_of(one.get("options"), languages).splitlines()
    return [_line(start, one.get("names") or {}, languages), *(f"- {line}" for line in answers)]


def columns_from(text: str, question: Question) -> list[Any]:
    """Return the columns that lines say. Raises ValidationError with a sentence that names the line."""
    languages = languages_of(question)
    usual = {column.code for column in USUAL.get(question.kind, ())}
    known = question.shape.get("columns") if isinstance(question.shape, dict) else None
    known = [one for one in known or [] if isinstance(one, dict)]
    columns: list[dict[str, Any]] = []
    for line in text.splitlines():
        if not line.strip(" \t|"):
            continue
        if line.lstrip().startswith("-"):
            _add_answer(line.lstrip().removeprefix("-"), columns, languages, line)
        else:
            columns.append(_column(line, languages, known, columns))
    for column in columns:
        if (
            column.get("kind") == ColumnKind.CHOICE
            and not column.get("options")
            and column["code"] not in usual
        ):
            sentence = _("The column “%(code)s” offers no answers: write them below it, each after a dash.")
            raise ValidationError(sentence % {"code": column["code"]}, code="no_answers")
    return [_as_short_as_can_be(column, usual) for column in columns]


def _add_answer(text: str, columns: list[dict[str, Any]], languages: Sequence[str], line: str) -> None:
    if not columns:
        raise ValidationError(
            _("“%(line)s” is an answer without a column above it.") % {"line": line.strip()}, code="no_column"
        )
    options = columns[-1].setdefault("options", [])
    options.append(_option(text, languages, None, {one["code"] for one in options}))
    columns[-1].setdefault("kind", ColumnKind.CHOICE.value)


def _column(
    line: str, languages: Sequence[str], known: Sequence[Option], columns: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    start, bar, words = line.partition(BAR)
    name, _colon, kind = start.partition(":")
    name, kind = name.strip(), kind.strip()
    if kind and kind not in ColumnKind.values:
        sentence = _("“%(kind)s” is no kind of column. Write one of these: %(kinds)s.")
        raise ValidationError(sentence % {"kind": kind, "kinds": ", ".join(ColumnKind.values)}, code="kind")
    option = _option(
        f"{name.rstrip('*')}{bar}{words}", languages, known, {column["code"] for column in columns}
    )
    column: dict[str, Any] = {"code": option["code"].replace(".", "-"), "names": option["names"]}
    if not bar:
        column["names"] = {}
    if kind:
        column["kind"] = kind
    if name.endswith("*"):
        column["required"] = True
    return column


def _as_short_as_can_be(column: dict[str, Any], usual: set[str]) -> Any:
    """Return a usual column of which nothing else is said by its code alone."""
    if column["code"] in usual and not column["names"] and set(column) <= {"code", "names", "required"}:
        return {**column, "names": {}} if column.get("required") else column["code"]
    return column
