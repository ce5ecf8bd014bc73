"""Rules about answers, at their bounds."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts
from grants.rules.days import add_months
from grants.rules.kinds.content import RowsSince
from tests.grants.rules.making import DAY, days, outcome, patient


@patient
@given(days, st.integers(min_value=1, max_value=10), st.integers(min_value=1, max_value=5))
def test_rows_since_counts_rows_of_the_last_years(day: date, years: int, least: int) -> None:
    rule = RowsSince(question="shows", column="opened", years=years, least=least, words=(("en", "Shows"),))
    oldest = add_months(day, -12 * years)

    def shown(*opened: date | str, filed: bool = True) -> str:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if filed else None
        rows = [{"opened": str(one)} for one in opened]
        return outcome(rule, Facts(filed_at=moment, answers={"shows": rows}))

    recent = [day] * (least - 1)
    assert [shown(*recent, oldest), shown(*recent, day)] == ["met", "met"]
    assert [shown(*recent, oldest - DAY), shown(*recent, day + DAY)] == ["broken", "broken"]
    assert [shown(*recent), shown(*recent, "last spring")] == ["broken", "broken"]
    assert [shown(*recent, oldest, filed=False), outcome(rule, Facts())] == ["unknown", "unknown"]
