"""What the tests of rules share: rules of their JSON, parameters for any kind, days to draw from, outcomes."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from grants.rules import Facts, Rule, RuleError, kind_named
from grants.rules import parameters as of
from grants.rules.base import Outcome
from grants.rules.facts import Money

MET, BROKEN, UNKNOWN = Outcome.MET, Outcome.BROKEN, Outcome.UNKNOWN
CENT = Decimal("0.01")
PLACES = ["SE", "NO", "BE", "BE-VLG", "BE-BRU", "SE-O", "LT-VL", "GB"]

amounts = st.decimals(min_value=1, max_value=10**9, places=2)
shares = st.decimals(min_value=1, max_value=99, places=2)
# The first draw of a strategy is slow on a busy machine; how long an example takes says nothing here.
patient = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
DAY = timedelta(days=1)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
counts = st.integers(min_value=1, max_value=400)
zones = st.sampled_from(["UTC", "Europe/Helsinki", "Europe/London", "America/Toronto", "Pacific/Auckland"])
codes = st.from_regex(r"[a-z][a-z0-9_]{0,11}", fullmatch=True)


def made(kind: str, **raw: Any) -> Rule:
    """Return a rule of a kind, with its parameters as they stand in JSON."""
    return kind_named(kind).read(raw)


def outcome(rule: Rule, facts: Facts) -> Outcome:
    """Return what a rule finds; whatever is broken says why."""
    verdict = rule.check(facts)
    assert bool(verdict.why) is verdict.is_broken
    return verdict.outcome


def last_moment_of(day: date, zone: str = "UTC") -> datetime:
    """Return the last second of a day by the clocks of a zone, told in UTC."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)


def floor(amount: Decimal) -> Decimal:
    """Return an amount without what is less than a cent."""
    return amount.quantize(CENT, rounding=ROUND_FLOOR)


def ceiling(amount: Decimal) -> Decimal:
    """Return the smallest amount in cents that is not less."""
    return amount.quantize(CENT, rounding=ROUND_CEILING)


def cost(amount: Decimal, **more: Any) -> Money:
    """Return a line of cost."""
    return Money("cost", amount, **more)


def income(amount: Decimal, **more: Any) -> Money:
    """Return a line of financing."""
    return Money("income", amount, **more)


def parameters_of(kind: type[Rule]) -> st.SearchStrategy[dict[str, Any]]:
    """Return arbitrary parameters of a kind as they stand in JSON; what may stay empty sometimes does."""
    needed: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, parameter in kind.parameters().items():
        (optional if parameter.optional else needed)[name] = _raw(parameter)
    return st.fixed_dictionaries(needed, optional=optional).filter(lambda raw: _is_right(kind, raw))


def _is_right(kind: type[Rule], raw: dict[str, Any]) -> bool:
    try:
        kind.read(raw)
    except RuleError:
        return False
    return True


def _raw(parameter: of.Parameter[Any]) -> st.SearchStrategy[Any]:
    match parameter:
        case of.DecimalParameter():
            most = min(parameter.most, Decimal(10**9))
            return st.decimals(min_value=parameter.least, max_value=most, places=2).map(str)
        case of.CountParameter():
            return st.integers(parameter.least, min(parameter.most, 31))
        case of.DayParameter():
            return st.dates().map(lambda day: day.isoformat())
        case of.YesNoParameter():
            return st.booleans()
        case of.ChoiceParameter():
            return st.sampled_from([code for code, _words in parameter.offered])
        case of.ChoicesParameter():
            return _several(st.sampled_from([code for code, _words in parameter.offered]))
        case of.PlacesParameter():
            return _several(st.sampled_from(PLACES))
        case of.AmountsParameter():
            return _several(amounts.map(str))
        case of.MultilingualParameter():
            return st.fixed_dictionaries({"en": codes, "sv": codes})
        case of.QuestionParameter():
            return codes
        case _:
            return _several(codes)


def _several(one: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(one, min_size=1, max_size=4, unique=True)
