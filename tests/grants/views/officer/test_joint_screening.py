"""The screening of a joint call in the browser: each administration its own, and both see where the other stands."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.desk import desk
from grants.domain.deciding import halves
from grants.models import Application, Screening
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.accounts.models import User
from tests.factories.accounts import MembershipFactory, member
from tests.factories.deciding import joint_call
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db

SCREENED = {
    "version": "1",
    "in_time": "on",
    "is_complete": "on",
    "right_applicant": "on",
    "within_amounts": "on",
    "eligible": "yes",
}


@pytest.fixture
def case() -> Application:
    return ApplicationFactory(submitted=True, call=joint_call())  # type: ignore[return-value]


@pytest.fixture
def funders(case: Application) -> list[Authority]:
    return [one.organisation.authority for one in halves.deciders(case.call)]


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, case: Application) -> str:
    return reverse(f"grants:officer:{name}", args=[case.reference])


def states(response: Any) -> list[tuple[str, bool | None]]:
    found = response.context["funders_screening"]
    return [(str(row["funder"]), row["screening"].eligible if row["screening"] else None) for row in found]


def test_both_administrations_see_what_the_other_has_found(
    case: Application, funders: list[Authority]
) -> None:
    first, second = (at(member(one, Role.OFFICER)) for one in funders)
    refused = {**SCREENED, "eligible": "no", "reason": "R4: it plays on one side only."}
    second.post(address("application_screen", case), refused)

    pages = [one.get(address("application_detail", case)) for one in (first, second)]

    names = [str(one) for one in funders]
    assert [states(page) for page in pages] == [[(names[0], None), (names[1], False)]] * 2
    assert [b"R4: it plays on one side only." in page.content for page in pages] == [True, True]
    assert [[words for words, _url, _main in page.context["next_step"]["actions"]] for page in pages] == [
        ["Screen"],
        ["Screen again"],
    ]


def test_the_next_step_names_the_funder_it_waits_for(case: Application, funders: list[Authority]) -> None:
    first = at(member(funders[0], Role.OFFICER))
    first.post(address("application_screen", case), SCREENED)

    page = first.get(address("application_detail", case))

    assert page.context["next_step"]["sentence"] == (
        f"{funders[0]}: it meets the conditions. {funders[1]} has to check it too."
    )


def test_the_others_note_and_marks_are_read_beside_ones_own(
    case: Application, funders: list[Authority]
) -> None:
    first, second = (at(member(one, Role.OFFICER)) for one in funders)
    first.post(address("application_screen", case), {**SCREENED, "note": "Ask about the hall."})

    pages = [one.get(address("application_screen", case)) for one in (first, second)]

    assert [page.context["form"].initial["note"] for page in pages] == ["Ask about the hall.", ""]
    found = [(str(row["funder"]), row["screening"].note) for row in pages[1].context["funders"] if row["at"]]
    assert found == [(str(funders[0]), "Ask about the hall.")]
    section = pages[1].content.decode().split('id="funders-title"')[1].split("</section>")[0]
    assert "Ask about the hall." in section
    assert "Amount within the bounds" in section

    second.post(address("application_screen", case), {**SCREENED, "version": "2", "note": "Known to us."})
    assert sorted(Screening.objects.standing().values_list("authority", "note")) == sorted(
        [(funders[0].pk, "Ask about the hall."), (funders[1].pk, "Known to us.")]
    )


def test_the_list_that_the_desk_opens_is_as_long_as_its_count(
    case: Application, funders: list[Authority]
) -> None:
    screened = ApplicationFactory(submitted=True, call=case.call)
    alone = ApplicationFactory(submitted=True, call__programme__authority=funders[0])
    people = [member(one, Role.OFFICER) for one in funders]
    first, second = (at(user) for user in people)
    first.post(address("application_screen", screened), SCREENED)

    def opened(user: User, client: Client) -> tuple[int, set[str]]:
        group = next(one for one in desk(user) if one.title == "To screen")
        page = client.get(group.url)
        return group.count, {row.reference for row in page.context["table"].records}

    assert [opened(user, client) for user, client in zip(people, (first, second), strict=True)] == [
        (2, {case.reference, alone.reference}),
        (2, {case.reference, screened.reference}),
    ]


def test_what_waits_is_asked_for_as_often_for_three_as_for_one(
    case: Application, funders: list[Authority]
) -> None:
    client = at(member(funders[1], Role.OFFICER))
    url = f"{reverse('grants:officer:application_list')}?waits=screening"
    counts = []
    for _ in range(2):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url)
        counts.append((len(page.context["table"].records), len(asked)))
        for _ in range(2):
            ApplicationFactory(submitted=True, call=case.call)

    assert [rows for rows, _asked in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_an_auditor_sees_what_waits_for_those_whose_cases_they_read(
    case: Application, funders: list[Authority]
) -> None:
    first, auditor = at(member(funders[0], Role.OFFICER)), at(member(funders[1], Role.AUDITOR))
    first.post(address("application_screen", case), SCREENED)
    url = f"{reverse('grants:officer:application_list')}?waits=screening"

    pages = [client.get(url) for client in (first, auditor)]

    assert [[row.reference for row in page.context["table"].records] for page in pages] == [
        [],
        [case.reference],
    ]


def test_an_officer_of_both_is_asked_for_which(case: Application, funders: list[Authority]) -> None:
    user = member(funders[0], Role.OFFICER)
    MembershipFactory(user=user, authority=funders[1], role=Role.OFFICER)
    client = at(user)

    unsaid = client.post(address("application_screen", case), SCREENED)
    said = client.post(address("application_screen", case), {**SCREENED, "authority": str(funders[1].pk)})

    assert (unsaid.status_code, list(unsaid.context["form"].errors)) == (422, ["authority"])
    assert (said.status_code, Screening.objects.get().authority) == (302, funders[1])


def test_each_administration_asks_for_completions_and_only_the_cases_own_writes(
    case: Application, funders: list[Authority]
) -> None:
    second = at(member(funders[1], Role.OFFICER))

    assert second.get(address("application_completion_add", case)).status_code == 200
    assert second.get(address("application_message_add", case)).status_code == 403
