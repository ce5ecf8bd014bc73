"""Each kind of answer is understood, or refused with a sentence; nothing typed changes."""

import json
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from grants.domain.answers import count_characters, digest, problem_of, read, tidy
from grants.enums import QuestionKind
from grants.models import Question
from portal.core.amounts import format_amount, parse_amount

OPTIONS = [
    {"code": "dance", "names": {"en": "Dance", "sv": "Dans"}},
    {"code": "film", "names": {"en": "Film", "sv": "Film"}},
]


def question(kind: str, **fields) -> Question:  # type: ignore[no-untyped-def]
    return Question(code="q", kind=kind, labels={"en": "Question"}, **fields)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown"),
    [
        (QuestionKind.SHORT_TEXT, " Choirs ", "Choirs", "Choirs"),
        (QuestionKind.LONG_TEXT, "One\ntwo", "One\ntwo", "One\ntwo"),
        (QuestionKind.CHOICE, "film", "film", "Film"),
        (QuestionKind.CHOICES, ["film", "dance"], ["dance", "film"], "Dance, Film"),
        (QuestionKind.NUMBER, "1 234,5", "1234.5", "1,234.5"),
        (QuestionKind.NUMBER, "-5", "-5", "-5"),
        (QuestionKind.MONEY, "1 234,50", "1234.50", "SEK\u00a01,234.50"),
        (QuestionKind.DATE, "2027-03-15", "2027-03-15", "15 March 2027"),
        (QuestionKind.UNCERTAIN_DATE, "2027", "2027", "2027"),
        (QuestionKind.YES_NO, "yes", True, "Yes"),
        (QuestionKind.YES_NO, "no", False, "No"),
        (QuestionKind.LINK, "example.org/a", "https://example.org/a", "https://example.org/a"),
        (QuestionKind.FILE, ["plan.pdf"], ["plan.pdf"], "plan.pdf"),
        (QuestionKind.DECLARATION, "yes", True, "Confirmed"),
    ],
)
def test_read_understands_each_kind(kind: str, typed, value, shown: str) -> None:  # type: ignore[no-untyped-def]
    reading = read(question(kind, options=OPTIONS), typed, currency="SEK")

    assert (reading.value, reading.shown, reading.problem) == (value, shown, "")


NOTHINGS: tuple[object, ...] = ("", " ", [])
CODED = {QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.COUNTRY, QuestionKind.COUNTRIES}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (kind, typed)
        for kind in QuestionKind.values
        for typed in NOTHINGS
        if kind not in CODED or typed != " "  # a blank is no code, and is told so
    ],
)
def test_read_calls_nothing_empty(kind: str, typed) -> None:  # type: ignore[no-untyped-def]
    asked = question(kind, options=OPTIONS)

    reading = read(asked, typed, currency="SEK")

    assert reading.is_empty
    assert (problem_of(asked, reading) == "") == (kind == QuestionKind.HEADING)
    asked.required = False
    assert problem_of(asked, reading) == ""


@pytest.mark.parametrize(
    ("kind", "typed", "problem"),
    [
        (
            QuestionKind.MONEY,
            "abc",
            "This is no amount. Write it in figures, for example 1234.50 or 1234,50.",
        ),
        (QuestionKind.MONEY, "-5", "An amount cannot be below zero here. Write it without the minus sign."),
        (QuestionKind.NUMBER, "many", "“many” is no number. Write it in figures, such as 12 or 12,5."),
        (QuestionKind.CHOICE, "opera", "This answer is no longer offered. Choose one of the others."),
        (QuestionKind.CHOICE, ["film"], "This answer is no longer offered. Choose one of the others."),
        (
            QuestionKind.CHOICES,
            ["film", "opera"],
            "One of these answers is no longer offered. Look at your choice again.",
        ),
        (
            QuestionKind.DATE,
            "2027",
            "Write the day, month and year, such as 2027-03-15 or 15 March 2027.",
        ),
        (QuestionKind.LINK, "not a link", "“not a link” is no web address. Write it as https://example.org."),
        (
            QuestionKind.LINK,
            "javascript://x",
            "“javascript://x” is no web address. Write it as https://example.org.",
        ),
    ],
)
def test_read_says_what_is_wrong(kind: str, typed, problem: str) -> None:  # type: ignore[no-untyped-def]
    assert read(question(kind, options=OPTIONS), typed, currency="SEK").problem == problem


@pytest.mark.parametrize(
    "typed", ["1.234,50", "1 234,50", "1\u00a0234,50", "1,234.50", "1234.50", "1234,50 kr"]
)
def test_read_takes_money_as_people_type_it(typed: str) -> None:
    assert read(question(QuestionKind.MONEY), typed, currency="SEK").value == "1234.50"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("å", 1),
        ("a\u030a", 1),
        ("🎻", 1),
        ("one\r\ntwo", 7),
        ("one\ntwo", 7),
        (" a ", 3),
    ],
)
def test_count_characters_counts_what_people_see(text: str, count: int) -> None:
    assert count_characters(text) == count


def test_read_says_how_much_too_long_a_text_is() -> None:
    reading = read(question(QuestionKind.LONG_TEXT, max_length=5), "åäöéü!?", currency="SEK")

    assert reading.problem == "Shorten this text: it is 2 characters too long (7 of 5)."
    assert reading.shown == "åäöéü!?"


def test_read_allows_a_text_of_just_the_limit() -> None:
    assert read(question(QuestionKind.LONG_TEXT, max_length=5), "åäö🎻a", currency="SEK").problem == ""


@given(st.text())
def test_tidy_keeps_everything_that_can_be_seen(text: str) -> None:
    kept = tidy(text)

    assert tidy(kept) == kept
    assert "\x00" not in json.dumps(kept)
    visible = [letter for letter in text.replace("\r\n", "\n") if letter.isprintable() or letter in "\n\t"]
    assert [letter for letter in kept if letter.isprintable() or letter in "\n\t"] == visible


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_count_characters_is_the_same_after_tidying(text: str) -> None:
    assert count_characters(str(tidy(text))) == count_characters(text)


@given(
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["en", "sv"]),
)
def test_read_understands_every_amount_the_portal_writes(amount: Decimal, language: str) -> None:
    with translation.override(language):
        reading = read(question(QuestionKind.MONEY), format_amount(amount, "SEK"), currency="SEK")

    # "SEK 1.234" never happens: whole amounts are written without decimals, others with two.
    assert Decimal(reading.value) == amount
    assert parse_amount(str(amount), "en") == amount


def test_digest_differs_for_other_texts() -> None:
    assert digest("a") == digest("a")
    assert len({digest("a"), digest("b"), digest(["a"]), digest("")}) == 4


def test_options_are_said_in_the_readers_language() -> None:
    with translation.override("sv"):
        assert read(question(QuestionKind.CHOICE, options=OPTIONS), "dance", currency="SEK").shown == "Dans"
