"""Files of a draft that are sent by themselves, one at a time."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from grants.models import Application
from portal.core.models import Document
from tests.factories.grants import ApplicationFactory
from tests.grants.views.applicant.test_sections import address

pytestmark = pytest.mark.django_db


def sent(
    applicant: Client, application: Application, name: str, content: bytes, question: str = "file"
) -> Any:
    return applicant.post(
        f"{address(application)}upload/",
        {"question": question, f"q-{question}": SimpleUploadedFile(name, content)},
    )


def test_application_upload_keeps_the_file_and_draws_the_list(full: Application, applicant: Client) -> None:
    answer = sent(applicant, full, "plan.txt", b"Plan")

    assert answer.headers["X-Upload"] == "kept"
    assert [file.filename for file in answer.context["item"].files] == ["plan.txt"]


def test_application_upload_repeated_after_a_break_keeps_one_file(
    full: Application, applicant: Client
) -> None:
    sent(applicant, full, "plan.txt", b"Plan")

    answer = sent(applicant, full, "plan.txt", b"Plan")

    assert answer.headers["X-Upload"] == "kept"
    assert [file.filename for file in answer.context["item"].files] == ["plan.txt"]


def test_application_upload_says_beside_the_field_what_is_wrong(full: Application, applicant: Client) -> None:
    answer = sent(applicant, full, "plan.pdf", b"MZ not a PDF")

    item = answer.context["item"]
    assert answer.headers["X-Upload"] == "refused"
    assert (item.note, item.is_problem, list(item.files)) == (
        "plan.pdf is not what its name says: its content is a Windows program.",
        True,
        [],
    )


def test_application_upload_to_a_question_that_takes_no_file_is_refused(
    full: Application, applicant: Client
) -> None:
    assert sent(applicant, full, "plan.txt", b"Plan", "short-text").status_code == 400


def test_application_upload_after_handing_in_says_so(full: Application, applicant: Client) -> None:
    handed_in = ApplicationFactory(submitted=True, call=full.call, applicant=full.applicant)

    answer = sent(applicant, handed_in, "plan.txt", b"Plan")

    assert answer.context["item"].note == "This application has been handed in and can no longer be changed."
    assert not Document.objects.of(handed_in).exists()


def test_application_section_replaces_a_file_by_itself(full: Application, applicant: Client) -> None:
    sent(applicant, full, "plan.txt", b"Plan")
    plan = Document.objects.get(filename="plan.txt")

    applicant.post(
        address(full), {f"replace-{plan.pk}": SimpleUploadedFile("plan.txt", b"Plan"), "upload": "file"}
    )

    assert [file.filename for file in Document.objects.of(full)] == ["plan.txt"]
