"""Calls as everybody reads them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.enums import CallStatus
from grants.models import Call
from tests.factories.grants import CallFactory, ProgrammeFactory, QuestionFactory

pytestmark = pytest.mark.django_db

LIST = "/calls/"


@pytest.fixture
def calls() -> dict[str, Any]:
    """A call in each phase."""
    now = timezone.now()
    programme = ProgrammeFactory()
    return {
        "later": CallFactory(programme=programme, slug="later", closes_at=now + timedelta(days=20)),
        "sooner": CallFactory(
            programme=programme, slug="sooner", closes_at=now + timedelta(days=2, minutes=1)
        ),
        "coming": CallFactory(
            programme=programme,
            slug="coming",
            opens_at=now + timedelta(days=5),
            closes_at=now + timedelta(days=9),
        ),
        "closed": CallFactory(programme=programme, slug="closed", closes_at=now - timedelta(hours=1)),
        "draft": CallFactory(programme=programme, slug="draft", status=CallStatus.DRAFT),
        "withdrawn": CallFactory(programme=programme, slug="withdrawn", status=CallStatus.WITHDRAWN),
    }


def order(page: str, calls: dict[str, Call]) -> list[str]:
    found = {name: page.find(call.get_absolute_url()) for name, call in calls.items()}
    return sorted((name for name, place in found.items() if place >= 0), key=lambda name: found[name])


def test_call_list_shows_the_nearest_deadline_first(calls: dict[str, Call], client: Client) -> None:
    page = client.get(LIST).content.decode()

    assert order(page, calls) == ["sooner", "later", "coming", "closed"]
    assert page.count("2 days left") == 1


@pytest.mark.parametrize(
    ("phase", "found"), [("open", ["sooner", "later"]), ("coming", ["coming"]), ("closed", ["closed"])]
)
def test_call_list_filters_by_phase(
    calls: dict[str, Call], client: Client, phase: str, found: list[str]
) -> None:
    assert order(client.get(LIST, {"phase": phase}).content.decode(), calls) == found


@pytest.mark.parametrize("count", [1, 3])
def test_call_list_costs_the_same_for_one_and_for_three(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    CallFactory.create_batch(count)

    with django_assert_num_queries(3):
        client.get(LIST)


def test_call_detail_shows_the_whole_form_without_an_account(client: Client) -> None:
    call = CallFactory()
    QuestionFactory(call=call, labels={"en": "Why?"}, kind="long_text", max_length=900, required=False)

    page = client.get(call.get_absolute_url()).content.decode()

    assert "Why?" in page
    assert "Long text, at most 900 characters, optional" in page
    assert reverse("grants:applicant:application_start", args=[call.slug]) in page


def test_call_detail_before_opening_says_when_it_opens(calls: dict[str, Call], client: Client) -> None:
    page = client.get(calls["coming"].get_absolute_url()).content.decode()

    assert "This call opens" in page
    assert "/my/applications/start/" not in page


@pytest.mark.parametrize("name", ["draft", "withdrawn"])
def test_call_detail_that_is_not_public_is_not_found(
    calls: dict[str, Call], client: Client, name: str
) -> None:
    assert client.get(calls[name].get_absolute_url()).status_code == 404
