"""Rules about what may be decided."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.enums import RuleSubject, Stage
from grants.rules import parameters
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.facts import ZERO, Facts
from grants.rules.kinds.amounts import sum_in_words
from grants.rules.kinds.periods import local_day
from grants.rules.parameters import choice, choices, count, money, percent
from grants.rules.words import any_of, day_in_words, month_in_words, said, share_in_words, sum_said

AT_DECISION = (Stage.DECISION,)
MONTHS = [(f"{month:02}", f"{month:02}") for month in range(1, 13)]


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
        values = {"most": sum_said(self.most)}
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
        values = {"envelope": said(self.envelope), "most": sum_said(self.most)}
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
        values = {"share": share_in_words(self.share), "envelope": said(self.envelope)}
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


@dataclass(frozen=True, kw_only=True)
class DecidedBy(Rule):
    """It is decided by a day of the year in which it was handed in, or of a later one."""

    kind = "decided_by"
    title = gettext_lazy("Decided by a day of the year")
    subject = RuleSubject.DECISION
    stages = AT_DECISION
    month: int = count(gettext_lazy("Month"), least=1)
    day_of_month: int = count(gettext_lazy("Day"), least=1)
    years_later: int = count(gettext_lazy("Years after the year of handing in"))

    def sentence(self) -> str:
        """State the rule."""
        day = f"{self.month:02}-{self.day_of_month:02}"
        if not self.years_later:
            return _("It is decided by %(day)s of the year of handing in.") % {"day": day}
        words = ngettext("%(count)s year", "%(count)s years", self.years_later) % {"count": self.years_later}
        return _("It is decided by %(day)s, %(years)s after the year of handing in.") % {
            "day": day,
            "years": words,
        }

    def contradiction(self) -> str:
        """Ask for a day that every year has."""
        try:
            date(2023, self.month, self.day_of_month)
        except ValueError:
            return _("This day does not exist.")
        return ""

    def check(self, facts: Facts) -> Verdict:
        """Compare the day of the decision, which is today."""
        filed, today = local_day(facts.filed_at or facts.now, facts), local_day(facts.now, facts)
        if filed is None or today is None:
            return unknown()
        latest = date(filed.year + self.years_later, self.month, self.day_of_month)
        if today <= latest:
            return MET
        values = {"rule": self.sentence(), "day": day_in_words(latest)}
        return broken(_("%(rule)s That was %(day)s.") % values)


@dataclass(frozen=True, kw_only=True)
class DecidedInMonths(Rule):
    """It is decided in one of some months of the year."""

    kind = "decided_in_months"
    title = gettext_lazy("Months of decisions")
    subject = RuleSubject.DECISION
    stages = AT_DECISION
    months: tuple[str, ...] = choices(gettext_lazy("Months"), MONTHS)

    def sentence(self) -> str:
        """State the rule."""
        words = any_of(month_in_words(int(month)) for month in self.months)
        return _("Decisions are made in %(months)s.") % {"months": words}

    def check(self, facts: Facts) -> Verdict:
        """Compare the month of the decision, which is today's."""
        today = local_day(facts.now, facts)
        if today is None:
            return unknown()
        return MET if f"{today:%m}" in self.months else broken(self.sentence())


KINDS: tuple[type[Rule], ...] = (
    AwardsAtMost,
    EnvelopeAtMost,
    EarmarkAtLeast,
    AwardsAtLeast,
    DecidedBy,
    DecidedInMonths,
)
