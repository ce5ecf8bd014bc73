"""Rules about who applies, and who takes part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.enums import PartWanted, PartyKind, RuleSubject, Stage
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.facts import Facts, Party
from grants.rules.parameters import choice, choices, count, percent, places, yes_no
from grants.rules.words import all_of, any_of, lies_in, places_in_words, share_in_words

_MEANINGS = {
    PartWanted.APPLICANT: "residence",
    PartWanted.EVERY_PERSON: "persons",
    PartWanted.EVERY_PARTNER: "partners",
    PartWanted.LEADS: "partners",
}


def wanted(facts: Facts, who: str) -> tuple[Party, ...] | None:
    """Return those whom a rule asks about; None when nobody is named yet."""
    match who:
        case PartWanted.EVERY_PERSON:
            return facts.persons or None
        case PartWanted.EVERY_PARTNER:
            return facts.partners or None
        case PartWanted.LEADS:
            return tuple(one for one in facts.partners or () if one.is_lead) or None
        case _:
            return (facts.applicant,)


def named(parties: list[Party], fallback: str) -> str:
    """Return the names of parties, or a word for the one without a name."""
    return all_of([one.name or fallback for one in parties])


@dataclass(frozen=True, kw_only=True)
class ApplicantKind(Rule):
    """Only some kinds of applicants can apply."""

    kind = "applicant_kind"
    title = gettext_lazy("Who can apply")
    subject = RuleSubject.APPLICANT
    about = "applicant_kind"
    kinds: tuple[str, ...] = choices(gettext_lazy("Kinds"), PartyKind)
    excluded: bool = yes_no(gettext_lazy("These cannot apply, all others can"))

    def sentence(self) -> str:
        """State the rule."""
        words = any_of(PartyKind(code).label for code in self.kinds)
        if self.excluded:
            return _("These cannot apply: %(kinds)s.") % {"kinds": words}
        return _("The applicant is one of these: %(kinds)s.") % {"kinds": words}

    def check(self, facts: Facts) -> Verdict:
        """Compare the applicant's kind."""
        if not facts.applicant.kind:
            return unknown(self.about)
        if (facts.applicant.kind in self.kinds) is not self.excluded:
            return MET
        words = PartyKind(facts.applicant.kind).label
        return broken(
            _("The call is not open to this kind of applicant: %(kind)s.") % {"kind": words}, self.about
        )


@dataclass(frozen=True, kw_only=True)
class Nonprofit(Rule):
    """The applicant does not work for profit."""

    kind = "nonprofit"
    title = gettext_lazy("Not for profit")
    subject = RuleSubject.APPLICANT
    about = "nonprofit"

    def sentence(self) -> str:
        """State the rule."""
        return _("The applicant does not work for profit.")

    def check(self, facts: Facts) -> Verdict:
        """Read what the applicant says of itself."""
        if facts.applicant.is_nonprofit is None:
            return unknown(self.about)
        return (
            MET if facts.applicant.is_nonprofit else broken(_("The applicant works for profit."), self.about)
        )


@dataclass(frozen=True, kw_only=True)
class HomeIn(Rule):
    """Residence or seat lies in some places."""

    kind = "home_in"
    title = gettext_lazy("Residence or seat")
    subject = RuleSubject.APPLICANT
    places: tuple[str, ...] = places(gettext_lazy("Countries or regions"))
    who: str = choice(gettext_lazy("Whose"), PartWanted)

    def sentence(self) -> str:
        """State the rule."""
        values = {"who": PartWanted(self.who).label, "places": places_in_words(self.places)}
        return _("Residence or seat of %(who)s lies in %(places)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """Compare every home with the places."""
        return _compared(facts, self.who, lambda party: party.home, self.places)


@dataclass(frozen=True, kw_only=True)
class NationalityIn(Rule):
    """Nationality is one of some countries."""

    kind = "nationality_in"
    title = gettext_lazy("Nationality")
    subject = RuleSubject.APPLICANT
    places: tuple[str, ...] = places(gettext_lazy("Countries"))
    who: str = choice(gettext_lazy("Whose"), PartWanted)

    def sentence(self) -> str:
        """State the rule."""
        values = {"who": PartWanted(self.who).label, "places": places_in_words(self.places)}
        return _("Nationality of %(who)s: %(places)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """Compare every nationality with the countries."""
        verdict = _compared(facts, self.who, lambda party: party.nationality, self.places)
        about = "nationality" if self.who == PartWanted.APPLICANT else verdict.about
        return Verdict(verdict.outcome, verdict.why, about)


def _compared(facts: Facts, who: str, places_of: object, allowed: tuple[str, ...]) -> Verdict:
    about = _MEANINGS[PartWanted(who)]
    parties = wanted(facts, who)
    if parties is None or not callable(places_of) or not all(places_of(one) for one in parties):
        return unknown(about)
    outside = [one for one in parties if not lies_in(places_of(one), allowed)]
    if not outside:
        return MET
    values = {"names": named(outside, _("the applicant")), "places": places_in_words(allowed)}
    return broken(_("Not in %(places)s: %(names)s.") % values, about)


@dataclass(frozen=True, kw_only=True)
class ActiveFor(Rule):
    """The applicant has been active for some years."""

    kind = "active_for"
    title = gettext_lazy("Active for some years")
    subject = RuleSubject.APPLICANT
    about = "active_since"
    years: int = count(gettext_lazy("Years"), least=1)

    def sentence(self) -> str:
        """State the rule."""
        words = ngettext("at least %(count)s year", "at least %(count)s years", self.years)
        return _("The applicant has been active for %(years)s.") % {"years": words % {"count": self.years}}

    def check(self, facts: Facts) -> Verdict:
        """Count whole years up to the day of handing in."""
        since, today = facts.applicant.active_since, moment_day(facts)
        if since is None or today is None:
            return unknown(self.about)
        return MET if years_between(since, today) >= self.years else broken(self.sentence(), self.about)


def moment_day(facts: Facts) -> date | None:
    """Return the day of handing in, or today."""
    moment = facts.filed_at or facts.now
    return moment.date() if moment else None


def years_between(start: date, end: date) -> int:
    """Return the whole years from one day to another, as ages are counted."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


@dataclass(frozen=True, kw_only=True)
class AgeBetween(Rule):
    """Age lies within bounds on the day of handing in."""

    kind = "age_between"
    title = gettext_lazy("Age")
    subject = RuleSubject.APPLICANT
    least: int | None = count(gettext_lazy("Least years"), optional=True)
    most: int | None = count(gettext_lazy("Most years"), optional=True)
    who: str = choice(gettext_lazy("Whose"), PartWanted)

    def sentence(self) -> str:
        """State the rule."""
        values = {"who": PartWanted(self.who).label, "least": self.least, "most": self.most}
        if self.least is not None and self.most is not None:
            return _("Age of %(who)s: between %(least)s and %(most)s years.") % values
        if self.most is not None:
            return _("Age of %(who)s: at most %(most)s years.") % values
        return _("Age of %(who)s: at least %(least)s years.") % values

    def contradiction(self) -> str:
        """Ask for one bound at least, in order."""
        return wrong_bounds(self.least, self.most)

    def check(self, facts: Facts) -> Verdict:
        """Count ages on the day."""
        about = "birth_date" if self.who == PartWanted.APPLICANT else _MEANINGS[PartWanted(self.who)]
        parties, today = wanted(facts, self.who), moment_day(facts)
        if parties is None or today is None or not all(one.birth_date for one in parties):
            return unknown(about)
        wrong = [
            one for one in parties if one.birth_date and not self._fits(years_between(one.birth_date, today))
        ]
        if not wrong:
            return MET
        return broken(f"{self.sentence()} ({named(wrong, _('the applicant'))})", about)

    def _fits(self, age: int) -> bool:
        return (self.least is None or age >= self.least) and (self.most is None or age <= self.most)


def wrong_bounds(least: Decimal | int | date | None, most: Decimal | int | date | None) -> str:
    """Say what is wrong with a pair of bounds; empty when they are in order and one at least is there."""
    if least is None and most is None:
        return _("Fill in one of the two bounds at least.")
    if least is not None and most is not None and least > most:  # type: ignore[operator]
        return _("The upper bound lies below the lower one.")
    return ""


@dataclass(frozen=True, kw_only=True)
class GroupSize(Rule):
    """The group that takes part has a fewest and a most number of people."""

    kind = "group_size"
    title = gettext_lazy("Number of people")
    subject = RuleSubject.APPLICANT
    about = "persons"
    least: int | None = count(gettext_lazy("Fewest"), optional=True)
    most: int | None = count(gettext_lazy("Most"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        return bounds_in_words(_("Number of people who take part"), self.least, self.most)

    def contradiction(self) -> str:
        """Ask for one bound at least, in order."""
        return wrong_bounds(self.least, self.most)

    def check(self, facts: Facts) -> Verdict:
        """Count the people."""
        if facts.persons is None:
            return unknown(self.about)
        return within(len(facts.persons), self.least, self.most, self.sentence, self.about)


def within(
    found: Decimal | int,
    least: Decimal | int | None,
    most: Decimal | int | None,
    sentence: Callable[[], str],
    about: str,
) -> Verdict:
    """Compare a number with its bounds, both included; ``sentence`` states the rule where it is broken."""
    if (least is None or found >= least) and (most is None or found <= most):
        return MET
    return broken(_("%(rule)s You have %(found)s.") % {"rule": sentence(), "found": found}, about)


def bounds_in_words(what: str, least: object, most: object) -> str:
    """State a pair of bounds: "Partners: at least 3."."""
    if least is not None and most is not None:
        if least == most:
            return _("%(what)s: exactly %(count)s.") % {"what": what, "count": least}
        return _("%(what)s: between %(least)s and %(most)s.") % {"what": what, "least": least, "most": most}
    if most is not None:
        return _("%(what)s: at most %(most)s.") % {"what": what, "most": most}
    return _("%(what)s: at least %(least)s.") % {"what": what, "least": least}


@dataclass(frozen=True, kw_only=True)
class StudentsAtMost(Rule):
    """At most a share of the group are students."""

    kind = "students_at_most"
    title = gettext_lazy("Share of students")
    subject = RuleSubject.APPLICANT
    about = "persons"
    share: Decimal = percent(gettext_lazy("Largest share, per cent"))

    def sentence(self) -> str:
        """State the rule."""
        return _("At most %(share)s of the group are students.") % {"share": share_in_words(self.share)}

    def check(self, facts: Facts) -> Verdict:
        """Count the students; one of whom it is not known may be one."""
        people = facts.persons
        if not people or any(one.is_student is None for one in people):
            return unknown(self.about)
        students = sum(1 for one in people if one.is_student)
        return MET if students * 100 <= self.share * len(people) else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class NoOverdueReport(Rule):
    """Who owes a report of an earlier grant cannot be granted another."""

    kind = "no_overdue_report"
    title = gettext_lazy("No report overdue")
    subject = RuleSubject.APPLICANT
    stages = (Stage.SUBMISSION, Stage.SCREENING, Stage.DECISION)
    about = "applicant"

    def sentence(self) -> str:
        """State the rule."""
        return _("No report of an earlier grant is overdue.")

    def check(self, facts: Facts) -> Verdict:
        """Count the reports that are late."""
        return (
            MET
            if not facts.history.overdue_reports
            else broken(_("A report of an earlier grant is overdue."), self.about)
        )


KINDS: tuple[type[Rule], ...] = (
    ApplicantKind,
    Nonprofit,
    HomeIn,
    NationalityIn,
    ActiveFor,
    AgeBetween,
    GroupSize,
    StudentsAtMost,
    NoOverdueReport,
)
