"""The builder of a call in the browser: steps, parts, rules, documents, more time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.domain.call_check import Step
from grants.enums import CallStatus, QuestionKind
from grants.models import Call, CallRule
from grants.rules import CATALOGUE
from grants.views.officer.call_parts import PARTS
from portal.accounts.enums import Role
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.grants import (
    ApplicationFactory,
    CallFactory,
    CallFunderFactory,
    CallRuleFactory,
    QuestionFactory,
    StrandFactory,
    WindowFactory,
)

ASKED = {"effect": "blocking", "stages": ["submission"]}


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(status=CallStatus.DRAFT, slug="grants-2027", names={"en": "Grants", "sv": "Bidrag"})


def signed_in(call: Call, role: str = Role.OFFICER) -> Client:
    client = Client()
    client.force_login(member(call.authority, role))
    return client


def address(name: str, *arguments: Any) -> str:
    return reverse(f"grants:officer:{name}", args=["grants-2027", *arguments])


@pytest.mark.parametrize("step", [step.value for step in Step])
def test_call_build_opens_every_step_for_readers(call: Call, step: str) -> None:
    response = signed_in(call, Role.AUDITOR).get(address("call_build", step), follow=True)

    assert (response.status_code, response.context["may_edit"], len(response.context["build"])) == (
        200,
        False,
        8,
    )


def test_call_build_of_no_step_is_not_found(call: Call) -> None:
    assert signed_in(call).get(address("call_build", "else")).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_call_part_create_opens_for_every_kind(call: Call, part: str) -> None:
    assert signed_in(call).get(address("call_part_create", part)).status_code == 200


def test_call_part_is_added_edited_moved_and_removed(call: Call) -> None:
    client = signed_in(call)
    page = address("call_part_create", "strands")

    made = client.post(page, {"names_en": "Japan", "amount_max": "10 000", "destinations": "Japan"})
    strand = call.strands.get()
    form = client.get(address("call_part_edit", "strands", strand.pk)).context["form"]
    said = {
        "version": form.initial["version"],
        "names_en": "Japan",
        "amount_max": "12 000",
        "destinations": "JP",
    }
    client.post(address("call_part_edit", "strands", strand.pk), said)
    StrandFactory(call=call, position=0)
    client.post(address("call_part_move", "strands", strand.pk), {"to": "up"})
    listed = client.get(address("call_build", "windows")).content.decode()
    strand.refresh_from_db()

    assert made.url == address("call_build", "windows") + "#strands"
    assert (strand.code, strand.amount_max, strand.destinations, strand.position) == (
        "japan",
        12_000,
        ["JP"],
        0,
    )
    assert "at most SEK\u00a012,000, Japan" in listed
    client.post(address("call_part_remove", "strands", strand.pk))
    assert not call.strands.filter(pk=strand.pk).exists()


def test_call_part_of_another_call_is_not_found(call: Call) -> None:
    other = StrandFactory()

    assert signed_in(call).get(address("call_part_edit", "strands", other.pk)).status_code == 404


def test_call_part_edit_refuses_shares_over_the_whole(call: Call) -> None:
    CallFunderFactory(call=call, share=60)
    funder = CallFunderFactory(call=call, share=40)
    client = signed_in(call)
    form = client.get(address("call_part_edit", "funders", funder.pk)).context["form"]
    said = {
        "version": form.initial["version"],
        "organisation": funder.organisation_id,
        "role": funder.role,
        "share": "41",
    }

    response = client.post(address("call_part_edit", "funders", funder.pk), said)

    assert response.context["form"].errors["share"] == [
        "The shares of the funders come to 101 %: more than the whole."
    ]


def test_call_rule_choose_finds_kinds_by_their_words_and_subject(call: Call) -> None:
    client = signed_in(call)

    found = client.get(address("call_rule_choose"), {"q": "share of the cost largest", "subject": "amount"})
    none = client.get(address("call_rule_choose"), {"q": "no such rule"})

    assert [kind for _words, kinds in found.context["groups"] for kind, _title in kinds] == ["share_of_cost"]
    assert (none.status_code, none.context["groups"]) == (200, [])


def test_call_rule_is_added_shown_edited_and_removed(call: Call) -> None:
    QuestionFactory(call=call, kind=QuestionKind.MONEY)
    client = signed_in(call)

    added = client.post(address("call_rule_create", "amount_between"), {"p_most": "50 000", **ASKED})
    row = call.rules.get()
    outline = client.get(address("call_rule_list")).context["outline"]
    edited = client.post(address("call_rule_edit", row.pk), {"version": "1", "p_most": "60000", **ASKED})
    stale = client.post(address("call_rule_edit", row.pk), {"version": "1", "p_most": "70000", **ASKED})
    row.refresh_from_db()

    assert (added.status_code, edited.status_code, stale.status_code) == (302, 302, 409)
    assert (row.parameters, row.stages) == ({"most": "60000"}, ["submission"])
    assert [one.words for one in outline] == ["The amount is at most SEK\u00a050,000."]
    assert client.get(address("call_rule_remove", row.pk)).status_code == 200
    client.post(address("call_rule_remove", row.pk))
    assert not call.rules.exists()


def test_call_rule_create_keeps_what_was_typed_beside_what_is_wrong(call: Call) -> None:
    response = signed_in(call).post(
        address("call_rule_create", "home_in"), {"p_places": "Atlantis", "p_who": "applicant", **ASKED}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["p_places"])
    assert "Atlantis</textarea>" in response.content.decode()


def test_call_rule_preview_gives_the_sentence_alone_or_the_page_and_stores_nothing(call: Call) -> None:
    client = signed_in(call)
    said = {"p_places": "Sweden", "p_who": "applicant", "preview": "1", **ASKED}

    alone = client.post(address("call_rule_create", "home_in"), said, headers={"HX-Request": "true"})
    page = client.post(address("call_rule_create", "home_in"), said)

    sentence = "Residence or seat of the applicant lies in Sweden."
    assert (alone.context["preview"], page.context["preview"]) == (sentence, sentence)
    assert ("<html" in alone.content.decode(), "<html" in page.content.decode()) == (False, True)
    assert not CallRule.objects.exists()


def test_call_rule_in_a_combination_shows_the_whole_sentence(call: Call) -> None:
    client = signed_in(call)
    client.post(address("call_rule_create", "any"), ASKED)
    parent = call.rules.get()
    inside = address("call_rule_create", "home_in") + f"?inside={parent.pk}"

    for place in ("Sweden", "Norway"):
        client.post(inside, {"p_places": place, "p_who": "applicant"})
    shown = client.get(address("call_rule_edit", parent.pk))

    assert shown.context["preview"] == (
        "One of these: Residence or seat of the applicant lies in Sweden; "
        "Residence or seat of the applicant lies in Norway."
    )
    assert [rule.parent_id for rule in call.rules.exclude(parent=None)] == [parent.pk, parent.pk]


def test_call_rule_edit_of_a_rule_in_a_combination_shows_its_own_sentence(call: Call) -> None:
    parent = CallRuleFactory(call=call, kind="any", parameters={})
    inner = CallRuleFactory(call=call, parent=parent, stages=[], kind="balanced", parameters={})
    CallRuleFactory(call=call, parent=parent, stages=[], kind="nonprofit", parameters={})

    response = signed_in(call).get(address("call_rule_edit", inner.pk))

    assert response.context["preview"] == CATALOGUE["balanced"].read({}).sentence()


@pytest.mark.parametrize("inside", ["x", "999999", "9" * 40])
def test_call_rule_create_inside_no_rule_is_not_found(call: Call, inside: str) -> None:
    page = address("call_rule_create", "balanced") + f"?inside={inside}"

    assert signed_in(call).get(page).status_code == 404


def test_call_rule_try_shows_each_verdict_for_a_case_and_not_for_somebody_s_draft(call: Call) -> None:
    QuestionFactory(call=call, code="requested", kind=QuestionKind.MONEY)
    CallRuleFactory(call=call)
    case = ApplicationFactory(call=call, submitted=True)
    draft = ApplicationFactory(call=call)
    client = signed_in(call)

    shown = client.get(address("call_rule_try"), {"application": case.reference})
    hidden = client.get(address("call_rule_try"), {"application": draft.reference})

    assert [one["words"] for one in shown.context["verdicts"]] == ["Met"]
    assert (hidden.context["application"], hidden.context["verdicts"]) == (None, [])


def test_call_window_use_sets_the_moments_of_the_call(call: Call) -> None:
    window = WindowFactory(call=call, opens=UncertainDate("2027-02-01"))
    client = signed_in(call)

    asked = client.get(address("call_window_use", window.pk))
    client.post(address("call_window_use", window.pk), {"version": "1"})

    call.refresh_from_db()
    assert asked.status_code == 200
    assert (call.opens_at, call.closes_at) == (
        datetime(2027, 1, 31, 23, tzinfo=UTC),
        datetime(2027, 3, 15, 23, tzinfo=UTC),
    )


@pytest.mark.parametrize(("which", "hour"), [("0", 0), ("1", 1)])
def test_call_window_use_asks_which_of_two_hours_is_meant(call: Call, which: str, hour: int) -> None:
    window = WindowFactory(call=call, closes=UncertainDate("2027-10-31"), closes_time="02:30")
    client = signed_in(call)

    unsaid = client.post(address("call_window_use", window.pk), {"version": "1"})
    client.post(address("call_window_use", window.pk), {"version": "1", "which": which})

    call.refresh_from_db()
    assert (unsaid.status_code, list(unsaid.context["form"].errors)) == (422, ["which"])
    assert call.closes_at == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)


def test_call_window_use_of_an_uncertain_day_says_why_not(call: Call) -> None:
    window = WindowFactory(call=call, closes=UncertainDate("2027-03"))

    page = signed_in(call).get(address("call_window_use", window.pk), follow=True).content.decode()

    assert "The day on which it closes is not known exactly." in page


def test_call_edit_asks_which_of_two_hours_is_meant_and_keeps_the_answer(call: Call) -> None:
    client = signed_in(call)
    said = {
        "version": "1",
        "time_zone": "Europe/Stockholm",
        "opens_at": "2027-03-01T09:00",
        "closes_at": "2027-10-31T02:30",
    }

    asked = client.post(address("call_edit", "window"), said)
    client.post(address("call_edit", "window"), {**said, "closes_at_which": "1"})
    call.refresh_from_db()
    shown = client.get(address("call_edit", "window")).context["form"]

    assert [words for _key, words in asked.context["form"].fields["closes_at_which"].choices] == [
        "31 October 2027, 02:30 (Stockholm time, UTC+2)",
        "31 October 2027, 02:30 (Stockholm time, UTC+1)",
    ]
    assert (call.closes_at, shown.initial["closes_at_which"]) == (
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        "1",
    )
    again = {**said, "version": str(call.version), "base": shown.initial["base"], "closes_at_which": "0"}
    client.post(address("call_edit", "window"), again)
    call.refresh_from_db()
    assert call.closes_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_call_extend_publishes_the_reason(call: Call) -> None:
    closes_at = timezone.now() + timedelta(days=1)
    Call.objects.update(status=CallStatus.PUBLISHED, closes_at=closes_at)
    client = signed_in(call)
    later = f"{closes_at.astimezone().year + 1}-03-01T12:00"

    refused = client.post(address("call_extend"), {"version": "1", "closes_at": later})
    done = client.post(
        address("call_extend"), {"version": "1", "closes_at": later, "reasons_en": "The portal was away."}
    )
    page = Client().get(call.get_absolute_url()).content.decode()

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reasons"])
    assert (done.status_code, call.extensions.count()) == (302, 1)
    assert ("Extended from" in page, "The portal was away." in page) == (True, True)


def test_call_history_tells_of_parts_and_rules(call: Call) -> None:
    client = signed_in(call)
    client.post(address("call_rule_create", "balanced"), ASKED)
    client.post(address("call_part_create", "strands"), {"names_en": "Japan"})

    page = client.get(address("call_history"))

    assert (page.status_code, len(page.context["page"].object_list)) == (200, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_call_rule_list_costs_the_same_for_one_and_for_three(
    call: Call, django_assert_max_num_queries: Any, count: int
) -> None:
    client = signed_in(call)
    CallRuleFactory.create_batch(count, call=call)
    StrandFactory.create_batch(count, call=call)

    with django_assert_max_num_queries(20):
        client.get(address("call_rule_list"))


def test_call_build_previews_the_next_twelve_batches(call: Call) -> None:
    client = signed_in(call)
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() + timedelta(days=800))
    said = {"kind": "application", "anchor": "rolling", "batch_day": "31", "decision_days": "30"}

    made = client.post(
        address("call_part_create", "windows"),
        {**said, "months_left_out": ["7"], "batch_days": "", "closes_time": "23:59"},
    )
    (shown,) = client.get(address("call_build", "windows")).context["batches"]

    window = call.windows.get()
    assert (made.status_code, window.batch_day, window.months_left_out, window.batch_days) == (
        302,
        31,
        [7],
        [],
    )
    assert shown["rhythm"] == "in batches that close on the last day of each month, except July"
    assert len(shown["rows"]) == 12
    assert not [closes for closes, _decided in shown["rows"] if "July" in closes]


def test_call_part_create_says_which_day_of_a_batch_is_not_understood(call: Call) -> None:
    page = address("call_part_create", "windows")
    said = {"kind": "application", "anchor": "rolling", "batch_days": "2027-03-15\n15 March"}

    refused = signed_in(call).post(page, said)

    assert refused.context["form"].errors["batch_days"] == [
        "“15” is no day. Write year, month and day, such as 2027-03-15."
    ]
