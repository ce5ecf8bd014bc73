"""Rules about reports and accounts."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules.base import Outcome, RuleError
from grants.rules.facts import CallFacts, Facts
from grants.rules.kinds.reports import ReportDue, SpentAll, VouchersReferenced

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@given(days, st.integers(min_value=0, max_value=400))
def test_report_due_breaks_a_day_later(end: date, number: int) -> None:
    rule = ReportDue.read({"days": number, "after": "end"})
    due = end + timedelta(number)

    assert rule.check(Facts(end=end, report_filed_on=due)).is_met
    assert rule.check(Facts(end=end, report_filed_on=due + timedelta(1))).is_broken


@pytest.mark.parametrize(
    ("end", "months", "due"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-01-15", 12, "2027-01-15"),
    ],
)
def test_report_due_counts_months_to_the_last_day_of_short_ones(end: str, months: int, due: str) -> None:
    rule = ReportDue.read({"months": months, "after": "end"})

    assert rule.due(Facts(end=date.fromisoformat(end))) == date.fromisoformat(due)


def test_report_due_counts_from_the_return_home() -> None:
    rule = ReportDue.read({"days": 10, "after": "return"})
    end, home = date(2026, 5, 1), date(2026, 5, 3)

    assert rule.due(Facts(end=end, returned_on=home)) == date(2026, 5, 13)
    assert rule.due(Facts(end=end)) == date(2026, 5, 11)


def test_report_due_without_a_report_counts_today_by_the_clocks_of_the_call() -> None:
    rule = ReportDue.read({"days": 0, "after": "end"})
    call, end = CallFacts(time_zone="Europe/Stockholm"), date(2026, 7, 1)

    # In Stockholm the 2nd begins at ten in the evening of the 1st, UTC.
    in_time = Facts(call=call, end=end, now=datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC))
    late = Facts(call=call, end=end, now=datetime(2026, 7, 1, 22, 0, tzinfo=UTC))

    assert rule.check(in_time).is_met
    assert rule.check(late).why == (
        "The report is due 0 days after the stated end of the project. That was 1 July 2026."
    )


@pytest.mark.parametrize(
    "facts", [Facts(), Facts(end=date(2026, 1, 1)), Facts(report_filed_on=date(2026, 1, 1))]
)
def test_report_due_waits_for_both_days(facts: Facts) -> None:
    assert ReportDue.read({"days": 1, "after": "end"}).check(facts).outcome is Outcome.UNKNOWN


def test_report_due_wants_a_time() -> None:
    with pytest.raises(RuleError) as refused:
        ReportDue.read({"after": "end"})

    assert refused.value.sentences == {"": "Fill in months or days."}


def test_report_due_states_months_and_days() -> None:
    rule = ReportDue.read({"months": 1, "days": 2, "after": "return"})

    assert rule.sentence() == "The report is due 1 month 2 days after the return home."


@pytest.mark.parametrize(
    ("lines", "outcome"), [(0, Outcome.MET), (1, Outcome.BROKEN), (None, Outcome.UNKNOWN)]
)
def test_vouchers_referenced_counts_lines_without_one(lines: int | None, outcome: Outcome) -> None:
    assert VouchersReferenced.read({}).check(Facts(spent_without_voucher=lines)).outcome is outcome


@given(st.decimals(min_value=1, max_value=1_000_000, places=2))
def test_unspent_returned_breaks_a_cent_below(awarded: Decimal) -> None:
    rule = SpentAll.read({})

    assert rule.check(Facts(awarded=awarded, spent=awarded)).is_met
    assert rule.check(Facts(awarded=awarded, spent=awarded - Decimal("0.01"))).is_broken


@pytest.mark.parametrize("facts", [Facts(awarded=Decimal(1)), Facts(spent=Decimal(1))])
def test_unspent_returned_waits_for_both_sums(facts: Facts) -> None:
    assert SpentAll.read({}).check(facts).outcome is Outcome.UNKNOWN
