"""The pulse of relations: real signs, each with its date, and a rule that is one sentence."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchanges.enums import ExchangeStatus
from partnerships.enums import AgreementStatus
from partnerships.pulse import Pulse, age, pulses
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.exchanges import ExchangeFactory
from tests.factories.grants import ApplicationFactory, AwardFactory, DecisionFactory
from tests.factories.partnerships import (
    AgreementFactory,
    DialogueFactory,
    FollowUpFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def pulse_of(partnership: Any, user: Any = None) -> Pulse:
    return pulses([partnership], user or AnonymousUser(), TODAY)[0]


def signs(pulse: Pulse) -> dict[str, str]:
    """Return each signal's words and date by its kind; those that are missing are left out."""
    return {kind.key: f"{signal.text} | {signal.when}" for kind, signal in pulse.signals if signal}


def test_relation_without_any_date_is_silent_not_asleep() -> None:
    partnership = PartnershipFactory()
    DialogueFactory(partnership=partnership, subject={"en": "Some talk"})

    pulse = pulse_of(partnership)

    assert (pulse.condition, pulse.latest) == ("silent", None)
    assert signs(pulse) == {"dialogue": "Some talk | date not known"}


@pytest.mark.parametrize(
    ("held", "condition"),
    [
        ("2025-05-24", "asleep"),  # eighteen months and a day ago
        ("2025-05-25", "awake"),
        ("2025", "awake"),  # its last possible day
        ("2024", "asleep"),
        ("2011/..", "awake"),
        ("2027-03", "awake"),
        ("XXXX", "silent"),
    ],
)
def test_rule_counts_from_the_last_possible_day(held: str, condition: str) -> None:
    partnership = PartnershipFactory()
    DialogueFactory(partnership=partnership, held=held)

    assert pulse_of(partnership).condition == condition


def test_what_goes_on_or_lies_ahead_keeps_awake_and_what_was_cancelled_does_not() -> None:
    ongoing, ahead, cancelled = PartnershipFactory(), PartnershipFactory(), PartnershipFactory()
    ExchangeFactory(partnership=ongoing, status=ExchangeStatus.ONGOING)
    ExchangeFactory(partnership=ahead, period="2020")
    ExchangeFactory(partnership=ahead, period="2027")
    ExchangeFactory(partnership=cancelled, period="2026-10", status=ExchangeStatus.CANCELLED)

    found = [pulse_of(one) for one in (ongoing, ahead, cancelled)]

    assert [pulse.condition for pulse in found] == ["awake", "awake", "silent"]
    assert found[1].latest is not None
    assert (found[1].latest.when, found[1].latest.goes_on) == ("2027", True)


def test_every_app_shows_its_own_sign_with_its_date() -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)
    dialogue = DialogueFactory(partnership=partnership, held="2019-05", subject={"en": "Autumn talk"})
    FollowUpFactory(dialogue=dialogue, due="2020-01-01")
    FollowUpFactory(dialogue=dialogue)
    AgreementFactory(
        partnership=partnership, names={"en": "Old"}, status=AgreementStatus.EXPIRED, valid_until="2017"
    )
    AgreementFactory(
        partnership=partnership,
        names={"en": "New"},
        status=AgreementStatus.IN_FORCE,
        valid_until="2027-06-30",
    )
    exchange = ExchangeFactory(partnership=partnership, period="2021", names={"en": "Choirs"})
    award = AwardFactory(exchange=exchange, amount=1000, currency="SEK")
    award.decision.decided_at = datetime(2022, 4, 5, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
    award.decision.save()
    application = award.decision.application
    application.call.partnerships.add(partnership)

    pulse = pulse_of(partnership, officer)

    found = signs(pulse)
    assert found["dialogue"] == f"Autumn talk | {UncertainDate('2019-05')}"
    assert found["agreement"] == f"New | In force, until {UncertainDate('2027-06-30')}"
    assert found["follow-ups"].startswith("2 open, 1 late | the first by ")
    assert found["exchange"] == "Choirs | 2021"
    assert found["money"].startswith("SEK")
    assert pulse.latest is not None


def test_application_is_a_sign_for_those_who_read_it_only() -> None:
    partnership = PartnershipFactory()
    application = ApplicationFactory(call__authority=partnership.authority, submitted=True)
    application.call.partnerships.add(partnership)

    mine, foreign = (
        pulse_of(partnership, user)
        for user in (member(partnership.authority), member(PartnershipFactory().authority))
    )

    assert ("application" in signs(mine), "application" in signs(foreign)) == (True, False)


def test_award_of_a_call_counts_once_though_its_exchange_counts_too() -> None:
    partnership = PartnershipFactory()
    decision = DecisionFactory()
    decision.application.call.partnerships.add(partnership)
    AwardFactory(
        decision=decision, exchange=ExchangeFactory(partnership=partnership), amount=500, currency="EUR"
    )

    words = signs(pulse_of(partnership))["money"].partition(" | ")[0]

    assert "500" in words
    assert "1,000" not in words


def test_number_of_queries_is_the_same_for_one_and_for_many() -> None:
    officer = None
    counts = []
    partnerships: list[Any] = []
    for number in (1, 3):
        while len(partnerships) < number:
            partnership = PartnershipFactory()
            officer = officer or member(partnership.authority)
            FollowUpFactory(dialogue=DialogueFactory(partnership=partnership, held="2020"))
            AgreementFactory(partnership=partnership)
            AwardFactory(exchange=ExchangeFactory(partnership=partnership, period="2020"))
            partnerships.append(partnership)
        pulses(partnerships, officer, TODAY)
        with CaptureQueriesContext(connection) as seen:
            pulses(partnerships, officer, TODAY)
        counts.append(len(seen))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days ago"), (1, "1 day ago"), (44, "44 days ago"), (100, "3 months ago"), (731, "2 years ago")],
)
def test_age_is_said_as_people_say_it(days: int, words: str) -> None:
    assert age(TODAY - timedelta(days=days), TODAY) == words
