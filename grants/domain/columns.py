"""The columns of rows: the usual ones of persons, partners and places, or those that the officer wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.domain.readings import words_of
from grants.enums import ColumnKind, PartyKind, QuestionKind
from grants.models import Call, Question
from portal.core.multilingual import Multilingual

ROW_KINDS = frozenset([QuestionKind.PERSONS, QuestionKind.PARTNERS, QuestionKind.PLACES, QuestionKind.GROUP])
MOST_ROWS = 100
LONGEST_CELL = 1000


@dataclass(frozen=True)
class Column:
    """One column of rows: its code, the kind of answer, its words, and the answers it offers."""

    code: str
    kind: str
    label: str | Promise | Multilingual
    required: bool = False
    options: Sequence[Mapping[str, Any]] = field(default=())

    @property
    def names(self) -> Mapping[str, str]:
        """The words in each language that somebody wrote them in; empty for the usual columns."""
        return self.label.as_dict() if isinstance(self.label, Multilingual) else {}


def _kinds_of_partner() -> Sequence[Mapping[str, Any]]:
    return [{"code": kind.value, "names": {}, "label": kind.label} for kind in PartyKind]


USUAL: Mapping[str, Sequence[Column]] = {
    QuestionKind.PERSONS: (
        Column("name", ColumnKind.TEXT, pgettext_lazy("person", "Name"), required=True),
        Column("birth_date", ColumnKind.DATE, _("Date of birth")),
        Column("residence", ColumnKind.COUNTRY, _("Country of residence")),
        Column("nationality", ColumnKind.COUNTRY, _("Nationality")),
        Column("is_student", ColumnKind.YES_NO, _("Is a student")),
        Column("role", ColumnKind.TEXT, _("Role in the project")),
    ),
    QuestionKind.PARTNERS: (
        Column("name", ColumnKind.TEXT, pgettext_lazy("partner", "Name"), required=True),
        Column("kind", ColumnKind.CHOICE, pgettext_lazy("partner", "Kind"), options=_kinds_of_partner()),
        Column("country", ColumnKind.COUNTRY, _("Country")),
        Column("region", ColumnKind.TEXT, _("Region")),
        Column("municipality", ColumnKind.TEXT, _("Municipality")),
        Column("side", ColumnKind.CHOICE, pgettext_lazy("partner", "Side")),
        Column("is_lead", ColumnKind.YES_NO, _("Leads its side")),
        Column("is_associate", ColumnKind.YES_NO, _("Takes part without money")),
        Column("requested", ColumnKind.MONEY, _("Part of the amount applied for")),
        Column("own_funds", ColumnKind.MONEY, _("Own funds")),
        Column("legal_form", ColumnKind.TEXT, _("Legal form")),
    ),
    QuestionKind.PLACES: (
        Column("country", ColumnKind.COUNTRY, _("Country")),
        Column("city", ColumnKind.TEXT, _("City or place"), required=True),
        Column("is_capital", ColumnKind.YES_NO, _("Is the capital")),
        Column("start", ColumnKind.DATE, _("First day")),
        Column("end", ColumnKind.DATE, _("Last day")),
        Column("days", ColumnKind.NUMBER, _("Number of days")),
    ),
}
# Columns whose answers the question's shape may name, by the key that does.
OFFERED_BY = {"side": "sides", "region": "regions"}


def columns_of(question: Question) -> list[Column]:
    """Return the columns of a question's rows: as its shape names them, else the usual ones of its kind.

    The shape's ``columns`` holds codes of usual columns, or maps of code, kind, names, required and options; what is
    neither is left out. A column of sides is there only where the shape names the sides.
    """
    shape = question.shape if isinstance(question.shape, dict) else {}
    usual = {column.code: column for column in USUAL.get(question.kind, ())}
    named = shape.get("columns")
    found: list[Column] = []
    for one in named if isinstance(named, list) and named else list(usual):
        column = _column(one, usual)
        if column is not None and column.code not in {known.code for known in found}:
            found.append(_with_options(column, shape))
    return [column for column in found if column.kind != ColumnKind.CHOICE or column.options]


def _column(one: Any, usual: Mapping[str, Column]) -> Column | None:
    if isinstance(one, str):
        return usual.get(one)
    if not isinstance(one, dict) or not isinstance(one.get("code"), str) or not one["code"]:
        return None
    base = usual.get(one["code"])
    kind = one.get("kind") or (base.kind if base else ColumnKind.TEXT)
    if kind not in ColumnKind.values:
        return None
    names = one.get("names")
    label = (
        Multilingual({str(code): str(text) for code, text in names.items()})
        if isinstance(names, dict)
        else None
    )
    options = one.get("options")
    return Column(
        one["code"],
        kind,
        label or (base.label if base else one["code"]),
        bool(one.get("required", base.required if base else False)),
        options if isinstance(options, list) and options else (base.options if base else ()),
    )


def _with_options(column: Column, shape: Mapping[str, Any]) -> Column:
    """Return the column with the sides or regions that the shape names, as a choice among them."""
    offered = shape.get(OFFERED_BY.get(column.code, ""))
    if not isinstance(offered, list) or not offered or column.options:
        return column
    return Column(column.code, ColumnKind.CHOICE, column.label, column.required, offered)


def bounds_of(question: Question) -> tuple[int, int]:
    """Return the fewest and the most rows that a question takes."""
    shape = question.shape if isinstance(question.shape, dict) else {}
    fewest, most = shape.get("fewest"), shape.get("most")
    return (
        fewest if isinstance(fewest, int) and 0 < fewest <= MOST_ROWS else 0,
        most if isinstance(most, int) and 0 < most <= MOST_ROWS else MOST_ROWS,
    )


def sides_of(call: Call) -> list[tuple[str, str]]:
    """Return the sides of a joint call with their words, as its question for the partners names them; one query."""
    question = call.questions.filter(kind=QuestionKind.PARTNERS, removed_at=None).first()
    shape = question.shape if question is not None and isinstance(question.shape, dict) else {}
    return words_of(shape.get("sides"))
