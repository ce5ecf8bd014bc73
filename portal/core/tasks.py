"""Work outside requests: jobs with progress, the outbox, and the sweeps that pick up what was not told."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from celery import current_app, shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import ngettext
from kombu.exceptions import OperationalError

from portal.core.enums import JobState, MessageState
from portal.core.models import Job, Message

logger = logging.getLogger(__name__)

# So often a job may end with a problem; to be killed is no fault of its own, unless it kills whatever works at it.
MAX_ATTEMPTS = 3
MAX_CUT_OFFS = 10
# So many jobs are told again in one sweep, those first of which nobody was told for longest.
TOLD_AT_ONCE = 200
TELL_AGAIN_AFTER = timedelta(seconds=30)
MAIL_ATTEMPTS = 8
# The first of the two keys of PostgreSQL's advisory locks that jobs use; any constant of ours will do.
JOB_LOCKS = 0x4A4F42


@dataclass(frozen=True)
class JobTask:
    """A body of work known to the worker by name."""

    name: str
    body: Callable[..., None]


@dataclass
class Progress:
    """What a running job's body uses to say how far it has come; committed at once, so that people see it."""

    job: Job

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Say that ``done`` of ``total`` steps are finished and what comes next."""
        Job.objects.filter(pk=self.job.pk).update(steps_done=done, steps_total=total, note=note)


def job_task(name: str) -> Callable[[Callable[..., None]], JobTask]:
    """Register a body ``(progress, **arguments)`` as long work; it must be idempotent: it may run again after a crash."""

    def decorate(body: Callable[..., None]) -> JobTask:
        task = JobTask(name, body)

        @shared_task(name=name)
        def run(job_id: int) -> None:
            run_job(task, job_id)

        return task

    return decorate


@contextmanager
def _only_one(job_id: int) -> Iterator[bool]:
    """Hold the job's advisory lock; yields False when another worker has it.

    PostgreSQL frees it when the worker's connection ends, however it ends, so no dead worker blocks a job.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [JOB_LOCKS, job_id])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [JOB_LOCKS, job_id])


def run_job(task: JobTask, job_id: int) -> None:
    """Run one job to its end, once, however often the broker delivers it."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        logger.warning("job %s is gone", job_id)
        return
    with _only_one(job_id) as alone:
        job.refresh_from_db()
        if not alone or job.is_finished:
            return
        if job.cut_offs >= MAX_CUT_OFFS:
            _give_up(job)
            return
        job.state, job.attempts, job.started_at = JobState.RUNNING, job.attempts + 1, timezone.now()
        job.save(update_fields=["state", "attempts", "started_at"])
        session = connection.connection
        try:
            task.body(Progress(job), **job.arguments)
        except Exception as problem:
            if connection.connection is not session or session.closed:
                # The database went away under the work, which cannot help it: the sweep finds it begun and in no hands.
                raise
            logger.exception("job %s (%s) failed in attempt %s", job_id, task.name, job.attempts)
            _record_failure(job, problem)
        else:
            Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished_at=timezone.now(), problem="")


def _record_failure(job: Job, problem: Exception) -> None:
    failures = job.failures + 1
    final = failures >= MAX_ATTEMPTS
    Job.objects.filter(pk=job.pk).update(
        failures=failures,
        state=JobState.FAILED if final else JobState.QUEUED,
        finished_at=timezone.now() if final else None,
        problem=f"{type(problem).__name__}: {problem}",
    )


def _give_up(job: Job) -> None:
    """End a job at which every worker was killed, so that it does not go round for ever."""
    logger.error("job %s (%s) was cut off %s times", job.pk, job.task, job.cut_offs)
    asker = job.requested_by
    with translation.override(asker.language if asker is not None else settings.LANGUAGE_CODE):
        problem = ngettext(
            "The work was cut off %(number)s time before it was done, and is not begun again.",
            "The work was cut off %(number)s times before it was done, and is not begun again.",
            job.cut_offs,
        ) % {"number": job.cut_offs}
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, finished_at=timezone.now(), problem=problem)


def tell_worker(job_id: int) -> None:
    """Tell the broker about a job; when the broker is away, the sweep does it later and nothing is lost."""
    task = Job.objects.filter(pk=job_id).values_list("task", flat=True).first()
    if task is None:
        return
    try:
        current_app.send_task(task, args=[job_id])
    except (OperationalError, OSError) as problem:
        logger.warning("broker away, job %s waits for the sweep: %s", job_id, problem)
        return
    Job.objects.filter(pk=job_id).update(told_at=timezone.now())


def tell_outbox() -> None:
    """Ask the worker to send what waits; when the broker is away, the sweep does it later."""
    try:
        drain_outbox.delay()
    except (OperationalError, OSError) as problem:
        logger.warning("broker away, mail waits for the sweep: %s", problem)


@shared_task(name="core.publish_waiting_jobs")
def publish_waiting_jobs() -> None:
    """Tell the broker again about jobs that wait too long or whose worker has died."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s", [JOB_LOCKS]
        )
        held = {row[0] for row in cursor.fetchall()}
    overdue = timezone.now() - TELL_AGAIN_AFTER
    forgotten = Q(state=JobState.RUNNING) | Q(told_at=None) | Q(told_at__lt=overdue)
    waiting = Job.objects.unfinished().filter(forgotten).exclude(pk__in=held)
    # Who was told goes to the end: however many wait, each has its turn.
    for job in waiting.order_by(F("told_at").asc(nulls_first=True), "pk").only("pk")[:TOLD_AT_ONCE]:
        tell_worker(job.pk)


@shared_task(name="core.drain_outbox")
def drain_outbox() -> None:
    """Send every waiting message."""
    while send_next():
        pass


def send_next() -> bool:
    """Send the oldest message that waits and that no other worker has in hand; tell whether there was one."""
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(state=MessageState.WAITING, not_before__lte=timezone.now())
            .order_by("not_before", "id")
            .first()
        )
        if message is None:
            return False
        message.attempts += 1
        try:
            _mail(message).send()
        except OSError as problem:  # smtplib's errors are OSErrors: the server is away or refuses
            logger.warning("message %s not sent in attempt %s", message.pk, message.attempts)
            message.problem = f"{type(problem).__name__}: {problem}"
            message.not_before = timezone.now() + timedelta(seconds=30 * 2**message.attempts)
            if message.attempts >= MAIL_ATTEMPTS:
                message.state = MessageState.FAILED
        else:
            message.state, message.sent_at, message.problem = MessageState.SENT, timezone.now(), ""
        if message.state != MessageState.WAITING:
            _keep_no_secret(message)
        message.save(
            update_fields=["attempts", "problem", "not_before", "state", "sent_at", "body", "secret"]
        )
    return True


def _keep_no_secret(message: Message) -> None:
    """Take out of the text what opens something to whoever reads it: nobody needs it here any more."""
    if message.secret:
        message.body, message.secret = message.body.replace(message.secret, "…"), ""


def _mail(message: Message) -> EmailMessage:
    mail = EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        # A repeated sending after a crash carries the same id, so that mail servers can tell.
        headers={"Message-ID": f"<outbox-{message.pk}@portal>", "Content-Language": message.language},
    )
    for document in message.attachments.all():
        with document.file.open("rb") as content:
            mail.attach(document.filename, content.read(), document.media_type)
    return mail
