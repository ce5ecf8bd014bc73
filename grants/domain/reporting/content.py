"""What a report asks and what was typed in it: the call's own questions, accounts, figures, material."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from grants.domain.answers import Typed
from grants.domain.content import AnsweredSection, sections_with
from grants.domain.outline import asked
from grants.domain.readings import YES, stripped
from grants.domain.reporting import terms
from grants.domain.reporting.accounts import Accounts, is_filled, read_accounts, rows_of
from grants.enums import FormStage, OutcomeKind, ReportKind
from grants.models import Question, Report
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.uncertain import UncertainNumber, UncertainValueError, parse_number

STAGE_OF = {
    ReportKind.INTERIM: FormStage.INTERIM,
    ReportKind.FINAL: FormStage.FINAL,
    ReportKind.ACCOUNTS: FormStage.REPORT,
}
SUMMARY, LINES, MORE, VOUCHERS, FIGURES, MATERIALS = (
    "summary",
    "lines",
    "more",
    "vouchers",
    "figures",
    "materials",
)
TABLES = frozenset({SUMMARY, LINES, MORE, VOUCHERS, FIGURES, MATERIALS})
QUESTION = "q:"


@dataclass(frozen=True)
class Figure:
    """A figure as typed and as understood."""

    kind: OutcomeKind
    typed: str
    number: UncertainNumber | None = None
    problem: str = ""


@dataclass(frozen=True)
class Material:
    """A picture or text that may be published, as typed."""

    key: str
    title: str
    rights_holder: str
    credit: str
    alt_text: str
    may_publish: bool
    problem: str = ""
    files: Sequence[Document] = ()


@dataclass
class ReportContent:
    """A report as it stands: what it asks, what was typed, what was understood, the files."""

    report: Report
    questions: Sequence[Question]
    typed: Mapping[str, Any]
    sections: Sequence[AnsweredSection]
    files: Mapping[str, Sequence[Document]]
    asks_accounts: bool
    currency: str
    accounts: Accounts = field(default_factory=Accounts)
    figures: Sequence[Figure] = ()
    materials: Sequence[Material] = ()

    @property
    def asks_summary(self) -> bool:
        """Tell whether the portal asks what was done: where the call asks nothing itself."""
        return not self.questions and self.report.kind != ReportKind.ACCOUNTS

    @property
    def asks_outcomes(self) -> bool:
        """Tell whether figures and material are asked for: at the end."""
        return self.report.kind == ReportKind.FINAL

    @property
    def summary(self) -> str:
        """What was done, as written."""
        return stripped(self.typed.get(SUMMARY, ""))

    def problems(self) -> dict[str, str]:
        """Return what stands against handing it in: a sentence for each place on the page."""
        found: dict[str, str] = {}
        if self.asks_summary and not self.summary:
            found[SUMMARY] = _("Write what has been done.")
        for part in self.sections:
            for one in part.problems:
                found[f"question-{one.question.code}"] = f"{one.question.labels}: {one.problem}"
        if self.asks_accounts:
            found |= self.accounts.problems()
        found |= {f"figure-{one.kind.value}": one.problem for one in self.figures if one.problem}
        found |= {f"materials-{one.key}": one.problem for one in self.materials if one.problem}
        return found


def questions_of(report: Report) -> list[Question]:
    """Return the questions that the call asks with this report."""
    return asked(report.application.call, STAGE_OF[ReportKind(report.kind)])


def files_of(report: Report) -> dict[str, list[Document]]:
    """Return the files of a report by what they lie with, oldest first."""
    found: dict[str, list[Document]] = {}
    for document in Document.objects.of(report).filter(kind=DocumentKind.VOUCHER).order_by("pk"):
        found.setdefault(document.slot.rpartition(":")[0], []).append(document)
    return found


def asks_accounts(report: Report) -> bool:
    """Tell whether a report has accounts: the accounts themselves, and a final report beside which none are asked."""
    if report.kind != ReportKind.FINAL:
        return report.kind == ReportKind.ACCOUNTS
    return not Report.objects.filter(application=report.application_id, kind=ReportKind.ACCOUNTS).exists()


def content_of(report: Report, over: Mapping[str, Any] | None = None) -> ReportContent:
    """Return a report as it stands, with ``over`` laid over what is stored: what was typed and is not kept yet."""
    questions = questions_of(report)
    typed: dict[str, Any] = {part.code: part.value for part in report.parts.all()}
    typed |= over or {}
    files = files_of(report)
    currency = terms.currency_of(report.application)
    by_code: dict[str, Typed] = {
        question.code: typed[QUESTION + question.code]
        for question in questions
        if QUESTION + question.code in typed
    }
    sections = sections_with(
        questions,
        by_code,
        currency=currency,
        files={question.pk: files.get(f"question:{question.pk}", []) for question in questions},
    )
    made = ReportContent(report, questions, typed, sections, files, asks_accounts(report), currency)
    if made.asks_accounts:
        made.accounts = read_accounts(typed, terms.current(report.award).lines, share=report.explain_above)
    if made.asks_outcomes:
        made.figures = _figures(typed.get(FIGURES))
        made.materials = [_material(row, files) for row in rows_of(typed.get(MATERIALS)) if is_filled(row)]
    return made


def _figures(typed: Any) -> list[Figure]:
    said = typed if isinstance(typed, Mapping) else {}
    return [_figure(kind, stripped(said.get(kind.value, ""))) for kind in OutcomeKind]


def _figure(kind: OutcomeKind, text: str) -> Figure:
    if not text:
        sentence = _("%(figure)s: write a number, about how many, or “unknown”.") % {"figure": kind.label}
        return Figure(kind, "", problem=sentence)
    try:
        return Figure(kind, text, parse_number(text))
    except UncertainValueError as error:
        return Figure(kind, text, problem=f"{kind.label}: {error.message}")


def _material(row: Mapping[str, Any], files: Mapping[str, Sequence[Document]]) -> Material:
    key = str(row.get("key", ""))
    texts = {
        name: stripped(row.get(name, ""))[:length]
        for name, length in (("title", 300), ("rights_holder", 300), ("credit", 300), ("alt_text", 500))
    }
    may_publish = row.get("may_publish") == YES
    problem = ""
    if not texts["title"]:
        problem = _("Say what the picture or text shows.")
    elif may_publish and not texts["rights_holder"]:
        problem = _("%(title)s: say who holds the rights, before it is published.") % texts
    elif may_publish and not texts["alt_text"]:
        problem = _("%(title)s: describe it for those who do not see it, before it is published.") % texts
    return Material(
        key, **texts, may_publish=may_publish, problem=problem, files=files.get(f"material:{key}", [])
    )
