"""Calls at the office, as a browser asks for them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from grants.enums import CallStatus, QuestionKind
from grants.models import Call, Question
from portal.accounts.enums import Role
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory, CallFactory, QuestionFactory


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(status=CallStatus.DRAFT, slug="grants-2027", names={"en": "Grants", "sv": "Bidrag"})


def signed_in(call: Call, role: str = Role.OFFICER) -> Client:
    client = Client()
    client.force_login(member(call.authority, role))
    return client


def address(name: str, *arguments: Any) -> str:
    return reverse(f"grants:officer:{name}", args=["grants-2027", *arguments])


def test_call_list_and_detail_open_for_the_auditor_without_a_way_to_edit(call: Call) -> None:
    QuestionFactory(call=call)
    client = signed_in(call, Role.AUDITOR)

    listed = client.get(reverse("grants:officer:call_list"))
    shown = client.get(address("call_detail"))

    assert (listed.status_code, listed.context["can_add"]) == (200, False)
    assert (shown.status_code, shown.context["steps"]) == (200, [])
    assert client.get(address("call_edit", "basics")).status_code == 403


@pytest.mark.parametrize("section", ["basics", "window", "amounts", "texts"])
def test_call_edit_opens_each_section(call: Call, section: str) -> None:
    assert signed_in(call).get(address("call_edit", section)).status_code == 200


def test_call_edit_reads_the_window_on_the_clocks_of_the_zone(call: Call) -> None:
    said = {
        "version": "1",
        "time_zone": "Europe/Brussels",
        "opens_at": "2027-03-01T09:00",
        "closes_at": "2027-04-01T00:00",
    }

    response = signed_in(call).post(address("call_edit", "window"), said)

    call.refresh_from_db()
    assert response.status_code == 302
    assert (call.opens_at, call.closes_at) == (
        datetime(2027, 3, 1, 8, tzinfo=UTC),
        datetime(2027, 3, 31, 22, tzinfo=UTC),
    )


def test_call_edit_of_the_zone_alone_keeps_the_clock_times(call: Call) -> None:
    Call.objects.update(
        opens_at=datetime(2027, 3, 1, 8, tzinfo=UTC), closes_at=datetime(2027, 3, 2, 8, tzinfo=UTC)
    )
    said = {
        "version": "1",
        "time_zone": "Europe/London",
        "opens_at": "2027-03-01T09:00",
        "closes_at": "2027-03-02T09:00",
    }

    signed_in(call).post(address("call_edit", "window"), said)

    call.refresh_from_db()
    assert call.opens_at == datetime(2027, 3, 1, 9, tzinfo=UTC)


def test_call_edit_refuses_a_time_that_the_clocks_leap_over(call: Call) -> None:
    said = {"version": "1", "time_zone": "Europe/Stockholm", "opens_at": "2027-03-28T02:30"}

    response = signed_in(call).post(address("call_edit", "window"), said)

    assert response.context["form"].errors["opens_at"] == [
        "The clocks are set forward that night, and this time does not exist there."
    ]


def test_call_edit_of_a_stale_version_shows_both_texts(call: Call) -> None:
    Call.objects.update(version=2, amount_max=50_000)
    said = {"version": "1", "currency": "SEK", "amount_max": "60 000"}

    response = signed_in(call).post(address("call_edit", "amounts"), said)

    assert response.status_code == 409
    assert [difference.name for difference in response.context["differences"]] == ["amount_max"]


def test_call_step_publishes_after_the_question(call: Call) -> None:
    QuestionFactory(call=call)
    client = signed_in(call)

    asked = client.get(address("call_step", "published"))
    done = client.post(address("call_step", "published"), {"version": "1"})

    call.refresh_from_db()
    assert (asked.status_code, done.status_code, call.status) == (200, 302, CallStatus.PUBLISHED)


def test_call_step_says_what_is_missing(call: Call) -> None:
    response = signed_in(call).post(address("call_step", "published"), {"version": "1"})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "The form asks nothing yet. Add a question before you publish it."
    ]


def test_call_copy_begins_a_draft_for_the_next_year(call: Call) -> None:
    response = signed_in(call).post(address("call_copy"), {"year": "2030"})

    assert response.url == reverse("grants:officer:call_detail", args=["grants-2030"])


def test_question_create_makes_answers_of_lines(call: Call) -> None:
    said = {
        "labels_en": "Field",
        "kind": QuestionKind.CHOICE,
        "options_en": "Dance\nFilm",
        "options_sv": "Dans\r\nFilm",
    }

    response = signed_in(call).post(address("question_create"), said)

    assert response.status_code == 302
    assert Question.objects.get().options == [
        {"code": "dance", "names": {"en": "Dance", "sv": "Dans"}},
        {"code": "film", "names": {"en": "Film", "sv": "Film"}},
    ]


def test_question_edit_keeps_the_codes_of_answers_that_stay(call: Call) -> None:
    options = [{"code": "a", "names": {"en": "Dance"}}, {"code": "b", "names": {"en": "Film"}}]
    question = QuestionFactory(call=call, kind=QuestionKind.CHOICE, options=options)
    client = signed_in(call)
    page = client.get(address("question_edit", question.pk))
    said = {
        "version": page.context["form"].initial["version"],
        "labels_en": "Field",
        "kind": QuestionKind.CHOICE,
        "options_en": "Film\nDance\nMusic",
    }

    client.post(address("question_edit", question.pk), said)

    question.refresh_from_db()
    assert [option["code"] for option in question.options] == ["b", "a", "music"]


def test_question_move_and_remove_and_restore(call: Call) -> None:
    first, second = QuestionFactory(call=call, code="one"), QuestionFactory(call=call, code="two")
    client = signed_in(call)

    client.post(address("question_move", first.pk), {"to": "down"})
    client.post(address("question_remove", second.pk))
    removed = list(call.questions.filter(removed_at=None).values_list("code", flat=True))
    client.post(address("question_restore", second.pk))

    assert removed == ["one"]
    assert [question.code for question in call.questions.filter(removed_at=None)] == ["two", "one"]


def test_call_preview_shows_the_form_and_saves_nothing(call: Call) -> None:
    for kind in QuestionKind.values:
        QuestionFactory(
            call=call,
            kind=kind,
            options=[{"code": "a", "names": {"en": "A"}}, {"code": "b", "names": {"en": "B"}}],
        )
    ApplicationFactory(call=call)

    response = signed_in(call, Role.AUDITOR).get(address("call_preview"))

    assert response.status_code == 200
    assert [len(questions) for _section, questions in response.context["sections"]] == [len(QuestionKind)]
