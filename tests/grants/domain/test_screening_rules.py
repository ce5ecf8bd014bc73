"""The rules of a call at the check of conditions and at the decision."""

from decimal import Decimal
from typing import Any

import pytest

from grants.domain import call_rules, decisions, screening, screening_rules
from grants.domain.screening import CHECKS
from grants.domain.screening_rules import RuleAnswer, findings_of, proposed
from grants.enums import ApplicationStatus, Effect, RuleVerdict
from grants.models import Application, CallRule, Decision, ScreeningFinding
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory

ALL_MET = dict.fromkeys(CHECKS, True)
JUDGED = {"words": {"en": "The project is new."}, "reason": {"en": "No machine knows."}}


@pytest.fixture
def case(db: None) -> Application:
    """A case that applies for 50,000."""
    return ApplicationFactory(submitted=True)


@pytest.fixture
def officer(case: Application) -> User:
    return member(case.authority, Role.OFFICER)


def rule(case: Application, kind: str, **values: Any) -> CallRule:
    return call_rules.add(case.call, {"kind": kind, **values}, by=None)


def at_most(case: Application, most: int, **values: Any) -> CallRule:
    return rule(case, "amount_between", parameters={"most": str(most)}, **values)


def screen(case: Application, officer: User, *, eligible: bool = True, **answers: RuleAnswer) -> None:
    screening.screen(
        case,
        checks=ALL_MET,
        eligible=eligible,
        reason="" if eligible else "Not met.",
        version=case.version,
        by=officer,
        answers={int(key.removeprefix("rule_")): answer for key, answer in answers.items()},
    )


def test_findings_of_tells_met_from_broken_and_judged(case: Application) -> None:
    at_most(case, 60_000)
    at_most(case, 40_000)
    at_most(case, 40_000, effect=Effect.WARNING)
    rule(case, "judged", parameters=JUDGED)

    found = findings_of(case)

    assert [(one.verdict, one.is_asked) for one in found] == [
        (RuleVerdict.MET, False),
        (RuleVerdict.BROKEN, True),
        (RuleVerdict.BROKEN, False),
        (RuleVerdict.JUDGED, True),
    ]


def test_findings_of_does_not_ask_about_a_warning_that_is_not_known(case: Application) -> None:
    rule(case, "nonprofit", effect=Effect.WARNING)

    assert [(one.verdict, one.is_asked) for one in findings_of(case)] == [(RuleVerdict.JUDGED, False)]


def test_proposed_names_the_rule_that_is_not_met(case: Application) -> None:
    at_most(case, 40_000)

    eligible, reason = proposed(findings_of(case))

    assert (eligible, reason.count("40,000")) == (False, reason.count("40,000") or 1)


def test_proposed_waits_for_what_people_judge(case: Application) -> None:
    at_most(case, 60_000)
    before = proposed(findings_of(case))
    rule(case, "judged", parameters=JUDGED)

    assert (before, proposed(findings_of(case))) == ((True, ""), (None, ""))


def test_screen_keeps_the_rules_as_they_were_stated(case: Application, officer: User) -> None:
    judged = rule(case, "judged", parameters=JUDGED)
    screen(case, officer, **{f"rule_{judged.pk}": RuleAnswer(True, " Seen. ")})
    call_rules.remove(judged, by=None)

    kept = ScreeningFinding.objects.get()

    assert (kept.statement, kept.why, kept.is_met, kept.note) == (
        "The project is new.",
        "No machine knows.",
        True,
        "Seen.",
    )


def test_screen_wants_an_answer_to_what_only_people_judge(case: Application, officer: User) -> None:
    judged = rule(case, "judged", parameters=JUDGED)

    with pytest.raises(DomainError) as refused:
        screen(case, officer)

    assert refused.value.message_dict == {f"rule-{judged.pk}": ["Say whether this is met."]}


def test_screen_overrules_the_portal_only_with_a_note(case: Application, officer: User) -> None:
    broken = at_most(case, 40_000)
    with pytest.raises(DomainError) as refused:
        screen(case, officer, **{f"rule_{broken.pk}": RuleAnswer(True)})
    screen(case, officer, **{f"rule_{broken.pk}": RuleAnswer(True, "The sum was a slip of the pen.")})

    assert list(refused.value.message_dict) == [f"rule-{broken.pk}-note"]
    case.refresh_from_db()
    assert case.status == ApplicationStatus.ELIGIBLE


def test_screen_eligible_over_a_rule_that_is_not_met_is_refused(case: Application, officer: User) -> None:
    broken = at_most(case, 40_000)

    with pytest.raises(DomainError) as refused:
        screen(case, officer, **{f"rule_{broken.pk}": RuleAnswer(False)})

    assert list(refused.value.message_dict) == [f"rule-{broken.pk}"]


def test_screen_ineligible_with_a_rule_that_is_not_met_stands(case: Application, officer: User) -> None:
    broken = at_most(case, 40_000)
    screen(case, officer, eligible=False, **{f"rule_{broken.pk}": RuleAnswer(False)})

    assert ScreeningFinding.objects.get().verdict == RuleVerdict.BROKEN


def decide(case: Application, amount: int | None) -> Decision:
    case.status = ApplicationStatus.ELIGIBLE
    case.save()
    maker = member(case.authority, Role.DECISION_MAKER)
    outcome = "approved" if amount else "rejected"
    return decisions.decide(
        case,
        outcome=outcome,
        reasons="It serves.",
        appeal_notice="Write to the court.",
        by=maker,
        amount=Decimal(amount) if amount else None,
        lower_reasons="The budget." if amount else "",
    )


def test_decide_refuses_a_sum_over_a_rule_with_its_sentence(case: Application) -> None:
    at_most(case, 40_000, stages=["decision"])

    with pytest.raises(DomainError) as refused:
        decide(case, 40_001)

    assert [sentence.count("40") > 0 for sentence in refused.value.messages] == [True]
    assert Decision.objects.count() == 0


def test_decide_takes_a_sum_that_keeps_the_rule_and_one_that_only_warns(case: Application) -> None:
    at_most(case, 40_000, stages=["decision"])
    at_most(case, 30_000, stages=["decision"], effect=Effect.WARNING)

    assert decide(case, 40_000).award.amount == 40_000


def test_decide_rejects_whatever_the_rules_say(case: Application) -> None:
    at_most(case, 1, stages=["decision"])

    assert decide(case, None).outcome == "rejected"


def test_record_says_nothing_for_the_officer_where_nobody_was_asked(case: Application, officer: User) -> None:
    at_most(case, 60_000)
    screen(case, officer)

    assert ScreeningFinding.objects.values_list("verdict", "is_met").get() == ("met", None)
    assert screening_rules.NO_ANSWER.is_met is None
