"""A report as people read it, on a page or in print: what was handed in, its accounts as tables, figures, material."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grants.documents import readable
from grants.emails import interface_language
from grants.enums import BudgetSide, OutcomeKind
from grants.models import ReportSubmission
from portal.core import documents
from portal.core.amounts import format_amount
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.moments import say_moment
from portal.core.pdf import Column, Table, render_pdf
from portal.core.pdf.seal import seal
from portal.core.uncertain import UncertainDate, UncertainNumber


def readable_report(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was handed in for a page or a PDF in the active language."""
    accounts = content.get("accounts")
    return {
        "sections": readable(content),
        "summary": content.get("summary", ""),
        "accounts": account_tables(accounts) if accounts else [],
        "vouchers": _vouchers(accounts) if accounts else None,
        "voucher_files": [
            file for voucher in (accounts or {}).get("vouchers", []) for file in voucher.get("files", [])
        ],
        "figures": [
            (str(OutcomeKind(one["kind"]).label), UncertainNumber.from_canonical(one["number"]).describe())
            for one in content.get("figures", [])
        ],
        "materials": content.get("materials", []),
    }


def account_tables(accounts: Mapping[str, Any]) -> list[Table]:
    """Return the two sides of the accounts beside the budget, with their totals; a side without lines is left out."""
    return [
        _side_table(side, accounts)
        for side in BudgetSide.values
        if any(line["side"] == side for line in accounts["lines"])
    ]


def _side_table(side: str, accounts: Mapping[str, Any]) -> Table:
    currency, rows = accounts["currency"], []
    for line in accounts["lines"]:
        if line["side"] == side:
            what = f"{line['what']} ({line['details']})" if line.get("details") else line["what"]
            rows.append([what, *_amounts(line["budgeted"], line["spent"], currency), line["why"]])
    totals = accounts["totals"][side]
    return Table(
        caption=str(BudgetSide(side).label),
        columns=[
            Column(_("What"), share=28),
            Column(_("Budget"), kind="number", share=16),
            Column(pgettext("accounts", "Outcome"), kind="number", share=16),
            Column(_("Difference"), kind="number", share=16),
            Column(_("Why it differs"), share=24),
        ],
        rows=rows,
        total=[_("Total"), *_amounts(totals["budgeted"], totals["spent"], currency), ""],
    )


def _amounts(budgeted: str | None, spent: str | None, currency: str) -> list[str]:
    """Return budget, outcome and difference in words; empty for what is not known."""
    known = [None if amount is None else Decimal(amount) for amount in (budgeted, spent)]
    said = ["" if amount is None else format_amount(amount, currency) for amount in known]
    if known[1] is None:
        return [*said, ""]
    return [*said, format_amount(known[1] - (known[0] or Decimal(0)), currency)]


def _vouchers(accounts: Mapping[str, Any]) -> Table | None:
    if not accounts["vouchers"]:
        return None
    lines = {line["key"]: line["what"] for line in accounts["lines"]}
    rows = []
    for voucher in accounts["vouchers"]:
        amount = voucher["amount"]
        rows.append(
            [
                voucher["number"],
                lines.get(voucher["line"], ""),
                UncertainDate(voucher["dated"]).describe() if voucher["dated"] else "",
                "" if amount is None else format_amount(Decimal(amount), accounts["currency"]),
                ", ".join(file["filename"] for file in voucher.get("files", [])),
            ]
        )
    return Table(
        caption=_("Vouchers"),
        columns=[
            Column(_("Number"), share=16),
            Column(_("Line"), share=26),
            Column(_("Date"), share=18),
            Column(_("Amount"), kind="number", share=16),
            Column(_("File"), share=24),
        ],
        rows=rows,
    )


def printed(submission: ReportSubmission) -> Document:
    """Store one submission of a report as a sealed PDF, once, in the language of the application."""
    report = submission.report
    known = Document.objects.of(report).filter(kind=DocumentKind.REPORT, version=submission.number).first()
    if known is not None:
        return known
    language = interface_language(report.application.language)
    with translation.override(language):
        title = _("%(report)s, %(number)s") % {
            "report": report,
            "number": report.application.diary_number,
        }
        context = _context(submission, language)
    content = render_pdf(
        "pdf/grants/report.html",
        context,
        language=language,
        title=title,
        author=context["authority"],
        created=submission.submitted_at,
    )
    return documents.store(
        report,
        kind=DocumentKind.REPORT,
        title=title,
        filename="-".join(title.lower().replace(",", "").split()) + ".pdf",
        content=seal(content, name=context["authority"]),
        media_type="application/pdf",
        language=language,
        version=submission.number,
    )


def _context(submission: ReportSubmission, language: str) -> dict[str, Any]:
    report = submission.report
    application = report.application
    authority = application.authority.organisation.names.in_language(language)
    facts = [
        (_("Project"), application.title),
        (_("Grantee"), application.applicant_name),
        (_("Diary number"), application.diary_number),
        (pgettext("report", "Handed in"), say_moment(submission.submitted_at, application.call.time_zone)),
    ]
    if submission.number > 1:
        facts.append((_("Version"), str(submission.number)))
    if submission.is_late:
        facts.append((_("Note"), _("Handed in after the last day.")))
    return {
        "submission": submission,
        "report": report,
        "authority": authority,
        "sender": {"name": authority},
        "facts": facts,
        "said": readable_report(submission.content),
    }
