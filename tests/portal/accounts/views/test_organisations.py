"""The organisations that a person acts for, as browsers meet them."""

import re

import pytest
from django.urls import reverse

from portal.accounts.models import Mandate, Representation
from portal.core.models import Message
from tests.clients import StrictClient
from tests.factories.accounts import RepresentationFactory, UserFactory
from tests.people import confirmed

pytestmark = pytest.mark.django_db


def browser_of(person) -> StrictClient:  # type: ignore[no-untyped-def]
    browser = StrictClient()
    browser.force_login(person)
    return browser


def page_of(representation: Representation) -> str:
    return reverse("accounts:applicant:organisation_detail", args=[representation.organisation.slug])


def test_mandate_from_the_form_through_the_mail_to_the_organisations_page() -> None:
    member = RepresentationFactory()
    browser = browser_of(member.user)

    browser.post(page_of(member), {"email": "inga@example.org", "title": "Producer"})
    found = re.search(r"/mandates/[\w-]+/", Message.objects.get(to="inga@example.org").body)
    assert found
    assert "inga@example.org" in browser.get(page_of(member)).text
    theirs = browser_of(confirmed("inga@example.org", name="Inga"))
    assert "Accept the mandate" in theirs.get(found[0]).text
    answer = theirs.post(found[0])

    assert answer["Location"] == page_of(member)
    assert "Inga" in browser.get(page_of(member)).text


def test_mandate_accepted_from_the_list() -> None:
    member = RepresentationFactory()
    browser_of(member.user).post(page_of(member), {"email": "inga@example.org"})
    theirs = browser_of(confirmed("inga@example.org"))

    assert "Mandates that wait for you" in theirs.get("/my/organisations/").text
    theirs.post(reverse("accounts:applicant:mandate_take", args=[Mandate.objects.get().pk]))

    assert theirs.get(page_of(member)).status_code == 200


def test_mandate_taken_back_says_so() -> None:
    member = RepresentationFactory()
    browser = browser_of(member.user)
    browser.post(page_of(member), {"email": "inga@example.org"})
    found = re.search(r"/mandates/[\w-]+/", Message.objects.get(to="inga@example.org").body)
    assert found

    browser.post(reverse("accounts:applicant:mandate_revoke", args=[Mandate.objects.get().pk]))

    assert "This mandate has been withdrawn." in StrictClient().get(found[0]).text


def test_organisation_page_of_somebody_else_is_not_found() -> None:
    member = RepresentationFactory()

    assert browser_of(UserFactory()).get(page_of(member)).status_code == 404


def test_mandate_of_another_member_is_withdrawn() -> None:
    member = RepresentationFactory()
    other = RepresentationFactory(organisation=member.organisation)
    browser = browser_of(member.user)
    address = reverse("accounts:applicant:representation_remove", args=[other.pk])

    assert "Withdraw the mandate" in browser.get(address).text
    browser.post(address)

    assert list(Representation.objects.all()) == [member]


def test_representation_add_of_an_organisation_that_others_act_for_asks_for_a_mandate() -> None:
    member = RepresentationFactory()
    browser = browser_of(UserFactory())

    page = browser.post("/my/organisations/add/", {"organisation": member.organisation.pk})

    assert "Ask there for a mandate" in page.text
    assert Representation.objects.count() == 1
