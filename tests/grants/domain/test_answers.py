"""Each kind of answer is understood, or refused with a sentence; nothing typed changes."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.domain.answers import count_characters, count_words, digest, problem_of, read, tidy
from grants.enums import CountIn, QuestionKind
from grants.models import Call, Question
from grants.models.calls import TEXT_KINDS
from portal.core.amounts import format_amount, parse_amount
from tests.grants.counted import COUNTED

OPTIONS = [
    {"code": "dance", "names": {"en": "Dance", "sv": "Dans"}},
    {"code": "film", "names": {"en": "Film", "sv": "Film"}},
]


def question(kind: str, **fields) -> Question:  # type: ignore[no-untyped-def]
    return Question(call=Call(currency="SEK"), code="q", kind=kind, labels={"en": "Question"}, **fields)


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
        (
            QuestionKind.PERIOD,
            ["2027-03-15", "16 March 2027"],
            {"start": "2027-03-15", "end": "2027-03-16"},
            "15 March 2027 – 16 March 2027",
        ),
        (QuestionKind.RICH_TEXT, "One\n\n- a\n- b", "<p>One</p><ul><li>a</li><li>b</li></ul>", "One\na\nb"),
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
    ("typed", "problem"),
    [
        (["2027-03-16", "2027-03-15"], "The period ends before it starts. Check both days."),
        (["2027-03-16", "2027-03-16"], ""),
        (["2027-03-16", ""], "Last day: write a date."),
        (["", "2027-03-16"], "First day: write a date."),
        (["2027", "2028"], "First day: Write the day, month and year, such as 2027-03-15 or 15 March 2027."),
    ],
)
def test_read_says_what_is_wrong_with_a_period(typed: list[str], problem: str) -> None:
    assert read(question(QuestionKind.PERIOD), typed, currency="SEK").problem == problem


def test_read_names_countries_in_the_readers_language() -> None:
    with translation.override("sv"):
        one = read(question(QuestionKind.COUNTRY), "BE", currency="SEK")
        several = read(question(QuestionKind.COUNTRIES), ["SE", "BE", "AX"], currency="SEK")

    assert (one.value, one.shown) == ("BE", "Belgien")
    assert (several.value, several.shown) == (["BE", "SE", "AX"], "Belgien, Sverige, Åland")


def test_read_offers_only_the_countries_of_the_options() -> None:
    limited = question(QuestionKind.COUNTRY, options=[{"code": "FI"}, {"code": "SE"}])

    assert read(limited, "FI", currency="SEK").problem == ""
    assert read(limited, "NO", currency="SEK").problem == (
        "This country is not offered. Choose one of the list."
    )


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<p>A <b>b</b></p><script>alert(1)</script>", "<p>A <b>b</b></p>"),
        ('<p onclick="x()">A</p>', "<p>A</p>"),
        ('<p><a href="javascript:x()">A</a></p>', '<p><a rel="nofollow noopener">A</a></p>'),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("a\nb", "<p>a<br>b</p>"),
    ],
)
def test_read_keeps_of_markup_only_what_is_harmless(typed: str, html: str) -> None:
    assert read(question(QuestionKind.RICH_TEXT), typed, currency="SEK").html == html


def in_two_languages(**fields: Any) -> Question:
    asked = question(QuestionKind.LONG_TEXT, in_all_languages=True, **fields)
    asked.call = Call(languages=["nl", "fr"])
    return asked


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"nl": "Koren", "fr": "Chœurs"}, ""),
        ({"nl": "Koren", "fr": " "}, "The text is still missing in: French."),
        ({"fr": "Chœurs"}, "The text is still missing in: Dutch."),
        ("Koren", "The text is still missing in: French."),
        (
            {"nl": "123456", "fr": "12345"},
            "Dutch: Shorten this text: it is 1 character too long (6 of 5).",
        ),
    ],
)
def test_read_of_a_text_in_all_languages_names_those_that_are_missing(typed: Any, problem: str) -> None:
    limit = {"max_length": 5} if isinstance(typed, dict) and typed.get("nl") == "123456" else {}

    assert read(in_two_languages(**limit), typed, currency="EUR").problem == problem


def test_read_of_a_text_in_all_languages_shows_each_with_its_language() -> None:
    reading = read(in_two_languages(), {"nl": "Koren", "fr": "Chœurs"}, currency="EUR")

    assert reading.value == {"nl": "Koren", "fr": "Chœurs"}
    assert reading.shown == "Dutch:\nKoren\n\nFrench:\nChœurs"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("one two", "Write a little more: at least 3 words are asked for, and here are 2."),
        ("one two three", ""),
        ("one two three  four", ""),
        ("one two three four five", "Shorten this text: it is 1 word too long (5 of 4)."),
    ],
)
def test_read_counts_in_words_where_the_question_does(text: str, problem: str) -> None:
    asked = question(QuestionKind.LONG_TEXT, min_length=3, max_length=4, count_in=CountIn.WORDS)

    assert read(asked, text, currency="SEK").problem == problem


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["yes", "no", "a", "SE", "cost", "2027-01-01", "999999999999"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["name", "side", "what", "amount", "quantity", "unit_price", "start", "end", "nl"]
            )
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
SHAPES: list[Any] = [
    {},
    {"columns": ["name", {"code": "x", "kind": "money"}], "fewest": 1, "most": 2},
    {"categories": [{"code": "a"}], "units": True, "partners": True, "funders": True, "status": True},
    {"columns": "nonsense", "categories": 7, "fewest": "x", "sides": [3]},
    [],
]


@pytest.mark.parametrize("kind", QuestionKind.values)
@given(typed=ANY_JSON, shape=st.sampled_from(SHAPES), in_all=st.booleans())
@settings(max_examples=60, deadline=None)
def test_read_never_fails_whatever_was_typed(kind: str, typed: Any, shape: Any, in_all: bool) -> None:
    asked = question(kind, options=OPTIONS, shape=shape, in_all_languages=in_all and kind in TEXT_KINDS)
    asked.call = Call(languages=["nl", "en"])

    kept = tidy(typed)

    for one in (typed, kept):
        reading = read(asked, one, currency="SEK")
        assert isinstance(problem_of(asked, reading), str)
    assert json.loads(json.dumps(kept)) == kept
    assert len(digest(kept)) == 16


@pytest.mark.parametrize(
    "typed", ["1.234,50", "1 234,50", "1\u00a0234,50", "1,234.50", "1234.50", "1234,50 kr"]
)
def test_read_takes_money_as_people_type_it(typed: str) -> None:
    assert read(question(QuestionKind.MONEY), typed, currency="SEK").value == "1234.50"


@pytest.mark.parametrize(("text", "characters", "words"), COUNTED)
def test_count_characters_and_words_count_what_people_see(text: str, characters: int, words: int) -> None:
    assert (count_characters(text), count_words(text)) == (characters, words)


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
