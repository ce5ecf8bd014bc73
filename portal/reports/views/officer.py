"""Annual reports, for the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids
from portal.core.access import office
from portal.core.domain import jobs
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError
from portal.core.models import Document
from portal.reports.domain import annual
from portal.reports.forms import AnnualReportForm
from portal.reports.models import AnnualReport
from portal.reports.permissions import can_order

READERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.DECISION_MAKER, Role.AUDITOR)
SHOWN = 100


@office(*READERS, rule="reports of the user's authorities; administrators order them")
def annual_report_list(request: HttpRequest) -> HttpResponse:
    """Show the reports that were made, and the form that orders the next one."""
    this_year = timezone.localdate().year
    may_order = bool(authority_ids(request.user, [Role.ADMINISTRATOR]))
    form = None
    if may_order:
        form = AnnualReportForm(
            request.POST or None,
            user=request.user,
            this_year=this_year,
            # The year that has just ended is the one people report on.
            initial={"year": this_year - 1, "language": get_language()},
        )
        if request.method == "POST" and form.is_valid():
            try:
                report = annual.order(**form.cleaned_data, this_year=this_year, by=request.user)
            except DomainError as error:
                form.add_error(None, error)
            else:
                return redirect(report)
    reports = list(AnnualReport.objects.visible_to(request.user).for_list()[:SHOWN])
    return render(
        request,
        "reports/officer/annual_report_list.html",
        {"form": form, "rows": _rows(reports)},
        status=422 if form is not None and form.errors else 200,
    )


def _rows(reports: list[AnnualReport]) -> list[dict[str, object]]:
    """Put each report's documents beside it, with one query for all of them."""
    by_report: dict[int, dict[str, Document]] = {}
    if reports:
        stored = Document.objects.of_all(reports).filter(
            kind__in=[DocumentKind.ANNUAL_REPORT, DocumentKind.ANNUAL_FIGURES]
        )
        for document in stored:
            by_report.setdefault(document.object_id, {})[document.kind] = document
    return [
        {
            "report": report,
            "pages": by_report.get(report.pk, {}).get(DocumentKind.ANNUAL_REPORT),
            "figures": by_report.get(report.pk, {}).get(DocumentKind.ANNUAL_FIGURES),
        }
        for report in reports
    ]


@office(*READERS, rule="reports of the user's authorities")
@require_GET
def annual_report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a report is, and its documents when it is made; htmx gets the progress alone."""
    report = get_object_or_404(AnnualReport.objects.visible_to(request.user).for_list(), pk=pk)
    context = {
        **_rows([report])[0],
        "may_order": can_order(request.user, report.authority_id),
        "others": AnnualReport.objects.visible_to(request.user)
        .for_list()
        .filter(authority=report.authority, year=report.year)
        .exclude(pk=report.pk)[:20],
    }
    template = "reports/officer/annual_report_detail.html"
    return render(request, f"{template}#made" if request.htmx else template, context)  # type: ignore[attr-defined]


@office(Role.ADMINISTRATOR, rule="reports of authorities the user administers")
@require_POST
def annual_report_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a report that failed again."""
    report = get_object_or_404(
        AnnualReport.objects.visible_to(request.user).filter(
            authority__in=authority_ids(request.user, [Role.ADMINISTRATOR])
        ),
        pk=pk,
    )
    if report.job is not None:
        jobs.retry(report.job)
    return redirect(report)
