"""The radar and the page on which a sleeping relation is taken up again."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.enums import PartnershipState
from partnerships.models import Partnership
from portal.accounts.enums import Role
from portal.core.enums import DocumentKind
from portal.core.models import Document
from tests.factories.accounts import member
from tests.factories.exchanges import ExchangeFactory
from tests.factories.partnerships import (
    AgreementFactory,
    AuthorityFactory,
    DialogueFactory,
    FollowUpFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db
OFFICE = "partnerships:officer"


@pytest.fixture
def authority(client: Client) -> Any:
    """An authority whose officer is signed in."""
    authority = AuthorityFactory()
    client.force_login(member(authority, name="Anna Andersson"))
    return authority


def relation(authority: Any, name: str, held: str | None, **values: Any) -> Partnership:
    partnership = PartnershipFactory(authority=authority, slug=name, **values)
    if held:
        DialogueFactory(partnership=partnership, held=held)
    return partnership


def shown(client: Client, query: str = "") -> list[str]:
    table = client.get(f"{reverse(f'{OFFICE}:radar')}?{query}").context["table"]
    return [pulse.partnership.slug for pulse in table.records]


def test_radar_sorts_by_the_latest_sign_of_life_and_narrows(client: Client, authority: Any) -> None:
    relation(authority, "awake", "2999")
    relation(authority, "long-asleep", "2011")
    relation(authority, "asleep", "2017", state=PartnershipState.DORMANT)
    relation(authority, "silent", None)
    relation(AuthorityFactory(), "foreign", "2011")

    assert shown(client) == ["silent", "long-asleep", "asleep", "awake"]
    assert shown(client, "sort=-pulse") == ["awake", "asleep", "long-asleep", "silent"]
    assert shown(client, "condition=asleep") == ["long-asleep", "asleep"]
    assert shown(client, "condition=silent&condition=awake") == ["silent", "awake"]
    assert shown(client, "state=dormant") == ["asleep"]
    assert shown(client, "q=long") == ["long-asleep"]


def test_radar_says_the_rule_and_every_date(client: Client, authority: Any) -> None:
    relation(authority, "asleep", "2017-05")

    page = client.get(reverse(f"{OFFICE}:radar")).content.decode()

    told = [words in page for words in ("18 months", "May 2017", "years ago", "latest dialogue")]
    assert told == [True, True, True, True]


def test_radar_asks_the_same_number_of_queries(client: Client, authority: Any) -> None:
    counts = []
    for rows in (1, 3):
        while Partnership.objects.count() < rows:
            partnership = relation(authority, f"relation-{Partnership.objects.count()}", "2017")
            FollowUpFactory(dialogue=partnership.dialogues.get())
            ExchangeFactory(partnership=partnership, period="2016")
            AgreementFactory(partnership=partnership)
        client.get(reverse(f"{OFFICE}:radar"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse(f"{OFFICE}:radar"))
        counts.append(len(seen))

    assert counts[0] == counts[1]


@pytest.fixture
def vilnius(authority: Any) -> Partnership:
    """A dormant relation with a region of Lithuania."""
    region = RegionFactory(names={"lt": "Vilniaus apskritis"}, country="LT")
    partnership = relation(authority, "vilnius", "2017", region=region, state=PartnershipState.DORMANT)
    ExchangeFactory(partnership=partnership, names={"lt": "Chorai"}, period="2016", results={"lt": "Dainavo"})
    return partnership


def revival(partnership: Partnership, query: str = "") -> str:
    return reverse(f"{OFFICE}:partnership_revival", args=[partnership.slug]) + query


def test_revival_drafts_in_the_partners_language_or_the_one_chosen(client: Client, vilnius: Any) -> None:
    first = client.get(revival(vilnius))
    chosen = client.get(revival(vilnius, "?language=sv"))

    assert (first.context["letter_language"], chosen.context["letter_language"]) == ("lt", "sv")
    assert "– Chorai (2016)" in first.context["form"]["body"].value()
    assert "Anna Andersson" in first.context["form"]["body"].value()
    assert [row.words for row in first.context["worked"]] == ["Residency"]


def test_revival_keeps_the_draft_and_brings_it_back(client: Client, vilnius: Any) -> None:
    draft = {"language": "lt", "subject": "Sveiki", "body": "Gerbiami kolegos,\r\n\r\nkaip sekasi?"}

    client.post(revival(vilnius), draft)
    client.post(revival(vilnius), draft)
    again = client.get(revival(vilnius)).context["form"]
    anew = client.get(revival(vilnius, "?language=lt&new=yes")).context["form"]

    document = Document.objects.get()
    assert (document.kind, document.language, document.confidentiality) == (
        DocumentKind.LETTER,
        "lt",
        "internal",
    )
    assert (again["subject"].value(), again["body"].value()) == (
        "Sveiki",
        "Gerbiami kolegos,\n\nkaip sekasi?",
    )
    assert anew["subject"].value() != "Sveiki"


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("txt", b"Sveiki")])
def test_revival_hands_out_the_letter_as_a_file_and_keeps_nothing(
    client: Client, vilnius: Any, ending: str, start: bytes
) -> None:
    answer = client.post(
        revival(vilnius), {"language": "lt", "subject": "Sveiki", "body": "Kaip?", "as": ending}
    )

    assert answer["Content-Disposition"] == f'attachment; filename="vilnius-lt.{ending}"'
    assert answer.content[: len(start)] == start
    assert Document.objects.count() == 0


def test_revival_without_a_text_says_so_and_loses_nothing(client: Client, vilnius: Any) -> None:
    answer = client.post(revival(vilnius), {"language": "lt", "subject": "Sveiki", "body": ""})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["body"]
    assert answer.context["form"]["subject"].value() == "Sveiki"


def test_revival_leads_to_the_states_that_can_follow(client: Client, vilnius: Any) -> None:
    steps = client.get(revival(vilnius)).context["steps"]

    form = client.get(steps[0][0]).context["form"]

    assert [url.partition("?")[2] for url, _label in steps] == ["to=exploratory", "to=active"]
    assert form["state"].value() == "exploratory"


def test_revival_is_for_those_who_edit_the_relation(client: Client, vilnius: Any) -> None:
    client.force_login(member(vilnius.authority, Role.AUDITOR))
    auditor = client.get(revival(vilnius)).status_code
    client.force_login(member(AuthorityFactory()))

    assert (auditor, client.get(revival(vilnius)).status_code) == (403, 403)
