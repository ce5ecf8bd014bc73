"""Rules about the amount applied for, or granted."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import RuleSubject, Stage
from grants.rules.base import MET, WHEN_FILED, Rule, Verdict, broken, unknown
from grants.rules.days import add_days
from grants.rules.facts import ZERO, Facts
from grants.rules.kinds.applicants import wrong_bounds
from grants.rules.parameters import amounts, choice, money, percent, texts, yes_no
from grants.rules.words import any_of, said, share_in_words, sum_said
from portal.core.amounts import format_amount

WITH_DECISION = (*WHEN_FILED, Stage.DECISION)
CALCULATED_BY = [
    ("journeys", gettext_lazy("journey and days, by destination")),
    ("person_days", gettext_lazy("persons and days")),
    ("months", gettext_lazy("calendar months, else weeks")),
]


def sum_in_words(amount: Decimal, facts: Facts) -> str:
    """Return an amount in the call's currency."""
    return format_amount(amount, facts.call.currency)


def asked_for(facts: Facts) -> Decimal | None:
    """Return the amount that counts: what is granted once it is proposed, before that what is applied for."""
    return facts.awarded if facts.awarded is not None else facts.requested


@dataclass(frozen=True, kw_only=True)
class AmountBetween(Rule):
    """The amount lies within bounds."""

    kind = "amount_between"
    title = gettext_lazy("Smallest and largest amount")
    subject = RuleSubject.AMOUNT
    stages = WITH_DECISION
    about = "requested"
    least: Decimal | None = money(gettext_lazy("Smallest amount"), optional=True)
    most: Decimal | None = money(gettext_lazy("Largest amount"), optional=True)
    above: bool = yes_no(gettext_lazy("More than the smallest amount, not the amount itself"))

    def sentence(self) -> str:
        """State the rule."""
        least = sum_said(self.least) if self.least is not None else ""
        most = sum_said(self.most) if self.most is not None else ""
        if self.least is None:
            return _("The amount is at most %(most)s.") % {"most": most}
        if self.above and self.most is not None:
            return _("The amount is more than %(least)s and at most %(most)s.") % {
                "least": least,
                "most": most,
            }
        if self.above:
            return _("The amount is more than %(least)s.") % {"least": least}
        if self.most is None:
            return _("The amount is at least %(least)s.") % {"least": least}
        return _("The amount is between %(least)s and %(most)s.") % {"least": least, "most": most}

    def contradiction(self) -> str:
        """Ask for one bound at least, in order."""
        return wrong_bounds(self.least, self.most)

    def check(self, facts: Facts) -> Verdict:
        """Compare the amount."""
        amount = asked_for(facts)
        if amount is None:
            return unknown(self.about)
        too_small = self.least is not None and (amount <= self.least if self.above else amount < self.least)
        if not too_small and (self.most is None or amount <= self.most):
            return MET
        values = {"rule": self.sentence(), "sum": sum_in_words(amount, facts)}
        return broken(_("%(rule)s It is %(sum)s.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class AmountOneOf(Rule):
    """The amount is one of some fixed ones."""

    kind = "amount_one_of"
    title = gettext_lazy("Fixed amounts")
    subject = RuleSubject.AMOUNT
    stages = WITH_DECISION
    about = "requested"
    amounts: tuple[str, ...] = amounts(gettext_lazy("Amounts"))

    def sentence(self) -> str:
        """State the rule."""
        words = any_of(sum_said(Decimal(one)) for one in self.amounts)
        return _("The amount is one of these: %(amounts)s.") % {"amounts": words}

    def check(self, facts: Facts) -> Verdict:
        """Look for the amount."""
        amount = asked_for(facts)
        if amount is None:
            return unknown(self.about)
        return (
            MET if amount in {Decimal(one) for one in self.amounts} else broken(self.sentence(), self.about)
        )


@dataclass(frozen=True, kw_only=True)
class ShareOfCost(Rule):
    """The amount is at most a share of the costs."""

    kind = "share_of_cost"
    title = gettext_lazy("Largest share of the cost")
    subject = RuleSubject.AMOUNT
    stages = WITH_DECISION
    about = "budget"
    share: Decimal = percent(gettext_lazy("Largest share, per cent"))
    strictly: bool = yes_no(gettext_lazy("Less than this share, not the share itself"))

    def sentence(self) -> str:
        """State the rule."""
        values = {"share": share_in_words(self.share)}
        if self.strictly:
            return _("The amount is less than %(share)s of the costs.") % values
        return _("The amount is at most %(share)s of the costs.") % values

    def check(self, facts: Facts) -> Verdict:
        """Compare the amount with the costs, exactly."""
        amount, costs = asked_for(facts), facts.costs
        if amount is None or not costs:
            return unknown(self.about)
        right = amount * 100 < costs * self.share if self.strictly else amount * 100 <= costs * self.share
        if right:
            return MET
        most = (costs * self.share / 100).quantize(Decimal("0.01"), rounding="ROUND_FLOOR")
        values = {"rule": self.sentence(), "most": sum_in_words(most, facts)}
        return broken(_("%(rule)s That is %(most)s.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class CalculatedAmount(Rule):
    """The amount is what the call's flat rates give: a sum for the journey and a rate for each day."""

    kind = "calculated_amount"
    title = gettext_lazy("Amount by flat rates")
    subject = RuleSubject.AMOUNT
    stages = WITH_DECISION
    about = "requested"
    by: str = choice(gettext_lazy("Calculated by"), CALCULATED_BY)

    def sentence(self) -> str:
        """State the rule."""
        words = {
            "journeys": _("The amount is the call's sum for the journey and its rate for each day there."),
            "person_days": _("The amount is the call's rate for each person and day."),
            "months": _(
                "The amount is the call's rate for each calendar month, or for each week of a shorter stay."
            ),
        }
        return words[self.by]

    def calculated(self, facts: Facts) -> Decimal | None:
        """Return the amount by the call's rates; None while something is not known or has no rate."""
        if self.by == "journeys":
            return self._journeys(facts)
        if self.by == "person_days":
            days, rate = days_of(facts), _rate(facts, "day")
            people = len(facts.persons) if facts.persons else None
            return rate * days * people if rate is not None and days is not None and people else None
        return self._months(facts)

    def _journeys(self, facts: Facts) -> Decimal | None:
        if not facts.places:
            return None
        total, people = ZERO, max(len(facts.persons or ()), 1)
        for place in facts.places:
            travel = _rate(facts, "travel", place.country, place.is_capital)
            by_day = _rate(facts, "day", place.country, place.is_capital)
            days = place.days
            if days is None and place.start and place.end:
                days = Decimal((place.end - place.start).days + 1)
            if travel is None or by_day is None or days is None:
                return None
            total += travel + by_day * days
        return total * people

    def _months(self, facts: Facts) -> Decimal | None:
        if facts.start is None or facts.end is None:
            return None
        month, week = _rate(facts, "month"), _rate(facts, "week")
        days = (facts.end - facts.start).days + 1
        months = whole_months(facts)
        if months is not None and month is not None:
            return month * months
        return week * (-(-days // 7)) if week is not None else None

    def check(self, facts: Facts) -> Verdict:
        """Compare the amount with what the rates give."""
        amount, right = asked_for(facts), self.calculated(facts)
        if amount is None or right is None:
            return unknown(self.about)
        if amount == right:
            return MET
        return broken(
            _("By the call's rates it is %(sum)s.") % {"sum": sum_in_words(right, facts)}, self.about
        )


def days_of(facts: Facts) -> Decimal | None:
    """Return the days of the stay: those of the places, else from the first to the last day."""
    known = [place.days for place in facts.places or () if place.days is not None]
    if known:
        return sum(known, ZERO)
    if facts.start and facts.end:
        return Decimal((facts.end - facts.start).days + 1)
    return None


def whole_months(facts: Facts) -> int | None:
    """Return how many calendar months the period is, when it is whole ones: 1 March to 30 April is two."""
    if facts.start is None or facts.end is None:
        return None
    after = add_days(facts.end, 1)
    months = (after.year - facts.start.year) * 12 + after.month - facts.start.month
    return months if months > 0 and after.day == facts.start.day else None


def _rate(facts: Facts, what: str, country: str = "", is_capital: bool | None = None) -> Decimal | None:
    """Return the call's rate: for the place itself, else for its country, else for everywhere."""
    matching = [one for one in facts.call.rates if one.what == what and one.country in {country, ""}]
    matching = [one for one in matching if one.is_capital is None or one.is_capital == bool(is_capital)]
    matching.sort(key=lambda one: (not one.country, one.is_capital is None))
    return matching[0].amount if matching else None


@dataclass(frozen=True, kw_only=True)
class ReceivedInYear(Rule):
    """An applicant receives at most an amount in a year, of all calls of the programme together or of some strands."""

    kind = "received_in_year_at_most"
    title = gettext_lazy("Largest amount for an applicant in a year")
    subject = RuleSubject.AMOUNT
    stages = (Stage.SUBMISSION, Stage.SCREENING, Stage.DECISION)
    about = "requested"
    most: Decimal = money(gettext_lazy("Largest amount"))
    strands: tuple[str, ...] = texts(gettext_lazy("Only for these strands"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        values = {"most": sum_said(self.most), "strands": any_of(said(one) for one in self.strands)}
        if self.strands:
            return _("Each applicant receives at most %(most)s in a year for %(strands)s.") % values
        return _("Each applicant receives at most %(most)s in a year.") % values

    def check(self, facts: Facts) -> Verdict:
        """Add the amount to what was granted for the year already; an application of another strand adds nothing."""
        amount = asked_for(facts)
        if self.strands and facts.strand and facts.strand not in self.strands:
            return MET
        if amount is None or (self.strands and not facts.strand):
            return unknown(self.about)
        received = facts.history.received_in_year
        before = sum(
            (granted for strand, granted in received.items() if not self.strands or strand in self.strands),
            ZERO,
        )
        if before + amount <= self.most:
            return MET
        values = {"rule": self.sentence(), "left": sum_in_words(max(self.most - before, ZERO), facts)}
        return broken(_("%(rule)s There is %(left)s left.") % values, self.about)


KINDS: tuple[type[Rule], ...] = (AmountBetween, AmountOneOf, ShareOfCost, CalculatedAmount, ReceivedInYear)
