"""A closed case as people read it on paper: its chapters in words, with days, sums and names as they are written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from grants.archive.contents import APART, LEFT_OUT, PARTS, Entry, Part, closed_rows
from grants.documents import readable
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
    Payment,
    RegisterEntry,
    Repayment,
    RepaymentReceipt,
    Report,
    ReportSubmission,
    Score,
    Screening,
    Submission,
)
from grants.report_papers import readable_report
from portal.accounts.models import User
from portal.core.amounts import format_amount
from portal.core.moments import say_date, say_moment
from portal.core.multilingual import Multilingual
from portal.core.pdf import Column, Table
from portal.core.sealed_text import SealedTextField

type Facts = list[tuple[str, str]]

# Scores are told with their assessments; accounts and figures with the report that was handed in.
TITLES: dict[type[models.Model], Any] = {
    RegisterEntry: gettext_lazy("Register"),
    CaseParty: gettext_lazy("Parties"),
    Submission: gettext_lazy("What was handed in"),
    CaseEntry: gettext_lazy("Messages and supplements"),
    CompletionRequest: gettext_lazy("Requests for completion"),
    Screening: gettext_lazy("Screening"),
    ConflictDeclaration: gettext_lazy("Conflicts of interest"),
    Assessment: gettext_lazy("Assessments"),
    FunderDecision: gettext_lazy("What each funder has decided"),
    DecisionAct: gettext_lazy("Decisions"),
    DecisionCondition: gettext_lazy("Conditions"),
    Appeal: gettext_lazy("Appeals"),
    Award: gettext_lazy("The grant"),
    Payment: gettext_lazy("Payments"),
    Repayment: gettext_lazy("Repayments"),
    RepaymentReceipt: gettext_lazy("Money paid back"),
    ChangeRequest: gettext_lazy("Changes"),
    Report: pgettext_lazy("case file", "Reports"),
    ReportSubmission: gettext_lazy("What was reported"),
}
# What happened at "<name>_at", by whom stands in "<name>_by"; the two are told as one.
MOMENTS: dict[str, Any] = {
    "at": gettext_lazy("When"),
    "accepted_at": pgettext_lazy("case file", "Accepted"),
    "answered_at": pgettext_lazy("case file", "Answered"),
    "created_at": pgettext_lazy("case file", "Entered"),
    "decided_at": pgettext_lazy("case file", "Decided"),
    "demanded_at": pgettext_lazy("case file", "Demanded"),
    "ended_at": pgettext_lazy("case file", "Ended"),
    "fulfilled_at": pgettext_lazy("case file", "Fulfilled"),
    "handed_in_at": pgettext_lazy("case file", "Handed in"),
    "looked_at": pgettext_lazy("case file", "First read"),
    "prepared_at": pgettext_lazy("case file", "Prepared"),
    "recorded_at": pgettext_lazy("case file", "Recorded"),
    "released_at": pgettext_lazy("case file", "Released"),
    "reviewed_at": pgettext_lazy("case file", "Reviewed"),
    "revoked_at": pgettext_lazy("case file", "Revoked"),
    "screened_at": pgettext_lazy("case file", "Checked"),
    "submitted_at": pgettext_lazy("case file", "Handed in"),
    "withdrawn_at": pgettext_lazy("case file", "Withdrawn"),
}
# Helps of the machine: of no use on paper, and whole in the XML beside it.
UNSAID = LEFT_OUT | frozenset(
    {"anchor", "days", "explain_above", "line", "months", "number", "reminded", "reminded_on", "time_zone"}
)


@dataclass(frozen=True)
class Paper:
    """One record of a chapter: its title, what is said of it, and what was filled in."""

    title: str
    facts: Facts
    filled: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Chapter:
    """All records of one sort: as a table where they are many and alike, else one after the other."""

    title: str
    papers: list[Paper] = field(default_factory=list)
    table: Table | None = None


def chapters_of(closing: CaseClosing) -> list[Chapter]:
    """Return a closed case in the active language, chapter by chapter; chapters that hold nothing are left out."""
    found = []
    for _name, model in PARTS:
        rows = list(closed_rows(model, closing)) if model in TITLES else []
        if not rows:
            continue
        title = str(TITLES[model])
        if model is RegisterEntry:
            found.append(Chapter(title, table=_register(rows, closing.application)))
        else:
            found.append(Chapter(title, [_paper(row, closing.application) for row in rows]))
    return found


def chapter_of(part: Part, application: Application) -> Chapter:
    """Return what lies apart from a case: every entry, those inside others after them."""
    papers, waiting = [], list(part.entries)
    while waiting:
        entry = waiting.pop(0)
        if entry.fields:
            papers.append(Paper(entry.title, _said(entry, application)))
        waiting = [*entry.entries, *waiting]
    return Chapter(part.title, papers)


def _said(entry: Entry, application: Application) -> Facts:
    zone = application.authority.time_zone
    return [(one.label, say_moment(one.moment, zone) if one.moment else one.value) for one in entry.fields]


def _register(rows: list[Any], application: Application) -> Table:
    columns = [
        Column(_("No."), share=5),
        Column(_("What"), share=33),
        Column(_("Direction"), share=14),
        Column(_("When"), share=20),
        Column(_("From or to"), share=14),
        Column(_("By"), share=14),
    ]
    body = [
        [
            str(row.number),
            f"{row.get_kind_display()}: {row.subject}",
            row.get_direction_display(),
            say_moment(row.at, application.authority.time_zone),
            row.counterpart,
            str(row.by) if row.by else "",
        ]
        for row in rows
    ]
    return Table(caption="", columns=columns, rows=body)


def _paper(row: models.Model, application: Application) -> Paper:
    filled: Mapping[str, Any] = {}
    facts = list(_facts(row, application))
    match row:
        case Submission():
            filled = {"sections": readable(row.content or {})}
        case ReportSubmission():
            filled = readable_report(row.content)
        case CaseEntry():
            facts += _answers(row)
        case Assessment():
            facts += _scores(row)
        case ConflictDeclaration():
            facts += [(_("Found by the portal"), one["words"]) for one in row.traces]
    return Paper(_title(row), facts, filled)


def _title(row: models.Model) -> str:
    naming: dict[type[models.Model], Callable[[Any], str]] = {
        Award: lambda award: format_amount(award.amount, award.currency),
        Assessment: lambda assessment: str(assessment.assignment.assessor),
        CaseEntry: lambda entry: entry.get_kind_display(),
        CompletionRequest: lambda request: request.text,
        ConflictDeclaration: lambda declared: str(declared.assignment.assessor),
        DecisionCondition: lambda condition: f"{condition.number}. {condition.text}",
        FunderDecision: lambda half: str(half.funder.organisation),
        Payment: lambda payment: format_amount(payment.amount, _currency(payment)),
        Repayment: lambda repayment: format_amount(repayment.amount, _currency(repayment)),
        RepaymentReceipt: lambda receipt: format_amount(receipt.amount, _currency(receipt)),
        Submission: lambda submission: _("Version %(number)s") % {"number": submission.number},
    }
    return naming.get(type(row), str)(row)


def _facts(row: models.Model, application: Application) -> Iterator[tuple[str, str]]:
    """Return what a record says of itself, without what is only there for the portal."""
    title = _title(row)
    for one in row._meta.concrete_fields:
        if one.primary_key or one.is_relation or one.name in UNSAID or one.name.endswith("_sha256"):
            continue
        if isinstance(one, SealedTextField) or (type(row), one.name) in APART:
            continue
        if one.name in MOMENTS:
            if moment := getattr(row, one.name):
                yield str(MOMENTS[one.name]), _moment(row, one.name, moment, application)
            continue
        # Text that is no verbose name of ours is a help of the machine: bounds of a number, the search's words.
        said = "" if isinstance(one.verbose_name, str) else _words(row, one, application)
        if said and said != title:
            yield capfirst(str(one.verbose_name)), said


def _moment(row: models.Model, name: str, moment: datetime, application: Application) -> str:
    said = say_moment(moment, application.authority.time_zone)
    by = getattr(row, "by" if name == "at" else f"{name.removesuffix('_at')}_by", None)
    return f"{said}, {by}" if isinstance(by, User) else said


def _words(row: models.Model, one: Any, application: Application) -> str:
    value = getattr(row, one.name)
    if value is None or value == "" or isinstance(value, dict | list):
        return ""
    if one.flatchoices:
        return f"{dict(one.flatchoices).get(value, value)}"
    match value:
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return say_moment(value, application.authority.time_zone)
        case date():
            return say_date(value)
        case Decimal():
            return str(value.normalize()) if one.name == "rate" else format_amount(value, _currency(row))
    return str(value)


def _currency(row: Any) -> str:
    """Return the currency in which a record's sums are: the payment's own, or the call's."""
    if isinstance(row, Award | Payment):
        return row.currency or _application(row).call.currency
    return _application(row).call.currency


def _application(row: Any) -> Application:
    """Follow a record to its case."""
    for name in ("application", "decision", "award", "repayment", "report", "assignment", "act"):
        if hasattr(row, name):
            found = getattr(row, name)
            return found if isinstance(found, Application) else _application(found)
    raise TypeError(f"{type(row).__name__} belongs to no case")


def _answers(entry: CaseEntry) -> Facts:
    return [(str(Multilingual(one["question"])), one["shown"]) for one in entry.answers or []]


def _scores(assessment: Assessment) -> Facts:
    scores = (
        Score.objects.filter(assessment=assessment)
        .select_related("criterion")
        .order_by("criterion__position", "pk")
    )
    return [
        (str(score.criterion), f"{score.value}. {score.comment}" if score.comment else str(score.value))
        for score in scores
    ]
