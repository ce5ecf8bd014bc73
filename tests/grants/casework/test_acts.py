"""Every act on a case enters its register, in the same transaction."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.utils import timezone

from grants.domain import (
    applications,
    awards,
    completions,
    decisions,
    drafts,
    entries,
    resubmission,
    screening,
)
from grants.enums import DecisionOutcome, RegisterDirection, Resubmission
from grants.models import Application, Award, RegisterEntry
from portal.accounts.enums import Role
from portal.accounts.models import User
from tests.factories.accounts import member
from tests.factories.exchanges import ExchangeFactory
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db
IN, OUT, DRAWN_UP = (str(one) for one in RegisterDirection)


def register_of(case: Application) -> list[tuple[int, str, str]]:
    return list(
        RegisterEntry.objects.filter(application=case)
        .order_by("number")
        .values_list("number", "direction", "kind")
    )


@pytest.fixture
def case() -> Application:
    """A case that was handed in, its register empty."""
    return ApplicationFactory(  # type: ignore[return-value]
        submitted=True, call__programme__authority__languages=["en"]
    )


@pytest.fixture
def officer(case: Application) -> User:
    """An officer who decides, too."""
    return member(case.authority, Role.OFFICER, Role.DECISION_MAKER)  # type: ignore[no-any-return]


def test_handing_in_and_handing_in_again_are_entered(draft: Application) -> None:
    now = timezone.now()
    draft.call.resubmission = Resubmission.REPLACE_UNTIL_DEADLINE
    draft.call.save()
    drafts.save_answers(draft, {"title": "A play", "requested": "1000"}, by=draft.applicant)
    case = applications.submit(draft, by=draft.applicant, now=now)
    applications.submit(case, by=case.applicant, now=now)
    resubmission.reopen(case, by=case.applicant, now=now)
    applications.submit(case, by=case.applicant, now=now)

    assert register_of(case) == [
        (1, IN, "application"),
        (2, IN, "application"),
        (3, IN, "application"),
    ]
    entry = RegisterEntry.objects.get(application=case, number=3)
    assert (entry.key, entry.counterpart, entry.by) == ("submission-2", case.applicant_name, case.applicant)


def test_what_is_written_on_either_side_is_entered(case: Application, officer: User) -> None:
    entries.message(case, text="Welcome.", by=officer)
    entries.supplement(case, text="Here is more.", by=case.applicant)
    request = completions.ask(
        case,
        text="The letter is missing.",
        question_codes=[],
        closes_at=timezone.now() + timedelta(days=2),
        time_zone="Europe/Stockholm",
        by=officer,
    )
    completions.answer(
        request, text="Here it is.", answers={}, files={}, by=case.applicant, now=timezone.now()
    )
    completions.accept(request, by=officer)

    assert register_of(case) == [
        (1, OUT, "message"),
        (2, IN, "supplement"),
        (3, OUT, "completion_request"),
        (4, IN, "completion"),
        (5, OUT, "completion"),
    ]
    first = RegisterEntry.objects.get(application=case, number=1)
    assert (first.subject, first.authority) == ("Message to the applicant: Welcome.", case.authority)


def test_screening_decision_and_exchange_are_entered(case: Application, officer: User) -> None:
    checks = dict.fromkeys(screening.CHECKS, True)
    screening.screen(case, checks=checks, eligible=True, version=case.version, by=officer)
    decision = decisions.decide(
        case,
        outcome=DecisionOutcome.APPROVED,
        reasons="It serves the aims.",
        appeal_notice="Write to the court.",
        amount=Decimal(1000),
        lower_reasons="The budget of the call is small.",
        by=officer,
    )
    award = Award.objects.get(decision=decision)
    awards.link_exchange(award, ExchangeFactory(authority=case.authority), officer)

    assert register_of(case) == [
        (1, DRAWN_UP, "screening"),
        (2, DRAWN_UP, "decision"),
        (3, DRAWN_UP, "payment"),
        (4, DRAWN_UP, "contract"),
    ]
    assert RegisterEntry.objects.get(application=case, number=2).subject == "Decision: Approved, SEK\xa01,000"


def test_withdrawal_is_entered_once(case: Application) -> None:
    for _again in range(2):
        applications.withdraw(case, by=case.applicant, reason="We found other money.")

    assert register_of(case) == [(1, IN, "withdrawal")]


def test_register_is_written_in_the_language_of_the_authority(case: Application, officer: User) -> None:
    case.authority.languages = ["sv", "en"]
    case.authority.save()

    entries.message(case, text="Välkommen.", by=officer)

    assert RegisterEntry.objects.get(application=case).subject == "Meddelande till sökanden: Välkommen."


def test_act_that_fails_leaves_no_entry_and_no_gap(case: Application, officer: User) -> None:
    with transaction.atomic():
        entries.message(case, text="Lost.", by=officer)
        transaction.set_rollback(True)

    entries.message(case, text="Kept.", by=officer)

    assert register_of(case) == [(1, OUT, "message")]


def refused(statement: str, *values: object) -> bool:
    """Tell whether the database itself refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except (InternalError, ProgrammingError):
        return True
    return False


def test_database_refuses_a_gap_and_every_change_but_of_the_ground(case: Application, officer: User) -> None:
    entries.message(case, text="First.", by=officer)
    insert = (
        "INSERT INTO grants_registerentry (application_id, authority_id, number, direction, kind, subject, counterpart, "
        "ground, key) VALUES (%s, %s, %s, 'in', 'note', 'x', '', '', '')"
    )

    outcomes = [
        refused(insert, case.pk, case.authority_id, 3),
        refused(insert, case.pk, case.authority_id, 1),
        refused("UPDATE grants_registerentry SET number = 2 WHERE application_id = %s", case.pk),
        refused(
            "UPDATE grants_registerentry SET ground = 'x', at = now() WHERE application_id = %s", case.pk
        ),
        refused("DELETE FROM grants_registerentry WHERE application_id = %s", case.pk),
        refused("UPDATE grants_registerentry SET ground = 'OSL 31:16' WHERE application_id = %s", case.pk),
        refused(insert, case.pk, case.authority_id, 2),
    ]

    assert outcomes == [True, True, True, True, True, False, False]


def test_database_refuses_to_change_a_diary_number_that_was_given(case: Application) -> None:
    change = "UPDATE grants_application SET diary_number = %s WHERE id = %s"

    assert [refused(change, "VGR 2026-00099", case.pk), refused(change, "", case.pk)] == [True, True]
    draft = ApplicationFactory(call=case.call)
    assert refused(change, "VGR 2026-00100", draft.pk) is False
