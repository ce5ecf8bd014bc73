"""Rules about what may be decided."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import RuleSubject, Stage
from grants.rules import parameters
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.facts import ZERO, Facts
from grants.rules.kinds.amounts import sum_in_words
from grants.rules.parameters import choice, count, money, percent
from grants.rules.words import share_in_words
from portal.core.amounts import format_number

AT_DECISION = (Stage.DECISION,)


@dataclass(frozen=True, kw_only=True)
class AwardsAtMost(Rule):
    """All grants together, of the call or of the year, have a largest sum."""

    kind = "awards_at_most"
    title = gettext_lazy("Sum of all grants")
    subject = RuleSubject.DECISION
    stages = AT_DECISION
    most: Decimal = money(gettext_lazy("Largest sum"))
    within: str = choice(
        gettext_lazy("Counted"),
        [("call", gettext_lazy("in the call")), ("year", gettext_lazy("in the year"))],
    )

    def sentence(self) -> str:
        """State the rule."""
        values = {"most": format_number(self.most)}
        if self.within == "year":
            return _("All grants of the year together are at most %(most)s.") % values
        return _("All grants of the call together are at most %(most)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """Add this grant to the others."""
        if facts.awarded is None:
            return unknown()
        before = facts.history.awarded_in_year if self.within == "year" else facts.history.awarded_in_call
        if before + facts.awarded <= self.most:
            return MET
        values = {"rule": self.sentence(), "left": sum_in_words(max(self.most - before, ZERO), facts)}
        return broken(_("%(rule)s There is %(left)s left.") % values)


@dataclass(frozen=True, kw_only=True)
class EnvelopeAtMost(Rule):
    """The grants of one envelope have a largest sum."""

    kind = "envelope_at_most"
    title = gettext_lazy("Sum of an envelope")
    subject = RuleSubject.DECISION
    stages = AT_DECISION
    envelope: str = parameters.parameter(parameters.QuestionParameter(gettext_lazy("Envelope")))
    most: Decimal = money(gettext_lazy("Largest sum"))

    def sentence(self) -> str:
        """State the rule."""
        values = {"envelope": self.envelope, "most": format_number(self.most)}
        return _("Grants from %(envelope)s together are at most %(most)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """Add this grant to the others of the envelope."""
        if facts.awarded is None:
            return unknown()
        before = facts.history.awarded_by_envelope.get(self.envelope, ZERO)
        return MET if before + facts.awarded <= self.most else broken(self.sentence())


@dataclass(frozen=True, kw_only=True)
class EarmarkAtLeast(Rule):
    """At least a share of the budget goes to one purpose: others may not take it."""

    kind = "earmark_at_least"
    title = gettext_lazy("Part of the budget for one purpose")
    subject = RuleSubject.DECISION
    stages = AT_DECISION
    envelope: str = parameters.parameter(parameters.QuestionParameter(gettext_lazy("Envelope")))
    share: Decimal = percent(gettext_lazy("Smallest share of the budget, per cent"))
    question: str = parameters.question(gettext_lazy("Question that says whether it is for this purpose"))

    def sentence(self) -> str:
        """State the rule."""
        values = {"share": share_in_words(self.share), "envelope": self.envelope}
        return _("At least %(share)s of the budget goes to %(envelope)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """See whether enough is left for the purpose after this grant."""
        if facts.awarded is None or facts.call.budget is None:
            return unknown()
        if facts.answers.get(self.question) is True:
            return MET
        kept = facts.call.budget * self.share / 100
        given = facts.history.awarded_by_envelope.get(self.envelope, ZERO)
        others = facts.history.awarded_in_call - given + facts.awarded
        return MET if others <= facts.call.budget - max(kept, given) else broken(self.sentence())


@dataclass(frozen=True, kw_only=True)
class AwardsAtLeast(Rule):
    """So many grants are made at least: no grant may leave too little for the rest."""

    kind = "awards_at_least"
    title = gettext_lazy("Number of grants")
    subject = RuleSubject.DECISION
    stages = AT_DECISION
    least: int | None = count(gettext_lazy("Fewest"), optional=True)
    most: int | None = count(gettext_lazy("Most"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        if self.most is not None:
            return _("At most %(count)s grants are made.") % {"count": self.most}
        return _("At least %(count)s grants are made.") % {"count": self.least}

    def contradiction(self) -> str:
        """Ask for one of the two."""
        return "" if (self.least is None) is not (self.most is None) else _("Fill in one of the two bounds.")

    def check(self, facts: Facts) -> Verdict:
        """Count this grant with the others."""
        if facts.awarded is None:
            return unknown()
        made = facts.history.awards_in_call + 1
        if self.most is not None:
            return MET if made <= self.most else broken(self.sentence())
        if facts.call.budget is None or self.least is None:
            return unknown()
        left = facts.call.budget - facts.history.awarded_in_call - facts.awarded
        return MET if made >= self.least or left > 0 else broken(self.sentence())


KINDS: tuple[type[Rule], ...] = (AwardsAtMost, EnvelopeAtMost, EarmarkAtLeast, AwardsAtLeast)
