"""Long work and mail: once, in order, and never lost."""

import threading
from typing import Any

import pytest
from django.core import mail
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from portal.core import tasks
from portal.core.domain import jobs, outbox
from portal.core.enums import JobState, MessageState
from portal.core.models import Job, Message
from tests.factories.accounts import UserFactory

runs: list[str] = []


def _count(progress: tasks.Progress, *, word: str) -> None:
    progress(1, 2, "half")
    runs.append(word)
    if word == "bad":
        raise ValueError("no such word")


def _be_cut_off_once(progress: tasks.Progress, *, word: str) -> None:
    runs.append(word)
    if len(runs) == 1:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


COUNT = tasks.job_task("tests.count")(_count)
CUT_OFF = tasks.job_task("tests.cut_off")(_be_cut_off_once)


@pytest.fixture(autouse=True)
def _empty() -> None:
    runs.clear()


def _job(word: str = "good", **fields: object) -> Job:
    return Job.objects.create(task=COUNT.name, key=word, arguments={"word": word}, **fields)


def test_request_the_same_work_twice_is_one_job(db: None) -> None:
    first = jobs.request(COUNT, key="a", word="good")
    second = jobs.request(COUNT, key="a", word="good")

    assert first == second
    assert Job.objects.count() == 1


def test_run_job_finishes_once_however_often_it_is_delivered(db: None) -> None:
    job = _job()

    tasks.run_job(COUNT, job.pk)
    tasks.run_job(COUNT, job.pk)

    job.refresh_from_db()
    assert (runs, job.state, job.percent, job.attempts) == (["good"], JobState.DONE, 100, 1)


def test_run_job_again_after_a_worker_died(db: None) -> None:
    job = _job(state=JobState.RUNNING, attempts=1, started_at=timezone.now())

    tasks.run_job(COUNT, job.pk)

    job.refresh_from_db()
    assert (runs, job.state, job.attempts) == (["good"], JobState.DONE, 2)


def test_run_job_that_fails_waits_and_then_gives_up_with_the_problem_kept(db: None) -> None:
    job = _job("bad")

    states = []
    for _attempt in range(tasks.MAX_ATTEMPTS):
        tasks.run_job(COUNT, job.pk)
        job.refresh_from_db()
        states.append(job.state)

    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]
    assert job.problem == "ValueError: no such word"


def test_run_job_that_was_killed_has_not_failed(db: None) -> None:
    job = _job("bad", state=JobState.RUNNING, attempts=tasks.MAX_ATTEMPTS, started_at=timezone.now())

    states = []
    for _attempt in range(tasks.MAX_ATTEMPTS):
        tasks.run_job(COUNT, job.pk)
        job.refresh_from_db()
        states.append(job.state)

    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]
    assert (job.attempts, job.failures, job.cut_offs) == (2 * tasks.MAX_ATTEMPTS, tasks.MAX_ATTEMPTS, 3)


@pytest.mark.parametrize(
    ("language", "problem"),
    [
        ("en", "The work was cut off 10 times before it was done, and is not begun again."),
        ("sv", "Arbetet avbröts 10 gånger innan det var klart och påbörjas inte på nytt."),
    ],
)
def test_run_job_that_kills_every_worker_is_given_up(db: None, language: str, problem: str) -> None:
    asker = UserFactory(language=language)
    job = _job(state=JobState.RUNNING, attempts=tasks.MAX_CUT_OFFS, requested_by=asker)

    tasks.run_job(COUNT, job.pk)

    job.refresh_from_db()
    assert (runs, job.state, job.problem, job.finished_at is None) == ([], JobState.FAILED, problem, False)


@pytest.mark.django_db(transaction=True)
def test_run_job_whose_database_goes_away_in_the_last_attempt_has_not_failed() -> None:
    arguments = {"word": "good"}
    job = Job.objects.create(
        task=CUT_OFF.name,
        key="good",
        arguments=arguments,
        attempts=tasks.MAX_ATTEMPTS - 1,
        failures=tasks.MAX_ATTEMPTS - 1,
    )

    with pytest.raises(OperationalError):
        tasks.run_job(CUT_OFF, job.pk)
    job.refresh_from_db()
    assert (job.state, job.problem) == (JobState.RUNNING, "")
    tasks.run_job(CUT_OFF, job.pk)

    job.refresh_from_db()
    assert (runs, job.state) == (["good", "good"], JobState.DONE)


def test_run_job_that_is_gone_does_nothing(db: None) -> None:
    tasks.run_job(COUNT, 0)

    assert runs == []


@pytest.mark.django_db(transaction=True)
def test_run_job_held_by_another_worker_is_left_alone() -> None:
    job = _job()
    held, done = threading.Event(), threading.Event()

    def other_worker() -> None:
        with tasks._only_one(job.pk):
            held.set()
            done.wait(10)
        connections.close_all()

    thread = threading.Thread(target=other_worker)
    thread.start()
    held.wait(10)
    tasks.run_job(COUNT, job.pk)
    done.set()
    thread.join()

    assert runs == []


@pytest.mark.django_db(transaction=True)
def test_publish_waiting_jobs_tells_of_a_job_nobody_was_told_of() -> None:
    job = _job()

    tasks.publish_waiting_jobs()

    job.refresh_from_db()
    assert job.told_at is not None


@pytest.mark.django_db(transaction=True)
def test_publish_waiting_jobs_reaches_every_job_however_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "TOLD_AT_ONCE", 2)
    now = timezone.now()
    told = [_job(f"told {number}", told_at=now) for number in range(3)]
    killed = [
        _job(f"killed {number}", state=JobState.RUNNING, attempts=1, told_at=now) for number in range(2)
    ]
    late = _job("late", told_at=now - 2 * tasks.TELL_AGAIN_AFTER)
    forgotten = _job("forgotten")

    reached = []
    for _sweep in range(2):
        tasks.publish_waiting_jobs()
        reached.append([job.pk for job in Job.objects.order_by("pk").exclude(told_at=now) if job.told_at])

    assert reached == [[late.pk, forgotten.pk], sorted(job.pk for job in [*killed, late, forgotten])]
    assert {job.told_at for job in Job.objects.filter(pk__in=[job.pk for job in told])} == {now}


def test_retry_starts_failed_work_again(db: None) -> None:
    job = _job(state=JobState.FAILED, finished_at=timezone.now(), attempts=3, failures=3, problem="x")

    jobs.retry(job)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.problem, job.finished_at) == (JobState.QUEUED, 0, "", None)
    assert job.failures == 0


def test_post_the_same_key_twice_is_one_message(db: None) -> None:
    for body in ("first", "second"):
        outbox.post(key="k", to="a@example.org", subject="s", body=body, language="en")

    assert [message.body for message in Message.objects.all()] == ["first"]


def test_drain_outbox_sends_each_message_once(db: None) -> None:
    outbox.post(key="k", to="a@example.org", subject="Łódź", body="text", language="en")

    tasks.drain_outbox()
    tasks.drain_outbox()

    message = Message.objects.get()
    assert [sent.subject for sent in mail.outbox] == ["Łódź"]
    assert message.state == MessageState.SENT
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<outbox-{message.pk}@portal>"


def test_drain_outbox_keeps_no_secret_of_what_it_sent(db: None) -> None:
    body = "Open https://portal.example/drafts/c3VyZQ/ today."
    outbox.post(key="k", to="a@example.org", subject="s", body=body, language="en", secret="c3VyZQ")

    tasks.drain_outbox()

    message = Message.objects.get()
    assert [sent.body for sent in mail.outbox] == [body]
    assert (message.body, message.secret) == ("Open https://portal.example/drafts/…/ today.", "")


def test_drain_outbox_keeps_a_secret_while_the_mail_waits_and_not_once_it_has_failed(
    db: None, settings: Any
) -> None:
    # Nobody listens there.
    smtp = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 1},
    }
    settings.MAILERS = {"default": smtp}
    outbox.post(key="k", to="a@example.org", subject="s", body="Open c3VyZQ.", language="en", secret="c3VyZQ")

    bodies = []
    for _attempt in range(tasks.MAIL_ATTEMPTS):
        Message.objects.update(not_before=timezone.now())
        tasks.drain_outbox()
        bodies.append(Message.objects.get().body)

    assert bodies == ["Open c3VyZQ."] * (tasks.MAIL_ATTEMPTS - 1) + ["Open …."]


@pytest.mark.django_db(transaction=True)
def test_drain_outbox_leaves_what_another_worker_has_in_hand() -> None:
    outbox.post(key="k", to="a@example.org", subject="s", body="text", language="en")
    held, done = threading.Event(), threading.Event()

    def other_worker() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN; SELECT 1 FROM core_message FOR UPDATE")
            held.set()
            done.wait(10)
            cursor.execute("ROLLBACK")
        connections.close_all()

    thread = threading.Thread(target=other_worker)
    thread.start()
    held.wait(10)
    tasks.drain_outbox()
    done.set()
    thread.join()

    assert mail.outbox == []
