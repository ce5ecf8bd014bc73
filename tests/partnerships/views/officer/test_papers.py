"""An officer adds, describes, replaces and removes documents in the browser."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.enums import Role
from portal.core.enums import Confidentiality
from portal.core.models import Document
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AgreementFactory,
    AuthorityFactory,
    DialogueFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db
OFFICE = "partnerships:officer"


@pytest.fixture
def partnership(client: Client) -> Any:
    """A partnership whose officer is signed in."""
    partnership = PartnershipFactory()
    client.force_login(member(partnership.authority))
    return partnership


def post(client: Client, partnership: Any, **values: Any) -> Any:
    """Hand in a document as a browser would."""
    given = {
        "file": SimpleUploadedFile("talk.txt", b"What was said"),
        "subject": "partnership",
        "kind": "minutes",
        "title": "The talk",
        "confidentiality": "internal",
    }
    return client.post(
        reverse(f"{OFFICE}:partnership_paper_add", args=[partnership.slug]), {**given, **values}
    )


def page(partnership: Any) -> str:
    return reverse(f"{OFFICE}:partnership_papers", args=[partnership.slug])


def test_add_under_a_dialogue_with_an_uncertain_date(client: Client, partnership: Any) -> None:
    dialogue = DialogueFactory(partnership=partnership)

    answer = post(client, partnership, subject=f"dialogue-{dialogue.pk}", dated="March 2014", language="ro")

    document = Document.objects.get()
    assert answer.url == page(partnership)
    assert (document.subject, document.dated, document.language, document.kind) == (
        dialogue, UncertainDate("2014-03"), "ro", "minutes",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"file": SimpleUploadedFile("talk.pdf", b"What was said")}, "file"),
        ({"file": SimpleUploadedFile("talk.exe", b"MZ")}, "file"),
        ({"file": SimpleUploadedFile("talk.txt", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}")}, "file"),
        ({"file": SimpleUploadedFile("talk.txt", b"\xef\xbb\xbf <HTML><script>alert(1)</script>")}, "file"),
        ({"file": SimpleUploadedFile("talk.txt", b"#!/bin/sh\nrm -rf /")}, "file"),
        ({"file": SimpleUploadedFile("talk.txt", b"")}, "file"),
        ({"confidentiality": "restricted"}, "ground"),
        ({"dated": "long ago"}, "dated"),
        ({"subject": "agreement-999"}, "subject"),
    ],
)
def test_bad_input_is_said_beside_its_field(
    client: Client, partnership: Any, values: Any, field: str
) -> None:
    answer = post(client, partnership, **values)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["title"].value() == "The talk"
    assert Document.objects.count() == 0


def test_a_file_that_is_too_large_says_how_large_it_may_be(
    client: Client, partnership: Any, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    answer = post(client, partnership, file=SimpleUploadedFile("talk.txt", b"x" * 1_200_000))

    said = ["talk.txt is 1.1 MB; a file may be at most 1 MB. Make it smaller or divide it."]
    assert (answer.status_code, answer.context["form"].errors["file"]) == (422, said)
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/talk.txt", "talk.txt"), ("talk\u202etxt.exe.txt", "talktxt.exe.txt")],
)
def test_a_path_or_a_turn_of_direction_in_a_name_is_not_kept(
    client: Client, partnership: Any, name: str, kept: str
) -> None:
    file = SimpleUploadedFile("talk.txt", b"What was said")
    file.name = name

    post(client, partnership, file=file)

    document = Document.objects.get()
    assert (document.filename, ".." in document.file.name) == (kept, False)


def test_describe_replace_and_remove(client: Client, partnership: Any) -> None:
    post(client, partnership)
    document = Document.objects.get()
    address = {
        step: reverse(f"{OFFICE}:partnership_paper_{step}", args=[partnership.slug, document.pk])
        for step in ("edit", "replace", "remove")
    }
    form = client.get(address["edit"]).context["form"]
    data = {"version": form["version"].value(), "base": form["base"].value(), "title": "Talk in Vilnius"}
    client.post(address["edit"], {**data, "kind": "report", "confidentiality": "public"})
    document.refresh_from_db()
    described = (document.title, document.kind, document.confidentiality)
    client.post(address["replace"], {"file": SimpleUploadedFile("talk2.txt", b"Better")})
    newest = Document.objects.get(version=2)
    asked = client.get(address["remove"]).status_code
    client.post(address["remove"])

    assert described == ("Talk in Vilnius", "report", "public")
    assert (newest.title, newest.filename) == ("Talk in Vilnius", "talk2.txt")
    assert (asked, list(Document.objects.values_list("version", flat=True))) == (200, [2])


def test_two_descriptions_at_once_meet_the_page_with_both(client: Client, partnership: Any) -> None:
    post(client, partnership)
    document = Document.objects.get()
    address = reverse(f"{OFFICE}:partnership_paper_edit", args=[partnership.slug, document.pk])
    form = client.get(address).context["form"]
    data = {"version": form["version"].value(), "base": form["base"].value(), "kind": "minutes"}

    first = client.post(address, {**data, "title": "Mine", "confidentiality": "internal"})
    second = client.post(address, {**data, "title": "Yours", "confidentiality": "internal"})

    document.refresh_from_db()
    assert (first.status_code, second.status_code, document.title) == (302, 409, "Mine")


def test_list_narrows_by_kind_reader_subject_and_version(client: Client, partnership: Any) -> None:
    agreement = AgreementFactory(partnership=partnership)
    post(client, partnership)
    post(client, partnership)
    post(
        client, partnership, title="Letter", kind="letter", language="ro", subject=f"agreement-{agreement.pk}"
    )
    post(client, partnership, title="Secret", confidentiality="restricted", ground="Promised")

    def found(query: str) -> list[tuple[str, int]]:
        records = client.get(f"{page(partnership)}?{query}").context["table"].records
        return sorted((row.title, row.version) for row in records)

    assert client.get(page(partnership)).context["table"].pills == []
    assert found("") == [("Letter", 1), ("Secret", 1), ("The talk", 2)]
    assert found("older=on&kind=minutes") == [("Secret", 1), ("The talk", 1), ("The talk", 2)]
    assert found("language=ro") == [("Letter", 1)]
    assert found("subject=agreement") == [("Letter", 1)]
    assert found("confidentiality=restricted") == [("Secret", 1)]
    assert found("q=talk") == [("The talk", 2)]


def test_auditor_reads_the_list_without_what_is_confidential_and_without_steps(
    client: Client, partnership: Any
) -> None:
    post(client, partnership)
    post(client, partnership, title="Secret", confidentiality=Confidentiality.RESTRICTED, ground="Promised")
    client.force_login(member(partnership.authority, Role.AUDITOR))

    answer = client.get(page(partnership))

    assert [row.title for row in answer.context["table"].records] == ["The talk"]
    assert [column.name for column in answer.context["table"].columns][-1] == "version"


def test_what_is_confidential_is_found_by_no_search(client: Client, partnership: Any) -> None:
    post(client, partnership, title="Zephyrsecret", confidentiality="restricted", ground="Zephyrsecret")
    auditor = member(partnership.authority, Role.AUDITOR)

    for person in (None, auditor, member(AuthorityFactory())):
        client.logout()
        if person is not None:
            client.force_login(person)
        found = client.get("/search/", {"q": "Zephyrsecret"})
        assert (found.status_code, found.context["count"]) == (200, 0)


def test_public_document_is_on_the_public_page_and_an_internal_one_is_not(
    client: Client, partnership: Any
) -> None:
    post(client, partnership, title="For all", confidentiality="public")
    post(client, partnership, title="For us")
    client.logout()

    documents = client.get(partnership.get_absolute_url()).context["documents"]

    assert [document.title for document in documents] == ["For all"]


def test_number_of_queries_does_not_grow(client: Client, partnership: Any) -> None:
    counts = []
    for rows in (1, 3):
        while Document.objects.count() < rows:
            post(client, partnership, title=f"Paper {Document.objects.count()}")
        client.get(page(partnership))
        with CaptureQueriesContext(connection) as seen:
            client.get(page(partnership))
        counts.append(len(seen))

    assert counts[0] == counts[1]
