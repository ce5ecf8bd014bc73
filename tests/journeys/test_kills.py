"""What was promised is done, once, whoever dies meanwhile: the worker, Valkey, or the web process."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPException

import pytest

from tests.journeys import mail
from tests.journeys.plain import Answer, Client, complete_draft, rows, signed_in, wait_for
from tests.journeys.test_once import expect_one_receipt, moves_to_submitted
from tests.servers import RunningPortal, Seeded

pytestmark = pytest.mark.journey

APPLICANT = "artist@applicant.example"
REPORTS = "/office/reports/"


@pytest.fixture(scope="module")
def fragile(seeded: Seeded) -> Iterator[RunningPortal]:
    """A portal of this module's own, whose processes are killed."""
    with seeded() as portal:
        yield portal


def test_report_is_finished_once_after_its_worker_was_killed(fragile: RunningPortal) -> None:
    admin = signed_in(fragile, "admin@vgr.example")
    form = admin.get(REPORTS).text
    ((authority,),) = rows(fragile, "SELECT id FROM partnerships_authority WHERE slug = 'vgr'")
    assert f'value="{authority}"' in form
    order = [("authority", str(authority)), ("year", "2025"), ("language", "sv")]

    ordered = admin.post(REPORTS, order)
    assert ordered.status == 302, ordered.text
    report = int(ordered.path.rstrip("/").rpartition("/")[2])
    wait_for(lambda: job_of(fragile, report)[0] == "running", what="worker that makes the report")
    # The worker with all its processes, in the middle of its work.
    os.killpg(fragile.pid("worker"), signal.SIGKILL)
    assert job_of(fragile, report) == ("running", 1)

    wait_for(lambda: job_of(fragile, report)[0] == "done", what="finished report")
    assert job_of(fragile, report) == ("done", 2)
    assert documents_of(fragile, report) == [("annual_figures", 1), ("annual_report", 1)]
    page = admin.get(ordered.path)
    assert page.status == 200
    assert page.text.count("/documents/") == 2


def job_of(portal: RunningPortal, report: int) -> tuple[str, int]:
    """Return the state of a report's job and how often it was begun."""
    ((state, attempts),) = rows(
        portal,
        "SELECT j.state, j.attempts FROM core_job j JOIN reports_annualreport r ON r.job_id = j.id WHERE r.id = %s",
        report,
    )
    return state, attempts


def documents_of(portal: RunningPortal, report: int) -> list[tuple[str, int]]:
    """Return the kinds and versions of a report's documents."""
    return rows(
        portal,
        "SELECT d.kind, d.version FROM core_document d JOIN django_content_type t ON t.id = d.content_type_id "
        "WHERE t.model = 'annualreport' AND d.object_id = %s ORDER BY d.kind",
        report,
    )


def test_application_is_in_while_valkey_is_dead_and_the_receipt_follows_once(fragile: RunningPortal) -> None:
    artist = signed_in(fragile, APPLICANT)
    reference = complete_draft(artist)

    with nobody_repairs(fragile):
        valkey = fragile.pid("valkey")
        os.kill(valkey, signal.SIGKILL)
        wait_for(lambda: not is_alive(valkey), what="end of Valkey")
        answer = artist.post(f"/my/applications/{reference}/submit/")
        assert (answer.status, answer.path) == (302, f"/my/applications/{reference}/receipt/")
        assert artist.get(answer.path).status == 200
        assert told(fragile, reference) == [("queued", False)]

    wait_for(lambda: mail.sent(fragile, to=APPLICANT, about=reference), what="mail with the receipt")
    expect_one_receipt(fragile, reference, APPLICANT)
    assert moves_to_submitted(fragile, reference) == 1


def test_receipt_follows_once_when_the_web_process_dies_after_the_commit(fragile: RunningPortal) -> None:
    artist = signed_in(fragile, APPLICANT)
    reference = complete_draft(artist)
    submit = f"/my/applications/{reference}/submit/"

    with nobody_repairs(fragile), ThreadPoolExecutor(1) as pool:
        # A Valkey that hangs keeps the web process between its commit and telling the worker.
        web, valkey = fragile.pid("web"), fragile.pid("valkey")
        os.kill(valkey, signal.SIGSTOP)
        try:
            pool.submit(send_and_be_cut_off, artist, submit)
            wait_for(lambda: told(fragile, reference), what="commit of the submission")
            os.killpg(web, signal.SIGKILL)
            assert told(fragile, reference) == [("queued", False)]
        finally:
            os.kill(valkey, signal.SIGCONT)

    wait_for(lambda: mail.sent(fragile, to=APPLICANT, about=reference), what="mail with the receipt")
    expect_one_receipt(fragile, reference, APPLICANT)
    assert moves_to_submitted(fragile, reference) == 1
    # Who asks again is shown the receipt.
    again = wait_for(lambda: sent_again(artist, submit), what="web process")
    assert (again.status, again.path) == (302, f"/my/applications/{reference}/receipt/")


def send_and_be_cut_off(client: Client, path: str) -> None:
    """Send a form on a connection that may end before the answer."""
    with suppress(OSError, HTTPException):
        client.post(path)


def sent_again(client: Client, path: str) -> Answer | None:
    """Send a form; nothing while nobody answers."""
    try:
        return client.post(path)
    except (OSError, HTTPException):
        return None


@contextmanager
def nobody_repairs(portal: RunningPortal) -> Iterator[None]:
    """Keep the portal's supervisor from starting again what has died."""
    portal.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        portal.process.send_signal(signal.SIGCONT)


def is_alive(pid: int) -> bool:
    """Tell whether a process still works, ended ones that nobody has buried yet aside."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def told(portal: RunningPortal, reference: str) -> list[tuple[str, bool]]:
    """Return the state of the receipt's job, and whether the broker was told of it; nothing before the commit."""
    return rows(
        portal,
        "SELECT j.state, j.told_at IS NOT NULL FROM core_job j JOIN grants_application a ON j.key = a.id::text "
        "WHERE j.task = 'grants.render_receipt' AND a.reference = %s",
        reference,
    )
