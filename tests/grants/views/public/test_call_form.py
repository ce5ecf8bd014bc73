"""The page with the whole call, and its files."""

import pytest
from django.urls import reverse

from grants import call_papers
from grants.enums import CallStatus
from grants.models import Call
from portal.core.models import Job
from tests.clients import StrictClient

pytestmark = pytest.mark.django_db


def address(call: Call, name: str = "call_form", language: str = "") -> str:
    query = f"?language={language}" if language else ""
    return reverse(f"grants:public:{name}", args=[call.slug]) + query


def test_call_form_is_read_before_the_call_opens_and_without_an_account(
    call: Call, client: StrictClient
) -> None:
    page = client.get(address(call, language="sv"))

    assert page.status_code == 200
    assert page.context["whole"].language == "sv"


def test_call_form_knows_no_language_that_the_call_has_not(call: Call, client: StrictClient) -> None:
    assert client.get(address(call, language="lt")).status_code == 404


def test_call_form_of_a_draft_is_not_there_for_the_public(call: Call, client: StrictClient) -> None:
    Call.objects.filter(pk=call.pk).update(status=CallStatus.DRAFT)

    assert client.get(address(call)).status_code == 404


def test_call_form_file_is_ordered_by_a_button_and_then_sent(call: Call, client: StrictClient) -> None:
    url = address(call, "call_form_pdf", "en")
    before = client.get(url)
    ordered = client.post(url)
    waiting = client.get(url)
    call_papers.make(call, language="en", file_format="pdf")
    sent = client.get(url)

    assert (before.status_code, ordered.status_code, ordered["Location"]) == (200, 302, url)
    assert waiting.context["job"] == Job.objects.get()
    assert sent["Content-Type"] == "application/pdf"
    assert b"".join(sent.streaming_content)[:5] == b"%PDF-"


def test_call_form_file_tells_the_browser_that_waits_when_it_is_ready(
    call: Call, client: StrictClient
) -> None:
    url = address(call, "call_form_docx", "en")
    client.post(url)
    waiting = client.get(url, headers={"HX-Request": "true"}).content.decode()
    call_papers.make(call, language="en", file_format="docx")
    ready = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert (waiting.count("<progress"), ready.count("<progress")) == (1, 0)


def test_call_form_asks_as_often_for_three_questions_as_for_one(
    call: Call, client: StrictClient, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories.grants import QuestionFactory

    client.get(address(call))
    with CaptureQueriesContext(connection) as few:
        client.get(address(call))
    for _number in range(3):
        QuestionFactory(call=call)
    with CaptureQueriesContext(connection) as many:
        client.get(address(call))

    assert len(few) == len(many)
