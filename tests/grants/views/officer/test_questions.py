"""The officer's form of a question: every kind with its shape, written in lines of text, and kept as it was."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from grants.enums import Audience, CountIn, Meaning, QuestionKind
from grants.models import Call, Question
from portal.accounts.enums import Role
from tests.factories.accounts import member
from tests.factories.grants import CallFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return CallFactory(languages=["en", "sv"])


@pytest.fixture
def officer(call: Call, client: Client) -> Client:
    client.force_login(member(call.authority, Role.OFFICER))
    return client


def create(officer: Client, call: Call, **said: Any) -> Question:
    response = officer.post(
        reverse("grants:officer:question_create", args=[call.slug]), {"labels_en": "Question", **said}
    )
    assert response.status_code == 302, response.context["form"].errors
    return call.questions.latest("pk")


def refusals(officer: Client, call: Call, **said: Any) -> dict[str, list[str]]:
    response = officer.post(
        reverse("grants:officer:question_create", args=[call.slug]), {"labels_en": "Question", **said}
    )
    assert response.status_code == 422
    return dict(response.context["form"].errors)


def edit_address(question: Question) -> str:
    return reverse("grants:officer:question_edit", args=[question.call.slug, question.pk])


def as_posted(officer: Client, question: Question) -> dict[str, Any]:
    """Return what the browser posts of the question's form when nobody changes anything."""
    form = officer.get(edit_address(question)).context["form"]
    drawn = form.as_drawn()
    return {**drawn, "version": form.initial["version"], "base": form.initial["base"]}


def test_question_create_keeps_what_a_text_is_asked_for(officer: Client, call: Call) -> None:
    question = create(
        officer,
        call,
        kind=QuestionKind.RICH_TEXT,
        in_all_languages="on",
        count_in=CountIn.WORDS,
        min_length="10",
        max_length="200",
        meaning=Meaning.MOTIVATION,
        audience=Audience.PUBLIC,
    )

    assert (
        question.in_all_languages,
        question.count_in,
        question.min_length,
        question.max_length,
        question.meaning,
        question.audience,
    ) == (True, "words", 10, 200, "motivation", "public")


def test_question_create_makes_columns_sides_and_bounds_of_lines(officer: Client, call: Call) -> None:
    question = create(
        officer,
        call,
        kind=QuestionKind.PARTNERS,
        columns="name\nside*\nfee*: money | Fee | Arvode\npart: choice | Part\n- lead | Leads | Leder\n- other",
        sides="flemish | Flemish side | Flamländska sidan\nFrench side",
        fewest="2",
        most="6",
    )

    assert question.shape == {
        "columns": [
            "name",
            {"code": "side", "names": {}, "required": True},
            {"code": "fee", "names": {"en": "Fee", "sv": "Arvode"}, "kind": "money", "required": True},
            {
                "code": "part",
                "names": {"en": "Part"},
                "kind": "choice",
                "options": [
                    {"code": "lead", "names": {"en": "Leads", "sv": "Leder"}},
                    {"code": "other", "names": {"en": "other"}},
                ],
            },
        ],
        "sides": [
            {"code": "flemish", "names": {"en": "Flemish side", "sv": "Flamländska sidan"}},
            {"code": "French-side", "names": {"en": "French side"}},
        ],
        "fewest": 2,
        "most": 6,
    }
    assert question.audience == Audience.ORDINARY


def test_question_create_of_persons_is_personal_unless_said_otherwise(officer: Client, call: Call) -> None:
    assert create(officer, call, kind=QuestionKind.PERSONS).audience == Audience.PERSONAL
    assert create(officer, call, kind=QuestionKind.DATE, meaning="birth_date").audience == "personal"


def test_question_create_shapes_the_budget(officer: Client, call: Call) -> None:
    question = create(
        officer,
        call,
        kind=QuestionKind.BUDGET,
        cost_categories="travel | Travel | Resor\nfees | Fees | Arvoden",
        income_categories="tickets | Tickets",
        budget_parts=["units", "partners", "funders", "status"],
        funders="state | The state",
    )

    assert question.shape == {
        "categories": [
            {"code": "travel", "names": {"en": "Travel", "sv": "Resor"}, "side": "cost"},
            {"code": "fees", "names": {"en": "Fees", "sv": "Arvoden"}, "side": "cost"},
            {"code": "tickets", "names": {"en": "Tickets"}, "side": "income"},
        ],
        "units": True,
        "status": True,
        "partners": True,
        "funders": [{"code": "state", "names": {"en": "The state"}}],
    }


def test_question_create_limits_files_and_countries(officer: Client, call: Call) -> None:
    files = create(
        officer, call, kind=QuestionKind.FILE, files_most="3", files_megabytes="10", file_kinds=["pdf"]
    )
    country = create(officer, call, kind=QuestionKind.COUNTRY, countries=["FI", "SE"])

    assert files.shape == {"most": 3, "bytes": 10 * 1024 * 1024, "kinds": ["pdf"]}
    assert country.options == [{"code": "FI", "names": {}}, {"code": "SE", "names": {}}]


def test_question_create_of_words_alone_is_never_required(officer: Client, call: Call) -> None:
    assert not create(officer, call, kind=QuestionKind.HEADING, required="on").required


def test_question_create_with_a_condition(officer: Client, call: Call) -> None:
    QuestionFactory(call=call, code="youth", kind=QuestionKind.YES_NO)

    question = create(officer, call, kind=QuestionKind.NUMBER, shown_if=["youth:yes"])

    assert question.shown_if == {"question": "youth", "is": ["yes"]}


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        (
            {"kind": QuestionKind.GROUP, "columns": "fee: gold | Fee"},
            "columns",
            "“gold” is no kind of column. Write one of these: "
            "text, choice, number, money, date, country, yes_no, email.",
        ),
        (
            {"kind": QuestionKind.GROUP, "columns": "part: choice | Part"},
            "columns",
            "The column “part” offers no answers: write them below it, each after a dash.",
        ),
        (
            {"kind": QuestionKind.GROUP, "columns": "- lead"},
            "columns",
            "“- lead” is an answer without a column above it.",
        ),
        (
            {"kind": QuestionKind.GROUP, "columns": "fee | Fee\nfee | Again"},
            "columns",
            "The code “fee” stands on two lines.",
        ),
        (
            {"kind": QuestionKind.GROUP},
            "kind",
            "Write the columns that these rows have, each on a line of its own.",
        ),
        (
            {"kind": QuestionKind.NUMBER, "shown_if": ["youth:yes", "other:yes"]},
            "shown_if",
            "Choose answers to one question only.",
        ),
        (
            {"kind": QuestionKind.LONG_TEXT, "min_length": "9", "max_length": "8"},
            "__all__",
            "The greatest length is smaller than the shortest.",
        ),
        (
            {"kind": QuestionKind.NUMBER, "in_all_languages": "on"},
            "__all__",
            "Only texts can be asked for in each language of the call.",
        ),
        (
            {"kind": QuestionKind.SHORT_TEXT, "meaning": "title"},
            "__all__",
            "Another question of this call already asks for this fact.",
        ),
    ],
)
def test_question_create_says_what_is_wrong(
    officer: Client, call: Call, said: dict[str, Any], field: str, sentence: str
) -> None:
    for code in ("youth", "other"):
        QuestionFactory(call=call, code=code, kind=QuestionKind.YES_NO)
    QuestionFactory(call=call, code="name", meaning=Meaning.TITLE)

    assert refusals(officer, call, **said) == {field: [sentence]}


SHAPES = [
    (QuestionKind.PARTNERS, {"columns": ["name"], "sides": [{"code": "a", "names": {"en": "A", "fr": "B"}}]}),
    (QuestionKind.PERSONS, {"fewest": 2, "most": 4}),
    (QuestionKind.PARTNERS, {"regions": [{"code": "SE-O", "names": {"en": "West"}}]}),
    (
        QuestionKind.BUDGET,
        {"categories": [{"code": "a", "names": {"en": "A"}, "side": "cost"}], "partners": [{"code": "x"}]},
    ),
    (QuestionKind.FILE, {"most": 2, "bytes": 2 * 1024 * 1024, "kinds": ["pdf"]}),
]


@pytest.mark.parametrize(("kind", "shape"), SHAPES)
def test_question_edit_without_changes_changes_nothing(
    officer: Client, call: Call, kind: str, shape: dict[str, Any]
) -> None:
    question = QuestionFactory(call=call, kind=kind, shape=shape, labels={"en": "Before"})
    posted = as_posted(officer, question)

    response = officer.post(edit_address(question), {**posted, "labels_en": "After"})

    assert response.status_code == 302
    question.refresh_from_db()
    assert (str(question.labels), question.shape) == ("After", shape)


def test_question_edit_changes_the_shape_and_keeps_the_rest(officer: Client, call: Call) -> None:
    question = QuestionFactory(
        call=call, kind=QuestionKind.PARTNERS, shape={"regions": [{"code": "SE-O"}], "most": 4}
    )
    posted = as_posted(officer, question)

    officer.post(edit_address(question), {**posted, "most": "5", "fewest": "2"})

    question.refresh_from_db()
    assert question.shape == {"regions": [{"code": "SE-O"}], "most": 5, "fewest": 2}


def test_question_edit_takes_a_condition_away(officer: Client, call: Call) -> None:
    QuestionFactory(call=call, code="youth", kind=QuestionKind.YES_NO)
    question = QuestionFactory(call=call, shown_if={"question": "youth", "is": ["yes"]})
    posted = as_posted(officer, question)

    officer.post(edit_address(question), {**posted, "shown_if": []})

    question.refresh_from_db()
    assert question.shown_if is None


def test_question_edit_of_a_stale_shape_meets_the_conflict_page(officer: Client, call: Call) -> None:
    question = QuestionFactory(call=call, kind=QuestionKind.PERSONS, shape={"most": 4})
    posted = as_posted(officer, question)
    Question.objects.filter(pk=question.pk).update(shape={"most": 5})

    response = officer.post(edit_address(question), {**posted, "most": "6"})

    assert response.status_code == 409
    question.refresh_from_db()
    assert question.shape == {"most": 5}


def test_call_preview_draws_every_kind_with_its_controls(officer: Client, call: Call) -> None:
    QuestionFactory(call=call, code="who", kind=QuestionKind.PERSONS, shape={"fewest": 2})
    QuestionFactory(call=call, code="about", kind=QuestionKind.LONG_TEXT, in_all_languages=True)
    QuestionFactory(call=call, code="when", kind=QuestionKind.PERIOD)
    QuestionFactory(call=call, code="money", kind=QuestionKind.BUDGET, shape={"units": True})

    page = officer.get(reverse("grants:officer:call_preview", args=[call.slug])).content.decode()

    for name in ("q-who.1.name", "q-about.en", "q-about.sv", "q-when.start", "q-money-cost-unit_price"):
        assert f'name="{name}"' in page
