"""What waits for a person: the list that the desk's count opens shows as many."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from grants.desk import desk
from grants.enums import ApplicationStatus
from portal.accounts.enums import Role
from tests.factories.accounts import MembershipFactory, member
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER])
def test_each_list_of_the_desk_is_as_long_as_its_count(client: Client, role: Role) -> None:
    """Somebody who works for one authority, and only reads for another, whose cases the list shows too."""
    own, read = AuthorityFactory(), AuthorityFactory()
    user = member(own, role)
    MembershipFactory(user=user, authority=read, role=Role.AUDITOR)
    for authority in (own, read):
        call = CallFactory(authority=authority)
        for status in ("submitted", "eligible", "ineligible", "approved"):
            for days in (1, 40):
                case = ApplicationFactory(submitted=True, call=call)
                case.status, case.submitted_at = status, timezone.now() - timedelta(days=days)
                case.save(update_fields=["status", "submitted_at"])
    client.force_login(user)

    groups = {group.url: group.count for group in desk(user) if "waits=" in group.url}

    pages = {url: client.get(url).context["table"].records for url in groups}
    assert {url: len(records) for url, records in pages.items()} == groups
    assert {urlsplit(url).query: count for url, count in groups.items()} == (
        {"waits=screening&sort=submitted": 2, "waits=long&sort=submitted": 1}
        if role == Role.OFFICER
        else {
            "waits=decision&sort=submitted": 2,
            "waits=rejection&sort=submitted": 2,
            "waits=long&sort=submitted": 2,
        }
    )


def test_an_auditor_finds_what_has_waited_long_for_those_whose_cases_they_read(client: Client) -> None:
    authority = AuthorityFactory()
    late, _early = (ApplicationFactory(submitted=True, call__authority=authority) for _number in range(2))
    late.submitted_at = timezone.now() - timedelta(days=40)
    late.save(update_fields=["submitted_at"])
    decided = ApplicationFactory(submitted=True, call__authority=authority)
    decided.status, decided.submitted_at = ApplicationStatus.APPROVED, late.submitted_at
    decided.save(update_fields=["status", "submitted_at"])
    client.force_login(member(authority, Role.AUDITOR))

    found = client.get("/office/applications/?waits=long").context["table"].records

    assert [row.reference for row in found] == [late.reference]
