"""A call on paper: made by the worker, readable by everybody, made anew when the call says something else."""

import io
import zipfile

import pytest

from grants import call_papers
from grants.domain.whole_call import whole_call
from grants.enums import CallStatus
from grants.models import Call
from grants.periodic import order_paper, print_calls
from portal.core.models import Document, Job
from portal.core.pdf import check_pdf
from tests.clients import StrictClient

pytestmark = pytest.mark.django_db


def test_make_gives_a_pdf_that_a_screen_reader_can_read(call: Call) -> None:
    document = call_papers.make(call, language="sv", file_format="pdf")

    with document.file.open() as file:
        assert check_pdf(file.read()) == []
    assert (document.filename, document.language) == (f"{call.slug}-sv.pdf", "sv")


def test_make_gives_a_word_document_with_headings(call: Call) -> None:
    document = call_papers.make(call, language="en", file_format="docx")

    with document.file.open() as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        text = archive.read("word/document.xml").decode()
    assert [text.count(style) for style in ('"Heading1"', '"Heading2"', '"Heading3"')] == [1, 2, 2]
    assert text.count("Title of the project") == 1


def test_make_again_is_the_same_and_after_a_change_another(call: Call) -> None:
    first = call_papers.make(call, language="en", file_format="docx")
    again = call_papers.make(call, language="en", file_format="docx")
    call.names = {"en": "Another name"}
    call.save()
    changed = call_papers.make(call, language="en", file_format="docx")

    assert (first.pk == again.pk, first.pk == changed.pk) == (True, False)


def test_order_paper_asks_for_one_job_until_the_paper_is_there(call: Call) -> None:
    jobs = [order_paper(call, language="en", file_format="docx") for _number in range(2)]
    made = call_papers.make(call, language="en", file_format="docx")

    assert jobs[0] == jobs[1]
    assert order_paper(call, language="en", file_format="docx") == made


def test_print_calls_orders_every_language_and_format_of_published_calls(call: Call) -> None:
    print_calls()

    assert Job.objects.count() == len(call.languages) * 2


def test_paper_of_a_draft_is_for_its_authority_alone_until_it_is_published(
    call: Call, client: StrictClient
) -> None:
    document = call_papers.make(call, language="en", file_format="docx")
    seen = []
    for status in (CallStatus.DRAFT, CallStatus.PUBLISHED):
        Call.objects.filter(pk=call.pk).update(status=status)
        response = client.get(document.get_absolute_url())
        seen.append(response.status_code)
        if response.streaming:
            assert b"".join(response.streaming_content)[:2] == b"PK"  # read to its end, the file is closed

    assert seen == [404, 200]


def test_stored_finds_nothing_for_what_the_call_says_in_another_language(call: Call) -> None:
    call_papers.make(call, language="en", file_format="docx")

    assert call_papers.stored(call, whole_call(call, "sv"), "docx") is None
    assert Document.objects.of(call).count() == 1
