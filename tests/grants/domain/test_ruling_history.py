"""What the rules know of what came before, and of the clocks."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from grants.domain import ruling
from grants.domain.content import answered_sections
from grants.domain.facts import call_facts, facts_of
from grants.enums import Meaning, QuestionKind
from grants.models import Answer, Application
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory, AwardFactory, CallFactory, QuestionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def application() -> Application:
    """An application of a person, to a call of 2026 with strands."""
    made: Application = ApplicationFactory(call__year=2026, organisation=None)
    QuestionFactory(
        call=made.call,
        code="strand",
        kind=QuestionKind.CHOICE,
        meaning=Meaning.STRAND,
        options=[{"code": "travel", "names": {"en": "Travel"}}],
    )
    return made


def granted(application: Application, amount: str, *, strand: str = "", **other: object) -> None:
    """Grant an amount to another application of the same applicant and call, or as it is told."""
    about = {"applicant": application.applicant, "organisation": None, "call": application.call, **other}
    award = AwardFactory(
        amount=Decimal(amount), **{f"decision__application__{name}": value for name, value in about.items()}
    )
    if strand:
        made = award.decision.application
        Answer.objects.create(application=made, question=made.call.questions.get(code="strand"), value=strand)


def test_history_of_adds_what_the_applicant_received_in_the_year_by_strand(application: Application) -> None:
    call = application.call
    granted(application, "100", strand="travel")
    granted(application, "20.50", strand="travel")
    granted(application, "3")
    granted(application, "1000", applicant=UserFactory())
    granted(application, "1000", call=CallFactory(programme=call.programme, year=2025))
    granted(application, "1000", call=CallFactory(year=2026))

    history = ruling.history_of(application)

    assert history.received_in_year == {"travel": Decimal("120.50"), "": Decimal(3)}


def test_history_of_leaves_out_the_application_itself(application: Application) -> None:
    AwardFactory(decision__application=application)

    assert ruling.history_of(application).received_in_year == {}


def test_facts_of_have_the_moment_of_handing_in_by_the_clocks_of_the_call() -> None:
    application = ApplicationFactory(
        call__time_zone="Europe/Brussels",
        submitted=True,
        submitted_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    )

    facts = facts_of(application, answered_sections(application), call=call_facts(application.call), now=NOW)

    assert facts.filed_at is not None
    assert facts.filed_at.date().isoformat() == "2027-01-01"
