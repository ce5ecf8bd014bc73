"""The grantee's reports: written on a page that saves itself, checked, handed in once, read afterwards."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grants.domain.attachments import FileLimits
from grants.domain.reporting import drafts, handing_in
from grants.domain.reporting.content import content_of, questions_of
from grants.domain.reporting.due import due_words
from grants.enums import ApplicationStatus, ChangeStatus, QuestionKind, ReportStatus
from grants.forms.posted import field_name
from grants.forms.reporting import ReportPage, began_from, report_typed
from grants.models import Application, ChangeRequest, Report, ReportSubmission
from grants.permissions import can_report
from grants.report_papers import readable_report
from grants.report_tones import CHANGE_TONES, REPORT_TONES, overdue_note
from grants.views.applicant.finding import own_application
from grants.views.reporting import submissions_of
from grants.views.sections import Shown
from portal.core.access import applicant
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError
from portal.core.files import ALL_KINDS, check_upload
from portal.core.limits import within_limit
from portal.core.models import Document
from portal.core.moments import say_moment

RULE = "the grantee and who writes with them, about an own grant"
SAVES_A_MINUTE = 240
FILE_PLACES = {"voucher": "file-voucher-", "material": "file-material-"}


def own_report(request: HttpRequest, reference: str, number: int) -> Report:
    """Return a report of an own grant. Raises Http404 for another's, or none."""
    application = own_application(request.user, reference)
    found = Report.objects.visible_to(request.user).select_related("award__decision__application__call")
    report = get_object_or_404(found, application=application, number=number)
    report.application = application
    return report


@require_http_methods(["GET", "HEAD", "POST"])
@applicant(RULE)
def report_detail(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show a report to write, or what was handed in and what became of it; save it."""
    report = own_report(request, reference, number)
    writes = report.is_owed and can_report(request.user, report.application)
    if request.method == "POST":
        return _save(request, report)
    if not writes:
        return _read(request, report)
    page = ReportPage(content_of(report), show_problems="problems" in request.GET)
    return _draw(request, page)


@require_POST
@applicant(RULE)
def report_autosave(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Save what is typed so far, and answer with the time."""
    report = own_report(request, reference, number)
    if not within_limit("save-report", request.user.pk, limit=SAVES_A_MINUTE, seconds=60):
        return _not_saved(request, _too_often())
    typed = drafts.with_keys(report_typed(request.POST, questions_of(report)))
    try:
        saved = drafts.save(report, typed, **_origin(request, typed))
    except DomainError as error:
        return _not_saved(request, " ".join(error.messages))
    response = render(
        request,
        "grants/applicant/parts/saved_line.html",
        {"at": saved.at, "waiting": len(saved.conflicts)},
    )
    response["X-Draft"] = "waiting" if saved.conflicts else "saved"
    return response


def _not_saved(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "grants/applicant/parts/not_saved.html", {"sentence": sentence})


def _too_often() -> str:
    return _(
        "You have saved very often in the last minute. Your text is still on the page: save it again in a minute."
    )


def _origin(request: HttpRequest, typed: Any) -> dict[str, Any]:
    return {
        "by": request.user,
        "page": request.POST.get("page", ""),
        "began_from": began_from(request.POST, typed),
    }


def _save(request: HttpRequest, report: Report) -> HttpResponse:
    """Save the whole page, then do what the pressed button asks for; nothing typed is lost when it is refused."""
    typed = drafts.with_keys(report_typed(request.POST, questions_of(report)))
    if not within_limit("save-report", request.user.pk, limit=SAVES_A_MINUTE, seconds=60):
        page = ReportPage(content_of(report, typed), posted=request.POST)
        return _draw(request, page, sentence=_too_often(), status=429)
    try:
        saved = drafts.save(report, typed, **_origin(request, typed))
        problems = _files(request, report)
    except DomainError as error:
        if getattr(error, "code", "") == "not_open":
            messages.warning(request, " ".join(error.messages))
            return redirect(report)
        page = ReportPage(content_of(report, typed), posted=request.POST)
        return _draw(request, page, sentence=" ".join(error.messages), status=422)
    if saved.conflicts or problems:
        page = ReportPage(content_of(report, typed), conflicts=saved.conflicts, posted=request.POST)
        return _draw(request, page, sentence=" ".join(problems), status=422)
    if request.POST.get("go") == "check":
        return redirect("grants:applicant:report_hand_in", report.application.reference, report.number)
    if "go" in request.POST:
        messages.success(request, _("Saved."))
    anchor = request.POST.get("add") or request.POST.get("remove", "").partition(".")[0]
    return redirect(
        f"{report.get_absolute_url()}#{anchor}" if anchor.isalpha() else report.get_absolute_url()
    )


def _files(request: HttpRequest, report: Report) -> list[str]:
    """Keep the files that came with the page, remove the one whose button was pressed; return what went wrong."""
    problems = []
    for name, uploads in request.FILES.lists():
        place, kinds = _place_of(report, name)
        for upload in uploads if place else []:
            try:
                _attach(request, report, place, upload, kinds)
            except ValidationError as error:
                problems.append(f"{upload.name}: {' '.join(error.messages)}")
    pressed = request.POST.get("remove-file", "")
    if pressed.isdecimal() and len(pressed) < 18:
        document = Document.objects.of(report).filter(pk=int(pressed)).first()
        try:
            if document is not None:
                drafts.detach(report, document, by=request.user)
        except DomainError as error:
            problems += error.messages
    return problems


def _place_of(report: Report, name: str) -> tuple[str, Any]:
    """Return where a file lies by the name of its control, and which kinds are taken there; nothing for another's."""
    for place, start in FILE_PLACES.items():
        key = name.removeprefix(start)
        if name.startswith(start) and key.isalnum():
            return f"{place}:{key[:16]}", ALL_KINDS
    for question in questions_of(report):
        if question.kind == QuestionKind.FILE and name == field_name(question):
            return f"question:{question.pk}", FileLimits.of(question).kinds
    return "", ALL_KINDS


def _attach(request: HttpRequest, report: Report, place: str, upload: UploadedFile, kinds: Any) -> None:
    checked = check_upload(upload, allowed=kinds, max_bytes=settings.MAX_UPLOAD_BYTES)
    drafts.attach(report, place, checked, by=request.user)


def _draw(request: HttpRequest, page: ReportPage, *, sentence: str = "", status: int = 200) -> HttpResponse:
    report = page.content.report
    context = {
        **_about(report),
        "page": page,
        "content": page.content,
        "items": page.items(),
        "sentence": sentence,
        "address": report.get_absolute_url(),
        "texts": report.duty.texts if report.duty else "",
    }
    return render(request, "grants/applicant/report_write.html", context, status=status)


def _about(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "application": report.application,
        "call": report.application.call,
        "status": (report.get_status_display(), REPORT_TONES[ReportStatus(report.status)]),
        "due": due_words(report),
        "overdue": overdue_note(report, timezone.localdate()),
    }


def _read(request: HttpRequest, report: Report) -> HttpResponse:
    """Show what was handed in last, with the answer of the authority."""
    submissions = ReportSubmission.objects.visible_to(request.user).filter(report=report)
    last = submissions.last()
    context = {
        **_about(report),
        "said": readable_report(last.content) if last else None,
        "submission": last,
        "submitted": say_moment(last.submitted_at, report.application.call.time_zone) if last else "",
        "submissions": submissions_of(report, list(submissions)),
        "documents": Document.objects.of(report).filter(kind=DocumentKind.REPORT).order_by("version"),
    }
    return render(request, "grants/applicant/report_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant(RULE)
def report_hand_in(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show what is about to be handed in and what is missing, and hand it in."""
    report = own_report(request, reference, number)
    now = timezone.now()  # the moment of the click
    if request.method == "POST":
        try:
            handing_in.hand_in(report, by=request.user, now=now)
        except handing_in.NotComplete:
            return redirect(f"{report.get_absolute_url()}?problems")
        except DomainError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, _("Your report is handed in. A copy as a PDF will lie beside it in a moment.")
            )
        return redirect(report)
    if not (report.is_owed and can_report(request.user, report.application)):
        return redirect(report)
    content = content_of(report)
    context = {
        **_about(report),
        "problems": content.problems(),
        "said": readable_report(handing_in.snapshot(content)) if not content.problems() else None,
        "is_late": handing_in.is_late(report, now),
    }
    return render(request, "grants/applicant/report_hand_in.html", context)


def reports_section(request: HttpRequest, application: Application) -> Shown:
    """Return the reports and changes of a grant for the applicant's page of the application."""
    if application.status != ApplicationStatus.APPROVED:
        return None
    today, reference = timezone.localdate(), application.reference
    rows = [
        {
            "title": str(report),
            "url": reverse("grants:applicant:report_detail", args=[reference, report.number]),
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
            "url": reverse("grants:applicant:change_detail", args=[reference, change.number]),
            "note": say_moment(change.submitted_at, application.call.time_zone),
            "status": change.get_status_display(),
            "tone": CHANGE_TONES[ChangeStatus(change.status)],
        }
        for change in ChangeRequest.objects.visible_to(request.user).filter(application=application)
    ]
    asks = can_report(request.user, application)
    change_url = reverse("grants:applicant:change_add", args=[reference]) if asks else ""
    return "grants/parts/report_rows.html", {"rows": rows, "changes": changes, "change_url": change_url}
