"""Parameters of rules: what is read is written as it was, for every kind; what cannot be is refused in a sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from grants.enums import PartyKind
from grants.rules import CATALOGUE, Rule, RuleError
from grants.rules import parameters as known
from grants.rules.parameters import Parameter, ParameterError
from tests.grants.rules.making import days, patient

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
PLACES = ["SE", "SE-O", "BE-VLG", "FI", "CA-QC"]
# Kinds whose parameters have a form of their own within the texts.
OF_THEIR_OWN: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("named_periods", "periods"): st.lists(st.sampled_from(["04-01/09-30", "11-01/04-30"]), min_size=1),
    ("length_class", "classes"): st.lists(st.sampled_from(["short:22-59", "long:60-180"]), min_size=1),
    ("filed_by_day_of_year", "month"): st.integers(min_value=1, max_value=12),
    ("filed_by_day_of_year", "day_of_month"): st.integers(min_value=1, max_value=31),
}


def _decimals(one: known.DecimalParameter) -> st.SearchStrategy[str]:
    numbers = st.decimals(min_value=one.least, max_value=one.most, places=2, allow_nan=False)
    return numbers.map(lambda number: format(number, "f"))


def _raw(one: Parameter[Any]) -> st.SearchStrategy[Any]:
    """Return what may stand in JSON for a parameter."""
    match one:
        case known.DecimalParameter():
            return _decimals(one)
        case known.CountParameter():
            return st.integers(min_value=one.least, max_value=one.most)
        case known.DayParameter():
            return days.map(date.isoformat)
        case known.YesNoParameter():
            return st.booleans()
        case known.ChoiceParameter():
            return st.sampled_from([code for code, _words in one.offered])
        case known.ChoicesParameter():
            return st.lists(st.sampled_from([code for code, _words in one.offered]), min_size=1)
        case known.PlacesParameter():
            return st.lists(st.sampled_from(PLACES), min_size=1)
        case known.AmountsParameter():
            return st.lists(_decimals(known.DecimalParameter("")), min_size=1, max_size=5)
        case known.TextsParameter():
            return st.lists(words, min_size=1, max_size=5)
        case known.QuestionParameter():
            return words
        case known.MultilingualParameter():
            return st.dictionaries(st.sampled_from(["en", "sv", "fr"]), words, min_size=1)
    raise AssertionError(one)


@st.composite
def _written(draw: st.DrawFn, kind: type[Rule]) -> dict[str, Any]:
    """Draw parameters of a kind; those that may stay empty sometimes do."""
    found = {}
    for name, one in kind.parameters().items():
        if not one.optional or draw(st.booleans()):
            found[name] = draw(
                OF_THEIR_OWN[kind.kind, name] if (kind.kind, name) in OF_THEIR_OWN else _raw(one)
            )
    return found


SIMPLE = [kind for kind in CATALOGUE.values() if not kind.most_inside]


@pytest.mark.parametrize("kind", SIMPLE, ids=lambda kind: kind.kind)
def test_every_kind_is_read_as_it_was_written(kind: type[Rule]) -> None:
    @patient
    @given(_written(kind))
    def holds(raw: dict[str, Any]) -> None:
        try:
            rule = kind.read(raw)
        except RuleError:
            # Drawn without a look at the others: bounds that contradict each other are no rule.
            assume(False)
        written = rule.written()
        for name, value in written.items():
            assert Draft202012Validator(kind.parameters()[name].schema()).is_valid(value)
        assert kind.read(written) == rule
        assert kind.read(written).written() == written

    holds()


@patient
@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=10**6))
def test_decimal_is_read_up_to_its_bounds_and_no_cent_further(one: int, other: int) -> None:
    least, most = (Decimal(cents) / 100 for cents in sorted([one, other]))
    reader = known.DecimalParameter("", least=least, most=most)

    assert [reader.read(str(least)), reader.read(str(most))] == [least, most]
    for beyond in (least - Decimal("0.01"), most + Decimal("0.01")):
        with pytest.raises(ParameterError):
            reader.read(str(beyond))


@patient
@given(st.integers(min_value=0, max_value=1000), st.integers(min_value=0, max_value=1000))
def test_count_is_read_up_to_its_bounds_and_no_unit_further(one: int, other: int) -> None:
    least, most = sorted([one, other])
    reader = known.CountParameter("", least=least, most=most)

    assert [reader.read(least), reader.read(str(most))] == [least, most]
    for beyond in (least - 1, most + 1):
        with pytest.raises(ParameterError):
            reader.read(beyond)


@pytest.mark.parametrize(
    ("reader", "raw"),
    [
        (known.DecimalParameter(""), "NaN"),
        (known.DecimalParameter(""), "Infinity"),
        (known.DecimalParameter(""), "many"),
        (known.DecimalParameter(""), True),
        (known.DecimalParameter(""), 0.1),
        (known.CountParameter(""), True),
        (known.CountParameter(""), "1.5"),
        (known.DayParameter(""), "2027-02-29"),
        (known.DayParameter(""), 20270301),
        (known.YesNoParameter(""), "yes"),
        (known.ChoiceParameter("", choices=PartyKind), "nobody"),
        (known.ChoicesParameter("", choices=PartyKind), ["person", "nobody"]),
        (known.PlacesParameter(""), ["SE", "XX"]),
        (known.PlacesParameter(""), ["BE-XXX"]),
        (known.TextsParameter(""), "not a list"),
        (known.TextsParameter(""), [" "]),
        (known.TextsParameter(""), ["a"] * 301),
        (known.AmountsParameter(""), ["1", "-1"]),
        (known.QuestionParameter(""), 7),
        (known.MultilingualParameter(""), {"en": " "}),
        (known.MultilingualParameter(""), ["en"]),
    ],
)
def test_parameter_refuses_what_it_is_not(reader: Parameter[Any], raw: Any) -> None:
    with pytest.raises(ParameterError):
        reader.read(raw)


@pytest.mark.parametrize("raw", [None, "", []])
def test_parameter_that_is_left_empty_is_nothing_only_where_it_may_be(raw: Any) -> None:
    assert known.TextsParameter("", optional=True).read(raw) == ()
    assert known.CountParameter("", optional=True).read(raw) is None
    with pytest.raises(ParameterError):
        known.CountParameter("").read(raw)


def test_places_are_kept_in_capitals_and_each_once() -> None:
    assert known.PlacesParameter("").read(["se", "SE", "be-vlg"]) == ("SE", "BE-VLG")


def test_amounts_are_kept_in_order_and_each_once() -> None:
    assert known.AmountsParameter("").read(["5000", "100.50", "5000"]) == ("100.50", "5000")


def test_read_says_what_is_wrong_beside_each_parameter() -> None:
    with pytest.raises(RuleError) as caught:
        CATALOGUE["home_in"].read({"places": ["XX"], "unheard": 1})

    assert sorted(caught.value.sentences) == ["places", "unheard", "who"]
