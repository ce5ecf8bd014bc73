"""What the office keeps about a case: whose it is, notes, tasks, parties, what is kept back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.desks.casework import task_deadlines, task_groups
from grants.domain import decisions
from grants.domain.casework import case_tasks, confidentiality, notes, officers, parties
from grants.enums import ApplicationStatus, PartyRole, PartyState
from grants.models import Application, CaseParty, RegisterEntry
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from tests.factories.accounts import UserFactory, member
from tests.factories.casework import CasePartyFactory
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    """A case that was handed in to an authority that keeps its register in English."""
    return ApplicationFactory(  # type: ignore[return-value]
        submitted=True, call__programme__authority__languages=["en"]
    )


@pytest.fixture
def officer(case: Application) -> User:
    """An officer of the case's authority."""
    return member(case.authority, name="Ada")  # type: ignore[no-any-return]


@pytest.fixture
def decider(case: Application) -> User:
    """A decision maker of the case's authority."""
    return member(case.authority, Role.DECISION_MAKER)  # type: ignore[no-any-return]


def subjects(case: Application) -> list[str]:
    return list(RegisterEntry.objects.filter(application=case).values_list("subject", flat=True))


def test_case_is_handed_over_with_a_note_once(case: Application, officer: User) -> None:
    bo = member(case.authority, name="Bo")
    for _again in range(2):
        officers.hand_over(case, officer=officer, deputy=bo, note="on leave in May", by=bo)

    case.refresh_from_db()
    assert (case.officer, case.deputy) == (officer, bo)
    assert subjects(case) == ["Responsible: Ada, deputy: Bo: on leave in May"]


def test_case_is_not_handed_over_twice_from_what_one_saw(case: Application, officer: User) -> None:
    officers.hand_over(case, officer=officer, seen=(None, None), by=officer)

    with pytest.raises(DomainError, match="handed this case over"):
        officers.hand_over(case, officer=None, seen=(None, None), by=officer)


@pytest.mark.parametrize("who", ["auditor", "stranger", "applicant"])
def test_case_is_handed_over_to_its_officers_only(case: Application, officer: User, who: str) -> None:
    people: dict[str, Any] = {
        "auditor": member(case.authority, Role.AUDITOR),
        "stranger": UserFactory(),
        "applicant": case.applicant,
    }
    with pytest.raises(DomainError) as refused:
        officers.hand_over(case, officer=people[who], by=officer)

    assert "is no officer of this authority" in str(refused.value.message_dict["officer"])


def test_officer_with_an_interest_neither_gets_the_case_nor_works_on_it(case: Application) -> None:
    party = case.applicant
    party.memberships.create(authority=case.authority, role=Role.OFFICER)

    with pytest.raises(NotAllowed, match="has an interest"):
        officers.hand_over(case, officer=party, by=member(case.authority))
    with pytest.raises(NotAllowed, match="You have an interest"):
        notes.add(case, text="I deserve it.", by=party)


def test_task_lies_on_the_desk_and_in_the_calendar_until_it_is_done(case: Application, officer: User) -> None:
    today = timezone.localdate()
    late = case_tasks.add(case, text="Call", assignee=officer, due=today - timedelta(days=1), by=officer)
    task = case_tasks.add(case, text="Write", assignee=officer, due=today, by=officer)

    assert [(group.kind, group.count) for group in task_groups(officer)] == [("late", 1), ("waits", 1)]
    assert [one.title for one in task_deadlines(officer, today, today)] == ["Write"]
    for _again in range(2):
        case_tasks.finish(task, by=officer)
        case_tasks.finish(late, by=officer)
    assert list(task_groups(officer)) == []
    assert list(task_deadlines(officer, today, today)) == []
    assert case_tasks.take_up(task, by=officer).done_by is None


def test_task_is_given_to_who_works_there_and_ticked_off_by_who_has_it(case: Application) -> None:
    decider, by = member(case.authority, Role.DECISION_MAKER), member(case.authority)
    task = case_tasks.add(case, text="Read it", assignee=decider, by=by)

    assert case_tasks.finish(task, by=decider).done_by == decider
    with pytest.raises(NotAllowed):
        case_tasks.add(case, text="Read it", assignee=decider, by=decider)
    with pytest.raises(DomainError, match="works for this authority"):
        case_tasks.add(case, text="Read it", assignee=UserFactory(), by=by)
    with pytest.raises(NotAllowed):
        case_tasks.take_up(task, by=member(case.authority, Role.AUDITOR))


def test_edit_of_a_task_from_an_old_version_is_stale(case: Application, officer: User) -> None:
    task = case_tasks.add(case, text="Call", assignee=officer, by=officer)
    case_tasks.edit(task, {"text": "Call Anna"}, version=1, by=officer)

    with pytest.raises(StaleEdit):
        case_tasks.edit(task, {"text": "Call Bo"}, version=1, by=officer)


MARKS = {
    PartyState.BANKRUPT: "Anna Larsson is bankrupt since 3 May 2026 (the gazette): say in the case",
    PartyState.DECEASED: "Anna Larsson died 3 May 2026 (the gazette): say in the case",
    PartyState.RENAMED: "Anna Ek is called Anna Larsson since 3 May 2026 (the gazette): check that",
}


@pytest.mark.parametrize("state", MARKS)
def test_marked_party_is_a_problem_until_it_is_dealt_with(
    case: Application, officer: User, state: PartyState
) -> None:
    party = CasePartyFactory(application=case)
    assert parties.problem(case) == ""
    mark = {
        "state": state,
        "state_on": date(2026, 5, 3),
        "state_source": "the gazette",
        "former_name": "Anna Ek",
    }

    parties.edit(party, mark, version=1, by=officer)

    assert parties.problem(case).startswith(MARKS[state])
    parties.edit(party, {"settlement": "The estate takes over."}, version=2, by=officer)
    assert parties.problem(case) == ""
    assert len(subjects(case)) == 2


def test_mark_without_day_or_source_is_refused(case: Application, officer: User) -> None:
    party = CasePartyFactory(application=case)

    with pytest.raises(Exception, match="on which day it happened and how the authority knows"):
        parties.edit(party, {"state": PartyState.DECEASED}, version=1, by=officer)


def test_case_has_one_applicant_at_a_time(case: Application, officer: User) -> None:
    party = CasePartyFactory(application=case)
    values = {"role": PartyRole.APPLICANT, "name": "The estate"}

    with pytest.raises(Exception, match="one applicant at a time"):
        parties.add(case, values, by=officer)
    parties.edit(party, {"until": date(2026, 5, 3)}, version=1, by=officer)
    parties.add(case, values, by=officer)

    assert CaseParty.objects.filter(application=case).count() == 2


def test_confidential_case_gives_its_ground_to_what_is_entered_then(case: Application, officer: User) -> None:
    case_tasks_before = RegisterEntry.objects.filter(application=case).count()
    officers.hand_over(case, officer=officer, by=officer)
    confidentiality.of_case(case, ground="OSL 31:16", by=officer)
    case.refresh_from_db()
    officers.hand_over(case, officer=None, by=officer)

    grounds = list(RegisterEntry.objects.filter(application=case).values_list("ground", flat=True))
    assert (case_tasks_before, grounds) == (0, ["", "OSL 31:16", "OSL 31:16"])
    assert RegisterEntry.objects.open_to_all().filter(application=case).count() == 0


def test_one_entry_is_kept_back_and_opened_again(case: Application, officer: User) -> None:
    officers.hand_over(case, officer=officer, by=officer)
    entry = RegisterEntry.objects.get(application=case)

    confidentiality.of_entry(entry, ground="OSL 31:16", by=officer)
    kept_back = RegisterEntry.objects.open_to_all().filter(application=case).count()
    confidentiality.of_entry(entry, ground="", by=officer)

    assert kept_back == 1  # the entry that says so is open
    assert RegisterEntry.objects.open_to_all().filter(application=case).count() == 3
    assert subjects(case)[1:] == ["Confidential: Entry 1 (OSL 31:16)", "No longer confidential: Entry 1"]


@pytest.mark.parametrize("state", [PartyState.BANKRUPT, PartyState.DECEASED])
def test_nothing_is_granted_to_who_is_bankrupt_or_deceased_until_it_is_dealt_with(
    case: Application, decider: User, state: PartyState
) -> None:
    Application.objects.filter(pk=case.pk).update(status=ApplicationStatus.ELIGIBLE)
    party = CasePartyFactory(
        application=case, state=state, state_on=date(2026, 5, 3), state_source="the gazette"
    )
    said = {"reasons": "Good.", "appeal_notice": "Write to the court.", "lower_reasons": "The budget."}

    with pytest.raises(DomainError, match="say in the case who receives letters"):
        decisions.decide(case, outcome="approved", amount=Decimal(1000), by=decider, **said)
    type(party).objects.filter(pk=party.pk).update(settlement="The estate takes over.")

    assert decisions.decide(case, outcome="approved", amount=Decimal(1000), by=decider, **said).pk


def test_who_is_renamed_is_granted_and_shown(case: Application, decider: User) -> None:
    Application.objects.filter(pk=case.pk).update(status=ApplicationStatus.ELIGIBLE)
    CasePartyFactory(
        application=case,
        state=PartyState.RENAMED,
        former_name="Anna Ek",
        state_on=date(2026, 5, 3),
        state_source="the gazette",
    )
    client = Client()
    client.force_login(decider)

    page = client.get(reverse("grants:officer:application_decide", args=[case.reference]))
    decisions.decide(
        case,
        outcome="approved",
        amount=Decimal(1000),
        by=decider,
        reasons="Good.",
        appeal_notice="Write to the court.",
        lower_reasons="The budget.",
    )

    assert page.context["party_problem"].startswith(MARKS[PartyState.RENAMED])
    assert MARKS[PartyState.RENAMED] in page.content.decode()
