"""The receipt is made and mailed once, however often the task runs."""

import pytest
from django.utils import timezone

from grants import tasks
from grants.domain import applications, drafts
from grants.enums import QuestionKind
from grants.models import Application
from portal.core.models import Document, Job, Message
from portal.core.pdf import check_pdf
from portal.core.tasks import run_job
from tests.factories.grants import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(draft: Application) -> Application:
    """An application with a budget, handed in in Swedish."""
    QuestionFactory(call=draft.call, code="budget", kind=QuestionKind.BUDGET, section={"en": "Budget"})
    draft.language = "sv"
    draft.save()
    drafts.save_answers(
        draft,
        {
            "title": "Körer i Łódź, ș ė Ж",
            "requested": "600",
            "budget": [["cost", "Resor", "1 000"], ["income", "Eget", "400"]],
        },
        by=draft.applicant,
    )
    return applications.submit(draft, by=draft.applicant, now=timezone.now())


def test_render_receipt_twice_stores_one_pdf_and_posts_one_mail(submitted: Application) -> None:
    job = Job.objects.get(task="grants.render_receipt")

    run_job(tasks.render_receipt, job.pk)
    tasks.render_receipt.body(lambda *_args: None, **job.arguments)

    document = Document.objects.of(submitted).get(kind="receipt")
    message = Message.objects.get(key=f"receipt-{submitted.pk}")
    assert (document.language, document.media_type) == ("sv", "application/pdf")
    assert (message.to, message.language, list(message.attachments.all())) == (
        submitted.applicant.email,
        "sv",
        [document],
    )
    for told in (submitted.reference, submitted.diary_number, submitted.content_sha256, submitted.title):
        assert message.body.count(told) >= 1


def test_render_receipt_makes_a_tagged_pdf(submitted: Application) -> None:
    tasks.render_receipt.body(lambda *_args: None, application_id=submitted.pk)

    with Document.objects.of(submitted).get(kind="receipt").file.open("rb") as file:
        assert check_pdf(file.read()) == []


def test_render_receipt_of_an_application_that_is_gone_does_nothing() -> None:
    tasks.render_receipt.body(lambda *_args: None, application_id=0)

    assert Document.objects.count() == 0
