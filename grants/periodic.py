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

from grants import call_papers, emails
from grants import documents as case_documents
from grants.domain import calls, outages, resubmission
from grants.domain.deciding import letters
from grants.domain.money import by_date, runs
from grants.domain.reporting import reminders
from grants.domain.retention import destructions
from grants.domain.whole_call import WholeCall, languages_of, whole_call
from grants.enums import CallStatus
from grants.filters import ApplicationFilter
from grants.models import Application, Call, DecisionLetter
from grants.resources import CaseResource
from grants.tables import APPLICATIONS, DEFAULT_SORT
from portal.accounts.models import User
from portal.core import documents
from portal.core.domain import jobs
from portal.core.enums import DocumentKind, JobState
from portal.core.models import Document, Job
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


@shared_task(name="grants.probe")
def probe() -> None:
    """Write a sign of life, by which the time without one is noticed afterwards."""
    outage = outages.probe(timezone.now())
    if outage is not None:
        logger.warning("away from %s to %s, in the last hours of a call", outage.began, outage.ended)


@shared_task(name="grants.remind_reports")
def remind_reports() -> None:
    """Remind grantees of reports that come due or are overdue: each once for each of the days, all on the same."""
    told = reminders.remind_due(timezone.now())
    if told:
        logger.info("grantees reminded of reports: %s", told)


# --- Letters of decisions ----------------------------------------------------------------------------


@job_task("grants.send_decision")
def send_decision(progress: Progress, decision_id: int, number: int = 1) -> None:
    """Store the letter of one act of a decision as a sealed PDF and tell the applicant; again, nothing new."""
    letter = (
        DecisionLetter.objects.select_related(
            "act__by",
            "act__application__call",
            "act__application__authority__organisation",
            "act__application__applicant",
            "act__application__organisation",
        )
        .filter(act__application__decision=decision_id, act__number=number)
        .first()
    )
    if letter is None:
        logger.warning("letter %s of decision %s is gone", number, decision_id)
        return
    if letter.due > timezone.now():
        # Its moment was set later meanwhile, or a clock is wrong: the sweep asks again.
        logger.warning("letter %s of decision %s is not due", number, decision_id)
        return
    progress(0, 2)
    document = case_documents.decision_letter(letter.act)
    progress(1, 2)
    letters.sent(letter, document)
    emails.decided(letter.act, decision_id)
    progress(2, 2)


@shared_task(name="grants.publish_decisions")
def publish_decisions() -> None:
    """Have the letters made and sent of decisions whose moment of publication has come."""
    sent = letters.send_due(timezone.now())
    if sent:
        logger.info("letters of decisions ordered: %s", sent)


# --- Calls on paper ---------------------------------------------------------------------------------


@job_task("grants.render_call_form")
def render_call_form(progress: Progress, call_id: int, language: str, file_format: str) -> None:
    """Store a call with its form as a file; what it says at this moment counts, and made again it is there already."""
    call = Call.objects.select_related("authority__organisation").filter(pk=call_id).first()
    if call is None:
        logger.warning("call %s is gone", call_id)
        return
    progress(0, 1)
    call_papers.make(call, language=language, file_format=file_format)
    progress(1, 1)


def order_paper(call: Call, *, language: str, file_format: str) -> Document | Job:
    """Return a call's paper, or the job that makes it; asking again gives the same. A job that has failed begins again."""
    whole = whole_call(call, language)
    known = call_papers.stored(call, whole, file_format)
    if known is not None:
        return known
    job = jobs.request(
        render_call_form,
        key=call_papers.key_of(call, whole, file_format),
        call_id=call.pk,
        language=language,
        file_format=file_format,
    )
    return jobs.retry(job) if job.state == JobState.FAILED else job


def paper_job(call: Call, whole: WholeCall, file_format: str) -> Job | None:
    """Return the job that makes a call's paper, if somebody has asked for it."""
    key = call_papers.key_of(call, whole, file_format)
    return Job.objects.filter(task=render_call_form.name, key=key).first()


@shared_task(name="grants.print_calls")
def print_calls() -> None:
    """Have the papers of every call that is open or coming made of what it says now; those that are there stay."""
    now = timezone.now()
    waiting = Call.objects.filter(status=CallStatus.PUBLISHED, closes_at__gt=now)
    for call in waiting.select_related("authority__organisation").order_by("closes_at", "pk"):
        for language in languages_of(call):
            for file_format in call_papers.MEDIA_TYPES:
                order_paper(call, language=language, file_format=file_format)


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


# --- Money --------------------------------------------------------------------------------------------


@job_task(runs.MAKE)
def make_payment_file(progress: Progress, run_id: int) -> None:
    """Send off what a payment file has gathered and write it; begun again, it goes on where it stopped."""
    runs.make(run_id, progress)


@shared_task(name="grants.money_by_date")
def money_by_date() -> None:
    """Let grants lapse, remind of them and of money that is owed, and make payable what is due by its day."""
    done = by_date.run(timezone.localdate())
    if any(done.values()):
        logger.info("money by date: %s", done)


# --- What becomes of closed cases -----------------------------------------------------------------------


@job_task(destructions.CARRY_OUT)
def carry_out_destruction(progress: Progress, destruction_id: int) -> None:
    """Destroy and anonymise what two people have agreed on; begun again, it goes on where it stopped."""
    destructions.carry_out(destruction_id, progress)
