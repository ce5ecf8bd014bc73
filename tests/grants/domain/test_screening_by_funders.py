"""Joint calls: each funder screens with its own officers; all have to find that the conditions are met."""

from collections.abc import Sequence
from datetime import timedelta
from importlib import import_module
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from grants.domain import completions, resubmission, screening
from grants.domain.deciding import changes, halves
from grants.domain.screeners import to_screen
from grants.domain.screening import CHECKS
from grants.enums import ApplicationStatus, FormStage, Resubmission
from grants.models import Application, Call, CallFunder, RegisterEntry, Screening
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import MembershipFactory, member
from tests.factories.deciding import approval, joint_call, rejection
from tests.factories.grants import ApplicationFactory
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db

ALL_MET = dict.fromkeys(CHECKS, True)
MIGRATION = import_module("grants.migrations.0030_each_funder_screens")
NOTES = import_module("grants.migrations.0032_each_funder_notes_for_itself")
SUBMITTED, ELIGIBLE, INELIGIBLE = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.ELIGIBLE,
    ApplicationStatus.INELIGIBLE,
)


@pytest.fixture
def call() -> Call:
    return joint_call(budget=100_000)


@pytest.fixture
def case(call: Call) -> Application:
    return ApplicationFactory(submitted=True, call=call)  # type: ignore[return-value]


@pytest.fixture
def funders(call: Call) -> list[Authority]:
    return [one.organisation.authority for one in halves.deciders(call)]


@pytest.fixture
def officers(funders: list[Authority]) -> list[User]:
    return [member(one, Role.OFFICER) for one in funders]


def screen(case: Application, by: User, *, eligible: bool = True, **more: Any) -> str:
    """Screen a case, and return where it stands then."""
    case.refresh_from_db()
    screening.screen(
        case,
        checks=ALL_MET,
        eligible=eligible,
        reason="" if eligible else "R4: it plays on one side only.",
        version=case.version,
        by=by,
        **more,
    )
    case.refresh_from_db()
    return case.status


def test_a_case_waits_until_every_funder_has_screened_it(case: Application, officers: list[User]) -> None:
    assert screen(case, officers[0]) == SUBMITTED
    assert [one.screening is not None for one in screening.found_so_far(case)] == [True, False]

    assert screen(case, officers[1]) == ELIGIBLE
    assert [(move.from_status, move.to_status, move.by) for move in case.moves.all()] == [
        (SUBMITTED, ELIGIBLE, officers[1])
    ]


def test_what_one_funder_finds_against_it_stands_for_the_case(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    assert screen(case, officers[1], eligible=False) == INELIGIBLE
    assert screen(case, officers[0]) == INELIGIBLE

    assert case.moves.get().note == f"{funders[1]}: R4: it plays on one side only."
    kept = RegisterEntry.objects.filter(application=case, kind="screening").order_by("number")
    assert list(kept.values_list("subject", flat=True)) == [
        f"{funders[1]}: Uppfyller inte villkoren: R4: it plays on one side only.",
        f"{funders[0]}: Uppfyller villkoren",
    ]


@pytest.mark.parametrize("said", list(product([True, False], repeat=3)))
@pytest.mark.parametrize("who", list(product([0, 1], repeat=3)))
def test_the_last_word_of_each_funder_counts(
    case: Application, officers: list[User], who: Sequence[int], said: Sequence[bool]
) -> None:
    last: dict[int, bool] = {}
    for funder, eligible in zip(who, said, strict=True):
        if case.status == ELIGIBLE and not eligible:
            # What was found to meet the conditions is referred back before it is screened otherwise.
            with pytest.raises(DomainError, match="cannot become"):
                screen(case, officers[funder], eligible=False)
            case.refresh_from_db()
            continue
        screen(case, officers[funder], eligible=eligible)
        last[funder] = eligible

        expected = (
            INELIGIBLE if False in last.values() else ELIGIBLE if len(last) == len(officers) else SUBMITTED
        )
        assert case.status == expected
    standing = Screening.objects.standing().filter(application=case)
    assert dict(standing.values_list("screened_by", "eligible")) == {
        officers[funder].pk: eligible for funder, eligible in last.items()
    }


def test_a_refusal_that_is_taken_back_waits_for_the_other_funder_again(
    case: Application, officers: list[User]
) -> None:
    screen(case, officers[0], eligible=False)

    assert screen(case, officers[0]) == SUBMITTED
    assert screen(case, officers[1]) == ELIGIBLE


def test_only_a_funders_own_officers_screen_for_it(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    elsewhere = ApplicationFactory().authority
    for person in (member(elsewhere, Role.OFFICER), member(funders[1], Role.DECISION_MAKER)):
        with pytest.raises(NotAllowed, match="Only officers"):
            screen(case, person)
    with pytest.raises(NotAllowed, match="Only officers"):
        screen(case, officers[1], authority=funders[0])


def test_an_officer_of_both_says_for_which(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    both = member(funders[0], Role.OFFICER)
    MembershipFactory(user=both, authority=funders[1], role=Role.OFFICER)
    with pytest.raises(DomainError) as refused:
        screen(case, both)

    assert list(refused.value.message_dict) == ["authority"]
    assert [screen(case, both, authority=one) for one in funders] == [SUBMITTED, ELIGIBLE]


def test_each_funder_notes_for_itself(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    screen(case, officers[0], note="Ask about the hall.")
    screen(case, officers[1], note="Known to us.")
    screen(case, officers[1], note="Known to us since 2019.")

    assert [screening.note_of(case, one) for one in funders] == [
        "Ask about the hall.",
        "Known to us since 2019.",
    ]
    assert [one.screening.note for one in screening.found_so_far(case) if one.screening] == [
        "Ask about the hall.",
        "Known to us since 2019.",
    ]


def test_referred_back_a_funder_finds_its_own_note_again(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    screen(case, officers[0], note="Ask about the hall.")
    screen(case, officers[1])
    changes.refer_back(case, asked="Ask for the letter.", by=member(funders[1], Role.DECISION_MAKER))

    assert [screening.note_of(case, one) for one in funders] == ["Ask about the hall.", ""]


def test_a_withdrawn_case_is_screened_by_nobody(case: Application, officers: list[User]) -> None:
    Application.objects.update(status=ApplicationStatus.WITHDRAWN)

    with pytest.raises(DomainError, match="cannot become"):
        screen(case, officers[0])


def test_referred_back_it_is_screened_by_all_again(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    for officer in officers:
        screen(case, officer)
    changes.refer_back(case, asked="Ask for the letter.", by=member(funders[1], Role.DECISION_MAKER))

    assert [one.screening for one in screening.found_so_far(case)] == [None, None]
    assert screen(case, officers[1]) == SUBMITTED


def test_a_revoked_rejection_stands_where_the_funders_found_it(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    screen(case, officers[1], eligible=False)
    screen(case, officers[0])
    decider = member(funders[0], Role.DECISION_MAKER)
    half = halves.decide_half(case, CallFunder.objects.get(position=1), rejection(), by=decider)
    halves.withdraw(half, reasons="Not yet.", appeal_notice="Court.", by=decider)

    case.refresh_from_db()
    assert case.status == INELIGIBLE


def test_no_half_is_approved_before_every_funder_has_screened(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    screen(case, officers[0])

    with pytest.raises(DomainError):
        halves.decide_half(
            case,
            CallFunder.objects.get(position=1),
            approval(100),
            by=member(funders[0], Role.DECISION_MAKER),
        )


def test_the_applicant_changes_it_only_until_the_first_funder_has_screened(
    case: Application, officers: list[User]
) -> None:
    Call.objects.update(resubmission=Resubmission.REPLACE_UNTIL_DEADLINE)
    screen(case, officers[0])

    with pytest.raises(NotAllowed, match="until somebody has screened it"):
        resubmission.reopen(case, by=case.applicant, now=timezone.now())


def test_it_waits_on_the_desk_of_the_funder_that_has_not_screened(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    alone = ApplicationFactory(submitted=True, call__programme__authority=funders[0])

    def waiting(one: Authority) -> set[int]:
        return set(Application.objects.filter(to_screen([one.pk])).values_list("pk", flat=True))

    assert [waiting(one) for one in funders] == [{case.pk, alone.pk}, {case.pk}]
    screen(case, officers[0])
    assert [waiting(one) for one in funders] == [{alone.pk}, {case.pk}]


def test_for_both_it_waits_until_both_have_screened(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    both = [one.pk for one in funders]

    def waits() -> bool:
        return Application.objects.filter(to_screen(both), pk=case.pk).exists()

    found = [waits()]
    screen(case, officers[1])
    found.append(waits())
    screen(case, officers[0])
    found.append(waits())

    assert found == [True, True, False]


def test_what_two_of_three_have_screened_waits_for_the_third_alone(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    third = AuthorityFactory()
    CallFunder.objects.create(call=case.call, organisation=third.organisation, role="funder", position=9)
    for officer in officers:
        assert screen(case, officer) == SUBMITTED

    def waits(*authorities: Authority) -> bool:
        return Application.objects.filter(to_screen([one.pk for one in authorities])).exists()

    assert [waits(*funders), waits(third), waits(funders[1], third)] == [False, True, True]


def test_an_expression_of_interest_waits_for_the_calls_own_authority_alone(
    case: Application, funders: list[Authority]
) -> None:
    Application.objects.update(stage=FormStage.EXPRESSION)

    found = [Application.objects.filter(to_screen([one.pk])).exists() for one in funders]

    assert found == [True, False]


def test_each_funder_asks_for_completions(
    case: Application, officers: list[User], funders: list[Authority]
) -> None:
    def ask(by: User) -> None:
        closes = timezone.now() + timedelta(days=9)
        completions.ask(
            case, text="Send the letter.", question_codes=[], closes_at=closes, time_zone="UTC", by=by
        )

    for officer in officers:
        ask(officer)
    with pytest.raises(NotAllowed):
        ask(member(funders[1], Role.ASSESSOR))

    assert list(case.completion_requests.order_by("pk").values_list("created_by", flat=True)) == [
        officer.pk for officer in officers
    ]


def test_the_migration_gives_old_screenings_to_the_calls_authority_and_ends_what_was_replaced() -> None:
    case, back = (ApplicationFactory(submitted=True) for _ in range(2))
    Application.objects.filter(pk=case.pk).update(status=ELIGIBLE)
    other = ApplicationFactory().authority
    kept = [
        Screening.objects.create(
            application=one,
            authority=authority,
            **ALL_MET,
            eligible=True,
            screened_by=member(one.authority, Role.OFFICER),
        ).pk
        for one, authority in ((case, other), (case, case.authority), (back, other))
    ]
    back.moves.create(from_status=ELIGIBLE, to_status=SUBMITTED, by=back.applicant)
    with connection.cursor() as cursor:
        # As the table was: the constraint comes after the data.
        cursor.execute("DROP INDEX screening_counts_once")
        for statement in MIGRATION.FILL:
            cursor.execute(statement)

    found = Screening.objects.order_by("pk").values_list("pk", "authority", "ended_by")
    first, second, third = kept
    assert list(found) == [
        (first, case.authority_id, Screening.objects.get(pk=second).screened_by_id),
        (second, case.authority_id, None),
        (third, back.authority_id, back.applicant_id),
    ]


def run(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def note(column: str, case: Application, text: str) -> None:
    """Write the note of a case as it was kept before; ``column`` is the key of the case in its table."""
    table = "grants_application" if column == "id" else "grants_applicationevent"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE grants_applicationevent DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET screening_note = %s WHERE {column} = %s", [text, case.pk])  # noqa: S608


@pytest.fixture
def noted_on_cases() -> None:
    """The note as it was kept before: on the case, in a column of the case's history."""
    added = [
        f"ALTER TABLE {table} ADD COLUMN screening_note text NOT NULL DEFAULT ''"
        for table in ("grants_application", "grants_applicationevent")
    ]
    run(["SET CONSTRAINTS ALL IMMEDIATE", *added, "SET CONSTRAINTS ALL DEFERRED"])


def test_the_migration_gives_a_note_to_who_wrote_it_and_back(
    case: Application, officers: list[User], funders: list[Authority], noted_on_cases: None
) -> None:
    screen(case, officers[0])
    note("pgh_obj_id", case, "Of the history")
    run(NOTES.FORWARDS)

    assert screening.note_of(case, funders[0]) == "Of the history"
    assert set(
        Screening.pgh_event_model.objects.filter(pgh_obj_id__isnull=False).values_list("note", flat=True)  # type: ignore[attr-defined]
    ) == {"Of the history"}

    run(NOTES.BACKWARDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT screening_note FROM grants_application WHERE id = %s", [case.pk])
        assert cursor.fetchone() == ("Of the history",)


def test_the_migration_gives_a_note_without_history_to_the_cases_own_authority(
    case: Application, officers: list[User], funders: list[Authority], noted_on_cases: None
) -> None:
    for officer in officers:
        screen(case, officer)
    note("id", case, "Shared so far")

    run(NOTES.FORWARDS)

    assert case.authority == funders[0]
    assert [screening.note_of(case, one) for one in funders] == ["Shared so far", ""]


def test_the_migration_loses_no_note(case: Application, noted_on_cases: None) -> None:
    note("id", case, "Nobody screened")

    with pytest.raises(DatabaseError, match="no screening"):
        run(NOTES.FORWARDS)
