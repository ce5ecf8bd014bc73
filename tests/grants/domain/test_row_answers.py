"""Rows of persons, partners, places and of one's own columns are understood cell by cell."""

import pytest
from django.utils import translation

from grants.domain.answers import problem_of, read
from grants.domain.columns import columns_of
from grants.domain.row_answers import read_rows
from grants.enums import QuestionKind
from grants.models import Question

SIDES = [
    {"code": "flemish", "names": {"en": "Flemish side", "nl": "Vlaamse kant"}},
    {"code": "french", "names": {"en": "French side"}},
]


def question(kind: str, **shape: object) -> Question:
    return Question(code="q", kind=kind, labels={"en": "Question"}, shape=shape)


def codes(asked: Question) -> list[str]:
    return [column.code for column in columns_of(asked)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (QuestionKind.PERSONS, ["name", "birth_date", "residence", "nationality", "is_student", "role"]),
        (QuestionKind.PLACES, ["country", "city", "is_capital", "start", "end", "days"]),
        (QuestionKind.GROUP, []),
    ],
)
def test_columns_of_are_the_usual_ones_of_the_kind(kind: str, expected: list[str]) -> None:
    assert codes(question(kind)) == expected


def test_columns_of_partners_have_sides_only_where_the_call_has_them() -> None:
    without, with_sides = question(QuestionKind.PARTNERS), question(QuestionKind.PARTNERS, sides=SIDES)

    assert [code for code in codes(with_sides) if code not in codes(without)] == ["side"]


def test_columns_of_are_those_that_the_shape_names() -> None:
    asked = question(
        QuestionKind.PERSONS,
        columns=[
            "name",
            {"code": "fee", "kind": "money", "names": {"en": "Fee"}, "required": True},
            {"code": "fee"},
            {"code": "x", "kind": "spaceship"},
            "starship",
            7,
        ],
    )

    assert [
        (column.code, column.kind, str(column.label), column.required) for column in columns_of(asked)
    ] == [
        ("name", "text", "Name", True),
        ("fee", "money", "Fee", True),
    ]


def test_read_understands_persons() -> None:
    typed = [
        {
            "name": "Åsa Öst",
            "birth_date": "1 May 1980",
            "residence": "SE",
            "is_student": "no",
            "unknown": "left out",
        },
        {"name": " ", "role": ""},
        {"name": "Jan", "nationality": "BE"},
    ]

    reading = read(question(QuestionKind.PERSONS), typed, currency="SEK")

    assert reading.value == [
        {"name": "Åsa Öst", "birth_date": "1980-05-01", "residence": "SE", "is_student": False},
        {"name": "Jan", "nationality": "BE"},
    ]
    assert reading.problem == ""
    assert reading.shown.split("\n")[1] == "2. Jan: Name Jan, Nationality Belgium"


def test_read_understands_partners_by_side_with_their_money() -> None:
    typed = [{"name": "KVS", "kind": "theatre", "side": "flemish", "is_lead": "yes", "requested": "1.234,50"}]

    reading = read(question(QuestionKind.PARTNERS, sides=SIDES), typed, currency="EUR")

    assert reading.value == [
        {"name": "KVS", "kind": "theatre", "side": "flemish", "is_lead": True, "requested": "1234.50"}
    ]
    assert reading.problem == ""


def test_read_says_countries_and_sides_in_the_readers_language() -> None:
    with translation.override("sv"):
        shown = read(question(QuestionKind.PLACES), [{"city": "Gent", "country": "BE"}], currency="EUR").shown

    assert shown.endswith("Belgien, " + shown.rpartition(", ")[2])


@pytest.mark.parametrize(
    ("kind", "row", "problem"),
    [
        (QuestionKind.PERSONS, {"role": "Dancer"}, "Row 1, Name: Fill this in, or empty the whole row."),
        (
            QuestionKind.PERSONS,
            {"name": "A", "residence": "XX"},
            "Row 1, Country of residence: This is no country of the list. Choose one of them.",
        ),
        (
            QuestionKind.PERSONS,
            {"name": "A", "birth_date": "1980"},
            "Row 1, Date of birth: Write the day, month and year, such as 2027-03-15 or 15 March 2027.",
        ),
        (
            QuestionKind.PERSONS,
            {"name": "A", "is_student": "perhaps"},
            "Row 1, Is a student: Answer yes or no.",
        ),
        (
            QuestionKind.PARTNERS,
            {"name": "A", "kind": "spaceship"},
            "Row 1, Kind: This answer is not offered. Choose one of the others.",
        ),
        (
            QuestionKind.PARTNERS,
            {"name": "A", "requested": "-1"},
            "Row 1, Part of the amount applied for: "
            "An amount cannot be below zero here. Write it without the minus sign.",
        ),
        (
            QuestionKind.PLACES,
            {"city": "Gent", "start": "2027-03-02", "end": "2027-03-01"},
            "Row 1, Last day: The end lies before the start.",
        ),
        (
            QuestionKind.PLACES,
            {"city": "Gent", "days": "many"},
            "Row 1, Number of days: “many” is no number. Write it in figures, such as 12 or 12,5.",
        ),
        (
            QuestionKind.PLACES,
            {"city": "x" * 1001},
            "Row 1, City or place: Shorten this: at most 1000 characters fit here.",
        ),
    ],
)
def test_read_says_which_cell_is_wrong(kind: str, row: dict[str, str], problem: str) -> None:
    assert read(question(kind), [row], currency="SEK").problem == problem


def test_read_takes_a_stay_of_one_day() -> None:
    row = {"city": "Gent", "start": "2027-03-01", "end": "2027-03-01"}

    assert read(question(QuestionKind.PLACES), [row], currency="SEK").problem == ""


@pytest.mark.parametrize(
    ("count", "problem"),
    [
        (1, "At least 2 rows are asked for, and here are 1."),
        (2, ""),
        (3, ""),
        (4, "At most 3 rows are asked for, and here are 4. Remove some of them."),
    ],
)
def test_read_counts_the_rows(count: int, problem: str) -> None:
    asked = question(QuestionKind.PERSONS, fewest=2, most=3)

    assert read(asked, [{"name": "A"}] * count, currency="SEK").problem == problem


def test_read_of_fewer_rows_than_asked_of_an_optional_question_is_nothing_to_say() -> None:
    asked = question(QuestionKind.PERSONS, fewest=2)
    asked.required = False

    assert problem_of(asked, read(asked, [{"name": " "}], currency="SEK")) == ""


def test_read_rows_leaves_out_rows_of_another_shape() -> None:
    rows = read_rows(question(QuestionKind.PERSONS), ["text", 7, {"name": ["a"]}, None], currency="SEK").rows

    assert [row.is_blank for row in rows] == [True]


def test_read_understands_an_email_in_a_column_of_ones_own() -> None:
    asked = question(QuestionKind.GROUP, columns=[{"code": "mail", "kind": "email", "names": {"en": "Mail"}}])

    good = read(asked, [{"mail": "a@example.org"}], currency="SEK")
    bad = read(asked, [{"mail": "a@"}], currency="SEK")

    assert good.value == [{"mail": "a@example.org"}]
    assert bad.problem == "Row 1, Mail: “a@” is no e-mail address."
