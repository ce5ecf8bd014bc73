"""How the case list finds cases: the same ones whichever way, and along its index where words are common."""

import random
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from grants.filters import ApplicationFilter
from grants.models import Application
from grants.tables import APPLICATIONS
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.core.tables import Table
from tests.factories.accounts import MembershipFactory, member
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.partnerships import AuthorityFactory

LIST = "grants:officer:application_list"


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory()  # type: ignore[return-value]


def case(authority: Authority, **fields: Any) -> Application:
    if "call" not in fields:
        fields["call__programme__authority"] = authority
    return ApplicationFactory(submitted=True, **fields)  # type: ignore[return-value]


def found_as(monkeypatch: pytest.MonkeyPatch, *, common: int, rare: int) -> None:
    """Let words be common that are met so often among the latest cases, and rare that are found so often at most."""
    monkeypatch.setattr("grants.querysets.applications.COMMON", common)
    monkeypatch.setattr("grants.querysets.applications.RARE", rare)
    monkeypatch.setattr("grants.filters.RARE", rare)


def table_of(authority: Authority, query: str) -> Table:
    """Return the case list of an officer of the authority in pages of two."""
    request = RequestFactory().get(f"{reverse(LIST)}?{query}")
    request.user = member(authority)
    cases = Application.objects.submitted_to(request.user).for_cases()
    filterset = ApplicationFilter(request.GET, cases, request=request)
    return Table(request, filterset, APPLICATIONS, default_sort="-submitted", page_size=2)


@pytest.mark.parametrize(("common", "rare"), [(1, 9), (9, 9), (9, 1)])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=choir", ["Choir 5", "Choir 4"]),
        ("q=NAME5 choir", ["Choir 5"]),
        ("q=choir&page=2", ["Choir 3", "Choir 2"]),
        ("q=choir&page=3", ["Choir 1"]),
        ("q=choir&sort=requested&page=2", ["Choir 3", "Choir 4"]),
        ("q=choir&amount_to=20", ["Choir 2", "Choir 1"]),
        ("q=100%", []),
        ("amount_from=20&amount_to=40", ["Choir 4", "Choir 3"]),
    ],
)
def test_list_finds_the_same_however_common_words_are(
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
    found: list[str],
    common: int,
    rare: int,
) -> None:
    call = CallFactory(programme__authority=authority)
    for number in range(1, 6):
        amount = Decimal(number * 10)
        case(authority, call=call, title=f"Choir {number}", applicant_name=f"Name{number}", requested=amount)
    case(authority, call=call, title="Dance", requested=None)
    found_as(monkeypatch, common=common, rare=rare)

    assert [one.title for one in table_of(authority, query).records] == found


def test_list_counts_common_words_a_few_pages_on(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = CallFactory(programme__authority=authority)
    for number in range(9):
        case(authority, call=call, title=f"Choir {number}")
    found_as(monkeypatch, common=1, rare=1)
    monkeypatch.setattr("portal.core.tables.table.PAGES_ON", 2)

    tables = [table_of(authority, f"q=choir&page={page}") for page in (1, 3, 9)]
    with translation.override("en"):
        said = [(table.count_text, table.pages, table.page) for table in tables]

    assert said == [("more than 6", 3, 1), ("9", 5, 3), ("9", 5, 5)]


def test_list_says_how_many_were_found_at_least_before_it_walks(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = CallFactory(programme__authority=authority)
    for number in range(9):
        case(authority, call=call, title=f"Choir {number}")
    found_as(monkeypatch, common=99, rare=7)
    monkeypatch.setattr("portal.core.tables.table.PAGES_ON", 1)

    alone, narrowed = (table_of(authority, f"q=choir{more}") for more in ("", "&status=submitted"))

    with translation.override("en"):
        said = [(table.count_text, table.pages) for table in (alone, narrowed)]

    assert said == [("more than 7", 4), ("more than 4", 2)]


@pytest.mark.parametrize("query", ["q=choir", "amount_from=20", "q=choir&amount_to=40"])
def test_list_finds_common_words_and_amounts_in_the_index_alone(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    case(authority, title="Choir", requested=Decimal(30))
    found_as(monkeypatch, common=1, rare=1)
    table = table_of(authority, query)

    plan = plan_of(table)

    assert table.filterset.keys_first  # type: ignore[attr-defined]
    assert "Index Only Scan using application_list" in plan


def test_list_finds_what_nobody_handles_in_an_index_of_these_alone(authority: Authority) -> None:
    case(authority)
    table = table_of(authority, "officer=nobody")

    assert "Index Only Scan using application_of_nobody" in plan_of(table)


def test_list_finds_what_waits_to_be_screened_in_the_index_of_its_status(authority: Authority) -> None:
    case(authority)
    table = table_of(authority, "waits=screening")

    assert "Index Only Scan using application_by_status" in plan_of(table)


def plan_of(table: Table) -> str:
    """Return how the database finds the keys of a page of the list where it may neither read all nor sort."""
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    return str(table.queryset.values("pk")[:2].explain())


def test_list_of_two_authorities_walks_along_no_index(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    case(authority, title="Choir")
    found_as(monkeypatch, common=1, rare=9)
    person = member(authority)
    MembershipFactory(user=person, authority=AuthorityFactory(), role=Role.OFFICER)

    assert Application.objects.submitted_to(member(authority)).is_common("choir")
    assert not Application.objects.submitted_to(person).is_common("choir")


def test_application_of_the_longest_words_fits_into_the_lists_index(authority: Authority) -> None:
    chance = random.Random(7)  # noqa: S311 - letters of no meaning
    long = ["".join(chr(chance.randrange(0x10000, 0x10FFFF)) for _ in range(300)) for _ in range(2)]

    made = case(authority, title=long[0], applicant_name=long[1], requested=Decimal("999999999999.99"))

    assert Application.objects.submitted_to(member(authority)).found_first(long[0]).get() == made
