"""Rules about the agreements behind a call."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules.base import Outcome
from grants.rules.facts import Agreed, CallFacts, Facts, Party
from grants.rules.kinds.agreements import CallInAgreement, FieldsOfAgreement

QUEBEC = Agreed(places=frozenset({"CA", "CA-QC"}), fields=frozenset({"film", "music"}))
QUERETARO = Agreed(places=frozenset({"MX-QUE"}), fields=frozenset({"film"}))
FIELDS = FieldsOfAgreement.read({"places": ["CA-QC", "MX-QUE"]})


def _facts(regions: list[str], fields: set[str], *agreed: Agreed) -> Facts:
    partners = tuple(Party(name=code, country=code[:2], region=code) for code in regions)
    return Facts(call=CallFacts(agreed=agreed), partners=partners, fields=frozenset(fields) or None)


def test_fields_of_agreement_are_those_of_the_partners_place() -> None:
    assert FIELDS.check(_facts(["CA-QC"], {"music", "film"}, QUEBEC, QUERETARO)).is_met
    assert FIELDS.check(_facts(["MX-QUE"], {"music"}, QUEBEC, QUERETARO)).why == (
        "The field is one that is agreed with the partner's place: Quebec or Querétaro. Not these: music."
    )


def test_fields_of_agreement_are_agreed_with_each_place() -> None:
    both = ["CA-QC", "MX-QUE"]

    assert FIELDS.check(_facts(both, {"film"}, QUEBEC, QUERETARO)).is_met
    assert FIELDS.check(_facts(both, {"music"}, QUEBEC, QUERETARO)).is_broken


@pytest.mark.parametrize(
    "facts",
    [
        _facts([], {"film"}, QUEBEC),
        _facts(["CA-QC"], set(), QUEBEC),
        _facts(["CA-QC"], {"film"}),
        _facts(["CA-ON"], {"film"}, QUEBEC),
        _facts(["CA-QC", "MX-QUE"], {"film"}, QUEBEC),
    ],
)
def test_fields_of_agreement_waits_for_what_is_not_known(facts: Facts) -> None:
    assert FIELDS.check(facts).outcome is Outcome.UNKNOWN


def _call(opens: date, closes: date, first: date | None, last: date | None) -> Facts:
    at_noon = [datetime(day.year, day.month, day.day, 12, tzinfo=UTC) for day in (opens, closes)]
    agreed = (Agreed(valid=((first, last),)),)
    return Facts(call=CallFacts(opens_at=at_noon[0], closes_at=at_noon[1], agreed=agreed))


@given(st.dates(date(2000, 1, 2), date(2100, 1, 1)), st.integers(min_value=1, max_value=400))
def test_call_in_agreement_breaks_a_day_outside(opens: date, length: int) -> None:
    rule, closes, day = CallInAgreement.read({}), opens + timedelta(length), timedelta(1)

    assert rule.check(_call(opens, closes, opens, closes)).is_met
    assert rule.check(_call(opens, closes, None, None)).is_met
    assert rule.check(_call(opens, closes, opens + day, None)).is_broken
    assert rule.check(_call(opens, closes, None, closes - day)).is_broken


def test_call_in_agreement_waits_for_an_agreement_and_a_deadline() -> None:
    rule = CallInAgreement.read({})

    assert rule.check(Facts()).outcome is Outcome.UNKNOWN
    assert (
        rule.check(Facts(call=CallFacts(closes_at=datetime(2026, 1, 1, tzinfo=UTC)))).outcome
        is Outcome.UNKNOWN
    )
