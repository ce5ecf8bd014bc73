from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.uncertain import UncertainNumber, UncertainValueError, explain, parse_number, total
from portal.core.uncertain.numbers import ORDERS
from portal.core.uncertain.vocabulary import VOCABULARIES

counts = st.integers(0, 10**9)
numbers = (
    st.builds(UncertainNumber.exactly, counts)
    | st.builds(UncertainNumber.about, counts)
    | st.builds(UncertainNumber.nearly, counts)
    | st.builds(UncertainNumber.over, counts)
    | st.builds(UncertainNumber.at_least, counts)
    | st.builds(UncertainNumber.at_most, counts)
    | st.tuples(counts, counts).map(sorted).map(lambda pair: UncertainNumber.between(*pair))
    | st.builds(UncertainNumber.order, st.sampled_from(ORDERS))
    | st.just(UncertainNumber.some())
    | st.just(UncertainNumber.unknown())
)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("50", "50"),
        ("about 50", "about 50"),
        ("close to fifty", "nearly 50 | close to fifty"),
        ("närmare ett 50-tal", "nearly 50 | närmare ett 50-tal"),
        ("knappt 50", "nearly 50 | knappt 50"),
        ("over 100", "over 100"),
        ("drygt 100", "over 100 | drygt 100"),
        ("godt 100", "over 100 | godt 100"),
        ("ett femtiotal", "about 50 | ett femtiotal"),
        ("hundreds of thousands", "order 100000"),
        ("100 000-tals", "order 100000 | 100 000-tals"),
        ("honderden", "order 100 | honderden"),
        ("10-20", "between 10 and 20"),
        ("mellan tio och tjugo", "between 10 and 20 | mellan tio och tjugo"),
        ("under 50", "at most 49 | under 50"),
        ("100+", "at least 100"),
        ("a number of", "some"),
        ("ett antal", "some | ett antal"),
        ("unknown", "unknown"),
        ("1 234", "1234"),
        ("1.234", "1234"),
        ("1,234", "1234"),
        ("1\u202f234\u00a0567", "1234567"),
        ("12,5", "12.5"),
        ("two hundred and one", "201"),
        ("etthundrafemtio", "150"),
        ("tusen", "1000"),
        ("2 miljoner", "2000000"),
    ],
)
def test_parse_number_keeps_the_qualifier(typed: str, canonical: str) -> None:
    assert parse_number(typed, "en").canonical == canonical


@pytest.mark.parametrize("typed", ["", "abc", "-5", "−5", "20-10", "1.2345", "9" * 16, "about", "x" * 200])
def test_parse_number_refuses_what_is_no_number(typed: str) -> None:
    with pytest.raises(UncertainValueError):
        parse_number(typed)


@pytest.mark.parametrize(
    ("number", "lower", "upper"),
    [
        (UncertainNumber.exactly(50), 50, 50),
        (UncertainNumber.about(50), 45, 55),
        (UncertainNumber.about(15), 13, 17),
        (UncertainNumber.nearly(50), 45, 50),
        (UncertainNumber.over(100), 100, None),
        (UncertainNumber.at_most(30), 0, 30),
        (UncertainNumber.between(10, 20), 10, 20),
        (UncertainNumber.order(100_000), 100_000, 999_999),
        (UncertainNumber.some(), 1, None),
        (UncertainNumber.unknown(), None, None),
    ],
)
def test_bounds_follow_the_qualifier(number: UncertainNumber, lower: int | None, upper: int | None) -> None:
    assert (number.lower, number.upper) == (lower, upper)


@pytest.mark.parametrize(
    ("number", "english", "swedish"),
    [
        (UncertainNumber.nearly(50), "nearly 50", "närmare 50"),
        (UncertainNumber.order(100_000), "hundreds of thousands", "hundratusentals"),
        (UncertainNumber.some(), "a number of", "ett antal"),
        (UncertainNumber.unknown(), "unknown", "okänt"),
        (UncertainNumber.over(1000), "over 1,000", "över 1\u00a0000"),
        (UncertainNumber.between(10, 20), "between 10 and 20", "mellan 10 och 20"),
    ],
)
def test_describe_speaks_the_language(number: UncertainNumber, english: str, swedish: str) -> None:
    assert (number.describe("en"), number.describe("sv")) == (english, swedish)


@pytest.mark.parametrize("language", sorted(VOCABULARIES))
@given(number=numbers)
def test_parse_number_reads_what_describe_writes(language: str, number: UncertainNumber) -> None:
    assert parse_number(number.describe(language), language) == number


@given(numbers)
def test_from_canonical_reads_what_canonical_writes(number: UncertainNumber) -> None:
    assert UncertainNumber.from_canonical(number.canonical) == number


@given(st.text(max_size=30))
def test_parse_number_answers_any_text(typed: str) -> None:
    try:
        number = parse_number(typed)
    except UncertainValueError:
        return
    assert UncertainNumber.from_canonical(number.canonical) == number


@pytest.mark.parametrize(
    ("typed", "english", "swedish"),
    [
        (["12", "50"], "62", "62"),
        (["nearly 50", "12"], "between 57 and 62", "mellan 57 och 62"),
        (
            ["40-62", "unknown", "a number of"],
            "between 40 and 62, plus 2 unknown",
            "mellan 40 och 62, plus 2 okända",
        ),
        (["over 100", "5"], "at least 105", "minst 105"),
        (["5", "a number of"], "5, plus 1 unknown", "5, plus 1 okänd"),
        (["unknown"], "1 unknown", "1 okänd"),
        ([], "0", "0"),
    ],
)
def test_total_describes_ranges_and_unknowns(typed: list[str], english: str, swedish: str) -> None:
    result = total(parse_number(text) for text in typed)

    assert (result.describe("en"), result.describe("sv")) == (english, swedish)


@given(st.lists(numbers, max_size=6))
def test_total_is_exact_only_when_all_are(some: list[UncertainNumber]) -> None:
    result = total(some)

    if result.is_exact:
        assert all(number.lower == number.upper for number in some)
    assert result.unknown_count == sum(number.is_unknown for number in some)
    assert result.upper is None or result.lower <= result.upper


def test_total_counts_an_empty_field_as_unknown() -> None:
    result = total([None, UncertainNumber.exactly(3)])

    assert (result.lower, result.upper, result.unknown_count) == (Decimal(3), None, 1)


def test_explain_number_says_what_was_understood() -> None:
    assert explain("close to fifty", "number", "sv").endswith("närmare 50")
