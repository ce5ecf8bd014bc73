"""A draft saves itself while somebody writes, and says what became of it."""

import pytest
from django.test import Client
from django.utils import timezone

from grants.domain import drafts
from grants.domain.answers import digest
from grants.models import Application
from tests.factories.accounts import PASSWORD
from tests.factories.grants import ApplicationFactory
from tests.grants.views.applicant.test_sections import HTMX, address, kept, save_address

pytestmark = pytest.mark.django_db


def test_application_autosave_says_when_it_was_saved(draft: Application, applicant: Client) -> None:
    response = applicant.post(save_address(draft), {"q-title": "Choirs"}, headers=HTMX)

    draft.refresh_from_db()
    clock = timezone.localtime(draft.saved_at).strftime("%H:%M")
    assert f"Saved {clock}" in response.content.decode()
    assert kept(draft) == {"title": "Choirs"}


def test_application_autosave_keeps_what_is_wrong_and_says_so(draft: Application, applicant: Client) -> None:
    response = applicant.post(save_address(draft, 2), {"q-requested": "abc"}, headers=HTMX)

    assert kept(draft) == {"requested": "abc"}
    assert (
        "This is no amount. Write it in figures, for example 1234.50 or 1234,50." in response.content.decode()
    )


def test_application_autosave_of_what_is_too_large_says_it_is_not_saved(
    draft: Application, applicant: Client
) -> None:
    response = applicant.post(save_address(draft), {"q-title": "x" * 100_001}, headers=HTMX)

    assert "This is too long to be kept. Shorten it, or add it as a file." in response.content.decode()
    assert kept(draft) == {}


def test_application_autosave_of_what_another_page_changed_shows_both_and_waits(
    draft: Application, applicant: Client
) -> None:
    drafts.save_answers(draft, {"title": "Theirs"}, by=draft.applicant, page="phone")

    page = applicant.post(
        save_address(draft), {"page": "b", "began-title": digest(""), "q-title": "Mine"}, headers=HTMX
    ).content.decode()

    assert "1 answer waits for your choice" in page
    assert '<p class="their-text">Theirs</p>' in page
    assert kept(draft) == {"title": "Theirs"}


def test_application_autosave_after_handing_in_says_so() -> None:
    application = ApplicationFactory(submitted=True)
    client = Client()
    client.force_login(application.applicant)
    application.call.questions.create(code="title", kind="short_text", labels={"en": "Title"})

    response = client.post(save_address(application), {"q-title": "Late"}, headers=HTMX)

    assert "This application has been handed in and can no longer be changed." in response.content.decode()


def test_application_autosave_after_the_session_has_ended_offers_to_sign_in(
    draft: Application, client: Client
) -> None:
    response = client.post(save_address(draft), {"q-title": "Still here"}, headers=HTMX)

    page = response.content.decode()
    assert response.status_code == 200
    assert "You have been signed out." in page
    assert "What you typed is kept aside." in page
    assert client.login(username=draft.applicant.email, password=PASSWORD)
    assert 'value="Still here"' in client.get(address(draft)).content.decode()
