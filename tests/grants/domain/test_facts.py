"""The facts of an application, as its call's own clocks show them."""

from datetime import UTC, date, datetime

import pytest

from grants.domain.facts import call_facts, facts_of
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db


def test_facts_of_tell_moments_by_the_clocks_of_the_call() -> None:
    late = datetime(2027, 3, 15, 23, 30, tzinfo=UTC)
    application = ApplicationFactory(submitted=True, submitted_at=late, call__time_zone="Europe/Helsinki")

    facts = facts_of(application, [], call=call_facts(application.call), now=late)

    assert facts.filed_at == late == facts.now
    assert [one.date() for one in (facts.filed_at, facts.now) if one] == [date(2027, 3, 16)] * 2
