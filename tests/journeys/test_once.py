"""However often, and however simultaneously, one draft is handed in: it is handed in once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.journeys import mail
from tests.journeys.plain import Answer, Client, complete_draft, rows, signed_in, wait_for
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

PEOPLE = 50
SESSIONS = 5  # of one person; the portal lets nobody sign in fifty times a minute
APPLICANT = "museum@applicant.example"


def test_fifty_parallel_submissions_of_one_draft_are_one_application(portal: RunningPortal) -> None:
    sessions = [signed_in(portal, APPLICANT) for _ in range(SESSIONS)]
    reference = complete_draft(sessions[0])
    submit = f"/my/applications/{reference}/submit/"
    receipt = f"/my/applications/{reference}/receipt/"
    series_before = diary_numbers(portal)

    answers = all_at_once([browser_of(sessions[number % SESSIONS]) for number in range(PEOPLE)], submit)

    assert {(answer.status, answer.path) for answer in answers} == {(302, receipt)}
    assert len(answers) == PEOPLE
    ((status, diary_number, content),) = rows(
        portal,
        "SELECT status, diary_number, content_sha256 FROM grants_application WHERE reference = %s",
        reference,
    )
    assert status == "submitted"
    assert content
    assert diary_numbers(portal) - series_before == {diary_number}
    assert moves_to_submitted(portal, reference) == 1

    shown = sessions[0].get(receipt)
    assert shown.status == 200
    assert diary_number in shown.text
    wait_for(lambda: mail.sent(portal, to=APPLICANT, about=reference), what="mail with the receipt")
    expect_one_receipt(portal, reference, APPLICANT)


def all_at_once(browsers: list[Client], path: str) -> list[Answer]:
    """Let each of the browsers send the same form at the same moment."""
    start = Barrier(len(browsers))

    def press(browser: Client) -> Answer:
        start.wait()
        return browser.post(path)

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(press, browsers))


def browser_of(session: Client) -> Client:
    """Return one more window of a session: the same cookies, a connection of its own."""
    window = Client(session.address)
    for cookie in session.cookies:
        window.cookies.set_cookie(cookie)
    return window


def diary_numbers(portal: RunningPortal) -> set[str]:
    """Return all diary numbers that were given."""
    found = rows(portal, "SELECT diary_number FROM grants_application WHERE diary_number <> ''")
    numbers = [number for (number,) in found]
    assert len(numbers) == len(set(numbers))
    return set(numbers)


def moves_to_submitted(portal: RunningPortal, reference: str) -> int:
    """Return how often an application was handed in, by its own log."""
    ((number,),) = rows(
        portal,
        "SELECT count(*) FROM grants_applicationmove m JOIN grants_application a ON a.id = m.application_id "
        "WHERE m.to_status = 'submitted' AND a.reference = %s",
        reference,
    )
    return int(number)


def expect_one_receipt(portal: RunningPortal, reference: str, email: str) -> None:
    """Assert that there is one receipt, one finished job that made it, and one mail that carries it."""
    documents = rows(
        portal,
        "SELECT d.kind, d.media_type FROM core_document d JOIN django_content_type t ON t.id = d.content_type_id "
        "JOIN grants_application a ON a.id = d.object_id "
        "WHERE t.model = 'application' AND a.reference = %s AND d.kind = 'receipt'",
        reference,
    )
    assert documents == [("receipt", "application/pdf")]
    jobs = rows(
        portal,
        "SELECT j.state FROM core_job j JOIN grants_application a ON j.key = a.id::text "
        "WHERE j.task = 'grants.render_receipt' AND a.reference = %s",
        reference,
    )
    assert jobs == [("done",)]
    (message,) = mail.sent(portal, to=email, about=reference)
    ((kind, pdf),) = mail.attachments(message)
    assert kind == "application/pdf"
    assert pdf.startswith(b"%PDF-")
