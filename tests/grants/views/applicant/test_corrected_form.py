"""The form of an open call is corrected while somebody has its page open: every answer is kept for its question."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from grants.domain import drafts, questions
from grants.enums import QuestionKind
from grants.models import Application, Question
from tests.factories.accounts import PASSWORD
from tests.factories.grants import QuestionFactory
from tests.grants.views.applicant.test_sections import HTMX, address, kept, save_address

pytestmark = pytest.mark.django_db

CORRECTED = "The form has been corrected since you opened this page. All that you wrote is kept."


def question(draft: Application, code: str) -> Question:
    return draft.call.questions.get(code=code)


def put_a_section_first(draft: Application) -> None:
    """Let the officer ask for the country before all else: what was section 1 is section 2."""
    QuestionFactory(
        call=draft.call,
        code="country",
        kind=QuestionKind.SHORT_TEXT,
        labels={"en": "Country"},
        section={"en": "Place"},
    )
    for _place in range(2):
        questions.shift(question(draft, "country"), by_places=-1, by=None)
    assert [one.code for one in draft.call.questions.all()] == ["country", "title", "requested"]


def test_application_autosave_of_a_page_whose_section_has_moved_keeps_it(
    draft: Application, applicant: Client
) -> None:
    put_a_section_first(draft)

    response = applicant.post(
        save_address(draft), {"shown": "title ", "changed": "title", "q-title": "Choirs"}, headers=HTMX
    )

    assert response["X-Draft"] == "saved"
    assert kept(draft) == {"title": "Choirs"}


def test_application_autosave_of_what_is_asked_no_longer_keeps_it_and_says_so(
    draft: Application, applicant: Client
) -> None:
    drafts.save_answers(draft, {"requested": "100"}, by=draft.applicant)
    questions.remove(question(draft, "requested"), by=None)

    response = applicant.post(
        save_address(draft, 2), {"shown": "requested ", "q-requested": "200"}, headers=HTMX
    )

    assert response["X-Draft"] == "saved"
    assert kept(draft) == {"requested": "200"}
    page = response.content.decode()
    assert page.count(CORRECTED) == 1
    assert page.count(f'href="{draft.get_absolute_url()}"') == 1
    questions.restore(question(draft, "requested"), by=None)
    assert applicant.get(address(draft, 2)).content.decode().count('value="200"') == 1


def test_application_section_of_a_page_whose_section_has_moved_keeps_it_and_leads_there(
    draft: Application, applicant: Client
) -> None:
    put_a_section_first(draft)

    response = applicant.post(address(draft), {"shown": "title ", "q-title": "Choirs", "go": "next"})

    assert response["Location"] == address(draft, 3)
    assert kept(draft) == {"title": "Choirs"}


def test_application_section_of_a_page_that_is_asked_no_longer_keeps_it_and_leads_to_the_draft(
    draft: Application, applicant: Client
) -> None:
    questions.remove(question(draft, "requested"), by=None)

    response = applicant.post(address(draft, 2), {"shown": "requested ", "q-requested": "200", "go": "next"})

    assert response["Location"] == draft.get_absolute_url()
    assert [str(message) for message in get_messages(response.wsgi_request)] == [CORRECTED]
    assert kept(draft) == {"requested": "200"}


def test_application_section_with_a_new_question_shows_it_before_it_goes_on(
    draft: Application, applicant: Client
) -> None:
    QuestionFactory(call=draft.call, code="agreed", kind=QuestionKind.YES_NO, labels={"en": "Agreed?"})

    response = applicant.post(address(draft), {"shown": "title ", "q-title": "Choirs", "go": "next"})

    assert response["Location"] == address(draft)
    assert kept(draft) == {"title": "Choirs"}
    assert applicant.get(address(draft)).content.decode().count(CORRECTED) == 1


def test_application_section_whose_page_was_parked_before_it_moved_shows_the_text_where_it_belongs(
    draft: Application, client: Client
) -> None:
    client.post(address(draft), {"shown": "title ", "q-title": "Choirs", "go": "next"})
    assert client.login(username=draft.applicant.email, password=PASSWORD)
    put_a_section_first(draft)

    moved = client.get(address(draft))

    assert (moved.status_code, moved["Location"]) == (302, address(draft, 2))
    assert client.get(address(draft, 2)).content.decode().count('value="Choirs"') == 1


def test_application_check_names_a_new_question_that_must_be_answered(
    draft: Application, applicant: Client
) -> None:
    drafts.save_answers(draft, {"title": "Choirs", "requested": "100"}, by=draft.applicant)
    QuestionFactory(call=draft.call, code="agreed", kind=QuestionKind.YES_NO, labels={"en": "Agreed?"})

    page = applicant.get(reverse("grants:applicant:application_check", args=[draft.reference]))

    assert [one.question.code for one in page.context["missing"]] == ["agreed"]
