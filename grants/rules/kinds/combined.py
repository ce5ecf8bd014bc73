"""Rules made of rules: all of them, any of them, the opposite, only if, for each side, partner or person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import RuleSubject
from grants.rules.base import MET, Outcome, Rule, Verdict, broken, unknown
from grants.rules.facts import Facts, Party

MOST_INSIDE = 20


def _clause(rule: Rule) -> str:
    """Return a rule's sentence without its full stop."""
    return rule.sentence().rstrip(".")


@dataclass(frozen=True, kw_only=True)
class Combined(Rule):
    """A rule with rules inside."""

    subject = RuleSubject.COMBINED
    fewest_inside = 1
    most_inside = MOST_INSIDE
    inside: tuple[Rule, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class All(Combined):
    """Every rule inside is met."""

    kind = "all"
    title = gettext_lazy("All of these")

    def sentence(self) -> str:
        """State every rule."""
        return " ".join(rule.sentence() for rule in self.inside)

    def check(self, facts: Facts) -> Verdict:
        """Ask every rule; the first that is broken speaks."""
        return _all(rule.check(facts) for rule in self.inside)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    waiting: Verdict | None = None
    for verdict in verdicts:
        if verdict.is_broken:
            return verdict
        if verdict.outcome is Outcome.UNKNOWN:
            waiting = waiting or verdict
    return waiting or MET


@dataclass(frozen=True, kw_only=True)
class AnyOf(Combined):
    """One of the rules inside is met."""

    kind = "any"
    title = gettext_lazy("One of these")
    fewest_inside = 2

    def sentence(self) -> str:
        """State the alternatives."""
        return _("One of these: %(rules)s.") % {"rules": "; ".join(_clause(rule) for rule in self.inside)}

    def check(self, facts: Facts) -> Verdict:
        """Ask every rule until one is met."""
        verdicts = [rule.check(facts) for rule in self.inside]
        if any(verdict.is_met for verdict in verdicts):
            return MET
        about = next((verdict.about for verdict in verdicts if verdict.about), "")
        if any(verdict.outcome is Outcome.UNKNOWN for verdict in verdicts):
            return unknown(about)
        return broken(self.sentence(), about)


@dataclass(frozen=True, kw_only=True)
class Not(Combined):
    """The rule inside is not met."""

    kind = "not"
    title = gettext_lazy("The opposite")
    most_inside = 1

    def sentence(self) -> str:
        """State the opposite."""
        return _("This must not be so: %(rule)s.") % {"rule": _clause(self.inside[0])}

    def check(self, facts: Facts) -> Verdict:
        """Turn the verdict round; what is not known stays so."""
        verdict = self.inside[0].check(facts)
        if verdict.outcome is Outcome.UNKNOWN:
            return verdict
        return MET if verdict.is_broken else broken(self.sentence(), verdict.about or self.inside[0].about)


@dataclass(frozen=True, kw_only=True)
class OnlyIf(Combined):
    """The second rule holds only where the first is met."""

    kind = "only_if"
    title = gettext_lazy("Only if")
    fewest_inside = 2
    most_inside = 2

    def sentence(self) -> str:
        """State condition and consequence."""
        condition, then = self.inside
        return _("Only if this holds: %(condition)s. Then: %(rule)s") % {
            "condition": _clause(condition),
            "rule": then.sentence(),
        }

    def check(self, facts: Facts) -> Verdict:
        """Ask the second only where the first is met."""
        condition, then = self.inside
        given = condition.check(facts)
        if given.is_broken:
            return MET
        return given if given.outcome is Outcome.UNKNOWN else then.check(facts)


@dataclass(frozen=True, kw_only=True)
class _ForEach(Combined):
    """The rule inside is met by each of several."""

    most_inside = 1
    words: ClassVar[str | Promise]
    about = "partners"

    def sentence(self) -> str:
        """State the rule and for whom."""
        return f"{self.words}: {self.inside[0].sentence()}"

    def _each(self, seen: Iterable[tuple[str, Facts]]) -> Verdict:
        def named(name: str, verdict: Verdict) -> Verdict:
            why = f"{name}: {verdict.why}" if verdict.why and name else verdict.why
            return Verdict(verdict.outcome, why, self.about)

        return _all(named(name, self.inside[0].check(facts)) for name, facts in seen)


@dataclass(frozen=True, kw_only=True)
class EachSide(_ForEach):
    """Each side of the call meets the rule."""

    kind = "each_side"
    title = gettext_lazy("For each side")
    words = gettext_lazy("For each side")

    def check(self, facts: Facts) -> Verdict:
        """Ask for every side."""
        if not facts.sides:
            return unknown(self.about)
        return self._each((side, facts.for_side(side)) for side in facts.sides)


@dataclass(frozen=True, kw_only=True)
class EachPartner(_ForEach):
    """Each partner meets the rule."""

    kind = "each_partner"
    title = gettext_lazy("For each partner")
    words = gettext_lazy("For each partner")

    def check(self, facts: Facts) -> Verdict:
        """Ask for every partner."""
        return _asked(self._each, facts, facts.partners, self.about)


@dataclass(frozen=True, kw_only=True)
class EachPerson(_ForEach):
    """Each person who takes part meets the rule."""

    kind = "each_person"
    title = gettext_lazy("For each person")
    words = gettext_lazy("For each person")
    about = "persons"

    def check(self, facts: Facts) -> Verdict:
        """Ask for every person."""
        return _asked(self._each, facts, facts.persons, self.about)


def _asked(
    each: Callable[[Iterable[tuple[str, Facts]]], Verdict],
    facts: Facts,
    parties: tuple[Party, ...] | None,
    about: str,
) -> Verdict:
    if not parties:
        return unknown(about)
    return each((party.name, facts.for_party(party)) for party in parties)


KINDS: tuple[type[Rule], ...] = (All, AnyOf, Not, OnlyIf, EachSide, EachPartner, EachPerson)
