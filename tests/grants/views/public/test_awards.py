"""The public register of awards."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grants.enums import ApplicationStatus
from grants.models import Award
from portal.accounts.enums import Role
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import AwardFactory, QuestionFactory
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db

LIST = "/awards/"
CASE = "decision__application__"


def award(**fields: Any) -> Award:
    """An award; ``fields`` are of its application where they begin with none of its own names."""
    own = {"amount", "currency", "decision__decided_at", "exchange"}
    return AwardFactory(**{name if name in own else CASE + name: value for name, value in fields.items()})


def found(client: Client, **query: str) -> list[str]:
    records = client.get(LIST, query).context["table"].records
    return [record.decision.application.title for record in records]


def test_award_list_names_organisations_and_no_person(client: Client) -> None:
    award(organisation=OrganisationFactory(), applicant_name="The Brass Band", title="Brass")
    award(applicant_name="Ellen Ripley", title="Solo")

    page = client.get(LIST).content.decode()

    shown = [
        page.count(text)
        for text in ("The Brass Band", "a person", "Ellen", "Brass</a></th>", "Solo</a></th>")
    ]
    assert shown == [1, 1, 0, 1, 1]


def test_award_list_search_does_not_give_a_person_away(client: Client) -> None:
    award(organisation=OrganisationFactory(), applicant_name="The Brass Band", title="One")
    award(applicant_name="Ellen Ripley", title="Two")

    assert [found(client, q=word) for word in ("brass", "TWO", "ripley")] == [["One"], ["Two"], []]


def test_award_list_keeps_a_call_that_publishes_none_to_those_concerned(client: Client) -> None:
    hidden = award(title="Kept", call__awards_published=False)
    award(title="Shown")
    applicant, officer = (
        hidden.decision.application.applicant,
        member(hidden.decision.application.authority, Role.OFFICER),
    )

    seen = [found(client)]
    for person in (applicant, officer, UserFactory()):
        client.force_login(person)
        seen.append(found(client))

    assert [sorted(titles) for titles in seen] == [["Shown"], ["Kept", "Shown"], ["Kept", "Shown"], ["Shown"]]


def test_award_list_shows_only_what_was_decided(client: Client) -> None:
    award(title="Granted")
    award(title="Undone", status=ApplicationStatus.WITHDRAWN)

    assert found(client) == ["Granted"]


def test_award_list_is_narrowed_by_authority_call_and_year(client: Client) -> None:
    zone = ZoneInfo("Europe/Stockholm")
    old = award(title="Old", decision__decided_at=datetime(2024, 12, 31, 23, 59, tzinfo=zone))
    award(title="New", decision__decided_at=datetime(2025, 1, 1, tzinfo=zone))
    call = old.decision.application.call

    assert found(client, authority=call.authority.slug) == ["Old"]
    assert found(client, call=call.slug) == ["Old"]
    assert (found(client, year="2024"), found(client, year="2025")) == (["Old"], ["New"])


def test_award_list_is_sorted_by_amount_and_by_day(client: Client) -> None:
    award(title="Small", amount=1)
    award(title="Large", amount=2)

    assert found(client) == ["Large", "Small"]
    assert found(client, sort="amount") == ["Small", "Large"]
    assert found(client, sort="decided") == ["Small", "Large"]


def test_award_list_without_awards_says_when_there_will_be_some(client: Client) -> None:
    page = client.get(LIST).content.decode()

    assert page.count("When an application is approved, it is listed here.") == 1


def test_award_list_asks_as_often_for_three_awards_as_for_one(client: Client) -> None:
    award(organisation=OrganisationFactory())
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(LIST)
    award(organisation=OrganisationFactory())
    award()
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)

    assert len(three) == len(one)


def test_award_list_is_in_the_navigation(client: Client) -> None:
    assert client.get("/calls/").content.decode().count(f'href="{LIST}"') >= 1


def content(**audiences: str) -> dict[str, Any]:
    answers = [
        {"code": code, "kind": "short_text", "question": {"en": code}, "typed": code, "shown": f"{code} text"}
        | ({"audience": audience} if audience else {})
        for code, audience in audiences.items()
    ]
    return {"call": {"currency": "SEK"}, "sections": [{"title": {"en": "Project"}, "answers": answers}]}


def shown_to(client: Client, of: Award) -> list[str]:
    page = client.get(of.get_absolute_url())
    return [answer["code"] for section in page.context["sections"] for answer in section["answers"]]


def test_award_detail_shows_public_answers_alone(client: Client) -> None:
    made = award(content=content(summary="public", plan="", cv="personal", notes="not_assessors"))

    assert shown_to(client, made) == ["summary"]


def test_award_detail_shows_its_applicant_what_everybody_sees(client: Client) -> None:
    made = award(content=content(summary="public", plan=""))
    client.force_login(made.decision.application.applicant)

    assert shown_to(client, made) == ["summary"]


def test_award_detail_hides_what_is_no_longer_public(client: Client) -> None:
    made = award(content=content(summary="public"))
    QuestionFactory(call=made.decision.application.call, code="summary", audience="personal")

    assert shown_to(client, made) == []


def test_award_detail_names_no_person(client: Client) -> None:
    made = award(applicant_name="Ellen Ripley", title="Solo")

    page = client.get(made.get_absolute_url()).content.decode()

    assert ("a person" in page, "Ripley" in page) == (True, False)


def test_award_detail_of_a_case_that_was_taken_back_is_not_found(client: Client) -> None:
    made = award(status=ApplicationStatus.WITHDRAWN)

    assert client.get(made.get_absolute_url()).status_code == 404
