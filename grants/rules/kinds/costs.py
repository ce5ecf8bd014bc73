"""Rules about the lines of the budget."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import BudgetSide, RuleSubject
from grants.rules import parameters
from grants.rules.base import MET, WHEN_FILED, Rule, Verdict, broken, unknown
from grants.rules.facts import ZERO, Facts, Money
from grants.rules.kinds.amounts import CALCULATED_BY, CalculatedAmount, days_of, sum_in_words
from grants.rules.parameters import choice, money, percent, texts, yes_no
from grants.rules.words import all_of, any_of, lies_in, places_in_words, said, share_in_words, sum_said


def costs_of(facts: Facts, categories: tuple[str, ...] = ()) -> list[Money]:
    """Return the lines of cost, of some categories or all."""
    return [
        line
        for line in facts.budget or ()
        if line.side == BudgetSide.COST and (not categories or line.category in categories)
    ]


@dataclass(frozen=True, kw_only=True)
class CostTypes(Rule):
    """Only some categories of cost count."""

    kind = "cost_types"
    title = gettext_lazy("Kinds of cost")
    subject = RuleSubject.COSTS
    about = "budget"
    categories: tuple[str, ...] = texts(
        gettext_lazy("Categories"), help_text=gettext_lazy("Codes of the budget's categories.")
    )
    excluded: bool = yes_no(gettext_lazy("These do not count, all others do"))

    def sentence(self) -> str:
        """State the rule."""
        words = any_of(said(one) for one in self.categories)
        if self.excluded:
            return _("These costs do not count: %(categories)s.") % {"categories": words}
        return _("Only these costs count: %(categories)s.") % {"categories": words}

    def check(self, facts: Facts) -> Verdict:
        """Look at every line of cost."""
        lines = costs_of(facts)
        if not lines or any(not line.category for line in lines):
            return unknown(self.about)
        wrong = {line.category for line in lines if (line.category in self.categories) is self.excluded}
        if not wrong:
            return MET
        names = all_of(said(one) for one in sorted(wrong))
        return broken(
            _("%(rule)s Not these: %(wrong)s.") % {"rule": self.sentence(), "wrong": names}, self.about
        )


@dataclass(frozen=True, kw_only=True)
class CostAtMost(Rule):
    """Some categories of cost have a largest sum: an amount, an amount for each day, or a share of all costs."""

    kind = "cost_at_most"
    title = gettext_lazy("Largest sum of a kind of cost")
    subject = RuleSubject.COSTS
    about = "budget"
    categories: tuple[str, ...] = texts(gettext_lazy("Categories"))
    amount: Decimal | None = money(gettext_lazy("Largest sum"), optional=True)
    per_day: Decimal | None = money(gettext_lazy("Largest sum for each day"), optional=True)
    share: Decimal | None = percent(gettext_lazy("Largest share of all costs, per cent"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        what, parts = any_of(said(one) for one in self.categories), []
        if self.amount is not None:
            parts.append(_("%(what)s: at most %(most)s.") % {"what": what, "most": sum_said(self.amount)})
        if self.per_day is not None:
            parts.append(
                _("%(what)s: at most %(most)s a day.") % {"what": what, "most": sum_said(self.per_day)}
            )
        if self.share is not None:
            parts.append(
                _("%(what)s: at most %(share)s of the costs.")
                % {"what": what, "share": share_in_words(self.share)}
            )
        return " ".join(parts)

    def contradiction(self) -> str:
        """Ask for one of the three."""
        asked = self.amount is not None or self.per_day is not None or self.share is not None
        return "" if asked else _("Fill in one of these at least.")

    def check(self, facts: Facts) -> Verdict:
        """Add up the categories."""
        if facts.budget is None:
            return unknown(self.about)
        found, days = (
            sum((line.amount or ZERO for line in costs_of(facts, self.categories)), ZERO),
            days_of(facts),
        )
        if self.per_day is not None and days is None:
            return unknown("places")
        right = (
            (self.amount is None or found <= self.amount)
            and (self.per_day is None or days is None or found <= self.per_day * days)
            and (self.share is None or found * 100 <= (facts.costs or ZERO) * self.share)
        )
        if right:
            return MET
        values = {"rule": self.sentence(), "sum": sum_in_words(found, facts)}
        return broken(_("%(rule)s It is %(sum)s.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class PartnerCostsExcluded(Rule):
    """Costs of partners in some places, or on some sides, are not paid by the grant: the rest covers the amount."""

    kind = "partner_costs_excluded"
    title = gettext_lazy("Costs of partners are not paid")
    subject = RuleSubject.COSTS
    about = "budget"
    places: tuple[str, ...] = parameters.places(gettext_lazy("Partners in these places"), optional=True)
    sides: tuple[str, ...] = texts(gettext_lazy("Partners of these sides"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        if self.sides:
            return _("The grant pays no costs of partners of this side: %(sides)s.") % {
                "sides": any_of(said(one) for one in self.sides)
            }
        if self.places:
            return _("The grant pays no costs of partners in %(places)s.") % {
                "places": places_in_words(self.places)
            }
        return _("The grant pays no costs of partners.")

    def check(self, facts: Facts) -> Verdict:
        """Compare the amount with the costs that are the applicant's own."""
        if facts.budget is None or facts.requested is None:
            return unknown(self.about)
        excluded = {
            one.name
            for one in facts.partners or ()
            if (not self.places or lies_in(one.home, self.places))
            and (not self.sides or one.side in self.sides)
        }
        own = sum((line.amount or ZERO for line in costs_of(facts) if line.partner not in excluded), ZERO)
        if facts.requested <= own:
            return MET
        values = {"rule": self.sentence(), "sum": sum_in_words(own, facts)}
        return broken(_("%(rule)s The costs that can be paid are %(sum)s.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class FinancingProven(Rule):
    """Every line of financing is promised, or has a file that shows it was applied for."""

    kind = "financing_proven"
    title = gettext_lazy("Financing is shown")
    subject = RuleSubject.COSTS
    stages = WHEN_FILED
    about = "budget"
    question: str = parameters.question(gettext_lazy("Question with the files that show it"))
    besides: tuple[str, ...] = texts(
        gettext_lazy("Funders whose money needs no file"),
        optional=True,
        help_text=gettext_lazy("Codes of the budget's funders, such as that of own money."),
    )

    def sentence(self) -> str:
        """State the rule."""
        if not self.besides:
            return _("Each line of financing has a file that shows it.")
        return _("Each line of financing has a file that shows it, but those of %(funders)s.") % {
            "funders": all_of(said(one) for one in self.besides)
        }

    def check(self, facts: Facts) -> Verdict:
        """Count the files against the lines of money from others."""
        if facts.budget is None:
            return unknown(self.about)
        lines = [
            line
            for line in facts.budget
            if line.side == BudgetSide.INCOME and line.funder not in self.besides
        ]
        files = [one for one in facts.files if one.question == self.question]
        if len(files) >= len(lines):
            return MET
        values = {"lines": len(lines), "files": len(files)}
        sentence = _("The financing has %(lines)s lines to be shown; %(files)s files show it.")
        return broken(sentence % values, f"question:{self.question}")


@dataclass(frozen=True, kw_only=True)
class CostByRates(Rule):
    """Some categories of cost are together what the call's flat rates give."""

    kind = "cost_by_rates"
    title = gettext_lazy("Cost by flat rates")
    subject = RuleSubject.COSTS
    about = "budget"
    categories: tuple[str, ...] = texts(
        gettext_lazy("Categories"), help_text=gettext_lazy("Codes of the budget's categories.")
    )
    by: str = choice(gettext_lazy("Calculated by"), CALCULATED_BY)

    def sentence(self) -> str:
        """State the rule."""
        values = {"what": any_of(said(one) for one in self.categories), "how": dict(CALCULATED_BY)[self.by]}
        return _("%(what)s: what the call's rates give (%(how)s).") % values

    def check(self, facts: Facts) -> Verdict:
        """Add up the categories and compare with the rates."""
        right = CalculatedAmount(by=self.by).calculated(facts)
        if facts.budget is None or right is None:
            return unknown(self.about if facts.budget is None else "period")
        found = sum((line.amount or ZERO for line in costs_of(facts, self.categories)), ZERO)
        if found == right:
            return MET
        return broken(
            _("By the call's rates it is %(sum)s.") % {"sum": sum_in_words(right, facts)}, self.about
        )


KINDS: tuple[type[Rule], ...] = (CostTypes, CostAtMost, PartnerCostsExcluded, FinancingProven, CostByRates)
