"""Rules made of rules: what is not known yet is neither met nor broken, and decides only where it matters."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.enums import RuleSubject
from grants.rules import Facts, Rule, RuleError, Verdict
from grants.rules.base import Outcome
from grants.rules.facts import Party
from grants.rules.kinds.combined import All, AnyOf, EachPartner, EachPerson, EachSide, Not, OnlyIf
from grants.rules.kinds.periods import PeriodWithin
from tests.grants.rules.making import patient


@dataclass(frozen=True, kw_only=True)
class Found(Rule):
    """A rule that finds what the test says."""

    kind = "found"
    title = "Found"
    subject = RuleSubject.CONTENT
    outcome: Outcome

    def sentence(self) -> str:
        """State the rule."""
        return "This is so."

    def check(self, facts: Facts) -> Verdict:
        """Find it."""
        return Verdict(self.outcome, "It is not so." if self.outcome is Outcome.BROKEN else "", "title")


@dataclass(frozen=True, kw_only=True)
class FoundByName(Rule):
    """A rule that finds what the name of the applicant says."""

    kind = "found_by_name"
    title = "Found by name"
    subject = RuleSubject.CONTENT

    def sentence(self) -> str:
        """State the rule."""
        return "The name is right."

    def check(self, facts: Facts) -> Verdict:
        """Read the name of the one asked about, or of the lead of a side."""
        found = Outcome(facts.applicant.name)
        return Verdict(found, "It is wrong." if found is Outcome.BROKEN else "")


MET, BROKEN, UNKNOWN = Outcome.MET, Outcome.BROKEN, Outcome.UNKNOWN
# As numbers: broken 0, not known 1, met 2; "all" is then the smallest and "any" the greatest.
RANK = {BROKEN: 0, UNKNOWN: 1, MET: 2}
several = st.lists(st.sampled_from(Outcome), min_size=2, max_size=6)


def _rules(outcomes: list[Outcome]) -> tuple[Rule, ...]:
    return tuple(Found(outcome=one) for one in outcomes)


def _checked(rule: Rule, facts: Facts | None = None) -> Outcome:
    verdict = rule.check(facts or Facts())
    assert bool(verdict.why) is verdict.is_broken
    return verdict.outcome


@patient
@given(several)
def test_all_is_the_least_of_its_rules(outcomes: list[Outcome]) -> None:
    assert _checked(All(inside=_rules(outcomes))) is min(outcomes, key=RANK.__getitem__)


@patient
@given(several)
def test_any_is_the_most_of_its_rules(outcomes: list[Outcome]) -> None:
    assert _checked(AnyOf(inside=_rules(outcomes))) is max(outcomes, key=RANK.__getitem__)


@pytest.mark.parametrize(("inside", "expected"), [(MET, BROKEN), (BROKEN, MET), (UNKNOWN, UNKNOWN)])
def test_not_turns_round_what_is_known(inside: Outcome, expected: Outcome) -> None:
    assert _checked(Not(inside=_rules([inside]))) is expected


@patient
@given(several)
def test_not_any_is_all_not(outcomes: list[Outcome]) -> None:
    rules = _rules(outcomes)

    assert _checked(Not(inside=(AnyOf(inside=rules),))) is _checked(
        All(inside=tuple(Not(inside=(rule,)) for rule in rules))
    )


@pytest.mark.parametrize("then", list(Outcome))
@pytest.mark.parametrize("condition", list(Outcome))
def test_only_if_asks_what_follows_where_the_condition_is_met(condition: Outcome, then: Outcome) -> None:
    expected = {MET: then, BROKEN: MET, UNKNOWN: UNKNOWN}[condition]

    assert _checked(OnlyIf(inside=_rules([condition, then]))) is expected


@patient
@given(st.lists(st.sampled_from(Outcome), min_size=1, max_size=6))
def test_each_is_the_least_of_those_it_asks_for(outcomes: list[Outcome]) -> None:
    people = tuple(Party(name=one.value) for one in outcomes)
    leads = tuple(Party(name=one.value, side=str(n), is_lead=True) for n, one in enumerate(outcomes))
    least, inside = min(outcomes, key=RANK.__getitem__), (FoundByName(),)

    assert _checked(EachPartner(inside=inside), Facts(partners=people)) is least
    assert _checked(EachPerson(inside=inside), Facts(persons=people)) is least
    assert _checked(EachSide(inside=inside), Facts(partners=leads)) is least


@pytest.mark.parametrize("kind", [EachPartner, EachPerson, EachSide])
def test_each_waits_while_nobody_is_named(kind: type[Rule]) -> None:
    rule = kind.read({}, [FoundByName()])

    assert [_checked(rule), _checked(rule, Facts(partners=(), persons=()))] == [UNKNOWN, UNKNOWN]


def test_each_partner_names_the_one_that_breaks_the_rule() -> None:
    verdict = EachPartner(inside=(FoundByName(),)).check(
        Facts(partners=(Party(name="met"), Party(name="broken")))
    )

    assert (verdict.why, verdict.about) == ("broken: It is wrong.", "partners")


def test_each_person_is_asked_with_days_of_their_own() -> None:
    rule = EachPerson(inside=(PeriodWithin(earliest=date(2027, 3, 1)),))
    early = Party(name="Early", start=date(2027, 2, 28))

    assert _checked(rule, Facts(start=date(2027, 3, 1), persons=(Party(name="With all"),))) is MET
    assert _checked(rule, Facts(start=date(2027, 3, 1), persons=(early,))) is BROKEN


@pytest.mark.parametrize(
    ("kind", "number"),
    [(All, 0), (AnyOf, 1), (Not, 0), (Not, 2), (OnlyIf, 1), (OnlyIf, 3), (EachSide, 2), (All, 21)],
)
def test_combinations_refuse_too_few_and_too_many_rules(kind: type[Rule], number: int) -> None:
    with pytest.raises(RuleError):
        kind.read({}, _rules([MET] * number))


@pytest.mark.parametrize(("kind", "number"), [(All, 1), (All, 20), (AnyOf, 2), (Not, 1), (OnlyIf, 2)])
def test_combinations_keep_the_rules_inside_in_their_order(kind: type[Rule], number: int) -> None:
    rules = _rules([MET, BROKEN, UNKNOWN] * 7)[:number]

    assert kind.read({}, rules) == kind(inside=rules)  # type: ignore[call-arg]
