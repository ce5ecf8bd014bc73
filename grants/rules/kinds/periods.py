"""Rules about time: when the project is, how long it takes, how far from the deadline."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.enums import RuleSubject
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.days import add_days, add_months
from grants.rules.facts import Facts
from grants.rules.kinds.amounts import days_of
from grants.rules.kinds.applicants import bounds_in_words, within, wrong_bounds
from grants.rules.parameters import choice, count, day, question, texts, yes_no
from grants.rules.words import day_in_words

DAYS, WEEKS, MONTHS = "days", "weeks", "months"
UNITS = [(DAYS, gettext_lazy("days")), (WEEKS, gettext_lazy("weeks")), (MONTHS, gettext_lazy("months"))]
DEADLINE, FILING, MEETING, DECISION = "deadline", "filing", "meeting", "decision"


def local_day(moment: object, facts: Facts) -> date | None:
    """Return the day of a moment by the call's clocks."""
    astimezone = getattr(moment, "astimezone", None)
    if astimezone is None:
        return None
    found: date = astimezone(ZoneInfo(facts.call.time_zone)).date()
    return found


@dataclass(frozen=True, kw_only=True)
class PeriodWithin(Rule):
    """The project lies within two days."""

    kind = "period_within"
    title = gettext_lazy("Period of the project")
    subject = RuleSubject.PERIOD
    about = "period"
    earliest: date | None = day(gettext_lazy("Not before"), optional=True)
    latest: date | None = day(gettext_lazy("Not after"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        if self.earliest is not None and self.latest is not None:
            values = {"earliest": day_in_words(self.earliest), "latest": day_in_words(self.latest)}
            return _("The project is between %(earliest)s and %(latest)s.") % values
        if self.earliest is not None:
            return _("The project starts on %(day)s or later.") % {"day": day_in_words(self.earliest)}
        return _("The project ends on %(day)s or earlier.") % {"day": day_in_words(self.latest or date.max)}

    def contradiction(self) -> str:
        """Ask for one day at least, in order."""
        return wrong_bounds(self.earliest, self.latest)

    def check(self, facts: Facts) -> Verdict:
        """Compare first and last day."""
        if (self.earliest and facts.start is None) or (self.latest and facts.end is None):
            return unknown(self.about)
        early = self.earliest is not None and facts.start is not None and facts.start < self.earliest
        late = self.latest is not None and facts.end is not None and facts.end > self.latest
        return broken(self.sentence(), self.about) if early or late else MET


@dataclass(frozen=True, kw_only=True)
class PeriodInYear(Rule):
    """The project lies in the year of the call, or in one after it."""

    kind = "period_in_year"
    title = gettext_lazy("Year of the project")
    subject = RuleSubject.PERIOD
    about = "period"
    years_later: int = count(gettext_lazy("Years after the year of the call"))
    of_filing: bool = yes_no(gettext_lazy("Counted from the year of handing in"))

    def sentence(self) -> str:
        """State the rule."""
        what = _("the year of handing in") if self.of_filing else _("the year of the call")
        if not self.years_later:
            return _("The project is within %(year)s.") % {"year": what}
        words = ngettext("%(count)s year after %(year)s", "%(count)s years after %(year)s", self.years_later)
        return _("The project is %(when)s.") % {"when": words % {"count": self.years_later, "year": what}}

    def check(self, facts: Facts) -> Verdict:
        """Compare the years of first and last day."""
        filed = local_day(facts.filed_at or facts.now, facts)
        year = (filed.year if filed else None) if self.of_filing else facts.call.year
        if facts.start is None or facts.end is None or year is None:
            return unknown(self.about)
        wanted = year + self.years_later
        return MET if facts.start.year == facts.end.year == wanted else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class Length(Rule):
    """The project takes so long."""

    kind = "length_between"
    title = gettext_lazy("Length of the project")
    subject = RuleSubject.PERIOD
    about = "period"
    least: int | None = count(gettext_lazy("Shortest"), optional=True)
    most: int | None = count(gettext_lazy("Longest"), optional=True)
    unit: str = choice(gettext_lazy("Counted in"), UNITS)

    def sentence(self) -> str:
        """State the rule."""
        unit = dict(UNITS)[self.unit]
        return bounds_in_words(_("Length of the project in %(unit)s") % {"unit": unit}, self.least, self.most)

    def contradiction(self) -> str:
        """Ask for one bound at least, in order."""
        return wrong_bounds(self.least, self.most)

    def check(self, facts: Facts) -> Verdict:
        """Count from the first day to the last, both included; a month from one day to the day before the same day."""
        if facts.start is None or facts.end is None:
            return unknown(self.about)
        # The last day is compared and not the one after: the calendar has an end.
        right = (self.least is None or facts.end >= self._last(facts.start, self.least)) and (
            self.most is None or facts.end <= self._last(facts.start, self.most)
        )
        return MET if right else broken(self.sentence(), self.about)

    def _last(self, start: date, amount: int) -> date:
        """Return the last day of so long a time."""
        if self.unit == MONTHS:
            return add_days(add_months(start, amount), -1)
        return add_days(start, amount * (7 if self.unit == WEEKS else 1) - 1)


@dataclass(frozen=True, kw_only=True)
class StayDays(Rule):
    """The stay has so many days: those of the places, else all from the first to the last."""

    kind = "stay_days"
    title = gettext_lazy("Days of the stay")
    subject = RuleSubject.PERIOD
    about = "places"
    least: int | None = count(gettext_lazy("Fewest"), optional=True)
    most: int | None = count(gettext_lazy("Most"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        return bounds_in_words(_("Days of the stay"), self.least, self.most)

    def contradiction(self) -> str:
        """Ask for one bound at least, in order."""
        return wrong_bounds(self.least, self.most)

    def check(self, facts: Facts) -> Verdict:
        """Count the days."""
        days = days_of(facts)
        about = self.about if facts.places else "period"
        return unknown(about) if days is None else within(days, self.least, self.most, self.sentence, about)


@dataclass(frozen=True, kw_only=True)
class StartAfter(Rule):
    """The project starts some days after the deadline, the handing in, the meeting or the decision.

    Until it is decided, today stands for the decision: it cannot come earlier.
    """

    kind = "start_after"
    title = gettext_lazy("Earliest start")
    subject = RuleSubject.PERIOD
    about = "period"
    days: int = count(gettext_lazy("Days"))
    after: str = choice(
        gettext_lazy("After"),
        [
            (DEADLINE, gettext_lazy("the deadline")),
            (FILING, gettext_lazy("handing in")),
            (MEETING, gettext_lazy("the meeting that decides")),
            (DECISION, gettext_lazy("the decision")),
        ],
    )

    def sentence(self) -> str:
        """State the rule."""
        what = {
            DEADLINE: _("the deadline"),
            FILING: _("handing in"),
            MEETING: _("the meeting that decides"),
            DECISION: _("the decision"),
        }
        words = ngettext("at least %(count)s day", "at least %(count)s days", self.days) % {
            "count": self.days
        }
        if not self.days:
            return _("The project does not start before %(what)s.") % {"what": what[self.after]}
        return _("The project starts %(days)s after %(what)s.") % {"days": words, "what": what[self.after]}

    def check(self, facts: Facts) -> Verdict:
        """Compare the first day."""
        anchor: date | None
        if self.after == MEETING:
            anchor = facts.call.meets_on
        else:
            moments = {DEADLINE: facts.call.closes_at, DECISION: facts.now}
            anchor = local_day(moments.get(self.after, facts.filed_at or facts.now), facts)
        if facts.start is None or anchor is None:
            return unknown(self.about)
        earliest = add_days(anchor, self.days)
        if facts.start >= earliest:
            return MET
        values = {"rule": self.sentence(), "day": day_in_words(earliest)}
        return broken(_("%(rule)s That is %(day)s.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class SamePeriod(Rule):
    """Everyone who takes part has the same first and last day."""

    kind = "same_period"
    title = gettext_lazy("The same days for everyone")
    subject = RuleSubject.PERIOD
    about = "persons"

    def sentence(self) -> str:
        """State the rule."""
        return _("Everyone who takes part comes and leaves on the same days.")

    def check(self, facts: Facts) -> Verdict:
        """Compare the days of all."""
        if not facts.persons or any(one.start is None or one.end is None for one in facts.persons):
            return unknown(self.about)
        return (
            MET
            if len({(one.start, one.end) for one in facts.persons}) == 1
            else broken(self.sentence(), self.about)
        )


@dataclass(frozen=True, kw_only=True)
class NamedPeriods(Rule):
    """The stay is one of some fixed periods."""

    kind = "named_periods"
    title = gettext_lazy("Fixed periods")
    subject = RuleSubject.PERIOD
    about = "period"
    periods: tuple[str, ...] = texts(
        gettext_lazy("Periods"), help_text=gettext_lazy("First and last month and day, such as 04-01/09-30.")
    )

    def sentence(self) -> str:
        """State the rule."""
        return _("The stay is one of the periods of the call: %(periods)s.") % {
            "periods": ", ".join(self.periods)
        }

    def contradiction(self) -> str:
        """Ask for two days of the year in each."""
        for period in self.periods:
            first, _slash, last = period.partition("/")
            if not all(_is_day_of_year(one) for one in (first, last)):
                return _("Write a period as 04-01/09-30.")
        return ""

    def check(self, facts: Facts) -> Verdict:
        """Compare first and last day."""
        if facts.start is None or facts.end is None:
            return unknown(self.about)
        found = f"{facts.start:%m-%d}/{facts.end:%m-%d}"
        short = (facts.end - facts.start).days < 366
        return MET if found in self.periods and short else broken(self.sentence(), self.about)


def _is_day_of_year(text: str) -> bool:
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class LengthClass(Rule):
    """The chosen class of length fits the days: short up to some days, long above."""

    kind = "length_class"
    title = gettext_lazy("Class of length")
    subject = RuleSubject.PERIOD
    about = "period"
    question: str = question(gettext_lazy("Question with the class"))
    classes: tuple[str, ...] = texts(
        gettext_lazy("Classes"), help_text=gettext_lazy("Code and days, such as short:22-59.")
    )

    def sentence(self) -> str:
        """State the rule."""
        return _("The class chosen fits the days of the stay: %(classes)s.") % {
            "classes": ", ".join(self.classes)
        }

    def contradiction(self) -> str:
        """Ask for a code and two numbers in each."""
        if any(_class_of(one) is None for one in self.classes):
            return _("Write a class as short:22-59.")
        return ""

    def check(self, facts: Facts) -> Verdict:
        """Compare the days with those of the class."""
        chosen, days = facts.answers.get(self.question), days_of(facts)
        bounds = {found[0]: found[1:] for one in self.classes if (found := _class_of(one))}
        if chosen is None or days is None:
            return unknown(self.about)
        if chosen not in bounds:
            return broken(self.sentence(), f"question:{self.question}")
        least, most = bounds[chosen]
        return (
            MET
            if Decimal(least) <= days <= Decimal(most)
            else broken(self.sentence(), f"question:{self.question}")
        )


def _class_of(text: str) -> tuple[str, int, int] | None:
    code, _colon, span = text.partition(":")
    least, _dash, most = span.partition("-")
    if not code or not least.isdecimal() or not most.isdecimal():
        return None
    return code, int(least), int(most)


KINDS: tuple[type[Rule], ...] = (
    PeriodWithin,
    PeriodInYear,
    Length,
    StayDays,
    StartAfter,
    SamePeriod,
    NamedPeriods,
    LengthClass,
)
