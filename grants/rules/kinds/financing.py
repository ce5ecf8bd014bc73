"""Rules about who pays the rest: own funds, other funders, the funders of the call, and the balance."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import BudgetSide, RuleSubject, Stage
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.facts import ZERO, Facts
from grants.rules.kinds.amounts import WITH_DECISION, asked_for, sum_in_words
from grants.rules.parameters import money, percent, texts, yes_no
from grants.rules.words import all_of, any_of, said, share_in_words, sum_said


@dataclass(frozen=True, kw_only=True)
class OwnFunds(Rule):
    """A share of the costs comes from elsewhere than this grant."""

    kind = "own_funds"
    title = gettext_lazy("Own and other funds")
    subject = RuleSubject.AMOUNT
    about = "budget"
    share: Decimal | None = percent(gettext_lazy("Smallest share of the costs, per cent"), optional=True)
    amount: Decimal | None = money(gettext_lazy("Smallest amount"), optional=True)
    funders: tuple[str, ...] = texts(
        gettext_lazy("Only money of these funders"),
        optional=True,
        help_text=gettext_lazy("Codes of the budget's funders, such as own; empty: all financing."),
    )
    confirmed: bool = yes_no(gettext_lazy("Only money that is promised"))

    def sentence(self) -> str:
        """State the rule."""
        what = (
            _("Promised financing besides this grant")
            if self.confirmed
            else _("Financing besides this grant")
        )
        if self.funders:
            what = _("%(what)s, from %(funders)s") % {
                "what": what,
                "funders": any_of(said(one) for one in self.funders),
            }
        if self.share is not None:
            return _("%(what)s: at least %(share)s of the costs.") % {
                "what": what,
                "share": share_in_words(self.share),
            }
        if self.amount is not None:
            return _("%(what)s: at least %(sum)s.") % {"what": what, "sum": sum_said(self.amount)}
        return _("%(what)s: more than nothing.") % {"what": what}

    def check(self, facts: Facts) -> Verdict:
        """Add up what is meant."""
        if facts.budget is None or not facts.costs:
            return unknown(self.about)
        found = sum(
            (
                line.amount or ZERO
                for line in facts.budget
                if line.side == BudgetSide.INCOME
                and (not self.funders or line.funder in self.funders)
                and (not self.confirmed or line.is_confirmed)
            ),
            ZERO,
        )
        enough = found > 0 if self.share is None and self.amount is None else True
        if self.share is not None and found * 100 < facts.costs * self.share:
            enough = False
        if self.amount is not None and found < self.amount:
            enough = False
        if enough:
            return MET
        values = {"rule": self.sentence(), "sum": sum_in_words(found, facts)}
        return broken(_("%(rule)s It is %(sum)s.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class FundersAtMost(Rule):
    """Some funders together, this call among them, pay at most a share of the costs."""

    kind = "funders_at_most"
    title = gettext_lazy("Cumulation of funders")
    subject = RuleSubject.AMOUNT
    stages = WITH_DECISION
    about = "budget"
    share: Decimal = percent(gettext_lazy("Largest share, per cent"))
    funders: tuple[str, ...] = texts(
        gettext_lazy("Funders, besides this call"), help_text=gettext_lazy("Codes of the budget's funders.")
    )

    def sentence(self) -> str:
        """State the rule."""
        values = {"share": share_in_words(self.share), "funders": all_of(said(one) for one in self.funders)}
        return _("This grant and %(funders)s together pay at most %(share)s of the costs.") % values

    def check(self, facts: Facts) -> Verdict:
        """Add this amount to theirs."""
        amount = asked_for(facts)
        if amount is None or facts.budget is None or not facts.costs:
            return unknown(self.about)
        theirs = sum(
            (
                line.amount or ZERO
                for line in facts.budget
                if line.side == BudgetSide.INCOME and line.funder in self.funders
            ),
            ZERO,
        )
        if (amount + theirs) * 100 <= facts.costs * self.share:
            return MET
        values = {"rule": self.sentence(), "sum": sum_in_words(amount + theirs, facts)}
        return broken(_("%(rule)s It is %(sum)s.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class PerFunder(Rule):
    """Each funder of the call pays at most an amount, by its share."""

    kind = "per_funder_at_most"
    title = gettext_lazy("Largest amount for each funder")
    subject = RuleSubject.AMOUNT
    stages = WITH_DECISION
    about = "requested"
    most: Decimal = money(gettext_lazy("Largest amount"))

    def sentence(self) -> str:
        """State the rule."""
        return _("Each funder pays at most %(most)s.") % {"most": sum_said(self.most)}

    def check(self, facts: Facts) -> Verdict:
        """Take each funder's part: as decided, else its share of the amount; without shares equal parts."""
        if facts.awarded_by_funder:
            parts = list(facts.awarded_by_funder.values())
        else:
            amount, funders = asked_for(facts), facts.call.funders
            if amount is None or not funders:
                return unknown(self.about)
            parts = [
                amount * one.share / 100 if one.share is not None else amount / len(funders)
                for one in funders
            ]
        return MET if all(part <= self.most for part in parts) else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class EqualFunders(Rule):
    """All funders of the call pay the same."""

    kind = "equal_funders"
    title = gettext_lazy("Funders pay equal parts")
    subject = RuleSubject.AMOUNT
    stages = (Stage.SCREENING, Stage.DECISION)
    about = "requested"

    def sentence(self) -> str:
        """State the rule."""
        return _("All funders pay the same amount.")

    def check(self, facts: Facts) -> Verdict:
        """Compare what is decided, else the funders' shares."""
        if facts.awarded_by_funder:
            return (
                MET
                if len(set(facts.awarded_by_funder.values())) == 1
                else broken(self.sentence(), self.about)
            )
        shares = {one.share for one in facts.call.funders}
        if not facts.call.funders or None in shares:
            return unknown(self.about)
        return MET if len(shares) == 1 else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class Balanced(Rule):
    """Costs and financing meet."""

    kind = "balanced"
    title = gettext_lazy("Costs and financing are equal")
    subject = RuleSubject.AMOUNT
    about = "budget"

    def sentence(self) -> str:
        """State the rule."""
        return _("The financing, with the amount applied for, equals the costs.")

    def check(self, facts: Facts) -> Verdict:
        """Compare the two sums."""
        if facts.costs is None or facts.income is None or facts.requested is None:
            return unknown(self.about)
        gap = facts.costs - facts.income - facts.requested
        if not gap:
            return MET
        values = {"rule": self.sentence(), "gap": sum_in_words(abs(gap), facts)}
        return broken(_("%(rule)s The difference is %(gap)s.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class Cofinancing(Rule):
    """What is asked as co-financing is at most a share of it and an amount."""

    kind = "share_of_financing"
    title = gettext_lazy("Share of what another funder is asked for")
    subject = RuleSubject.AMOUNT
    stages = WITH_DECISION
    about = "budget"
    share: Decimal = percent(gettext_lazy("Largest share, per cent"))
    funders: tuple[str, ...] = texts(gettext_lazy("Funders who are asked for the rest"))

    def sentence(self) -> str:
        """State the rule."""
        values = {"share": share_in_words(self.share), "funders": all_of(said(one) for one in self.funders)}
        return (
            _(
                "The amount is at most %(share)s of the co-financing that is asked for together with %(funders)s."
            )
            % values
        )

    def check(self, facts: Facts) -> Verdict:
        """Compare the amount with what is asked of all."""
        amount = asked_for(facts)
        if amount is None or facts.budget is None:
            return unknown(self.about)
        theirs = sum((line.amount or ZERO for line in facts.budget if line.funder in self.funders), ZERO)
        if amount * 100 <= (amount + theirs) * self.share:
            return MET
        return broken(self.sentence(), self.about)


KINDS: tuple[type[Rule], ...] = (OwnFunds, FundersAtMost, PerFunder, EqualFunders, Balanced, Cofinancing)
