from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.core.amounts import AmountError, AmountFormField, format_amount, format_number, parse_amount

LANGUAGES = ["en", "sv", "da", "nl", "fr", "de"]
amounts = st.decimals(0, Decimal("999999999999.99"), places=2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed",
    ["1.234,50", "1 234,50", "1,234.50", "1234.5", "1\u00a0234,50", "1\u202f234,50", "1\u2009234.50", "1'234.50",
     "1’234,50", "kr 1234,50", "1234,50 kr", "1 234,50 kr.", "€1234.50", "SEK 1,234.50", "1.234,50 DKK"],
)  # fmt: skip
def test_parse_amount_means_the_same_everywhere(language: str, typed: str) -> None:
    assert parse_amount(typed, language) == Decimal("1234.50")


@pytest.mark.parametrize(
    ("typed", "language", "amount"),
    [
        ("1.234", "da", "1234"),
        ("1.234", "nl", "1234"),
        ("1,234", "en", "1234"),
        ("1.234.567", "en", "1234567"),
        ("12 500", "sv", "12500"),
        ("500:-", "sv", "500"),
        (".50", "en", "0.50"),
        ("0", "sv", "0"),
        ("123456789012,99", "sv", "123456789012.99"),
    ],
)
def test_parse_amount_follows_the_language(typed: str, language: str, amount: str) -> None:
    assert parse_amount(typed, language) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "language"),
    [("1.234", "en"), ("1.234", "sv"), ("1,234", "sv"), ("1,234", "da"), ("1,234", "fr")],
)
def test_parse_amount_that_may_be_two_is_refused(typed: str, language: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(typed, language)

    assert str(caught.value).startswith(
        f"“{typed}” may be two different amounts. Write 1234 without a separator"
    )


@pytest.mark.parametrize(
    ("typed", "beginning"),
    [
        ("abc", "This is no amount."),
        ("", "This is no amount."),
        ("12.", "This is no amount."),
        ("1,23,4", "This is no amount."),
        ("1 2345", "This is no amount."),
        ("1e5", "This is no amount."),
        ("NaN", "This is no amount."),
        ("-5", "An amount cannot be below zero here."),
        ("−5", "An amount cannot be below zero here."),
        ("kr -5", "An amount cannot be below zero here."),
        ("0,123", "Write at most two decimals"),
        ("1234.567", "Write at most two decimals"),
        ("1234567890123", "This amount is too large."),
    ],
)
def test_parse_amount_says_what_is_wrong(typed: str, beginning: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(typed, "en")

    assert str(caught.value).startswith(beginning)


def test_parse_amount_below_zero_where_allowed() -> None:
    assert parse_amount("-5,50", "sv", allow_negative=True) == Decimal("-5.50")


@given(st.text(max_size=20) | st.text("0123456789 .,'-kr", max_size=14), st.sampled_from(LANGUAGES))
def test_parse_amount_answers_any_text(typed: str, language: str) -> None:
    try:
        amount = parse_amount(typed, language)
    except AmountError:
        return
    assert Decimal(0) <= amount < Decimal(10) ** 12


@pytest.mark.parametrize("language", LANGUAGES)
@given(amount=amounts)
def test_parse_amount_reads_what_is_shown(language: str, amount: Decimal) -> None:
    assert parse_amount(format_amount(amount, "SEK", language), language) == amount
    assert parse_amount(format_number(amount, language, decimals=2), language) == amount


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "SEK\u00a012,500"),
        ("sv", "12\u00a0500\u00a0SEK"),
        ("da", "12.500\u00a0SEK"),
        ("nl", "SEK\u00a012.500"),
        ("fr", "12\u202f500\u00a0SEK"),
        ("xx", "SEK\u00a012,500"),
    ],
)
def test_format_amount_writes_as_the_language(language: str, shown: str) -> None:
    assert format_amount(Decimal("12500.00"), "SEK", language) == shown


class BudgetForm(forms.Form):
    amount = AmountFormField(min_value=1, max_value=1000)


@pytest.mark.parametrize("typed", ["abc", "-5", "1.234.5", "2000"])
def test_amount_form_field_redisplays_what_was_typed(typed: str) -> None:
    form = BudgetForm({"amount": typed})

    assert not form.is_valid()
    assert f'value="{typed}"' in str(form["amount"])


def test_amount_form_field_speaks_the_active_language() -> None:
    with translation.override("sv"):
        form = BudgetForm({"amount": "999,50 kr"}, initial={"amount": Decimal("999.50")})

        assert form.is_valid()
        assert form.cleaned_data["amount"] == Decimal("999.50")
        assert not form.has_changed()
        assert 'value="999,50"' in str(BudgetForm(initial={"amount": Decimal("999.5")})["amount"])
