"""The desk of grants: each role sees what waits for it, and only that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grants.desk import desk
from grants.domain import completions
from grants.enums import ApplicationStatus
from grants.models import Outage
from partnerships.models import Authority
from portal.accounts.enums import Role
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.partnerships import AuthorityFactory


@pytest.fixture
def authority(db: None) -> Authority:
    authority = AuthorityFactory()
    call = CallFactory(programme__authority=authority)
    ApplicationFactory(submitted=True, call=call)
    ApplicationFactory(
        submitted=True,
        call=call,
        status=ApplicationStatus.ELIGIBLE,
        submitted_at=timezone.now() - timedelta(days=31),
    )
    return authority


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        (Role.OFFICER, [("To screen", 1), ("Calls that close soon", 1)]),
        (Role.DECISION_MAKER, [("To decide", 1), ("Waiting for more than 30 days", 1)]),
        (Role.AUDITOR, []),
    ],
)
def test_desk_shows_each_role_what_waits_for_it(
    authority: Authority, role: str, groups: list[tuple[str, int]]
) -> None:
    assert [(group.title, group.count) for group in desk(member(authority, role))] == groups


def test_desk_of_another_authority_is_empty(authority: Authority) -> None:
    assert list(desk(member(AuthorityFactory(), Role.OFFICER))) == []


def test_desk_lists_answers_to_requests_for_completion_until_they_are_accepted(authority: Authority) -> None:
    officer = member(authority, Role.OFFICER)
    case = authority.applications.get(status=ApplicationStatus.SUBMITTED)
    request = completions.ask(
        case,
        text="The letter is missing.",
        question_codes=[],
        closes_at=timezone.now() + timedelta(days=1),
        time_zone="UTC",
        by=officer,
    )

    def waiting() -> list[str]:
        return [group.title for group in desk(officer) if group.title == "Completions to look at"]

    before = waiting()
    completions.answer(request, text="Here.", answers={}, files={}, by=case.applicant, now=timezone.now())
    answered = waiting()
    completions.accept(request, by=officer)

    assert (before, answered, waiting()) == ([], ["Completions to look at"], [])


def test_desk_offers_to_give_the_time_of_an_outage_back(db: None) -> None:
    now = timezone.now()
    call = CallFactory(closes_at=now + timedelta(hours=3))
    Outage.objects.create(began=now - timedelta(minutes=40), ended=now - timedelta(minutes=20))

    groups = {group.title: group for group in desk(member(call.authority, Role.OFFICER))}
    elsewhere = {group.title for group in desk(member(AuthorityFactory(), Role.OFFICER))}

    offered = groups["Calls that lost time to an outage"]
    assert [(item.text, item.url) for item in offered.items] == [
        (str(call.names), f"/office/calls/{call.slug}/extend/")
    ]
    assert elsewhere == set()
