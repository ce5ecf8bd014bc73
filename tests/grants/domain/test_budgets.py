"""Budgets are understood row by row, and summed over what was understood."""

from decimal import Decimal

import pytest

from grants.domain.budget_reading import read_budget
from grants.domain.budgets import Balance, BudgetShape


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


OPTIONS = [
    {"code": "travel", "names": {"en": "Travel"}},
    {"code": "fees", "names": {"en": "Fees"}, "side": "cost"},
    {"code": "tickets", "names": {"en": "Tickets"}, "side": "income"},
]
WIDE = BudgetShape.of(
    {
        "categories": OPTIONS,
        "units": True,
        "partners": True,
        "funders": [{"code": "state", "names": {"en": "The state"}}],
        "status": True,
        "kinds": True,
    }
)


def cost(**parts: str) -> dict[str, str]:
    return {"side": "cost", "what": "Bus", "category": "travel", **parts}


def income(**parts: str) -> dict[str, str]:
    return {"side": "income", "what": "Own", "category": "tickets", "status": "confirmed", **parts}


def test_parts_of_a_shape_are_those_that_the_call_asks_for() -> None:
    assert (WIDE.parts("cost"), WIDE.parts("income")) == (
        ["category", "quantity", "unit_price", "partner", "kind"],
        ["category", "partner", "funder", "status", "kind"],
    )
    assert BudgetShape.of({}).parts("cost") == BudgetShape.of("nonsense").parts("income") == []


def test_read_budget_reads_the_vat_of_costs_where_it_is_asked_for() -> None:
    shape = BudgetShape.of({"vat": True})

    bus, hall, gold, own = read_budget(
        [
            {"side": "cost", "what": "Bus", "amount": "100", "vat": "included"},
            {"side": "cost", "what": "Hall", "amount": "100", "vat": "not_liable"},
            {"side": "cost", "what": "Gold", "amount": "100", "vat": "half"},
            {"side": "income", "what": "Own", "amount": "100", "vat": "included"},
        ],
        shape,
    ).lines

    assert (shape.parts("cost"), shape.parts("income")) == (["vat"], [])
    assert [line.details(shape, "SEK") for line in (bus, hall, own)] == ["With VAT", "No VAT is due", ""]
    assert gold.problem == "This answer is not offered. Choose one of the others."


def test_read_budget_multiplies_units_with_their_price() -> None:
    line = read_budget([cost(quantity="3", unit_price="1.234,50")], WIDE).lines[0]

    assert (line.quantity, line.unit_price, line.amount, line.problem) == (
        Decimal(3),
        Decimal("1234.50"),
        Decimal("3703.50"),
        "",
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            cost(quantity="3", unit_price="100", amount="350"),
            "The number of units times their price is 300, not 350.",
        ),
        (cost(quantity="3", unit_price="100", amount="300"), ""),
        (cost(quantity="x", unit_price="100"), "“x”: This is no amount."),
        (cost(quantity="3"), "Write the amount of this line, or remove the line."),
        (
            cost(quantity="999999999999", unit_price="999999999999"),
            "This amount is too large. Write at most 12 figures before the decimals.",
        ),
        (cost(category="", amount="5"), "Choose what kind of cost or financing this is."),
        (cost(category="tickets", amount="5"), "This answer is not offered. Choose one of the others."),
        (cost(kind="in_kind", amount="5"), ""),
        (cost(kind="gold", amount="5"), "This answer is not offered. Choose one of the others."),
        (income(amount="5"), ""),
        (income(amount="5", status=""), "Say whether this money is confirmed or applied for."),
        (income(amount="5", funder="king"), "This answer is not offered. Choose one of the others."),
    ],
)
def test_read_budget_says_what_is_wrong_with_a_wide_line(line: dict[str, str], problem: str) -> None:
    found = read_budget([line], WIDE).lines[0].problem

    assert found == problem or (problem.startswith("“x”") and found.startswith(problem))


def test_read_budget_sums_by_category_partner_funder_and_status() -> None:
    budget = read_budget(
        [
            cost(amount="100", partner="KVS"),
            cost(amount="50", partner="KVS", category="fees", kind="in_kind"),
            cost(amount="7", partner="Lille"),
            income(amount="40", funder="state"),
            income(amount="2", funder="state", status="applied"),
            income(amount="1"),
        ],
        WIDE,
    )

    assert budget.by_category() == {"travel": Decimal(107), "fees": Decimal(50)}
    assert budget.by_partner() == {"KVS": Decimal(150), "Lille": Decimal(7)}
    assert budget.by_funder() == {"state": Decimal(42)}
    assert (budget.confirmed, budget.applied, budget.in_kind("cost")) == (
        Decimal(41),
        Decimal(2),
        Decimal(50),
    )
    assert budget.problem == ""


def test_read_budget_reads_old_and_new_lines_together() -> None:
    budget = read_budget([["cost", "Bus", "5"], {"side": "cost", "what": "Bed", "amount": "6"}])

    assert (budget.costs, budget.problem) == (Decimal(11), "")


def test_details_say_the_parts_of_a_line_in_words() -> None:
    line = read_budget([cost(quantity="3", unit_price="100", partner="KVS", kind="in_kind")], WIDE).lines[0]

    assert line.details(WIDE, "SEK") == "Travel, 3 × SEK\u00a0100, KVS, In kind"
