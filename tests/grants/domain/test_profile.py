"""What the portal knows already is filled in when a draft begins, and nothing else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from grants.domain import applications, drafts
from grants.enums import Meaning, PartyKind, QuestionKind
from grants.models import Application, Call
from partnerships.enums import OrganisationKind
from partnerships.models import Organisation, RegistrationNumber
from portal.accounts.models import User
from tests.factories.accounts import RepresentationFactory, UserFactory
from tests.factories.grants import CallFactory, QuestionFactory
from tests.factories.partnerships import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def options(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "names": {"en": code.capitalize()}} for code in codes]


@pytest.fixture
def museum(db: None) -> Organisation:
    """A museum in Skara, of which the register knows everything."""
    made = OrganisationFactory(
        names={"en": "Museum of Skara", "sv": "Skara museum"},
        kind=OrganisationKind.MUSEUM,
        region=RegionFactory(iso_3166_2=["SE-O"]),
        municipality=RegionFactory(names={"en": "Skara"}),
        website="https://museum.example",
    )
    RegistrationNumber.objects.create(organisation=made, list_code="SE-BLV", number="222000-1234")
    return made


def begun(call: Call, by: User, organisation: Organisation | None = None) -> dict[str, Any]:
    application = applications.start(call, by=by, organisation=organisation, language="sv")
    return {answer.question.code: answer.value for answer in application.answers.select_related("question")}


def asks(meaning: str, kind: str = QuestionKind.SHORT_TEXT, **fields: Any) -> Call:
    return QuestionFactory(code="asked", meaning=meaning, kind=kind, **fields).call


@pytest.mark.parametrize(
    ("meaning", "fields", "answer"),
    [
        (Meaning.ORGANISATION_NAME, {}, "Skara museum"),
        (
            Meaning.ORGANISATION_NAME,
            {"in_all_languages": True},
            {"en": "Museum of Skara", "sv": "Skara museum"},
        ),
        (Meaning.REGISTRATION_NUMBER, {}, "222000-1234"),
        (Meaning.MUNICIPALITY, {}, "Skara"),
        (Meaning.MUNICIPALITY, {"kind": QuestionKind.CHOICE, "options": options("habo", "skara")}, "skara"),
        (Meaning.WEBSITE, {"kind": QuestionKind.LINK}, "https://museum.example"),
        (Meaning.SEAT, {"kind": QuestionKind.COUNTRY}, "SE"),
        (Meaning.SEAT, {"kind": QuestionKind.COUNTRY, "options": options("BE", "FR")}, None),
        (Meaning.SEAT, {"kind": QuestionKind.CHOICE, "options": options("SE", "SE-O")}, "SE-O"),
        (Meaning.SEAT, {}, None),
        (
            Meaning.APPLICANT_KIND,
            {"kind": QuestionKind.CHOICE, "options": options("museum", "other")},
            "museum",
        ),
        (Meaning.APPLICANT_KIND, {"kind": QuestionKind.CHOICE, "options": options("theatre", "other")}, None),
        (Meaning.RESIDENCE, {"kind": QuestionKind.COUNTRY}, None),
        (Meaning.NONPROFIT, {"kind": QuestionKind.YES_NO}, None),
    ],
)
def test_start_fills_in_what_the_register_says(
    museum: Organisation, meaning: str, fields: dict[str, Any], answer: Any
) -> None:
    person = RepresentationFactory(organisation=museum).user

    assert begun(asks(meaning, **fields), person, museum) == ({"asked": answer} if answer else {})


def test_start_fills_in_who_writes() -> None:
    person = UserFactory(name="Ada Lind", email="ada@example.org")

    assert begun(asks(Meaning.EMAIL), person) == {"asked": "ada@example.org"}
    assert begun(asks(Meaning.CONTACT_NAME), person) == {"asked": "Ada Lind"}


@pytest.mark.parametrize(
    ("kinds", "answer"),
    [(["person", "association"], {"asked": PartyKind.PERSON}), (["person", "group"], {})],
)
def test_start_says_person_only_where_nothing_else_is_possible(kinds: list[str], answer: Any) -> None:
    call = asks(Meaning.APPLICANT_KIND, QuestionKind.CHOICE, options=options(*kinds))

    assert begun(call, UserFactory()) == answer


def test_start_leaves_out_a_number_of_several(museum: Organisation) -> None:
    RegistrationNumber.objects.create(organisation=museum, list_code="GB-COH", number="1")
    person = RepresentationFactory(organisation=museum).user

    assert begun(asks(Meaning.REGISTRATION_NUMBER), person, museum) == {}


def test_start_twice_begins_one_draft_also_with_answers_of_the_profile() -> None:
    call, person = asks(Meaning.EMAIL), UserFactory()

    first, second = (applications.start(call, by=person, language="en") for _time in range(2))

    assert first == second
    assert Application.objects.count() == 1


def test_start_after_something_was_written_begins_another() -> None:
    call, person = asks(Meaning.EMAIL), UserFactory()
    first = applications.start(call, by=person, language="en")
    drafts.save_answers(first, {"asked": "other@example.org"}, by=person, page="a")

    assert applications.start(call, by=person, language="en") != first


def test_section_says_what_comes_from_the_profile_until_it_is_changed(client: Client) -> None:
    call, person = asks(Meaning.EMAIL), UserFactory()
    application = applications.start(call, by=person, language="en")
    client.force_login(person)
    address = reverse("grants:applicant:application_section", args=[application.reference, 1])

    def said() -> bool:
        return "From your profile." in client.get(address).content.decode()

    before = said()
    client.post(address, {"q-asked": person.email, "page": "a", "go": "stay"})
    untouched = said()
    client.post(address, {"q-asked": "other@example.org", "page": "a", "go": "stay"})

    assert (before, untouched, said()) == (True, True, False)


def test_start_of_a_call_that_asks_for_nothing_known_writes_nothing() -> None:
    assert begun(CallFactory(), UserFactory()) == {}
