"""Rows, languages, conditions and wide budgets on the page of a section: kept, drawn again, saved cheaply."""

from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grants.domain import drafts
from grants.domain.completeness import missing_in
from grants.domain.content import answered_sections
from grants.enums import QuestionKind
from grants.models import Application
from portal.core.domain import rates
from portal.core.ecb import Quoted
from portal.core.models import Document
from tests.factories.grants import QuestionFactory
from tests.grants.views.applicant.test_sections import HTMX, address, kept, save_address

pytestmark = pytest.mark.django_db

WIDE = {
    "categories": [{"code": "travel", "names": {"en": "Travel"}}],
    "units": True,
    "partners": True,
    "funders": True,
    "status": True,
    "kinds": True,
}


@pytest.fixture
def wide(draft: Application) -> Application:
    """A draft whose first section asks for persons, a budget with everything, and a text in two languages."""
    draft.call.languages = ["nl", "fr"]
    draft.call.save()
    for code, kind, fields in (
        ("persons", QuestionKind.PERSONS, {}),
        ("budget", QuestionKind.BUDGET, {"shape": WIDE}),
        ("about", QuestionKind.LONG_TEXT, {"in_all_languages": True, "max_length": 20}),
        ("youth", QuestionKind.YES_NO, {}),
        ("how-many", QuestionKind.NUMBER, {"shown_if": {"question": "youth", "is": ["yes"]}}),
    ):
        QuestionFactory(call=draft.call, code=code, kind=kind, **fields)
    return draft


def test_application_section_adds_and_removes_rows_without_javascript(
    wide: Application, applicant: Client
) -> None:
    rows = {"q-persons.0.name": "Åsa", "q-persons.1.name": "Jan"}

    added = applicant.post(address(wide), {**rows, "q-title": "Kept too", "add-row": "persons"})
    after_adding = kept(wide)
    applicant.post(address(wide), {**rows, "remove-row": "persons:0"})

    assert added["Location"] == f"{address(wide)}#question-persons"
    assert after_adding["title"] == "Kept too"
    assert after_adding["persons"] == [{"name": "Åsa"}, {"name": "Jan"}, {}]
    assert kept(wide)["persons"] == [{"name": "Jan"}]


@pytest.mark.parametrize(
    "pressed", ["persons:9", "persons:x", "persons:", ":0", "", "persons:99999999999999"]
)
def test_application_section_removing_a_row_that_is_not_there_keeps_the_others(
    wide: Application, applicant: Client, pressed: str
) -> None:
    response = applicant.post(address(wide), {"q-persons.0.name": "Åsa", "remove-row": pressed})

    assert response.status_code == 302
    assert kept(wide)["persons"] == [{"name": "Åsa"}]


def test_application_section_keeps_a_wide_budget_and_draws_its_sums(
    wide: Application, applicant: Client
) -> None:
    applicant.post(
        address(wide),
        {
            "q-persons.0.name": "Åsa",
            "q-budget-cost-what": ["Bus"],
            "q-budget-cost-amount": [""],
            "q-budget-cost-category": ["travel"],
            "q-budget-cost-quantity": ["3"],
            "q-budget-cost-unit_price": ["1 000"],
            "q-budget-cost-partner": ["KVS"],
            "q-budget-cost-kind": ["cash"],
            "q-budget-income-what": ["Own"],
            "q-budget-income-amount": ["500"],
            "q-budget-income-status": ["applied"],
            "go": "stay",
        },
    )

    assert kept(wide)["budget"] == [
        {
            "side": "cost",
            "what": "Bus",
            "amount": "",
            "category": "travel",
            "quantity": "3",
            "unit_price": "1 000",
            "partner": "KVS",
            "kind": "cash",
        },
        {
            "side": "income",
            "what": "Own",
            "amount": "500",
            "partner": "",
            "funder": "",
            "status": "applied",
            "kind": "",
        },
    ]
    page = applicant.get(address(wide)).content.decode()
    assert page.count("SEK\u00a03,000") == 3  # all costs, travel, KVS
    assert "<dt>Applied for</dt><dd>SEK\u00a0500</dd>" in page


def test_application_section_adds_lines_to_a_wide_budget(wide: Application, applicant: Client) -> None:
    lines = {"q-budget-cost-what": ["Bus"], "q-budget-income-what": ["Own"]}

    applicant.post(address(wide), {**lines, "add-line": "cost"})

    sides = [(line["side"], line.get("what", "")) for line in kept(wide)["budget"]]
    assert sides == [("cost", "Bus"), ("cost", ""), ("income", "Own")]
    assert applicant.get(address(wide)).status_code == 200


def test_application_section_asks_in_each_language_of_the_call(wide: Application, applicant: Client) -> None:
    applicant.post(address(wide), {"q-about.nl": "Koren", "q-about.fr": "", "q-about.xx": "no", "go": "next"})

    assert kept(wide)["about"] == {"nl": "Koren", "fr": ""}
    page = applicant.get(f"{address(wide)}?problems").content.decode()
    assert "The text is still missing in: French." in page
    assert 'name="q-about.nl" lang="nl"' in page


def test_application_section_says_when_a_question_is_asked(wide: Application, applicant: Client) -> None:
    page = applicant.get(address(wide)).content.decode()

    assert "Only if you answered “Yes” to “Youth”." in page


def test_application_section_with_a_question_left_out_goes_on_without_it(
    wide: Application, applicant: Client
) -> None:
    applicant.post(address(wide), {"q-youth": "no", "q-how-many": "abc", "go": "stay"})

    assert kept(wide)["how-many"] == "abc"
    codes = [missing.question.code for missing in missing_in(wide, answered_sections(wide))]
    assert "how-many" not in codes


def test_application_autosave_saves_only_what_the_page_says_has_changed(
    wide: Application, applicant: Client
) -> None:
    drafts.save_answers(wide, {"title": "Choirs", "youth": "yes"}, by=wide.applicant)

    response = applicant.post(
        save_address(wide), {"changed": "how-many", "q-how-many": "12", "q-title": "stale"}, headers=HTMX
    )

    assert response["X-Draft"] == "saved"
    assert kept(wide) == {"title": "Choirs", "youth": "yes", "how-many": "12"}


def test_application_autosave_of_a_box_that_is_no_longer_ticked_empties_it(
    full: Application, applicant: Client
) -> None:
    drafts.save_answers(full, {"choices": ["a"], "declaration": "yes"}, by=full.applicant)

    applicant.post(save_address(full), {"changed": ["choices", "declaration"]}, headers=HTMX)

    assert kept(full) == {"choices": [], "declaration": ""}


@pytest.mark.parametrize(
    ("code", "posted"),
    [
        ("title", {"q-title": "Choirs meet"}),
        ("persons", {"q-persons.0.name": "Åsa", "q-persons.1.name": "Jan"}),
        ("budget", {"q-budget-cost-what": ["Bus"] * 20, "q-budget-cost-amount": ["5"] * 20}),
        ("about", {"q-about.nl": "Koren", "q-about.fr": "Chœurs"}),
    ],
)
def test_application_autosave_of_one_field_costs_six_queries(
    wide: Application, applicant: Client, code: str, posted: dict[str, Any]
) -> None:
    """Session, person, draft under its lock, form with answers, the answer, the draft's own row."""
    applicant.post(save_address(wide), {"changed": code, **posted, "q-title": "x"}, headers=HTMX)
    changed = {name: value if isinstance(value, list) else f"{value}." for name, value in posted.items()}
    if code == "budget":
        changed["q-budget-cost-amount"] = ["6"] * 20

    with CaptureQueriesContext(connection) as queries:
        response = applicant.post(save_address(wide), {"changed": code, "page": "p", **changed}, headers=HTMX)

    said = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert response["X-Draft"] == "saved"
    assert len(said) <= 6, "\n".join(one[:200] for one in said)


def test_application_section_with_a_megabyte_in_a_short_text_keeps_it_on_the_page(
    draft: Application, applicant: Client
) -> None:
    drafts.save_answers(draft, {"title": "Before"}, by=draft.applicant)

    response = applicant.post(address(draft), {"q-title": "x" * 1_000_000, "go": "next"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "This is too long to be kept. Shorten it, or add it as a file." in page
    assert "x" * 1_000_000 in page
    assert kept(draft) == {"title": "Before"}


def test_application_section_with_ten_thousand_budget_lines_says_so_and_loses_nothing(
    wide: Application, applicant: Client
) -> None:
    drafts.save_answers(wide, {"title": "Before"}, by=wide.applicant)
    lines = {"q-budget-cost-what": ["a"] * 10_000, "q-budget-cost-amount": ["1"] * 10_000}

    response = applicant.post(save_address(wide), {"changed": "budget", **lines}, headers=HTMX)

    assert "These are too many lines. Put some of them together." in response.content.decode()
    assert kept(wide) == {"title": "Before"}


HOSTILE = [
    {"q-persons": "text"},
    {"q-persons.0": "x", "q-persons..name": "x", "q-persons.-1.name": "x", "q-persons.²": "x"},
    {"q-budget-cost-what": "a", "q-budget-side-what": "b", "add-line": "moon", "remove-line": "cost-²"},
    {"q-about": "plain", "q-about.nl.x": "y"},
    {"q-youth": ["yes", "maybe"]},
    {"add-row": "nothing", "remove-row": "a:b:c"},
    {"changed": ["nothing", "title"], "began-title": "x" * 500, "page": "y" * 500},
]


@pytest.mark.parametrize("posted", HOSTILE)
def test_application_section_answers_posts_of_the_wrong_shape_with_a_page(
    wide: Application, applicant: Client, posted: dict[str, Any]
) -> None:
    for where in (address(wide), save_address(wide)):
        response = applicant.post(where, posted, follow=True)
        assert response.status_code == 200
    assert applicant.get(address(wide)).status_code == 200


def test_application_section_offers_the_named_partners_to_the_budget(
    wide: Application, applicant: Client
) -> None:
    QuestionFactory(call=wide.call, code="partners", kind=QuestionKind.PARTNERS)
    drafts.save_answers(wide, {"partners": [{"name": "KVS & <co>"}]}, by=wide.applicant)

    page = applicant.get(address(wide)).content.decode()

    assert f'<option value="{escape("KVS & <co>")}"></option>' in page


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        ({"most": 1}, "There is already 1 file here. Remove it before you add another."),
        ({"bytes": 10}, "The files of this question may have at most 10\u00a0bytes together."),
        ({"kinds": ["pdf"]}, ""),
    ],
)
def test_application_section_keeps_the_limits_of_a_question_for_files(
    draft: Application, applicant: Client, shape: dict[str, Any], sentence: str
) -> None:
    QuestionFactory(call=draft.call, code="file", kind=QuestionKind.FILE, shape=shape)
    if "kinds" not in shape:
        applicant.post(address(draft), {"q-file": SimpleUploadedFile("a.txt", b"Plan"), "upload": "file"})
    before = Document.objects.count()

    response = applicant.post(
        address(draft), {"q-file": SimpleUploadedFile("b.txt", b"Another plan"), "upload": "file"}
    )

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Document.objects.count() == before


@pytest.fixture
def foreign(draft: Application) -> Application:
    """A draft whose budget may have lines in euro, at the rate of a Friday."""
    friday = date(2026, 11, 27)
    rates.keep([Quoted("SEK", friday, Decimal("10.9120"))], source="test")
    draft.call.other_currencies, draft.call.rate_day, draft.call.rates_on = ["EUR"], "fixed", friday
    draft.call.save()
    QuestionFactory(call=draft.call, code="budget", kind=QuestionKind.BUDGET)
    return draft


IN_EURO = {
    "q-budget-cost-what": ["Bus", "Bed"],
    "q-budget-cost-amount": ["100", "50"],
    "q-budget-cost-currency": ["EUR", ""],
}


def test_application_section_shows_what_a_line_in_another_currency_counts_as(
    foreign: Application, applicant: Client
) -> None:
    applicant.post(address(foreign), {**IN_EURO, "go": "stay"})
    page = applicant.get(address(foreign))

    (part, _income) = next(item.budget for item in page.context["items"] if item.question.code == "budget")
    assert [row.conversion for row in part.lines] == [
        "EUR\u00a0100 at SEK 10.912, the rate of 27 November 2026 = SEK\u00a01,091.20",
        "",
    ]
    assert [control.empty for row in part.lines for control in row.details] == ["SEK", "SEK"]
    assert page.context["totals"]["costs"] == "SEK\u00a01,141.20"


def test_application_section_saving_itself_tells_the_sums_of_the_page(
    foreign: Application, applicant: Client
) -> None:
    saved = applicant.post(save_address(foreign), IN_EURO, headers=HTMX)
    page = applicant.get(address(foreign))

    assert saved.context["totals"] == page.context["totals"]
    assert page.context["totals"]["conversions"] == [
        "Bus: EUR\u00a0100 at SEK 10.912, the rate of 27 November 2026 = SEK\u00a01,091.20"
    ]


def test_application_section_says_beside_the_line_that_there_is_no_rate(
    foreign: Application, applicant: Client
) -> None:
    foreign.call.other_currencies = ["EUR", "NOK"]
    foreign.call.save()

    applicant.post(address(foreign), {**IN_EURO, "q-budget-cost-currency": ["NOK", ""], "go": "stay"})
    page = applicant.get(address(foreign))

    sentence = "The portal has no rate between NOK and SEK for 27 November 2026. Write the amount in SEK."
    (part, _income) = next(item.budget for item in page.context["items"] if item.question.code == "budget")
    assert [row.line.problem for row in part.lines] == [sentence, ""]
    assert page.context["totals"]["costs"] == "SEK\u00a050"
