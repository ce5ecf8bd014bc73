"""Reports, seen from the office: the list, and one beside the budget and the decision with the answer to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods

from grants.domain.appeals import appeal_notice
from grants.domain.reporting import duties, findings, reviewing, terms
from grants.domain.reporting.due import due_words
from grants.enums import ChangeStatus, RegisterKind, ReportStatus
from grants.forms.report_answers import ReportAnswerForm, WaiveForm
from grants.models import Application, ChangeRequest, RegisterEntry, Report, ReportSubmission
from grants.permissions import can_review_report, has_interest
from grants.report_filters import ReportFilter
from grants.report_papers import readable_report
from grants.report_tables import REPORTS
from grants.report_tones import CHANGE_TONES, REPORT_TONES, overdue_note
from grants.views.officer.deciding.pages import refuse
from grants.views.officer.finding import RULE, find_case, trail_of
from grants.views.officer.reporting.overdue import overdue_elsewhere
from grants.views.reporting import submissions_of
from grants.views.sections import Shown
from portal.accounts.enums import READING_ROLES, Role
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.models import Document
from portal.core.moments import say_moment
from portal.core.tables import render_table

ANSWER_RULE = "officers of the authority whose grant it is"
WRONG = 422


@office(*READING_ROLES, rule=RULE)
def report_list(request: HttpRequest) -> HttpResponse:
    """Show what grantees owe and have handed in, first what is due first."""
    reports = Report.objects.submitted_to(request.user).for_list()
    return render_table(
        request,
        filterset=ReportFilter(request.GET, reports, request=request),
        columns=REPORTS,
        template="grants/officer/report_list.html",
        title=_("Grant reports"),
        empty=_("When a grant obliges to a report, it is listed here with the day it is due."),
        default_sort="due",
    )


def find_report(request: HttpRequest, reference: str, number: int) -> Report:
    """Return a report of a case that the user reads for an authority, or answer that there is none."""
    application = find_case(request, reference)
    found = Report.objects.visible_to(request.user).select_related(
        "award__decision__application__call", "award__decision__decided_by", "reviewed_by"
    )
    report = get_object_or_404(found, application=application, number=number)
    report.application = application
    return report


@require_http_methods(["GET", "HEAD", "POST"])
@office(*READING_ROLES, rule=RULE)
def report_detail(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show a report beside the budget and the decision; answer it."""
    report = find_report(request, reference, number)
    submissions = list(ReportSubmission.objects.visible_to(request.user).filter(report=report))
    last = submissions[-1] if submissions else None
    sums = findings.sums_of(report, last.content) if last else None
    unspent = sums.unspent if sums else None
    answers = _may_answer(request, report)
    form = None
    if request.method == "POST":
        if not answers:
            raise PermissionDenied
        form = ReportAnswerForm(request.POST, report=report, unspent=unspent)
        if form.is_valid() and (done := _answered(request, report, form)) is not None:
            return done
    elif answers and report.status == ReportStatus.HANDED_IN:
        initial = {
            "version": report.version,
            "appeal_notice": appeal_notice(report.application),
        }
        form = ReportAnswerForm(report=report, unspent=unspent, initial=initial)
    context = {
        **_about(report),
        "said": readable_report(last.content) if last else None,
        "findings": _findings(report, last) if last and report.status == ReportStatus.HANDED_IN else [],
        "submissions": submissions_of(report, submissions),
        "facts": _facts(report, last, sums),
        "documents": Document.objects.of(report).order_by("pk") if last else [],
        "form": form,
        "waive_url": _address("report_waive", report) if answers and report.is_owed else "",
        "reminders": _reminders(request, report),
    }
    status = WRONG if form is not None and form.errors else 200
    return render(request, "grants/officer/report_detail.html", context, status=status)


def _may_answer(request: HttpRequest, report: Report) -> bool:
    user, application = request.user, report.application
    return can_review_report(user, application) and not has_interest(user, application)


def _answered(request: HttpRequest, report: Report, form: ReportAnswerForm) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        reviewing.answer(
            report,
            outcome=said["outcome"],
            text=said["text"],
            amount=said["amount"],
            due_on=said["due_on"],
            appeal_notice=said["appeal_notice"],
            version=said["version"],
            by=request.user,
        )
    except ValidationError as error:
        refuse(form, error)
        return None
    messages.success(request, _("The answer is recorded, and the grantee has been told."))
    return redirect(_address("report_detail", report))


@require_http_methods(["GET", "HEAD", "POST"])
@office(Role.OFFICER, rule=ANSWER_RULE)
def report_waive(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Ask for a report no longer."""
    report = find_report(request, reference, number)
    if not _may_answer(request, report):
        raise PermissionDenied
    form = WaiveForm(request.POST or None, initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            duties.waive(report, reasons=said["review"], version=said["version"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The report is no longer asked for."))
            return redirect(_address("report_detail", report))
    context = {
        "form": form,
        "title": _("Ask for this report no longer"),
        "submit": _("Ask for it no longer"),
        "cancel_url": _address("report_detail", report),
        "trail": trail_of(report.application),
        "layout": "layouts/office.html",
    }
    return render(request, "layouts/edit.html", context, status=WRONG if form.errors else 200)


def _address(name: str, report: Report) -> str:
    return reverse(f"grants:officer:{name}", args=[report.application.reference, report.number])


def _about(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "application": report.application,
        "status": (report.get_status_display(), REPORT_TONES[ReportStatus(report.status)]),
        "due": due_words(report),
        "overdue": overdue_note(report, timezone.localdate()),
        "decision": report.award.decision,
        "granted": format_amount(report.award.amount, report.award.currency),
        "trail": trail_of(report.application),
    }


def _facts(report: Report, last: ReportSubmission | None, sums: findings.Sums | None) -> list[dict[str, Any]]:
    """Return what stands beside a report: the decision, what is agreed, and what the accounts come to."""
    award, agreed = report.award, terms.current(report.award)
    zone = report.application.call.time_zone
    facts = [
        {"label": _("Grantee"), "value": report.application.applicant_name},
        {"label": _("Granted"), "value": format_amount(award.amount, award.currency)},
        {"label": pgettext("report", "Decided"), "value": say_moment(award.decision.decided_at, zone)},
        {"label": _("Period agreed"), "value": _period(agreed)},
        {"label": _("Due"), "value": due_words(report)},
    ]
    if last is not None:
        facts.append({"label": pgettext("report", "Handed in"), "value": say_moment(last.submitted_at, zone)})
    if sums is not None:
        facts += [
            {"label": _("Costs in the accounts"), "value": format_amount(sums.costs, award.currency)},
            {
                "label": _("Other financing in the accounts"),
                "value": format_amount(sums.income, award.currency),
            },
            {"label": _("Not spent of the grant"), "value": format_amount(sums.unspent, award.currency)},
            {"label": _("Costs without a voucher"), "value": str(sums.without_voucher)},
        ]
    return facts


def _period(agreed: Any) -> str:
    days = [str(day) for day in (agreed.starts, agreed.ends) if day is not None]
    times = agreed.number - 1
    changed = ngettext("changed once", "changed %(times)s times", times) % {"times": times} if times else ""
    return ", ".join(part for part in (" – ".join(days) or _("not stated"), changed) if part)


def _findings(report: Report, last: ReportSubmission) -> list[dict[str, str]]:
    found = []
    for sentence, verdict in findings.findings_of(report, last):
        tone = "good" if verdict.is_met else ("stop" if verdict.is_broken else "wait")
        words = {"good": _("Met"), "stop": _("Not met"), "wait": _("For the officer to judge")}[tone]
        found.append(
            {
                "sentence": sentence,
                "why": verdict.why.removeprefix(sentence).strip(),
                "tone": tone,
                "word": words,
            }
        )
    return found


def _reminders(request: HttpRequest, report: Report) -> list[Any]:
    entries = RegisterEntry.objects.visible_to(request.user).filter(application=report.application)
    return list(entries.filter(kind=RegisterKind.REMINDER, key__startswith=f"reminder-{report.pk}-"))


def reports_section(request: HttpRequest, application: Application) -> Shown:
    """Return the reports and changes of a grant for the page of the case; what the same applicant owes elsewhere too."""
    today = timezone.localdate()
    rows = [
        {
            "title": str(report),
            "url": reverse("grants:officer:report_detail", args=[application.reference, report.number]),
            "due": due_words(report),
            "status": report.get_status_display(),
            "tone": REPORT_TONES[ReportStatus(report.status)],
            "overdue": overdue_note(report, today),
        }
        for report in Report.objects.visible_to(request.user).filter(application=application)
    ]
    changes = [
        {
            "title": str(change),
            "url": reverse("grants:officer:change_detail", args=[application.reference, change.number]),
            "note": say_moment(change.submitted_at, application.call.time_zone),
            "status": change.get_status_display(),
            "tone": CHANGE_TONES[ChangeStatus(change.status)],
        }
        for change in ChangeRequest.objects.visible_to(request.user).filter(application=application)
    ]
    elsewhere = overdue_elsewhere(request.user, application)
    if not (rows or changes or elsewhere):
        return None
    return "grants/parts/report_rows.html", {"rows": rows, "changes": changes, "elsewhere": elsewhere}
