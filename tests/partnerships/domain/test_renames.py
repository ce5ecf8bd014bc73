"""A body that takes another name stays itself, and keeps the one it had with its time (X04)."""

from datetime import date

import pytest

from partnerships.domain import renames
from partnerships.models import FormerName, Organisation
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.multilingual import Multilingual
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import UserFactory, member
from tests.factories.partnerships import AuthorityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

ENTERPRISE, CULTURE = "North East Local Enterprise Partnership", "North East Culture Partnership"


def renamed(body: Organisation, name: str, since: str = "") -> Organisation:
    when = UncertainDate(since) if since else None
    return renames.rename(body, {"names": Multilingual(en=name)}, since=when, version=None, by=None)


def former(body: Organisation) -> list[tuple[str, str, str]]:
    return [
        (one.name, one.language, one.period.edtf if one.period else "")
        for one in FormerName.objects.filter(organisation=body).order_by("pk")
    ]


def test_the_name_it_had_is_right_in_the_past_and_the_new_one_now() -> None:
    body = OrganisationFactory(names={"en": ENTERPRISE})

    body = renamed(body, CULTURE, "2017-05")

    assert former(body) == [(ENTERPRISE, "en", "/2017-05")]
    assert [body.name_at(date(year, 6, 1)) for year in (2011, 2016, 2018, 2026)] == [
        ENTERPRISE,
        ENTERPRISE,
        CULTURE,
        CULTURE,
    ]
    assert [found.pk for found in Organisation.objects.search("local enterprise")] == [body.pk]


def test_the_next_name_begins_where_the_one_before_it_ended() -> None:
    body = OrganisationFactory(names={"en": "First"})

    renamed(body, "Second", "2011")
    body = renamed(body, "Third", "2019")

    assert former(body) == [("First", "en", "/2011"), ("Second", "en", "2011/2019")]
    assert [body.name_at(date(year, 6, 1)) for year in (2005, 2015, 2021)] == ["First", "Second", "Third"]


def test_when_is_not_known() -> None:
    body = renamed(OrganisationFactory(names={"en": "Before"}), "After")

    assert former(body) == [("Before", "en", "")]
    assert body.name_at(date(2011, 1, 1)) == "After"


def test_only_the_languages_that_change_leave_a_former_name() -> None:
    body = OrganisationFactory(names={"sv": "Museet", "en": "The Museum"})

    names = Multilingual(sv="Konsthallen", en="The Museum")
    renames.rename(body, {"names": names}, since=None, version=None, by=member(AuthorityFactory()))

    assert former(body) == [("Museet", "sv", "")]


@pytest.mark.parametrize(
    ("name", "since", "messages"),
    [
        ("Museum", "", {"names": ["This is the name it has already. Write the new one."]}),
        (
            "Hall",
            "2011/2019",
            {"since": ["Write when the new name began, such as 2021 or May 2021; not a period."]},
        ),
    ],
)
def test_what_is_no_new_name(name: str, since: str, messages: dict[str, list[str]]) -> None:
    body = OrganisationFactory(names={"en": "Museum"})

    with pytest.raises(DomainError) as refusal:
        renamed(body, name, since)

    assert refusal.value.message_dict == messages
    assert former(body) == []
    assert str(Organisation.objects.get(pk=body.pk)) == "Museum"


def test_by_somebody_without_a_role_and_from_an_old_page() -> None:
    body = OrganisationFactory(names={"en": "Museum"})
    values = {"names": Multilingual(en="Hall")}

    with pytest.raises(NotAllowed):
        renames.rename(body, values, since=None, version=1, by=UserFactory())
    with pytest.raises(StaleEdit):
        renames.rename(body, values, since=None, version=7, by=None)

    assert former(body) == []
