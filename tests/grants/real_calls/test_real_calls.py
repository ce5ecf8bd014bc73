"""Every real call: read in and written out the same, applied to, and a pair for each rule that a machine checks."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from grants.domain import applications, call_rules
from grants.domain.call_documents import export_call
from grants.domain.call_documents.parts import PARTS
from grants.domain.content import answered_sections
from grants.enums import ApplicationStatus, Stage
from grants.models import Call
from grants.rules.base import Outcome
from tests.grants.real_calls.case import RealCall, begun, facts_told, read_in, rule_of

CASES: list[RealCall] = [
    import_module(f"tests.grants.real_calls.{path.stem}").CASE
    for path in sorted(Path(__file__).parent.glob("call_*.py"))
]
pytestmark = pytest.mark.django_db


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> RealCall:
    """Each of the real calls."""
    return request.param


def test_call_document_is_written_as_it_was_read(case: RealCall) -> None:
    document = case.document

    call = read_in(case, open_=False)

    # A call of a funder that runs no portal names no authority: whoever reads it in chooses.
    assert export_call(call) == {"authority": call.authority.slug, **document}


def test_every_rule_of_the_text_is_carried(case: RealCall) -> None:
    document, text = case.document, _text_of(case)
    carried = set(document["call"].get("carries", []))
    for name in (*(part.name for part in PARTS), "rules"):
        for row in document.get(name, []):
            carried |= set(row.get("carries", []))

    assert carried == {rule.partition(":")[0] for rule in text["rules"]}


def test_right_application_meets_every_rule(case: RealCall) -> None:
    call = read_in(case)
    facts = facts_told(call, case.right, case.now)

    rules = [asked for asked in call_rules.asked_in(call) if asked.row.kind != "judged"]
    found = call_rules.findings(rules, facts, Stage.SUBMISSION)

    assert [finding.sentence for finding in found] == []


def test_right_application_lacks_only_signatures(case: RealCall) -> None:
    call = read_in(case)
    application = begun(call, case.right, case.now)

    against = applications.against(application, answered_sections(application), case.now)

    stated = {
        asked.check(facts_told(call, case.right.but(signatures_=()), case.now)).why
        for asked in call_rules.asked_in(call)
        if asked.row.kind == "signed_by"
    }
    assert {missing.sentence for missing in against} == stated
    assert application.status == ApplicationStatus.DRAFT


def test_rules_meet_what_is_inside_and_refuse_what_is_outside(case: RealCall) -> None:
    call = read_in(case)
    fields = {name: getattr(call, name) for name in ("opens_at", "closes_at", "meets_on", "year")}

    found = []
    for pair in case.pairs:
        asked = rule_of(call, pair)
        for told, wanted in ((pair.inside, Outcome.MET), (pair.outside, Outcome.BROKEN)):
            Call.objects.filter(pk=call.pk).update(**fields)
            call.refresh_from_db()
            verdict = asked.rule.check(facts_told(call, told, case.now))
            if verdict.outcome is not wanted or bool(verdict.why) is not (wanted is Outcome.BROKEN):
                found.append((str(pair), wanted.name, verdict))

    assert found == []


def test_every_checked_rule_has_a_pair(case: RealCall) -> None:
    rows = [row for row in case.document.get("rules", []) if row["kind"] != "judged"]
    wanted = sorted(number for row in rows for number in row.get("carries", []))

    assert sorted(pair.rule for pair in case.pairs) == wanted


def _text_of(case: RealCall) -> dict[str, list[str]]:
    """Return the rules of the call's own text, as they were collected."""
    path = Path(__file__).parent / "texts.json"
    return {"rules": json.loads(path.read_text(encoding="utf-8"))[case.name]}
