"""What a case holds, as parts with entries and fields in words: written as XML for machines and printed for people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from grants.case_tables import case_tables
from grants.models import (
    Appeal,
    Application,
    Assessment,
    Award,
    CaseClosing,
    CaseEntry,
    CaseParty,
    ChangeRequest,
    CompletionRequest,
    ConflictDeclaration,
    DecisionAct,
    DecisionCondition,
    FunderDecision,
    OutcomeFigure,
    Payment,
    RegisterEntry,
    Repayment,
    RepaymentReceipt,
    Report,
    ReportLine,
    ReportSubmission,
    Score,
    Screening,
    Submission,
)
from portal.accounts.models import User
from portal.core.sealed_text import SealedTextField

# The parts in their order: the name in the XML, and the rows that are in it.
PARTS: tuple[tuple[str, type[models.Model]], ...] = (
    ("register", RegisterEntry),
    ("parties", CaseParty),
    ("submissions", Submission),
    ("entries", CaseEntry),
    ("completions", CompletionRequest),
    ("screenings", Screening),
    ("conflicts", ConflictDeclaration),
    ("assessments", Assessment),
    ("scores", Score),
    ("funders", FunderDecision),
    ("decisions", DecisionAct),
    ("conditions", DecisionCondition),
    ("appeals", Appeal),
    ("award", Award),
    ("payments", Payment),
    ("repayments", Repayment),
    ("receipts", RepaymentReceipt),
    ("changes", ChangeRequest),
    ("reports", Report),
    ("report-submissions", ReportSubmission),
    ("accounts", ReportLine),
    ("outcomes", OutcomeFigure),
)
# What the portal counts for itself, and what is said better elsewhere in the package.
LEFT_OUT = frozenset({"version", "position", "saved_at", "saved_from", "authority", "key", "search_text"})
# What is for colleagues alone lies apart (grants.archive.confidential).
APART = frozenset({(Screening, "note")})


@dataclass(frozen=True)
class Field:
    """One thing that is said of an entry: its name for machines, its label for people, and its value in words.

    A moment is a value for machines, and ``moment`` beside it, for who writes it as people do.
    """

    name: str
    label: str
    value: str
    moment: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One record of a part, with what lies inside it."""

    title: str
    fields: list[Field]
    entries: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """All records of one sort."""

    name: str
    title: str
    entries: list[Entry]


def parts_of(closing: CaseClosing) -> list[Part]:
    """Return what a closed case holds, in the active language; parts that hold nothing are left out.

    The register ends with the closing: what was entered later is about what became of the case.
    """
    found = []
    for name, model in PARTS:
        entries = [entry_of(row) for row in closed_rows(model, closing)]
        if entries:
            found.append(Part(name, capfirst(str(model._meta.verbose_name_plural)), entries))
    return found


def closed_rows(model: type[models.Model], closing: CaseClosing) -> Any:
    """Return the rows of a closed case in one table; its register as it stood when the case was closed."""
    rows = rows_of(model, closing.application)
    return rows.filter(number__lte=closing.last_entry) if model is RegisterEntry else rows


def rows_of(model: type[models.Model], application: Application) -> Any:
    """Return the rows of a case in one table, in their order, with the people that are named in them."""
    rows = next(table for table in case_tables() if table.model is model).rows(application).order_by("pk")
    people = [one.name for one in model._meta.concrete_fields if one.related_model is User]
    return rows.select_related(*people) if people else rows


def entry_of(row: models.Model) -> Entry:
    """Return what a row says, in the active language; what the database itself keeps only as cipher is left out."""
    fields, entries = [], []
    for one in row._meta.concrete_fields:
        if one.primary_key or one.name in LEFT_OUT or not hasattr(one, "attname"):
            continue
        if isinstance(one, SealedTextField) or (type(row), one.name) in APART:
            continue
        value = getattr(row, one.name if one.related_model is User else one.attname)
        if one.is_relation and one.related_model is Application:
            continue
        if isinstance(value, dict | list):
            entries += list(_nested(value))
            continue
        said = _words(row, one, value)
        if said:
            moment = value if isinstance(value, datetime) else None
            fields.append(Field(one.name.replace("_", "-"), capfirst(str(one.verbose_name)), said, moment))
    return Entry(str(row), fields, entries)


def _words(row: models.Model, one: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if one.flatchoices:
        return f"{dict(one.flatchoices).get(value, value)}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _nested(value: Any, name: str = "") -> Iterator[Entry]:
    """Return plain data as entries: an answer of a form as the question and what was answered, the rest as it is."""
    if isinstance(value, dict) and {"code", "question", "shown"} <= value.keys():
        question = value["question"]
        label = next(iter(question.values()), value["code"]) if isinstance(question, dict) else str(question)
        yield Entry(str(label), [Field(str(value["code"]), str(label), _plain(value["shown"]))])
        return
    if isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _nested(one, f"{name} {number}".strip())
        return
    if isinstance(value, dict):
        fields = [
            Field(str(key), str(key), _plain(one))
            for key, one in value.items()
            if not isinstance(one, dict | list)
        ]
        inner = [
            entry
            for key, one in value.items()
            if isinstance(one, dict | list)
            for entry in _nested(one, str(key))
        ]
        if fields or inner:
            yield Entry(name, fields, inner)
        return
    yield Entry(name, [Field("value", name or "value", _plain(value))])


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)
