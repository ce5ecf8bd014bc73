"""What was handed in is read again in every kind: on the receipt's page, at the office, and in the PDF."""

from decimal import Decimal

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants import documents
from grants.domain import applications, drafts
from grants.enums import Audience, Meaning, QuestionKind
from grants.models import Application, BudgetLine
from portal.accounts.enums import Role
from portal.core.pdf import check_pdf
from tests.factories.accounts import member
from tests.factories.grants import QuestionFactory
from tests.journeys.pdf_text import text_of

SHAPE = {
    "categories": [{"code": "travel", "names": {"en": "Travel"}}],
    "units": True,
    "partners": True,
    "status": True,
}
ANSWERS = {
    "title": "Choirs meet",
    "requested": "2500",
    "rich": "<p>We <strong>sing</strong></p><script>alert(1)</script>",
    "when": ["2031-03-15", "2031-03-18"],
    "where": "BE",
    "who": [{"name": "Åsa Öst", "residence": "SE", "is_student": "no"}, {}, {"name": "Jan"}],
    "about": {"en": "Songs", "sv": "Sånger"},
    "budget": [
        {
            "side": "cost",
            "what": "Bus",
            "category": "travel",
            "quantity": "3",
            "unit_price": "1000",
            "partner": "KVS",
        },
        {"side": "income", "what": "Own", "amount": "500", "status": "applied"},
    ],
}


@pytest.fixture
def submitted(draft: Application) -> Application:
    """An application that was handed in with an answer of every new kind."""
    for code, kind, fields in (
        ("words", QuestionKind.HEADING, {"required": False}),
        ("rich", QuestionKind.RICH_TEXT, {}),
        ("when", QuestionKind.PERIOD, {"meaning": Meaning.PERIOD}),
        ("where", QuestionKind.COUNTRY, {}),
        ("who", QuestionKind.PERSONS, {"audience": Audience.PERSONAL}),
        ("about", QuestionKind.LONG_TEXT, {"in_all_languages": True}),
        ("budget", QuestionKind.BUDGET, {"shape": SHAPE}),
    ):
        QuestionFactory(call=draft.call, code=code, kind=kind, **fields)
    drafts.save_answers(draft, ANSWERS, by=draft.applicant)
    draft.refresh_from_db()
    return applications.submit(draft, by=draft.applicant, now=timezone.now())


def test_submit_writes_down_values_meanings_and_what_was_shown(submitted: Application) -> None:
    assert submitted.content
    answers = {one["code"]: one for part in submitted.content["sections"] for one in part["answers"]}

    assert "words" not in answers
    assert (answers["when"]["value"], answers["when"]["meaning"]) == (
        {"start": "2031-03-15", "end": "2031-03-18"},
        "period",
    )
    assert answers["rich"]["value"] == "<p>We <strong>sing</strong></p>"
    assert answers["who"]["value"] == [
        {"name": "Åsa Öst", "residence": "SE", "is_student": False},
        {"name": "Jan"},
    ]
    assert answers["who"]["audience"] == "personal"
    assert answers["about"]["value"] == {"en": "Songs", "sv": "Sånger"}
    assert answers["budget"]["value"]["cost"]["lines"] == [
        {
            "description": "Bus",
            "amount": "3000.00",
            "typed": "",
            "category": "travel",
            "quantity": "3",
            "unit_price": "1000",
            "partner": "KVS",
            "details": "Travel, 3 × SEK\u00a01,000, KVS",
        }
    ]


def test_submit_writes_the_budget_up(submitted: Application) -> None:
    assert list(BudgetLine.objects.values_list("side", "description", "amount_typed", "amount")) == [
        ("cost", "Bus", "", Decimal(3000)),
        ("income", "Own", "500", Decimal(500)),
    ]


def test_pages_and_receipt_show_every_kind(submitted: Application, client: Client) -> None:
    client.force_login(submitted.applicant)
    receipt = client.get(
        reverse("grants:applicant:application_receipt", args=[submitted.reference])
    ).content.decode()
    client.force_login(member(submitted.authority, Role.OFFICER))
    office = client.get(
        reverse("grants:officer:application_detail", args=[submitted.reference])
    ).content.decode()

    for page in (receipt, office):
        assert "<p>We <strong>sing</strong></p>" in page
        assert "<script>alert" not in page
        assert "<dt>Country of residence</dt><dd>Sweden</dd>" in page
        assert "Travel, 3 × SEK\u00a01,000, KVS" in page
        assert "15 March 2031 – 18 March 2031" in page


def test_receipt_prints_every_kind(submitted: Application) -> None:
    document = documents.receipt(submitted.submissions.get())

    with document.file.open("rb") as file, pikepdf.open(file) as pdf:
        printed = " ".join(text_of(page) for page in pdf.pages)
    with document.file.open("rb") as file:
        assert check_pdf(file.read()) == []
    for words in ("We sing", "2. Jan", "Country of residence Sweden", "Travel, 3 ×", "Belgium", "Sånger"):
        assert words in printed


def test_readable_cleans_what_came_from_elsewhere() -> None:
    answer = {
        "question": {"en": "Q"},
        "kind": "rich_text",
        "value": "<p>a</p><img src=x onerror=y>",
        "shown": "a",
    }

    read = documents.readable({"sections": [{"title": {}, "answers": [answer]}]})

    assert read[0]["answers"][0]["html"] == "<p>a</p>"
