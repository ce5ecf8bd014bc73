"""Work that goes on by itself: calls whose window has passed are closed, long lists become files."""

import logging
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from celery import shared_task
from django.core.files import File
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from grants.domain import calls, resubmission
from grants.filters import ApplicationFilter
from grants.models import Application
from grants.resources import CaseResource
from grants.tables import APPLICATIONS, DEFAULT_SORT
from portal.accounts.models import User
from portal.core import documents
from portal.core.enums import DocumentKind
from portal.core.models import Job
from portal.core.spreadsheets import CSV_MEDIA_TYPE, MEDIA_TYPE, Sheet, csv_lines, write_xlsx
from portal.core.tables import Table
from portal.core.tasks import Progress, job_task

logger = logging.getLogger(__name__)


@shared_task(name="grants.close_calls")
def close_calls() -> None:
    """Close what is past its last moment; nobody could apply any more anyway, since openness follows the dates."""
    now = timezone.now()
    closed = calls.close_due(now)
    if closed:
        logger.info("calls closed by date: %s", closed)
    # What was opened again and not handed in by then says what was handed in last.
    settled = resubmission.settle_closed(now)
    if settled:
        logger.info("cases opened again and left so: %s", settled)


# --- Files of the case list -------------------------------------------------------------------------

FORMATS = {"csv": CSV_MEDIA_TYPE, "xlsx": MEDIA_TYPE}
TELL_EVERY = 5_000


def cases_of(user: Any, query: str) -> QuerySet[Application]:
    """Return the cases that the list shows this person for a query, in its order, on all its pages."""
    request = HttpRequest()
    request.GET, request.user = QueryDict(query), user
    cases = Application.objects.submitted_to(user).for_cases()
    filterset = ApplicationFilter(request.GET, cases, request=request)
    return Table(request, filterset, APPLICATIONS, default_sort=DEFAULT_SORT).queryset


def filename(file_format: str) -> str:
    """Return the name of a file of cases made today."""
    return f"{_('applications')}-{timezone.localdate():%Y-%m-%d}.{file_format}"


def spreadsheet(resource: CaseResource, cases: QuerySet[Application]) -> IO[bytes]:
    """Return an open temporary XLSX file of the cases."""
    return _spreadsheet(resource.heads(), resource.rows(cases))


def _spreadsheet(heads: list[str], rows: Iterator[list[Any]]) -> IO[bytes]:
    return write_xlsx([Sheet(_("Applications"), heads, rows)])


@job_task("grants.export_cases")
def export_cases(progress: Progress, user_id: int, query: str, file_format: str, language: str) -> None:
    """Store the list a person sees for a query as a file that only this person reads; again, nothing new."""
    user = User.objects.get(pk=user_id)
    with translation.override(language):
        cases = cases_of(user, query)
        total = cases.order_by().count()
        resource = CaseResource()
        rows = _telling(resource.rows(cases), progress, total)
        with _written(resource.heads(), rows, file_format) as file:
            _keep(progress.job, file, file_format, language, user)
    progress(total, total)


def _telling(rows: Iterator[list[Any]], progress: Progress, total: int) -> Iterator[list[Any]]:
    for done, row in enumerate(rows):
        if done % TELL_EVERY == 0:
            # Cases that come in meanwhile are written, too: never say more than all.
            progress(min(done, total), total)
        yield row


def _written(heads: list[str], rows: Iterator[list[Any]], file_format: str) -> IO[bytes]:
    if file_format == "xlsx":
        return _spreadsheet(heads, rows)
    file = tempfile.TemporaryFile(suffix=".csv")  # noqa: SIM115 - the caller closes it
    file.writelines(csv_lines(heads, rows))
    file.seek(0)
    return file


def _keep(job: Job, file: IO[bytes], file_format: str, language: str, by: User) -> None:
    documents.store(
        job,
        kind=DocumentKind.OTHER,
        title=_("Applications"),
        filename=filename(file_format),
        content=File(file, name=filename(file_format)),
        media_type=FORMATS[file_format],
        language=language,
        by=by,
    )
