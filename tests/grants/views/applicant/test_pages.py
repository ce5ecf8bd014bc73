"""From the check of all answers to the receipt and what comes after."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.domain import applications, drafts
from grants.enums import ApplicationStatus, CallStatus, WindowAnchor
from grants.models import Application, Award, Call, Decision
from grants.views.applicant import pages
from portal.core.models import Job
from portal.core.moments import say_date
from tests.factories.accounts import RepresentationFactory, UserFactory
from tests.factories.grants import ApplicationFactory, WindowFactory
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db

PAGES = [
    "application_detail",
    "application_check",
    "application_submit",
    "application_receipt",
    "application_withdraw",
    "application_delete",
]


def url(page: str, application: Application) -> str:
    return reverse(f"grants:applicant:{page}", args=[application.reference])


@pytest.fixture
def complete(draft: Application) -> Application:
    """A draft with all its answers."""
    drafts.save_answers(draft, {"title": "Choirs meet", "requested": "50 000"}, by=draft.applicant)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def submitted(complete: Application) -> Application:
    """An application that was handed in."""
    return applications.submit(complete, by=complete.applicant, now=timezone.now())


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_somebody_else_are_not_found(complete: Application, client: Client, page: str) -> None:
    client.force_login(UserFactory())

    method = client.post if page == "application_submit" else client.get

    assert method(url(page, complete)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_pages_send_visitors_to_sign_in(complete: Application, client: Client, page: str) -> None:
    method = client.post if page == "application_submit" else client.get

    response = method(url(page, complete))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_application_check_lists_what_is_missing_with_links_to_its_place(
    draft: Application, applicant: Client
) -> None:
    page = applicant.get(url("application_check", draft)).content.decode()

    section = reverse("grants:applicant:application_section", args=[draft.reference, 1])
    assert "2 things are still needed" in page
    assert (
        f'<a href="{section}?missing#question-title">Title of the project: Answer this question.</a>' in page
    )


def test_application_submit_leads_to_the_receipt(complete: Application, applicant: Client) -> None:
    response = applicant.post(url("application_submit", complete), follow=True)

    complete.refresh_from_db()
    page = response.content.decode()
    assert response.redirect_chain == [(url("application_receipt", complete), 302)]
    for shown in (
        complete.diary_number,
        complete.reference,
        complete.content_sha256,
        "Choirs meet",
        "SEK\u00a050,000",
    ):
        assert shown in page


def test_application_submit_again_gives_the_same_receipt(complete: Application, applicant: Client) -> None:
    answers = [applicant.post(url("application_submit", complete), follow=True) for _number in range(5)]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert {answer.redirect_chain[0][0] for answer in answers} == {url("application_receipt", complete)}
    assert (complete.moves.count(), Job.objects.count()) == (1, 1)


def test_application_submit_incomplete_says_what_is_missing(draft: Application, applicant: Client) -> None:
    response = applicant.post(url("application_submit", draft))

    assert response.status_code == 200
    assert "The application has not been handed in yet. Nothing is lost." in response.content.decode()


def test_application_submit_too_late_says_when_it_closed_and_keeps_the_draft(
    complete: Application, applicant: Client
) -> None:
    Call.objects.filter(pk=complete.call_id).update(closes_at=timezone.now() - timedelta(seconds=1))

    page = applicant.post(url("application_submit", complete), follow=True).content.decode()

    assert "Your draft is kept: you can read it and print it here." in page
    assert "(Stockholm time, UTC+" in page
    assert "Choirs meet" in page
    complete.refresh_from_db()
    assert complete.status == ApplicationStatus.DRAFT


def test_application_submit_too_often_asks_to_wait(
    complete: Application, applicant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "SUBMITS_A_MINUTE", 0)

    response = applicant.post(url("application_submit", complete), follow=True)

    assert "Wait a minute; nothing is lost." in response.content.decode()


def test_application_detail_of_a_withdrawn_call_keeps_the_draft_readable(
    complete: Application, applicant: Client
) -> None:
    Call.objects.filter(pk=complete.call_id).update(status=CallStatus.WITHDRAWN)

    page = applicant.get(complete.get_absolute_url()).content.decode()

    assert "This call has been withdrawn and takes no applications." in page
    assert "Choirs meet" in page


def test_application_detail_shows_the_decision(submitted: Application, applicant: Client) -> None:
    decision = Decision.objects.create(
        application=submitted,
        outcome="approved",
        reasons="A good idea.",
        appeal_notice="Write to us within three weeks.",
        decided_by=UserFactory(),
    )
    Award.objects.create(decision=decision, amount=40_000, currency="SEK")
    Application.objects.filter(pk=submitted.pk).update(status=ApplicationStatus.APPROVED)

    page = applicant.get(submitted.get_absolute_url()).content.decode()

    for shown in ("Approved", "A good idea.", "Write to us within three weeks.", "SEK\u00a040,000"):
        assert shown in page


def test_application_withdraw_asks_first(submitted: Application, applicant: Client) -> None:
    asked = applicant.get(url("application_withdraw", submitted))
    submitted.refresh_from_db()
    before = submitted.status
    done = applicant.post(url("application_withdraw", submitted), {"reason": "Other plans"}, follow=True)

    submitted.refresh_from_db()
    assert (asked.status_code, before, submitted.status) == (
        200,
        ApplicationStatus.SUBMITTED,
        ApplicationStatus.WITHDRAWN,
    )
    assert "The application is withdrawn." in done.content.decode()


def test_application_delete_asks_first(draft: Application, applicant: Client) -> None:
    asked = applicant.get(url("application_delete", draft))
    before = Application.objects.count()
    done = applicant.post(url("application_delete", draft), follow=True)

    assert (asked.status_code, before, Application.objects.count()) == (200, 1, 0)
    assert "The draft is deleted." in done.content.decode()


def test_application_delete_of_a_submitted_application_changes_nothing(
    submitted: Application, applicant: Client
) -> None:
    response = applicant.post(url("application_delete", submitted))

    assert response["Location"] == submitted.get_absolute_url()
    assert Application.objects.count() == 1


def test_application_start_begins_as_a_person_or_for_an_organisation(call: Call, client: Client) -> None:
    acting = RepresentationFactory()
    client.force_login(acting.user)
    start = reverse("grants:applicant:application_start", args=[call.slug])

    client.post(start, {"acting_as": "person", "language": "sv"})
    client.post(start, {"acting_as": str(acting.organisation_id), "language": "en"})
    refused = client.post(start, {"acting_as": str(OrganisationFactory().pk), "language": "en"})

    assert list(Application.objects.order_by("pk").values_list("organisation", "language")) == [
        (None, "sv"),
        (acting.organisation_id, "en"),
    ]
    assert "Choose one of these." in refused.content.decode()


def test_application_start_of_a_closed_call_says_when_it_closed(call: Call, client: Client) -> None:
    client.force_login(UserFactory())
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    start = reverse("grants:applicant:application_start", args=[call.slug])

    shown = client.get(start).content.decode()
    posted = client.post(start, {"acting_as": "person", "language": "en"})

    assert "This call closed" in shown
    assert (posted.status_code, Application.objects.count()) == (200, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_overview_costs_the_same_for_one_and_for_three(
    call: Call, client: Client, django_assert_num_queries: Any, count: int
) -> None:
    person = UserFactory()
    for _number in range(count):
        ApplicationFactory(call=call, applicant=person)
        ApplicationFactory(call=call, applicant=person, submitted=True)
    client.force_login(person)

    # Of these, four for what waits: invitations, mandates, requests for completion, messages.
    with django_assert_num_queries(9):
        response = client.get(reverse("grants:applicant:overview"))

    assert response.content.decode().count("<li>\n") >= count


def test_pages_say_in_which_batch_an_application_falls(complete: Application, client: Client) -> None:
    client.force_login(complete.applicant)
    WindowFactory(
        call=complete.call,
        anchor=WindowAnchor.ROLLING,
        closes=None,
        batch_days=[timezone.now().date() + timedelta(days=1)],
        decision_days=30,
    )
    day, decided = (say_date(timezone.now().date() + timedelta(days=days)) for days in (1, 31))
    sentence = f"Applications received by the end of {day} are decided together by {decided}."
    section = reverse("grants:applicant:application_section", args=[complete.reference, 1])

    before = [
        client.get(one).context["batch"]
        for one in (section, complete.get_absolute_url(), url("application_check", complete))
    ]
    client.post(url("application_submit", complete))
    after = client.get(url("application_receipt", complete)).context["batch"]

    assert {*before, after} == {sentence}
