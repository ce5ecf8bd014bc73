"""Rules about handing in: when, and how often."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.enums import RuleSubject, Stage
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.days import add_days, add_months
from grants.rules.facts import Facts
from grants.rules.kinds.periods import local_day
from grants.rules.parameters import choice, count, day, yes_no
from grants.rules.words import day_in_words

ON_FILING = (Stage.SUBMISSION, Stage.SCREENING)
WITHIN = [
    ("round", gettext_lazy("in a round")),
    ("year", gettext_lazy("in a year")),
    ("programme", gettext_lazy("in the whole programme")),
]


@dataclass(frozen=True, kw_only=True)
class FiledInWindow(Rule):
    """It is handed in while the call is open."""

    kind = "filed_in_window"
    title = gettext_lazy("Handed in on time")
    subject = RuleSubject.FILING
    stages = ON_FILING

    def sentence(self) -> str:
        """State the rule."""
        return _("The application is handed in while the call is open.")

    def check(self, facts: Facts) -> Verdict:
        """Compare the moment of the click; the last moment itself is late."""
        moment, call = facts.filed_at or facts.now, facts.call
        if moment is None or call.closes_at is None:
            return unknown()
        early = call.opens_at is not None and moment < call.opens_at
        return broken(self.sentence()) if early or moment >= call.closes_at else MET


@dataclass(frozen=True, kw_only=True)
class FiledBeforeStart(Rule):
    """It is handed in some days before the project starts, or before the meeting that decides."""

    kind = "filed_before"
    title = gettext_lazy("Handed in some time before")
    subject = RuleSubject.FILING
    about = "period"
    days: int = count(gettext_lazy("Days"))
    before: str = choice(
        gettext_lazy("Before"),
        [
            ("start", gettext_lazy("the start of the project")),
            ("meeting", gettext_lazy("the meeting that decides")),
        ],
    )

    def sentence(self) -> str:
        """State the rule."""
        what = _("the start of the project") if self.before == "start" else _("the meeting that decides")
        words = ngettext("at least %(count)s day", "at least %(count)s days", self.days) % {
            "count": self.days
        }
        return _("The application is handed in %(days)s before %(what)s.") % {"days": words, "what": what}

    def check(self, facts: Facts) -> Verdict:
        """Compare the days by the call's clocks."""
        anchor = facts.start if self.before == "start" else facts.call.meets_on
        filed = local_day(facts.filed_at or facts.now, facts)
        if anchor is None or filed is None:
            return unknown(self.about)
        latest = add_days(anchor, -self.days)
        if filed <= latest:
            return MET
        values = {"rule": self.sentence(), "day": day_in_words(latest)}
        return broken(_("%(rule)s That was %(day)s at the latest.") % values, self.about)


@dataclass(frozen=True, kw_only=True)
class FiledByYearEnd(Rule):
    """It is handed in by a day of the year before the project."""

    kind = "filed_by_day_of_year"
    title = gettext_lazy("Handed in by a day of the year before")
    subject = RuleSubject.FILING
    about = "period"
    month: int = count(gettext_lazy("Month"), least=1)
    day_of_month: int = count(gettext_lazy("Day"), least=1)
    years_before: int = count(gettext_lazy("Years before the project"))

    def sentence(self) -> str:
        """State the rule."""
        day = f"{self.month:02}-{self.day_of_month:02}"
        words = ngettext("%(count)s year", "%(count)s years", self.years_before) % {
            "count": self.years_before
        }
        return _("The application is handed in by %(day)s, %(years)s before the project.") % {
            "day": day,
            "years": words,
        }

    def contradiction(self) -> str:
        """Ask for a day that exists."""
        try:
            date(2024, self.month, self.day_of_month)
        except ValueError:
            return _("This day does not exist.")
        return ""

    def check(self, facts: Facts) -> Verdict:
        """Compare the day of handing in."""
        filed = local_day(facts.filed_at or facts.now, facts)
        if facts.start is None or filed is None:
            return unknown(self.about)
        # By way of a leap year: 29 February is the last of February in the others.
        wanted = facts.start.year - self.years_before
        latest = add_months(date(2024, self.month, self.day_of_month), 12 * (wanted - 2024))
        return MET if filed <= latest else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class ApplicationsAtMost(Rule):
    """An applicant hands in at most some applications."""

    kind = "applications_at_most"
    title = gettext_lazy("Number of applications")
    subject = RuleSubject.FILING
    stages = ON_FILING
    most: int = count(gettext_lazy("Most"), least=1)
    within: str = choice(gettext_lazy("Counted"), WITHIN)

    def sentence(self) -> str:
        """State the rule."""
        words = ngettext("at most %(count)s application", "at most %(count)s applications", self.most)
        values = {"count": words % {"count": self.most}, "within": dict(WITHIN)[self.within]}
        return _("Each applicant hands in %(count)s %(within)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """Count this one with the others."""
        others = facts.history.applications.get(self.within, 0)
        if others + 1 <= self.most:
            return MET
        return broken(
            _("%(rule)s You have handed in %(count)s already.") % {"rule": self.sentence(), "count": others}
        )


@dataclass(frozen=True, kw_only=True)
class RunningAtMost(Rule):
    """An applicant has at most some projects running with a grant."""

    kind = "running_at_most"
    title = gettext_lazy("Number of running projects")
    subject = RuleSubject.FILING
    stages = (*ON_FILING, Stage.DECISION)
    most: int = count(gettext_lazy("Most"))
    counts_this: bool = yes_no(gettext_lazy("This one counts too"))

    def sentence(self) -> str:
        """State the rule."""
        return _("Projects of the applicant that run with a grant: at most %(count)s.") % {"count": self.most}

    def check(self, facts: Facts) -> Verdict:
        """Count the running ones."""
        found = facts.history.running + self.counts_this
        return MET if found <= self.most else broken(self.sentence())


@dataclass(frozen=True, kw_only=True)
class FiledBy(Rule):
    """It is handed in by a day, whatever the call's own window is: the last deadline of one strand."""

    kind = "filed_by"
    title = gettext_lazy("Handed in by a day")
    subject = RuleSubject.FILING
    stages = ON_FILING
    latest: date = day(gettext_lazy("Last day"))

    def sentence(self) -> str:
        """State the rule."""
        return _("The application is handed in by %(day)s.") % {"day": day_in_words(self.latest)}

    def check(self, facts: Facts) -> Verdict:
        """Compare the day of handing in by the call's clocks."""
        filed = local_day(facts.filed_at or facts.now, facts)
        if filed is None:
            return unknown()
        return MET if filed <= self.latest else broken(self.sentence())


@dataclass(frozen=True, kw_only=True)
class OpensMonthsBefore(Rule):
    """Handing in begins some months before the deadline, on the same day of the month."""

    kind = "opens_months_before"
    title = gettext_lazy("Opens some months before the deadline")
    subject = RuleSubject.FILING
    stages = ON_FILING
    months: int = count(gettext_lazy("Months"), least=1)

    def sentence(self) -> str:
        """State the rule."""
        words = ngettext("%(count)s month", "%(count)s months", self.months) % {"count": self.months}
        return _("Applications are taken from %(time)s before the deadline on.") % {"time": words}

    def check(self, facts: Facts) -> Verdict:
        """Compare the day of handing in by the call's clocks."""
        filed = local_day(facts.filed_at or facts.now, facts)
        closes = local_day(facts.call.closes_at, facts)
        if filed is None or closes is None:
            return unknown()
        earliest = add_months(closes, -self.months)
        if filed >= earliest:
            return MET
        values = {"rule": self.sentence(), "day": day_in_words(earliest)}
        return broken(_("%(rule)s That is %(day)s.") % values)


@dataclass(frozen=True, kw_only=True)
class LatestCounts(Rule):
    """Of several applications of one applicant in a round, the one handed in last counts."""

    kind = "latest_counts"
    title = gettext_lazy("The last application counts")
    subject = RuleSubject.FILING
    stages = (Stage.SCREENING, Stage.DECISION)

    def sentence(self) -> str:
        """State the rule."""
        return _("Of several applications of one applicant in a round, the one handed in last counts.")

    def check(self, facts: Facts) -> Verdict:
        """Look for one that was handed in later."""
        if not facts.history.later_in_round:
            return MET
        return broken(_("The applicant has handed in another application since; that one counts."))


KINDS: tuple[type[Rule], ...] = (
    FiledInWindow,
    FiledBeforeStart,
    FiledByYearEnd,
    ApplicationsAtMost,
    RunningAtMost,
    FiledBy,
    OpensMonthsBefore,
    LatestCounts,
)
