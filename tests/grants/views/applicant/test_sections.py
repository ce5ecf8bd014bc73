"""A section of a draft: whatever is typed is kept and shown again, from every page and in every state."""

from datetime import timedelta
from html import escape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.domain import drafts
from grants.domain.answers import digest
from grants.models import Application, Call
from grants.views.applicant import sections
from portal.core.models import Document
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def address(application: Application, number: int = 1) -> str:
    return reverse("grants:applicant:application_section", args=[application.reference, number])


def save_address(application: Application, number: int = 1) -> str:
    return reverse("grants:applicant:application_autosave", args=[application.reference, number])


def kept(application: Application) -> dict[str, Any]:
    return {answer.question.code: answer.value for answer in application.answers.select_related("question")}


ANSWERS = {
    "q-short-text": "Choirs & <b>bells</b>",
    "q-long-text": "One\r\ntwo",
    "q-choice": "b",
    "q-choices": ["a", "b"],
    "q-number": "12,5",
    "q-money": "1 234,50",
    "q-date": "2027-03-15",
    "q-uncertain-date": "end of 2027",
    "q-yes-no": "no",
    "q-link": "example.org",
    "q-declaration": "yes",
    "q-budget-cost-what": ["Travel", ""],
    "q-budget-cost-amount": ["1.234,50", ""],
    "q-budget-income-what": ["Own"],
    "q-budget-income-amount": ["abc"],
    "q-rich-text": "<p>One</p>",
    "q-period.start": "2027-03-15",
    "q-period.end": "",
    "q-country": "b",
    "q-countries": ["a", "b"],
    "q-persons.0.name": "Åsa",
    "q-persons.0.residence": "SE",
    "q-persons.2.name": "Jan",
    "q-persons.x.name": "left out",
    "q-persons.3.wings": "left out",
    "q-partners.0.name": "KVS",
    "q-places.0.city": "Gent",
}
KEPT = {
    "short-text": "Choirs & <b>bells</b>",
    "long-text": "One\ntwo",
    "choice": "b",
    "choices": ["a", "b"],
    "number": "12,5",
    "money": "1 234,50",
    "date": "2027-03-15",
    "uncertain-date": "end of 2027",
    "yes-no": "no",
    "link": "example.org",
    "declaration": "yes",
    "budget": [["cost", "Travel", "1.234,50"], ["cost", "", ""], ["income", "Own", "abc"]],
    "rich-text": "<p>One</p>",
    "period": ["2027-03-15", ""],
    "country": "b",
    "countries": ["a", "b"],
    "persons": [{"name": "Åsa", "residence": "SE"}, {"name": "Jan"}],
    "partners": [{"name": "KVS"}],
    "places": [{"city": "Gent"}],
}


def test_application_section_keeps_every_kind_of_answer(full: Application, applicant: Client) -> None:
    response = applicant.post(address(full), {**ANSWERS, "go": "stay"})

    assert (response.status_code, response["Location"]) == (302, address(full))
    assert kept(full) == KEPT


def test_application_section_shows_every_answer_as_it_was_typed(full: Application, applicant: Client) -> None:
    applicant.post(address(full), {**ANSWERS, "go": "stay"})

    page = applicant.get(address(full)).content.decode()

    for typed in (
        "Choirs & <b>bells</b>",
        "One\ntwo",
        "12,5",
        "1 234,50",
        "2027-03-15",
        "end of 2027",
        "abc",
        "1.234,50",
    ):
        assert escape(typed) in page
    assert "“abc”: This is no amount. Write it in figures, for example 1234.50 or 1234,50." in page
    assert page.count(" checked") == 5  # one of several, two of several, no, confirmed


@pytest.mark.parametrize("typed", ["1.234,50", "1 234,50", "-5", "abc", "1.234", "1e9", "９９", "<script>"])
def test_application_section_gives_bad_amounts_back_as_typed(
    full: Application, applicant: Client, typed: str
) -> None:
    response = applicant.post(
        address(full),
        {"q-money": typed, "q-budget-cost-what": "Travel", "q-budget-cost-amount": typed, "go": "next"},
        follow=True,
    )

    assert response.status_code == 200
    assert kept(full)["money"] == typed
    assert applicant.get(address(full)).content.decode().count(f'value="{escape(typed)}"') == 2


def test_application_section_with_problems_says_them_first_and_leads_on(
    full: Application, applicant: Client
) -> None:
    response = applicant.post(address(full), {"q-money": "abc", "go": "next"}, follow=True)

    assert response.redirect_chain == [(f"{address(full)}?problems", 302)]
    assert "data-focus" in response.content.decode()


def test_application_section_without_problems_goes_on_to_the_next(
    draft: Application, applicant: Client
) -> None:
    response = applicant.post(address(draft), {"q-title": "Choirs", "go": "next"})

    assert response["Location"] == address(draft, 2)


def test_application_section_at_the_end_goes_on_to_the_check(draft: Application, applicant: Client) -> None:
    response = applicant.post(address(draft, 2), {"q-requested": "500", "go": "next"})

    assert response["Location"] == reverse("grants:applicant:application_check", args=[draft.reference])


def test_application_section_that_the_form_does_not_have_is_not_found(
    draft: Application, applicant: Client
) -> None:
    assert applicant.get(address(draft, 9)).status_code == 404
    assert applicant.post(address(draft, 9), {}).status_code == 404
    assert applicant.post(save_address(draft, 9), {}).status_code == 404


def test_application_section_adds_and_removes_budget_lines_without_javascript(
    full: Application, applicant: Client
) -> None:
    lines = {
        "q-budget-cost-what": ["Travel", "Rooms"],
        "q-budget-cost-amount": ["1", "2"],
        "q-budget-income-what": [""],
        "q-budget-income-amount": [""],
    }

    added = applicant.post(address(full), {**lines, "q-short-text": "Kept too", "add-line": "cost"})
    after_adding = kept(full)
    applicant.post(address(full), {**lines, "remove-line": "cost-0"})

    assert added["Location"] == f"{address(full)}#question-budget"
    assert after_adding["short-text"] == "Kept too"
    assert after_adding["budget"] == [
        ["cost", "Travel", "1"],
        ["cost", "Rooms", "2"],
        ["cost", "", ""],
        ["income", "", ""],
    ]
    assert kept(full)["budget"] == [["cost", "Rooms", "2"], ["income", "", ""]]


def test_application_section_takes_replaces_and_removes_files(full: Application, applicant: Client) -> None:
    def names() -> list[str]:
        return sorted(Document.objects.of(full).values_list("filename", flat=True))

    applicant.post(address(full), {"q-file": SimpleUploadedFile("plan.txt", b"Plan"), "upload": "file"})
    applicant.post(address(full), {"q-file": SimpleUploadedFile("åäö.txt", b"More"), "upload": "file"})
    two = names()
    plan = Document.objects.get(filename="plan.txt")
    applicant.post(
        address(full), {f"replace-{plan.pk}": SimpleUploadedFile("better.txt", b"Better"), "upload": "file"}
    )
    replaced = names()
    applicant.post(address(full), {"remove-file": str(Document.objects.get(filename="better.txt").pk)})

    assert (two, replaced, names()) == (["plan.txt", "åäö.txt"], ["better.txt", "åäö.txt"], ["åäö.txt"])


def test_application_section_refuses_a_false_file_and_keeps_the_text(
    full: Application, applicant: Client
) -> None:
    response = applicant.post(
        address(full),
        {"q-short-text": "Kept", "q-file": SimpleUploadedFile("plan.pdf", b"MZ not a PDF"), "go": "next"},
    )

    assert (
        "plan.pdf is not what its name says: its content is a Windows program." in response.content.decode()
    )
    assert (kept(full)["short-text"], Document.objects.count()) == ("Kept", 0)


def test_application_section_does_not_remove_a_file_of_another_application(
    full: Application, applicant: Client
) -> None:
    applicant.post(address(full), {"q-file": SimpleUploadedFile("plan.txt", b"Plan"), "upload": "file"})
    theirs = Document.objects.get()
    other = ApplicationFactory(call=full.call, applicant=full.applicant)

    applicant.post(address(other), {"remove-file": str(theirs.pk)})

    assert Document.objects.count() == 1


def test_application_section_shows_both_texts_where_two_pages_differ(
    draft: Application, applicant: Client
) -> None:
    drafts.save_answers(
        draft, {"title": "From the phone"}, by=draft.applicant, page="phone", began_from={"title": digest("")}
    )

    first = applicant.post(
        address(draft),
        {"page": "laptop", "began-title": digest(""), "q-title": "From the laptop", "go": "next"},
    ).content.decode()

    assert kept(draft) == {"title": "From the phone"}
    assert first.count('value="From the laptop"') == 1
    assert first.count('<p class="their-text">From the phone</p>') == 1
    seen = digest("From the phone")
    assert f'id="began-title" value="{seen}"' in first
    applicant.post(
        address(draft), {"page": "laptop", "began-title": seen, "q-title": "From the laptop", "go": "stay"}
    )
    assert kept(draft) == {"title": "From the laptop"}


def test_application_section_takes_the_other_text_on_demand(draft: Application, applicant: Client) -> None:
    drafts.save_answers(draft, {"title": "Theirs"}, by=draft.applicant)

    applicant.post(
        address(draft), {"page": "b", "began-title": digest("Theirs"), "q-title": "Mine", "take": "title"}
    )

    assert kept(draft) == {"title": "Theirs"}


def test_application_section_of_somebody_else_is_not_found(draft: Application, client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), {"q-title": "Mine now"}).status_code == 404
    assert client.post(save_address(draft), {"q-title": "Mine now"}).status_code == 404
    assert kept(draft) == {}


def test_application_section_after_the_session_has_ended_keeps_the_text_over_signing_in(
    draft: Application, client: Client
) -> None:
    """The whole way: typed, session gone, pressed Save, signed in, and the text stands in the form again."""
    typed = "Not lost, also with å & <>"

    sent_away = client.post(
        address(draft), {"q-title": typed, "page": "a", "began-title": digest(""), "go": "next"}
    )
    assert client.login(username=draft.applicant.email, password=PASSWORD)
    back = client.get(address(draft)).content.decode()

    assert sent_away["Location"] == f"{reverse('account_login')}?next={address(draft).replace('/', '%2F')}"
    assert back.count(f'value="{escape(typed)}"') == 1
    assert "You had been signed out. What you typed then stands below; look at it and save it." in back
    assert kept(draft) == {}  # looking at a page writes nothing
    client.post(address(draft), {"q-title": typed, "go": "stay"})
    assert kept(draft) == {"title": typed}
    assert "You had been signed out" not in client.get(address(draft)).content.decode()


def test_parked_text_is_not_shown_to_somebody_else_who_signs_in(draft: Application, client: Client) -> None:
    client.post(address(draft), {"q-title": "Private", "go": "next"})
    other = UserFactory()

    assert client.login(username=other.email, password=PASSWORD)

    assert client.get(address(draft)).status_code == 404


def test_application_section_after_the_call_has_closed_saves_and_says_so(
    draft: Application, applicant: Client
) -> None:
    Call.objects.filter(pk=draft.call_id).update(closes_at=timezone.now() - timedelta(seconds=1))

    response = applicant.post(address(draft), {"q-title": "Too late", "go": "next"}, follow=True)

    assert kept(draft) == {"title": "Too late"}
    assert "This call closed" in response.content.decode()
    assert "Too late" in response.content.decode()


def test_application_section_saved_too_often_keeps_the_text_on_the_page(
    draft: Application, applicant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sections, "SAVES_A_MINUTE", 0)

    response = applicant.post(address(draft), {"q-title": "Not lost", "go": "next"})

    assert response.status_code == 429
    assert 'value="Not lost"' in response.content.decode()


def test_application_section_costs_the_same_for_one_question_and_for_thirteen(
    full: Application, applicant: Client, django_assert_num_queries: Any
) -> None:
    applicant.post(address(full), {**ANSWERS, "go": "stay"})

    with django_assert_num_queries(6):
        applicant.get(address(full))
