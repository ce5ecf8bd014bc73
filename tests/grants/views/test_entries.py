"""After handing in, as browsers meet it on both sides: messages, requests for completion, versions."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from grants.domain import applications, completions, drafts, entries, resubmission
from grants.enums import CompletionState, Resubmission
from grants.models import Application, Call, CompletionRequest
from portal.accounts.enums import Role
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db


def browser_of(person: Any) -> StrictClient:
    browser = StrictClient()
    browser.force_login(person)
    return browser


def page_of(audience: str, name: str, application: Application, *more: object) -> str:
    return reverse(f"grants:{audience}:application_{name}", args=[application.reference, *more])


@pytest.fixture
def case(call: Call) -> Application:
    """A case that was handed in."""
    return ApplicationFactory(call=call, submitted=True)  # type: ignore[return-value]


@pytest.fixture
def office(case: Application) -> StrictClient:
    """The browser of an officer."""
    return browser_of(member(case.authority, Role.OFFICER))


@pytest.fixture
def home(case: Application) -> StrictClient:
    """The browser of the applicant."""
    return browser_of(case.applicant)


def asked(case: Application, **more: Any) -> CompletionRequest:
    values: dict[str, Any] = {
        "text": "The letter is missing.",
        "question_codes": ["title"],
        "closes_at": timezone.now() + timedelta(days=3),
        "time_zone": "Europe/Stockholm",
        **more,
    }
    return completions.ask(case, by=member(case.authority, Role.OFFICER), **values)


def test_supplement_with_a_file_is_on_both_pages(
    case: Application, home: StrictClient, office: StrictClient
) -> None:
    letter = SimpleUploadedFile("letter.txt", b"A letter.", content_type="text/plain")

    answer = home.post(
        page_of("applicant", "supplement_add", case), {"text": "A letter came.", "files": [letter]}
    )

    assert answer["Location"] == f"{case.get_absolute_url()}#messages"
    for browser, audience in ((home, "applicant"), (office, "officer")):
        page = browser.get(page_of(audience, "detail", case)).text
        assert ("A letter came." in page, "letter.txt" in page) == (True, True)


def test_supplement_of_a_program_is_refused_with_the_words_kept(
    case: Application, home: StrictClient
) -> None:
    program = SimpleUploadedFile("letter.pdf", b"MZ\x90\x00", content_type="application/pdf")

    page = home.post(
        page_of("applicant", "supplement_add", case), {"text": "A letter came.", "files": [program]}
    )

    assert "its content is a Windows program" in page.text
    assert "A letter came." in page.text
    assert not case.entries.exists()


def test_request_for_completion_from_the_question_to_the_acceptance(
    case: Application, home: StrictClient, office: StrictClient
) -> None:
    said = {
        "text": "The letter is missing.",
        "question_codes": ["title"],
        "closes_at": "2099-01-01T12:00",
        "time_zone": "Europe/Helsinki",
    }

    assert office.get(page_of("officer", "completion_add", case)).status_code == 200
    office.post(page_of("officer", "completion_add", case), said)
    request = CompletionRequest.objects.get()
    page = page_of("applicant", "completion", case, request.pk)
    assert "Complete “" in home.get("/my/").text
    assert "12:00 (Helsinki time, UTC+2)" in home.get(page).text
    home.post(page, {"q-title": "Choirs", "text": "Here."})
    assert "Choirs" in office.get(page_of("officer", "detail", case)).text
    office.post(page_of("officer", "completion_accept", case, request.pk))

    request.refresh_from_db()
    assert request.state == CompletionState.ACCEPTED
    assert "Send the answer" not in home.get(page).text


def test_completion_page_after_the_deadline_says_what_to_do(case: Application, home: StrictClient) -> None:
    request = asked(case)
    CompletionRequest.objects.update(closes_at=timezone.now())
    page = page_of("applicant", "completion", case, request.pk)

    shown, sent = home.get(page).text, home.post(page, {"text": "Late."}).text

    assert "Late answers are not taken; write a message to the authority instead." in shown
    assert "The answer was due" in sent
    assert "Late." in sent
    assert not case.entries.filter(kind="completion").exists()


def test_message_is_on_the_applicants_pages(
    case: Application, home: StrictClient, office: StrictClient
) -> None:
    office.post(page_of("officer", "message_add", case), {"text": "We have a question."})

    assert "We have a question." in home.get(case.get_absolute_url()).text
    assert f"Message: {case}" in home.get("/my/").text


def test_auditor_reads_and_does_not_write(case: Application) -> None:
    auditor = browser_of(member(case.authority, Role.AUDITOR))
    asked(case)

    page = auditor.get(page_of("officer", "detail", case)).text

    assert ("The letter is missing." in page, "Write to the applicant" in page) == (True, False)
    assert auditor.get(page_of("officer", "message_add", case)).status_code == 403


def test_request_of_another_case_is_not_found(case: Application, home: StrictClient) -> None:
    other = asked(ApplicationFactory(call=case.call, submitted=True))

    assert home.get(page_of("applicant", "completion", case, other.pk)).status_code == 404


def test_reopen_hand_in_again_and_read_both_versions(call: Call, draft: Application, applicant: Any) -> None:
    Call.objects.update(resubmission=Resubmission.REPLACE_UNTIL_DEADLINE)
    drafts.save_answers(draft, {"title": "First", "requested": "1000"}, by=draft.applicant)
    sent = applications.submit(Application.objects.get(pk=draft.pk), by=draft.applicant, now=timezone.now())
    office = browser_of(member(sent.authority, Role.OFFICER))

    assert applicant.get(page_of("applicant", "reopen", sent)).status_code == 200
    applicant.post(page_of("applicant", "reopen", sent))
    section = reverse("grants:applicant:application_section", args=[sent.reference, 1])
    applicant.post(section, {"q-title": "Second"})
    assert "That counts until you hand in again" in applicant.get(sent.get_absolute_url()).text
    meanwhile = office.get(page_of("officer", "detail", sent)).text
    assert ("First" in meanwhile, "Second" in meanwhile) == (True, False)
    applicant.post(reverse("grants:applicant:application_submit", args=[sent.reference]))

    first = office.get(page_of("officer", "submission", sent, 1)).text
    assert ("First" in first, "A later version was handed in" in first) == (True, True)
    assert "Version 2" in office.get(page_of("officer", "detail", sent)).text
    assert applicant.get(page_of("applicant", "receipt", sent)).status_code == 200


def test_leave_keeps_what_was_handed_in(call: Call, draft: Application, applicant: Any) -> None:
    Call.objects.update(resubmission=Resubmission.REPLACE_UNTIL_DEADLINE)
    drafts.save_answers(draft, {"title": "First", "requested": "1000"}, by=draft.applicant)
    sent = applications.submit(Application.objects.get(pk=draft.pk), by=draft.applicant, now=timezone.now())
    resubmission.reopen(sent, by=draft.applicant, now=timezone.now())

    applicant.post(page_of("applicant", "leave", sent))

    assert "What you handed in" in applicant.get(sent.get_absolute_url()).text


@pytest.mark.parametrize("count", [1, 3])
def test_case_page_costs_the_same_for_one_entry_and_for_three(
    case: Application, home: StrictClient, count: int
) -> None:
    for number in range(count):
        entries.supplement(case, text=f"More {number}.", by=case.applicant)
        asked(case)
    home.get(case.get_absolute_url())  # which kind of record is which is read once for a process

    with CaptureQueriesContext(connection) as queries:
        home.get(case.get_absolute_url())

    assert len(queries) == 10
