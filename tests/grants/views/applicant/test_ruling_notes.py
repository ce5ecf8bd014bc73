"""What the rules say beside the answers while one writes, on the page and in the answer to a save."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from grants.domain import call_rules, drafts
from grants.domain.content import answered_sections
from grants.enums import Effect, Meaning, QuestionKind
from grants.models import Application, CallRule
from grants.views.applicant.finding import own_application
from grants.views.applicant.ruling_notes import RuleNote, notes_for
from tests.factories.grants import CallFunderFactory, QuestionFactory

pytestmark = pytest.mark.django_db

TOO_MUCH = "The amount applied for is at most 1,000. You have 2,000."


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def ruled(draft: Application) -> Application:
    """A draft of a call that gives at most 1,000 and asks for two partners."""
    call = draft.call
    QuestionFactory(call=call, code="partners", kind=QuestionKind.PARTNERS, meaning=Meaning.PARTNERS)
    call_rules.add(call, {"kind": "amount_between", "parameters": {"most": "1000"}}, by=None)
    call_rules.add(
        call, {"kind": "partner_count", "parameters": {"least": 2}, "effect": Effect.WARNING}, by=None
    )
    return draft


def notes(application: Application, **typed: Any) -> dict[str, list[RuleNote]]:
    drafts.save_answers(application, typed, by=application.applicant)
    found = own_application(application.applicant, application.reference)
    return notes_for(found, answered_sections(found), now=timezone.now()).by_code


def autosave(client: Client, application: Application, number: int, **typed: str) -> Any:
    address = reverse("grants:applicant:application_autosave", args=[application.reference, number])
    return client.post(address, typed, headers={"HX-Request": "true"})


def test_notes_for_tells_what_stops_from_what_warns(ruled: Application) -> None:
    found = notes(ruled, requested="2000", partners=[{"name": "One"}])

    assert {code: [one.is_problem for one in said] for code, said in found.items()} == {
        "requested": [True],
        "partners": [False],
    }


def test_notes_for_leaves_what_is_not_answered_in_peace(ruled: Application) -> None:
    call_rules.add(
        ruled.call,
        {"kind": "answered", "parameters": {"question": "title", "words": {"en": "It has a title."}}},
        by=None,
    )

    assert notes(ruled) == {}


def test_notes_for_does_not_show_what_an_officer_judges(ruled: Application) -> None:
    CallRule.objects.filter(call=ruled.call).update(effect=Effect.JUDGED)

    assert notes(ruled, requested="2000") == {}


def test_notes_for_follows_every_change_of_a_rule(ruled: Application) -> None:
    found = [len(notes(ruled, requested="2000"))]
    row = CallRule.objects.get(kind="amount_between")
    call_rules.edit(row, {"parameters": {"most": "5000"}}, version=None, by=None)
    found.append(len(notes(ruled, requested="2000")))
    CallRule.objects.filter(pk=row.pk).update(parameters={"most": "1000"})
    found.append(len(notes(ruled, requested="2000")))
    call_rules.remove(CallRule.objects.get(pk=row.pk), by=None)
    found.append(len(notes(ruled, requested="2000")))

    assert found == [1, 0, 1, 0]


def test_notes_for_follows_a_change_of_what_rules_know_of_the_call(ruled: Application) -> None:
    call_rules.add(ruled.call, {"kind": "per_funder_at_most", "parameters": {"most": "400"}}, by=None)
    found = [len(notes(ruled, requested="900").get("requested", []))]
    CallFunderFactory(call=ruled.call, share=100)
    found.append(len(notes(ruled, requested="900")["requested"]))

    assert found == [0, 1]


def test_notes_for_asks_nothing_of_the_database_the_second_time(
    ruled: Application, django_assert_num_queries: Any
) -> None:
    notes(ruled, requested="2000")
    application = own_application(ruled.applicant, ruled.reference)
    sections = answered_sections(application)

    with django_assert_num_queries(0):
        notes_for(application, sections, now=timezone.now())


def test_application_section_shows_the_notes_beside_the_answer(ruled: Application, applicant: Client) -> None:
    notes(ruled, requested="2000")
    address = reverse("grants:applicant:application_section", args=[ruled.reference, 2])

    items = {item.question.code: item for item in applicant.get(address).context["items"]}

    assert [note.is_problem for note in items["requested"].rules] == [True]


def test_application_autosave_sends_the_notes_in_at_most_six_queries(
    ruled: Application, applicant: Client
) -> None:
    autosave(applicant, ruled, 2, **{"q-requested": "900"})
    with CaptureQueriesContext(connection) as asked:
        response = autosave(applicant, ruled, 2, **{"q-requested": "2000"})
    again = autosave(applicant, ruled, 2, **{"q-requested": "1000"})

    assert len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]) <= 6
    found = [dict(page.context["rule_notes"])["requested"] for page in (response, again)]
    assert [len(one) for one in found] == [1, 0]
    assert response.content.decode().count('id="rules-requested" hx-swap-oob="true"') == 1
