"""A call as one portable document: written, and read in again."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grants.domain.call_documents import as_text, export_call
from grants.enums import CallStatus
from grants.models import Call
from tests.factories.grants import CallFactory, CallRuleFactory, QuestionFactory, StrandFactory
from tests.grants.views.officer.test_builder import address, signed_in


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(status=CallStatus.DRAFT, slug="grants-2027", names={"en": "Grants", "sv": "Bidrag"})


def test_call_document_comes_back_as_the_same_call(call: Call) -> None:
    QuestionFactory(call=call)
    StrandFactory(call=call)
    CallRuleFactory(call=call)
    client = signed_in(call)

    sent = client.get(address("call_document"))
    read_in = client.post(
        reverse("grants:officer:call_import"),
        {"authority": call.authority_id, "file": SimpleUploadedFile("call.json", sent.content)},
    )

    made = Call.objects.exclude(pk=call.pk).get()
    assert sent["Content-Disposition"] == 'attachment; filename="grants-2027.json"'
    assert (read_in.status_code, made.slug, made.status) == (302, "grants-2027-2", CallStatus.DRAFT)
    assert {**export_call(made), "slug": call.slug} == json.loads(as_text(export_call(call)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "The file is no JSON: line 1, character 2 cannot stand there."),
        (b"\xff\xfe", "The file is not written in UTF-8, as JSON has to be."),
        (b"[" * 100_000, "The file is nested too deeply to be a call document."),
        (b" " * 2_000_001, "The file is larger than any call document (2 MB)."),
    ],
)
def test_call_import_of_no_document_says_why(call: Call, content: bytes, sentence: str) -> None:
    data = {"authority": call.authority_id, "file": SimpleUploadedFile("call.json", content)}

    response = signed_in(call).post(reverse("grants:officer:call_import"), data)

    assert (response.status_code, response.context["form"].errors["file"]) == (422, [sentence])


def test_call_import_shows_every_problem_with_its_place_and_stores_nothing(call: Call) -> None:
    document = {
        **export_call(call),
        "slug": "new",
        "rules": [{"kind": "nonsense"}, {"kind": "amount_between", "parameters": {"most": 5}}],
    }
    data = {
        "authority": call.authority_id,
        "file": SimpleUploadedFile("call.json", as_text(document).encode()),
    }

    response = signed_in(call).post(reverse("grants:officer:call_import"), data)

    assert response.status_code == 422
    assert [problem.place for problem in response.context["problems"]] == [
        "rules / 1",
        "rules / 2 / parameters / most",
    ]
    assert Call.objects.count() == 1


def test_call_import_for_an_authority_that_one_does_not_work_for_is_refused(call: Call) -> None:
    other = CallFactory()
    file = SimpleUploadedFile("call.json", as_text(export_call(other)).encode())

    response = signed_in(call).post(
        reverse("grants:officer:call_import"), {"authority": other.authority_id, "file": file}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["authority"])
