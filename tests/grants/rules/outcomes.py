"""What the tests of rules share: days to draw from, and what a check found in one word."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from grants.rules import Facts, Rule

# The first draw of a strategy is slow on a busy machine; how long an example takes says nothing here.
patient = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
counts = st.integers(min_value=1, max_value=400)
zones = st.sampled_from(["UTC", "Europe/Helsinki", "Europe/London", "America/Toronto", "Pacific/Auckland"])
DAY = timedelta(days=1)


def outcome(rule: Rule, facts: Facts) -> str:
    """Return what a rule finds: "met", "broken" or "unknown"; only what is broken has a reason."""
    verdict = rule.check(facts)
    assert bool(verdict.why) is verdict.is_broken
    return verdict.outcome.value


def last_moment_of(day: date, zone: str = "UTC") -> datetime:
    """Return the last second of a day by the clocks of a zone, told in UTC."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)
