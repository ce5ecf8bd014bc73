"""The dossier of a relation: the whole of it in one PDF, as its orderer sees it, and only for those who may read it."""

import re
import subprocess
from pathlib import Path
from typing import Any

import page
import pdfua
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Article, Partnership
from portal.accounts.enums import Role
from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.errors import NotAllowed
from portal.core.models import Document
from portal.core.pdf import check_pdf
from portal.core.registry import Chapter, Section, Table
from portal.core.tasks import run_job
from portal.reports.documents import Numbers, chapter_context
from portal.reports.domain import dossiers
from portal.reports.models import Dossier
from portal.reports.tasks import make_dossier
from tests.factories.accounts import member
from tests.factories.commitments import CommitmentFactory
from tests.factories.partnerships import (
    AgreementFactory,
    AuthorityFactory,
    DialogueFactory,
    DialogueParticipantFactory,
    FollowUpFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)


def make(partnership: Partnership, by: Any, *, language: str = "en", confidential: bool = False) -> Dossier:
    """Order a dossier and let the worker make it."""
    dossier = dossiers.order(partnership, language=language, confidential=confidential, by=by)
    assert dossier.job_id is not None
    run_job(make_dossier, dossier.job_id)
    dossier.refresh_from_db()
    return dossier


def content_of(dossier: Dossier) -> bytes:
    with Document.objects.of(dossier).get().file.open("rb") as file:
        return bytes(file.read())


def text_of(content: bytes, tmp_path: Path) -> str:
    path = tmp_path / "dossier.pdf"
    path.write_bytes(content)
    out = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True)
    return " ".join(out.stdout.replace("\u2010\n", "").split())


def paper(partnership: Partnership, title: str, confidentiality: str) -> None:
    documents.store(
        partnership,
        kind=DocumentKind.MINUTES,
        slot=title,
        title=title,
        filename="minutes.txt",
        content=b"Minutes",
        media_type="text/plain",
        confidentiality=confidentiality,
    )


def test_dossier_of_a_real_relation_passes_every_check_and_tells_it_all(tmp_path: Path) -> None:
    call_command("seed_demo", verbosity=0)
    partnership = Partnership.objects.get(slug="vastra-gotaland-vilnius")
    dialogue = DialogueFactory(partnership=partnership, subject={"sv": "Samtal i Vilnius"}, held="2016-05")
    DialogueParticipantFactory(dialogue=dialogue, name="Jonas Žemaitis")
    FollowUpFactory(dialogue=dialogue, what="Skicka noterna", due="2016-08")
    agreement = partnership.agreements.get()
    Article.objects.create(agreement=agreement, number="99", texts={"sv": "Parterna möts varje år."})
    CommitmentFactory(agreement=agreement, what={"sv": "Två körer om året"})
    paper(partnership, "Brev från Vilnius", Confidentiality.INTERNAL)

    dossier = make(partnership, member(partnership.authority), language="sv")

    content = content_of(dossier)
    text = text_of(content, tmp_path)
    assert check_pdf(content) == []
    assert [finding.message for finding in pdfua.validate(str(tmp_path / "dossier.pdf")).findings] == []
    for profile in PROFILES:
        found = page.validate_pdf_bytes(content, profile=profile)
        failures = [str(one) for one in found.failures]
        # The validator's own slip where compressed data end in CR (see test_pdf.py).
        assert [one for one in failures if "STREAM-LENGTH" not in one] == []
    told = [
        "Två körer om året",
        "Jonas Žemaitis",
        "Skicka noterna",
        "augusti 2016",
        "Parterna möts varje år.",
        "Brev från Vilnius",
    ]
    assert [words for words in told if words not in text] == []
    assert set(text.split()) & {"Partnerships", "known", "the", "Commitments", "exchanges."} == set()


def test_dossier_names_confidential_documents_only_where_they_are_asked_for(tmp_path: Path) -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)
    paper(partnership, "Minutes of the year", Confidentiality.INTERNAL)
    paper(partnership, "Secret promise", Confidentiality.RESTRICTED)

    plain, full = make(partnership, officer), make(partnership, officer, confidential=True)

    told = [
        [words in text_of(content_of(one), tmp_path) for words in ("Minutes of the year", "Secret promise")]
        for one in (plain, full)
    ]
    assert told == [[True, False], [True, True]]
    assert (plain.version, full.version) == (1, 2)


def test_dossier_is_read_by_those_who_may_and_stays_when_the_next_is_made(client: Client) -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)
    made = {"plain": make(partnership, officer), "full": make(partnership, officer, confidential=True)}
    make(partnership, officer)
    people = {
        "officer": officer,
        "auditor": member(partnership.authority, Role.AUDITOR),
        "assessor": member(partnership.authority, Role.ASSESSOR),
        "elsewhere": member(AuthorityFactory()),
    }

    served = {}
    for kind, person in people.items():
        client.force_login(person)
        for name, dossier in made.items():
            addresses = [dossier.get_absolute_url(), Document.objects.of(dossier).get().get_absolute_url()]
            answers = [client.get(address) for address in addresses]
            served[kind, name] = [answer.status_code for answer in answers]
            for answer in answers:
                if answer.streaming:
                    answer.getvalue()

    assert served == {
        ("officer", "plain"): [200, 200],
        ("officer", "full"): [200, 200],
        ("auditor", "plain"): [200, 200],
        ("auditor", "full"): [404, 404],
        ("assessor", "plain"): [403, 404],
        ("assessor", "full"): [403, 404],
        ("elsewhere", "plain"): [404, 404],
        ("elsewhere", "full"): [404, 404],
    }


def test_order_twice_while_it_is_made_is_one_dossier_and_strangers_order_none() -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)

    orders = [dossiers.order(partnership, language="en", confidential=False, by=officer) for _ in range(2)]
    with pytest.raises(NotAllowed):
        dossiers.order(partnership, language="en", confidential=False, by=member(AuthorityFactory()))

    assert (orders[0], Dossier.objects.count()) == (orders[1], 1)


def test_officer_orders_in_the_browser_and_sees_the_progress(client: Client) -> None:
    partnership = PartnershipFactory()
    client.force_login(member(partnership.authority))
    address = reverse("reports:officer:dossier_list", args=[partnership.slug])

    ordered = client.post(address, {"language": "en"})
    waiting = client.get(ordered["Location"])
    dossier = Dossier.objects.get()
    run_job(make_dossier, dossier.job_id or 0)
    done = client.get(ordered["Location"])

    assert ordered["Location"] == dossier.get_absolute_url()
    assert [b"<progress" in answer.content for answer in (waiting, done)] == [True, False]
    assert done.context["pages"].filename == f"{partnership.slug}-en-v1.pdf"
    assert [row["pages"] for row in client.get(address).context["rows"]] == [done.context["pages"]]


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    chapter = Chapter(
        "Exchanges",
        "",
        sections=[
            Section(
                "What took place",
                tables=[
                    Table("", ["Exchange", "When", "Status"], [["Choirs " * 20, "2014 " * 9, "Completed"]])
                ],
            )
        ],
    )

    body = str(chapter_context(chapter, 1, Numbers())["body"])

    widths = [int(width) for width in re.findall(r'width="(\d+)%"', body)]
    assert (sum(widths), widths[2] >= len("Completed") + 4) == (100, True)


def test_list_asks_the_same_number_of_queries(client: Client) -> None:
    partnership = PartnershipFactory()
    AgreementFactory(partnership=partnership)
    officer = member(partnership.authority)
    client.force_login(officer)
    address = reverse("reports:officer:dossier_list", args=[partnership.slug])
    counts = []
    for rows in (1, 3):
        while Dossier.objects.count() < rows:
            make(partnership, officer)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(len(seen))

    assert counts[0] == counts[1]
