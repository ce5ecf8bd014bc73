"""Documents of grants: what was submitted as people read it, and each PDF made once and stored with its case."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from grants.batch_words import told as batch_in_words
from grants.enums import BudgetSide, DecisionActKind, DecisionOutcome, QuestionKind
from grants.models import Application, DecisionAct, FunderDecision, Submission
from portal.core import documents, rich_text
from portal.core.amounts import format_amount
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.moments import say_day, say_moment
from portal.core.multilingual import Multilingual
from portal.core.pdf import Column, Table, render_pdf
from portal.core.pdf.seal import seal


def readable(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the sections of submitted content for a page or a PDF in the active language.

    Each has a title and answers: question, kind, what was typed, shown and understood, and for a budget its tables.
    Content that came from elsewhere may have no sections.
    """
    currency = content.get("call", {}).get("currency", "")
    return [
        {
            "title": str(Multilingual(section["title"])) or _("Your application"),
            "answers": [_readable_answer(answer, currency) for answer in section["answers"]],
        }
        for section in content.get("sections", [])
    ]


def _readable_answer(answer: Mapping[str, Any], currency: str) -> dict[str, Any]:
    value = answer.get("value")
    is_budget = answer["kind"] == QuestionKind.BUDGET and isinstance(value, Mapping)
    return {
        **answer,
        "question": str(Multilingual(answer["question"])),
        "tables": budget_tables(value, currency) if is_budget and value else [],
        "rows": answer.get("rows") or [],
        # Cleaned anew: content that came from elsewhere was never cleaned here.
        "html": rich_text.clean(value)
        if answer["kind"] == QuestionKind.RICH_TEXT and isinstance(value, str)
        else "",
    }


def budget_tables(budget: Mapping[str, Any], currency: str) -> list[Table]:
    """Return the two sides of a submitted budget as tables with their totals; a side without lines is left out."""
    return [
        _budget_table(side, budget[side], currency)
        for side in BudgetSide.values
        if budget.get(side, {}).get("lines")
    ]


def _budget_table(side: str, content: Mapping[str, Any], currency: str) -> Table:
    """Return one side as a table; what distinguishes its lines stands in a column of its own where there is any."""
    has_details = any(line.get("details") for line in content["lines"])
    columns = [Column(_("What"), share=40 if has_details else 70)]
    columns += [Column(_("Details"), share=35)] if has_details else []
    columns.append(Column(_("Amount"), kind="number", share=25 if has_details else 30))
    rows = []
    for line in content["lines"]:
        details = [line.get("details", "")] if has_details else []
        rows.append([line["description"], *details, format_amount(Decimal(line["amount"]), currency)])
    return Table(
        caption=str(BudgetSide(side).label),
        columns=columns,
        rows=rows,
        total=[
            _("Total"),
            *([""] if has_details else []),
            format_amount(Decimal(content["total"]), currency),
        ],
    )


def receipt(submission: Submission) -> Document:
    """Store the receipt of one submission as a sealed PDF, once, in the language of the application."""
    application = submission.application
    known = (
        Document.objects.of(application).filter(kind=DocumentKind.RECEIPT, version=submission.number).first()
    )
    if known is not None:
        return known
    language = (
        application.language if application.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    )
    with translation.override(language):
        title = _("Receipt %(number)s") % {"number": application.diary_number}
        if submission.number > 1:
            title = _("%(title)s, version %(version)s") % {"title": title, "version": submission.number}
        context = _receipt_context(submission, language)
    content = render_pdf(
        "pdf/grants/receipt.html",
        context,
        language=language,
        title=title,
        author=context["authority"],
        created=submission.submitted_at,
    )
    return documents.store(
        application,
        kind=DocumentKind.RECEIPT,
        title=title,
        filename="-".join(title.lower().replace(",", "").split()) + ".pdf",
        content=seal(content, name=context["authority"]),
        media_type="application/pdf",
        language=language,
        version=submission.number,
    )


def _receipt_context(submission: Submission, language: str) -> dict[str, Any]:
    application, content = submission.application, submission.content or {}
    authority = application.authority.organisation.names.in_language(language)
    facts = [
        (_("Project"), submission.title),
        (_("Applicant"), application.applicant_name),
        (_("Reference"), application.reference),
        (_("Diary number"), application.diary_number),
        (_("Submitted"), say_moment(submission.submitted_at, application.call.time_zone)),
        (_("Amount applied for"), _sum(submission.requested, application)),
    ]
    if batch := content.get("batch"):
        facts.append((_("Batch"), _batch(batch, application)))
    if submission.number > 1:
        facts.append((_("Version"), str(submission.number)))
    if signed := content.get("signatures"):
        facts.append((_("Signed by"), ", ".join(one["name"] for one in signed)))
    return {
        "application": application,
        "submission": submission,
        "authority": authority,
        "sender": {"name": authority},
        "call": application.call.names.in_language(language),
        "facts": facts,
        "sections": readable(content),
    }


def _batch(said: Mapping[str, str], application: Application) -> str:
    """Return the batch in which it was handed in, in words."""
    decided = date.fromisoformat(said["decided_by"]) if "decided_by" in said else None
    return batch_in_words(datetime.fromisoformat(said["closes"]), decided, application.call.time_zone)


def _amount(application: Application) -> str:
    return _sum(application.requested, application)


def _sum(amount: Decimal | None, application: Application) -> str:
    return _("not said") if amount is None else format_amount(amount, application.call.currency)


def decision_letter(act: DecisionAct) -> Document:
    """Store the letter of one act of a decision as a sealed PDF, once, in the language of the application."""
    application = act.application
    known = (
        Document.objects.of(application)
        .filter(kind=DocumentKind.DECISION_LETTER, slot="", version=act.number)
        .first()
    )
    if known is not None:
        return known
    language = (
        application.language if application.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    )
    with translation.override(language):
        title = _("Decision %(number)s") % {"number": application.diary_number}
        if act.number > 1:
            title = f"{title}, {act.get_kind_display().lower()} {act.number}"
        context = _decision_context(act, language)
    content = render_pdf(
        "pdf/grants/decision_letter.html",
        context,
        language=language,
        title=title,
        author=context["authority"],
        created=act.at,
    )
    return documents.store(
        application,
        kind=DocumentKind.DECISION_LETTER,
        title=title,
        filename="-".join(title.lower().replace(",", "").split()) + ".pdf",
        content=seal(content, name=context["authority"]),
        media_type="application/pdf",
        language=language,
        version=act.number,
        by=act.by,
    )


def _decision_context(act: DecisionAct, language: str) -> dict[str, Any]:
    application = act.application
    authority = application.authority.organisation.names.in_language(language)
    zone = application.authority.time_zone
    approved = act.outcome == DecisionOutcome.APPROVED
    currency = application.call.currency
    halves = _halves(act, language)
    return {
        "application": application,
        "act": act,
        "halves": halves,
        "conditions": list(act.conditions.all()),
        "authority": authority,
        "heading": _heading(act),
        "approved": approved,
        "granted": format_amount(act.amount, currency) if act.amount is not None else "",
        "call": application.call.names.in_language(language),
        "sender": {"name": authority},
        "recipient": _recipient(application),
        "date": say_day(act.at, zone),
        "references": [(_("Diary number"), application.diary_number)],
        "submitted": say_day(application.submitted_at, zone) if application.submitted_at else "",
        "requested": _amount(application),
        "signature": _signatures(halves) if halves else [str(act.by), authority],
    }


def _halves(act: DecisionAct, language: str) -> list[dict[str, str]]:
    """Return what each funder of a joint call decided, and who for it; nothing where one authority decides."""
    if act.kind != DecisionActKind.ORIGINAL:
        return []
    halves = FunderDecision.objects.filter(application=act.application).at(act.at)
    currency = act.application.call.currency
    return [
        {
            "funder": half.funder.organisation.names.in_language(language),
            "granted": "" if half.amount is None else format_amount(half.amount, currency),
            "by": str(half.by),
        }
        for half in halves
    ]


def _signatures(halves: list[dict[str, str]]) -> list[str]:
    return [f"{half['by']}, {half['funder']}" for half in halves]


def _heading(act: DecisionAct) -> str:
    """Return what a letter says above all."""
    approved = act.outcome == DecisionOutcome.APPROVED
    match act.kind:
        case DecisionActKind.CORRECTION:
            return _("The decision on your application has been corrected")
        case DecisionActKind.REVOCATION:
            return _("The decision on your application has been revoked")
        case DecisionActKind.CHANGE:
            return _("The decision on your application has been changed")
        case _kind:
            return (
                _("Your application has been approved")
                if approved
                else _("Your application has been rejected")
            )


def _recipient(application: Application) -> list[str]:
    """Return who the letter goes to: the organisation and the person who applied for it, or the person."""
    person = str(application.applicant)
    return [application.applicant_name] + ([person] if person != application.applicant_name else [])
