"""The form of a rule: every kind has one, and what is typed becomes what a call document has."""

from decimal import Decimal
from typing import Any

import pytest

from grants.enums import QuestionKind
from grants.forms.rules import rule_form
from grants.models import Call, CallRule
from grants.rules import CATALOGUE, Rule
from portal.core.multilingual import Multilingual
from tests.factories.grants import CallFactory, CallRuleFactory, QuestionFactory, StrandFactory

ASKED = {"effect": "blocking", "stages": ["typing", "submission"]}


@pytest.fixture
def call(db: None) -> Call:
    call = CallFactory()
    QuestionFactory(call=call, code="why", labels={"en": "Why?"})
    StrandFactory(call=call, code="japan", names={"en": "Japan"})
    budget = {"categories": [{"code": "travel", "names": {"en": "Travel"}}]}
    QuestionFactory(call=call, code="budget", kind=QuestionKind.BUDGET, shape=budget)
    return call


def form_of(kind: str, call: Call, data: dict[str, Any]) -> Any:
    record = CallRule(call=call, kind=kind)
    return rule_form(CATALOGUE[kind], call, stands_inside=False)({**ASKED, **data}, instance=record)


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=CATALOGUE)
def test_rule_form_of_every_kind_opens_with_the_stages_of_the_kind(call: Call, kind: type[Rule]) -> None:
    form = rule_form(kind, call, stands_inside=False)(instance=CallRule(call=call, kind=kind.kind))

    assert [name for name in form.fields if name.startswith("p_")] == [
        f"p_{name}" for name in kind.parameters()
    ]
    assert form["stages"].initial == [str(stage) for stage in kind.stages]
    assert form.as_div()


@pytest.mark.parametrize(
    ("kind", "typed", "raw"),
    [
        ("amount_between", {"p_most": "50 000,50"}, {"most": "50000.50"}),
        (
            "home_in",
            {"p_places": "Sverige\nBE-VLG", "p_who": "applicant"},
            {"places": ["SE", "BE-VLG"], "who": "applicant"},
        ),
        ("amount_one_of", {"p_amounts": "10 000\n5000"}, {"amounts": ["10000", "5000"]}),
        ("strand_is", {"p_strands": ["japan"]}, {"strands": ["japan"]}),
        (
            "cost_types",
            {"p_categories": ["travel"], "p_excluded": "on"},
            {"categories": ["travel"], "excluded": True},
        ),
        ("period_within", {"p_latest": "2027-12-31"}, {"latest": "2027-12-31"}),
        (
            "answered",
            {"p_question": "why", "p_words_en": "Say why."},
            {"question": "why", "words": {"en": "Say why."}},
        ),
        ("file_types_refused", {"p_types": "zip\n exe \n"}, {"types": ["zip", "exe"]}),
        ("running_at_most", {"p_most": "1"}, {"most": 1}),
    ],
)
def test_rule_form_writes_parameters_as_a_document_has_them(
    call: Call, kind: str, typed: dict[str, Any], raw: dict[str, Any]
) -> None:
    form = form_of(kind, call, typed)

    assert (form.is_valid(), form.errors) == (True, {})
    assert form.values() == {**ASKED, "words": Multilingual({}), "kind": kind, "parameters": raw}


@pytest.mark.parametrize(
    ("kind", "typed", "field", "sentence"),
    [
        (
            "home_in",
            {"p_places": "Atlantis", "p_who": "applicant"},
            "p_places",
            "No country or region is called “Atlantis”. Write its name, or its code such as SE or BE-VLG.",
        ),
        ("amount_between", {}, "__all__", None),
        ("share_of_cost", {"p_share": "101"}, "p_share", "Ensure this value is less than or equal to 100."),
        ("amount_one_of", {"p_amounts": "much"}, "p_amounts", None),
    ],
)
def test_rule_form_says_what_is_wrong_beside_the_parameter(
    call: Call, kind: str, typed: dict[str, Any], field: str, sentence: str | None
) -> None:
    form = form_of(kind, call, typed)

    assert list(form.errors) == [field]
    assert sentence is None or form.errors[field] == [sentence]


def test_rule_form_without_a_stage_asks_for_one(call: Call) -> None:
    assert list(form_of("balanced", call, {"stages": []}).errors) == ["stages"]


def test_rule_form_inside_another_asks_for_no_stage_and_no_effect(call: Call) -> None:
    form = rule_form(CATALOGUE["balanced"], call, stands_inside=True)(
        instance=CallRule(call=call, kind="balanced")
    )

    assert list(form.fields) == ["words"]


def test_rule_form_shows_what_is_stored_and_keeps_what_the_call_no_longer_has(call: Call) -> None:
    amount = CallRuleFactory(call=call)
    gone = CallRuleFactory(call=call, kind="answered", parameters={"question": "gone", "words": {"en": "A"}})

    shown = rule_form(CATALOGUE["amount_between"], call, stands_inside=False)(instance=amount)
    kept = rule_form(CATALOGUE["answered"], call, stands_inside=False)(instance=gone)

    assert shown.initial["p_most"] == Decimal(50_000)
    assert ("gone", "gone") in kept.fields["p_question"].choices


def test_rule_changes_hold_all_parameters_when_one_is_changed(call: Call) -> None:
    row = CallRuleFactory(call=call, parameters={"least": "10", "most": "50000"})
    form_class = rule_form(CATALOGUE["amount_between"], call, stands_inside=False)
    drawn = form_class(instance=row)
    data = {"version": "1", "base": drawn.initial["base"], "p_least": "10", "p_most": "60000", **ASKED}

    form = form_class(data, instance=row)

    assert form.is_valid()
    assert form.rule_changes() == {"parameters": {"least": "10", "most": "60000"}}
