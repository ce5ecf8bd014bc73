"""Budgets are understood row by row, and summed over what was understood."""

from decimal import Decimal

import pytest

from grants.domain.budgets import Balance, read_budget


def test_read_budget_sums_each_side() -> None:
    budget = read_budget(
        [
            ["cost", "Travel", "1.234,50"],
            ["cost", "Rooms", "1 000"],
            ["income", "Own money", "500"],
            ["cost", "", ""],
        ]
    )

    assert (budget.costs, budget.income, budget.problem) == (Decimal("2234.50"), Decimal(500), "")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("abc", "“abc”: This is no amount. Write it in figures, for example 1234.50 or 1234,50."),
        ("-5", "“-5”: An amount cannot be below zero here. Write it without the minus sign."),
        ("", "Write the amount of this line, or remove the line."),
    ],
)
def test_read_budget_keeps_what_it_does_not_understand(typed: str, problem: str) -> None:
    line = read_budget([["cost", "Travel", typed]]).lines[0]

    assert (line.amount_typed, line.amount, line.problem) == (typed, None, problem)


def test_read_budget_wants_a_word_for_each_amount() -> None:
    assert read_budget([["cost", " ", "5"]]).problem == "Say what this amount is for."


def test_read_budget_leaves_out_rows_of_another_shape() -> None:
    assert read_budget([["cost", "Travel"], "text", ["other", "a", "1"]]).lines == []


@pytest.mark.parametrize(
    ("requested", "sentence"),
    [
        (
            "60",
            "SEK\u00a010 is missing: the costs are higher than the financing and the amount you apply for.",
        ),
        ("80", "SEK\u00a010 too much: the financing and the amount you apply for are higher than the costs."),
        ("70", "The budget balances."),
    ],
)
def test_balance_says_what_is_missing(requested: str, sentence: str) -> None:
    assert Balance(Decimal(100), Decimal(30), Decimal(requested)).sentence("SEK") == sentence
