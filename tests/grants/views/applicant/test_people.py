"""The people of an application, as browsers meet them: asked, accepted, signed, removed."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.domain import participants, signatures
from grants.enums import ParticipantRole
from grants.models import Application, Participant
from grants.views.applicant import people
from portal.core.models import Message
from tests.clients import StrictClient
from tests.factories.accounts import PASSWORD
from tests.factories.participants import ParticipantFactory
from tests.people import confirmed, invited, taking_part, token_in

pytestmark = pytest.mark.django_db

ASKED = {"name": "Inga Lead", "email": "inga@example.org", "role": "co_lead", "side": "Flanders"}


def page_of(name: str, application: Application, *more: object) -> str:
    return reverse(f"grants:applicant:application_{name}", args=[application.reference, *more])


def browser_of(person: Any) -> StrictClient:
    browser = StrictClient()
    browser.force_login(person)
    return browser


def link_to(email: str) -> str:
    token = token_in(Message.objects.filter(to=email).latest("pk"))
    return reverse("grants:public:participant_link", args=[token])


def test_person_add_sends_an_invitation(draft: Application, applicant: Client) -> None:
    answer = applicant.post(page_of("person_add", draft), ASKED)

    assert answer["Location"] == page_of("people", draft)
    assert Participant.objects.get().email == "inga@example.org"
    assert "Inga Lead" in applicant.get(page_of("people", draft)).text
    assert "Inga Lead" in applicant.get(draft.get_absolute_url()).text


def test_person_add_of_what_is_wrong_keeps_what_was_typed(draft: Application, applicant: Client) -> None:
    page = applicant.post(page_of("person_add", draft), {**ASKED, "email": draft.applicant.email})

    assert "This is the applicant&#x27;s own address." in page.text
    assert 'value="Inga Lead"' in page.text
    assert not Participant.objects.exists()


def test_person_add_very_often_is_slowed_down(
    draft: Application, applicant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "INVITATIONS_AN_HOUR", 1)
    applicant.post(page_of("person_add", draft), ASKED)

    page = applicant.post(page_of("person_add", draft), {**ASKED, "email": "more@example.org"})

    assert "You have sent very many invitations within an hour." in page.text
    assert Participant.objects.count() == 1


def test_link_leads_from_the_mail_through_a_new_account_to_the_draft(draft: Application) -> None:
    invited(draft)
    link, newcomer = link_to("inga@example.org"), StrictClient()

    welcome = newcomer.get(link)
    to_signup = newcomer.post(link)
    newcomer.post(
        to_signup["Location"],
        {
            "name": "Inga",
            "email": "inga@example.org",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "language": "en",
        },
    )
    taken = newcomer.post(link)

    assert "Take part in an application" in welcome.text
    assert taken["Location"] == draft.get_absolute_url()
    assert newcomer.get(draft.get_absolute_url()).status_code == 200


def test_link_of_somebody_else_says_whose_it_is(draft: Application) -> None:
    invited(draft)
    browser = browser_of(confirmed("other@example.org"))

    page = browser.get(link_to("inga@example.org"))
    answer = browser.post(link_to("inga@example.org"))

    assert "You are signed in as other@example.org, and this invitation is for inga@example.org." in page.text
    assert answer.status_code == 409
    assert browser.get(draft.get_absolute_url()).status_code == 404


def test_link_confirms_a_partners_part_without_an_account(draft: Application) -> None:
    partner = invited(draft, role=ParticipantRole.PARTNER, amount=5000, currency="EUR")
    browser, link = StrictClient(), link_to("inga@example.org")

    seen = browser.get(link).context["form"].initial["seen"]
    answer = browser.post(link, {"confirm": "yes", "name": "Inga", "seen": seen})

    assert answer["Location"] == link
    assert "Confirmed" in browser.get(link).text
    assert partner.signatures.get().signed_by is None


def test_link_that_was_withdrawn_says_so(draft: Application) -> None:
    participants.remove(invited(draft), by=draft.applicant)

    page = StrictClient().get(link_to("inga@example.org"))

    assert "This invitation has been withdrawn." in page.text


def test_somebody_who_writes_meets_the_same_pages_and_cannot_hand_in(draft: Application) -> None:
    browser = browser_of(taking_part(draft, may_edit=True).accepted_by)
    section = reverse("grants:applicant:application_section", args=[draft.reference, 1])

    saved = browser.post(section, {"q-title": "Theirs", "go": "stay"})
    browser.post(reverse("grants:applicant:application_submit", args=[draft.reference]))

    draft.refresh_from_db()
    assert (saved.status_code, draft.title, draft.status) == (302, "Theirs", "draft")
    assert "Hand in the application" not in browser.get(page_of("check", draft)).text
    assert browser.get(page_of("delete", draft)).status_code == 404
    assert browser.get(page_of("person_add", draft)).status_code == 404


def test_somebody_who_only_reads_is_led_from_the_form_to_the_answers(draft: Application) -> None:
    browser = browser_of(taking_part(draft).accepted_by)
    section = reverse("grants:applicant:application_section", args=[draft.reference, 1])

    assert browser.get(section)["Location"] == draft.get_absolute_url()
    assert "Read the answers" in browser.get(draft.get_absolute_url()).text


def test_two_people_on_one_answer_meet_the_choice_between_two_texts(
    draft: Application, applicant: Client
) -> None:
    browser = browser_of(taking_part(draft, may_edit=True).accepted_by)
    section = reverse("grants:applicant:application_section", args=[draft.reference, 1])
    began = {"began-title": applicant.get(section).context["items"][0].began}

    applicant.post(section, {"q-title": "Ours", "page": "one", **began})
    page = browser.post(section, {"q-title": "Theirs", "page": "two", **began})

    draft.refresh_from_db()
    assert draft.title == "Ours"
    assert [item.theirs for item in page.context["conflicts"]] == ["Ours"]


def test_sign_page_signs_the_text_that_was_shown(draft: Application) -> None:
    browser = browser_of(taking_part(draft).accepted_by)

    seen = browser.get(page_of("sign", draft)).context["seen"]
    answer = browser.post(page_of("sign", draft), {"seen": seen})

    assert answer["Location"] == page_of("people", draft)
    assert [signer.role for signer in signatures.valid(draft)] == ["co_lead"]
    assert "There is nothing more to do" in browser.get(page_of("sign", draft)).text


def test_sign_page_of_a_text_that_has_changed_asks_to_read_it_again(draft: Application) -> None:
    browser = browser_of(taking_part(draft).accepted_by)

    answer = browser.post(page_of("sign", draft), {"seen": "0" * 64})

    assert answer.status_code == 409
    assert "The text has changed since you opened this page." in answer.text


def test_person_edit_and_resend_and_remove(draft: Application, applicant: Client) -> None:
    person = invited(draft)
    first = link_to("inga@example.org")

    applicant.post(page_of("person_edit", draft, person.pk), {**ASKED, "side": "Wallonia"})
    applicant.post(page_of("person_resend", draft, person.pk))
    assert StrictClient().get(first).status_code == 404
    applicant.post(page_of("person_remove", draft, person.pk))

    person.refresh_from_db()
    assert (person.side, person.removed_by) == ("Wallonia", draft.applicant)


def test_overview_accepts_an_invitation(draft: Application) -> None:
    person = invited(draft)
    browser = browser_of(confirmed("inga@example.org"))

    assert "Invitations that wait for you" in browser.get("/my/").text
    answer = browser.post(reverse("grants:applicant:invitation_take", args=[person.pk]))

    assert answer["Location"] == draft.get_absolute_url()


@pytest.mark.parametrize("count", [1, 3])
def test_people_page_costs_the_same_for_one_and_for_three(
    draft: Application, applicant: Client, count: int
) -> None:
    for _number in range(count):
        ParticipantFactory(application=draft)

    with CaptureQueriesContext(connection) as queries:
        applicant.get(page_of("people", draft))

    assert len(queries) == 9


def test_participant_link_is_declined_without_an_account_and_the_applicant_sees_it(
    draft: Application,
) -> None:
    asked = invited(draft)
    link = reverse("grants:public:participant_link", args=[token_in(Message.objects.get())])
    client = StrictClient()
    client.force_login(draft.applicant)

    declined = StrictClient().post(link, {"decline": "yes"}, follow=True)

    assert "You have declined this invitation." in declined.text
    page = client.get(reverse("grants:applicant:application_people", args=[draft.reference])).text
    assert ("Have declined" in page, asked.name in page) == (True, True)
