"""The page of the check before an application."""

import pytest
from django.test import Client
from django.urls import reverse

from grants.domain import call_rules
from grants.enums import Meaning, QuestionKind
from grants.models import Application, Call
from grants.views.public import call_check
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.grants import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def aged(call: Call) -> Call:
    """A call for people of at most 30 years, with up to 3 partners of two countries."""
    QuestionFactory(call=call, code="born", kind=QuestionKind.DATE, meaning=Meaning.BIRTH_DATE)
    QuestionFactory(call=call, code="partners", kind=QuestionKind.PARTNERS)
    call_rules.add(call, {"kind": "age_between", "parameters": {"most": 30, "who": "applicant"}}, by=None)
    call_rules.add(call, {"kind": "partner_countries", "parameters": {"least": 2}}, by=None)
    return call


def address(call: Call) -> str:
    return reverse("grants:public:call_check", args=[call.slug])


def test_call_check_says_what_is_not_met_without_saving_anything(aged: Call, client: StrictClient) -> None:
    page = client.post(address(aged), {"q-born": "1950-01-01", "q-partners.0.country": "SE"})

    assert [(heading, len(found)) for heading, _tone, found in page.context["groups"]] == [("Not met", 2)]
    assert Application.objects.count() == 0


def test_call_check_needs_no_token_of_the_page(aged: Call) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(address(aged), {"q-born": "2000-01-01"}).status_code == 200


def test_call_check_adds_a_row_without_judging(aged: Call, client: StrictClient) -> None:
    page = client.post(address(aged), {"q-partners.0.country": "SE", "add-row": "partners"})

    assert (page.context["groups"], len(page.context["items"][1].rows)) == ([], 2)


def test_call_check_keeps_answers_for_the_visit(aged: Call, client: StrictClient) -> None:
    client.post(address(aged), {"q-born": "1950-01-01"})

    assert client.get(address(aged)).context["items"][0].bound.value() == "1950-01-01"


def test_answers_of_the_check_are_in_the_draft_that_begins(aged: Call, client: StrictClient) -> None:
    client.post(address(aged), {"q-born": "2000-01-01", "q-partners.0.country": "SE"})
    client.force_login(UserFactory())
    client.post(
        reverse("grants:applicant:application_start", args=[aged.slug]),
        {"acting_as": "person", "language": "en"},
    )

    kept = {answer.question.code: answer.value for answer in Application.objects.get().answers.all()}
    assert kept == {"born": "2000-01-01", "partners": [{"country": "SE"}]}


def test_call_check_too_often_in_one_visit_asks_to_wait(
    aged: Call, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_check, "CHECKS_A_MINUTE", 2)
    codes = [client.post(address(aged), {"q-born": "2000-01-01"}).status_code for _number in range(4)]

    # The first press has no visit yet to be counted in.
    assert codes == [200, 200, 200, 429]


def test_call_check_takes_no_more_text_than_a_check_needs(aged: Call, client: StrictClient) -> None:
    assert client.post(address(aged), {"q-born": "9" * 60_000}).status_code == 422
