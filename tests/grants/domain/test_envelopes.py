"""What was granted from each envelope: by the homes of partners, or by what the applicant said."""

from decimal import Decimal
from typing import Any

import pytest

from grants.domain import call_rules
from grants.domain.envelopes import with_envelopes
from grants.enums import QuestionKind
from grants.models import Answer, Application, Call, Envelope
from grants.rules.facts import History
from tests.factories.grants import (
    ApplicationFactory,
    AwardFactory,
    CallFactory,
    DecisionFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    """A call with an envelope for Quebec, one for two other regions, and one for a purpose."""
    call = CallFactory()
    QuestionFactory(call=call, code="partners", kind=QuestionKind.PARTNERS)
    QuestionFactory(call=call, code="for-ukraine", kind=QuestionKind.YES_NO)
    for code, places in (("quebec", ["CA-QC"]), ("others", ["MX-QUE", "CO-CUN"]), ("ukraine", [])):
        Envelope.objects.create(call=call, code=code, names={"en": code}, amount=1000, places=places)
    for code in ("quebec", "others"):
        inside = {"kind": "envelope_at_most", "parameters": {"envelope": code, "most": "1000"}}
        outer = call_rules.add(call, {"kind": "all", "stages": ["decision"]}, by=None)
        call_rules.add(call, inside, parent=outer, by=None)
    earmark = {"envelope": "ukraine", "share": "5", "question": "for-ukraine"}
    call_rules.add(call, {"kind": "earmark_at_least", "parameters": earmark}, by=None)
    return call


def _granted(call: Call, amount: str, **answers: Any) -> Application:
    application = ApplicationFactory(call=call, submitted=True)
    for question in call.questions.all():
        value = answers.get(question.code.replace("-", "_"))
        if value is not None:
            Answer.objects.create(application=application, question=question, value=value)
    AwardFactory(decision=DecisionFactory(application=application), amount=Decimal(amount))
    return application


def _given(call: Call, application: Application) -> dict[str, Decimal]:
    rules = call_rules.asked_in(call)
    return dict(with_envelopes(History(), application, rules).awarded_by_envelope)


def test_with_envelopes_adds_up_by_the_homes_of_partners(call: Call) -> None:
    _granted(call, "100.10", partners=[{"name": "A", "region": "CA-QC"}])
    _granted(call, "200.20", partners=[{"name": "B", "region": "CA-QC"}, {"name": "C", "region": "CA-QC"}])
    _granted(call, "400.40", partners=[{"name": "D", "region": "MX-QUE"}, {"name": "E", "country": "SE"}])
    _granted(call, "800.80", partners=[{"name": "F", "region": "CA-ON"}])

    given = _given(call, ApplicationFactory(call=call, submitted=True))

    assert given == {"quebec": Decimal("300.30"), "others": Decimal("400.40")}


def test_with_envelopes_adds_up_what_serves_a_purpose(call: Call) -> None:
    _granted(call, "100", for_ukraine="yes")
    _granted(call, "200", for_ukraine="no")
    _granted(call, "400")

    given = _given(call, ApplicationFactory(call=call, submitted=True))

    assert given == {"ukraine": Decimal(100)}


def test_with_envelopes_leaves_out_the_application_itself_and_other_calls(call: Call) -> None:
    mine = _granted(call, "100", partners=[{"name": "A", "region": "CA-QC"}], for_ukraine="yes")
    other = CallFactory(programme=call.programme)
    QuestionFactory(call=other, code="for-ukraine", kind=QuestionKind.YES_NO)
    _granted(other, "200", for_ukraine="yes")

    assert _given(call, mine) == {}


def test_with_envelopes_asks_nothing_where_no_rule_speaks_of_one(django_assert_num_queries: Any) -> None:
    call = CallFactory()
    call_rules.add(call, {"kind": "balanced"}, by=None)
    application, rules = ApplicationFactory(call=call), call_rules.asked_in(call)

    with django_assert_num_queries(0):
        assert with_envelopes(History(), application, rules) == History()


def test_with_envelopes_asks_as_often_for_three_grants_as_for_one(
    call: Call, django_assert_num_queries: Any
) -> None:
    application, rules = ApplicationFactory(call=call), call_rules.asked_in(call)
    for count in (1, 2):
        for _grant in range(count):
            _granted(call, "10", partners=[{"name": "A", "region": "CA-QC"}])
        with django_assert_num_queries(2):
            with_envelopes(History(), application, rules)
