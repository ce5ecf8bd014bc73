"""Screening: officers say whether a case meets the formal conditions, and their checks bear it out."""

from datetime import timedelta
from decimal import Decimal

import pytest

from grants.domain import decisions, screening
from grants.domain.screening import CHECKS
from grants.enums import ApplicationStatus, DecisionOutcome
from grants.models import Application, Screening
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory

ALL_MET = dict.fromkeys(CHECKS, True)


@pytest.fixture
def case(db: None) -> Application:
    return ApplicationFactory(submitted=True, call__amount_max=Decimal(60_000))


@pytest.fixture
def officer(case: Application) -> User:
    return member(case.authority, Role.OFFICER)


def test_screen_eligible_moves_the_case_and_keeps_the_checks(case: Application, officer: User) -> None:
    screening.screen(case, checks=ALL_MET, eligible=True, note="A good one", version=1, by=officer)

    case.refresh_from_db()
    assert (case.status, case.version) == ("eligible", 2)
    assert screening.note_of(case, case.authority) == "A good one"
    assert [(move.from_status, move.to_status, move.by) for move in case.moves.all()] == [
        ("submitted", "eligible", officer)
    ]
    assert Screening.objects.values_list(*CHECKS, "eligible", "screened_by").get() == (
        *(True,) * 5,
        officer.pk,
    )


def test_screen_ineligible_needs_a_reason(case: Application, officer: User) -> None:
    with pytest.raises(DomainError) as refused:
        screening.screen(case, checks={}, eligible=False, reason=" ", version=1, by=officer)

    assert refused.value.message_dict == {"reason": ["Say which condition is not met, and why."]}


def test_screen_eligible_with_a_point_open_is_refused(case: Application, officer: User) -> None:
    with pytest.raises(DomainError) as refused:
        screening.screen(case, checks={**ALL_MET, "in_time": False}, eligible=True, version=1, by=officer)

    assert list(refused.value.message_dict) == ["eligible"]
    assert Screening.objects.count() == 0


def test_screen_again_turns_a_refusal_around(case: Application, officer: User) -> None:
    screening.screen(case, checks={}, eligible=False, reason="Too late", version=1, by=officer)

    screening.screen(case, checks=ALL_MET, eligible=True, version=2, by=officer)

    case.refresh_from_db()
    assert (case.status, Screening.objects.count()) == ("eligible", 2)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DECISION_MAKER, Role.ASSESSOR])
def test_screen_by_another_role_is_not_allowed(case: Application, role: str) -> None:
    with pytest.raises(NotAllowed, match="Only officers"):
        screening.screen(case, checks=ALL_MET, eligible=True, version=1, by=member(case.authority, role))


def test_screen_ones_own_application_is_not_allowed(case: Application, officer: User) -> None:
    Application.objects.update(applicant=officer)

    with pytest.raises(NotAllowed, match="You have an interest"):
        screening.screen(case, checks=ALL_MET, eligible=True, version=1, by=officer)


def test_screen_from_an_older_version_is_stale(case: Application, officer: User) -> None:
    screening.screen(case, checks=ALL_MET, eligible=True, version=1, by=officer)

    with pytest.raises(StaleEdit):
        screening.screen(case, checks=ALL_MET, eligible=True, version=1, by=officer)


def test_screen_a_decided_case_is_refused(case: Application, officer: User) -> None:
    screening.screen(case, checks={}, eligible=False, reason="No", version=1, by=officer)
    decisions.decide(
        case,
        outcome=DecisionOutcome.REJECTED,
        reasons="No",
        appeal_notice="Court",
        by=member(case.authority, Role.DECISION_MAKER),
    )

    with pytest.raises(DomainError, match="decided"):
        screening.screen(case, checks=ALL_MET, eligible=True, version=3, by=officer)


def test_screen_a_withdrawn_case_is_refused(case: Application, officer: User) -> None:
    Application.objects.update(status=ApplicationStatus.WITHDRAWN)

    with pytest.raises(DomainError, match="cannot become"):
        screening.screen(case, checks=ALL_MET, eligible=True, version=1, by=officer)


def test_findings_say_what_the_portal_can_tell(case: Application) -> None:
    case.submitted_at = case.call.closes_at + timedelta(seconds=1)
    case.requested = Decimal(60_001)

    found = screening.findings(case)

    assert {name: finding.met for name, finding in found.items()} == {
        "in_time": False,
        "is_complete": None,
        "right_applicant": None,
        "within_amounts": False,
    }
    assert found["within_amounts"].sentence == "The largest amount to apply for is SEK\u00a060,000."
