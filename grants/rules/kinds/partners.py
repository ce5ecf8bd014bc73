"""Rules about partners and the sides they stand on."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import PartWanted, PartyKind, RuleSubject
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.facts import Facts
from grants.rules.kinds.applicants import bounds_in_words, named, wanted, within, wrong_bounds
from grants.rules.parameters import choice, choices, count, places, texts, yes_no
from grants.rules.words import all_of, any_of, lies_in, name_of_place, places_in_words, said


@dataclass(frozen=True, kw_only=True)
class PartnerCount(Rule):
    """There are so many partners: all of them, or those in some places or of some kinds."""

    kind = "partner_count"
    title = gettext_lazy("Number of partners")
    subject = RuleSubject.PARTNERS
    about = "partners"
    least: int | None = count(gettext_lazy("Fewest"), optional=True)
    most: int | None = count(gettext_lazy("Most"), optional=True)
    places: tuple[str, ...] = places(gettext_lazy("Only those in these places"), optional=True)
    outside: bool = yes_no(gettext_lazy("Only those outside these places"))
    kinds: tuple[str, ...] = choices(gettext_lazy("Only those of these kinds"), PartyKind, optional=True)

    def sentence(self) -> str:
        """State the rule."""
        what = _("Partners")
        if self.places and self.outside:
            what = _("Partners outside %(places)s") % {"places": places_in_words(self.places)}
        elif self.places:
            what = _("Partners in %(places)s") % {"places": places_in_words(self.places)}
        if self.kinds:
            kinds = any_of(PartyKind(code).label for code in self.kinds)
            what = _("%(partners)s (%(kinds)s)") % {"partners": what, "kinds": kinds}
        return bounds_in_words(what, self.least, self.most)

    def contradiction(self) -> str:
        """Ask for one bound at least, in order."""
        return wrong_bounds(self.least, self.most)

    def check(self, facts: Facts) -> Verdict:
        """Count those that are meant."""
        if facts.partners is None:
            return unknown(self.about)
        found = [
            one
            for one in facts.partners
            if (not self.places or lies_in(one.home, self.places) is not self.outside)
            and (not self.kinds or one.kind in self.kinds)
        ]
        return within(len(found), self.least, self.most, self.sentence, self.about)


@dataclass(frozen=True, kw_only=True)
class PartnersFromEach(Rule):
    """Each of some places, or each side of the call, has a partner."""

    kind = "partners_from_each"
    title = gettext_lazy("Partners from each side")
    subject = RuleSubject.PARTNERS
    about = "partners"
    places: tuple[str, ...] = places(gettext_lazy("Countries or regions"), optional=True)
    sides: tuple[str, ...] = texts(gettext_lazy("Sides of the call"), optional=True)
    least: int = count(gettext_lazy("Fewest from each"), least=1)

    def sentence(self) -> str:
        """State the rule."""
        words = all_of([*(name_of_place(code) for code in self.places), *(said(one) for one in self.sides)])
        return _("At least %(count)s from each of these: %(places)s.") % {
            "count": self.least,
            "places": words,
        }

    def contradiction(self) -> str:
        """Ask for places or sides."""
        return "" if self.places or self.sides else _("Choose places or sides.")

    def check(self, facts: Facts) -> Verdict:
        """Count for each place and side."""
        if facts.partners is None:
            return unknown(self.about)
        lacking = [
            name_of_place(code)
            for code in self.places
            if sum(1 for one in facts.partners if lies_in(one.home, [code])) < self.least
        ]
        lacking += [
            side for side in self.sides if sum(1 for one in facts.partners if one.side == side) < self.least
        ]
        return (
            broken(
                _("Too few from here: %(places)s.") % {"places": all_of(said(one) for one in lacking)},
                self.about,
            )
            if lacking
            else MET
        )


@dataclass(frozen=True, kw_only=True)
class PartnerCountries(Rule):
    """The partners come from so many different countries."""

    kind = "partner_countries"
    title = gettext_lazy("Number of countries")
    subject = RuleSubject.PARTNERS
    about = "partners"
    least: int = count(gettext_lazy("Fewest"), least=1)
    places: tuple[str, ...] = places(gettext_lazy("Only those in these places"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        what = _("Countries of the partners")
        if self.places:
            what = _("Countries of the partners in %(places)s") % {"places": places_in_words(self.places)}
        return bounds_in_words(what, self.least, None)

    def check(self, facts: Facts) -> Verdict:
        """Count the countries."""
        if facts.partners is None:
            return unknown(self.about)
        found = {
            one.country
            for one in facts.partners
            if one.country and (not self.places or lies_in(one.home, self.places))
        }
        return within(len(found), self.least, None, self.sentence, self.about)


@dataclass(frozen=True, kw_only=True)
class OneLead(Rule):
    """Exactly one partner leads: of all, or of each side."""

    kind = "one_lead"
    title = gettext_lazy("One lead")
    subject = RuleSubject.PARTNERS
    about = "partners"
    per_side: bool = yes_no(gettext_lazy("One for each side"))

    def sentence(self) -> str:
        """State the rule."""
        if self.per_side:
            return _("Exactly one partner of each side is its lead.")
        return _("Exactly one partner is the lead.")

    def check(self, facts: Facts) -> Verdict:
        """Count the leads."""
        if not facts.partners:
            return unknown(self.about)
        leads = Counter(one.side if self.per_side else "" for one in facts.partners if one.is_lead)
        expected = set(facts.sides) if self.per_side else {""}
        right = bool(expected) and set(leads) == expected and all(number == 1 for number in leads.values())
        return MET if right else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class NotAllIn(Rule):
    """Not all partners come from some places."""

    kind = "not_all_in"
    title = gettext_lazy("Not all from the same places")
    subject = RuleSubject.PARTNERS
    about = "partners"
    places: tuple[str, ...] = places(gettext_lazy("Countries or regions"))

    def sentence(self) -> str:
        """State the rule."""
        return _("At least one partner comes from outside %(places)s.") % {
            "places": places_in_words(self.places)
        }

    def check(self, facts: Facts) -> Verdict:
        """Look for one from elsewhere."""
        if not facts.partners or not all(one.home for one in facts.partners):
            return unknown(self.about)
        elsewhere = any(not lies_in(one.home, self.places) for one in facts.partners)
        return MET if elsewhere else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class AssociateWithoutGrant(Rule):
    """An associate partner receives no money of the grant."""

    kind = "associate_without_grant"
    title = gettext_lazy("Associate partners receive no money")
    subject = RuleSubject.PARTNERS
    about = "partners"

    def sentence(self) -> str:
        """State the rule."""
        return _("An associate partner applies for no money.")

    def check(self, facts: Facts) -> Verdict:
        """Look at what associates apply for."""
        if facts.partners is None:
            return unknown(self.about)
        wrong = [one for one in facts.partners if one.is_associate and one.requested]
        if not wrong:
            return MET
        sentence = _("These are associate partners and apply for money: %(names)s.")
        return broken(sentence % {"names": named(wrong, "?")}, self.about)


@dataclass(frozen=True, kw_only=True)
class EqualSides(Rule):
    """The sides have as many partners, or apply for as much money."""

    kind = "equal_sides"
    title = gettext_lazy("Equal sides")
    subject = RuleSubject.PARTNERS
    about = "partners"
    of: str = choice(
        gettext_lazy("Equal in"),
        [("partners", gettext_lazy("number of partners")), ("amount", gettext_lazy("amount applied for"))],
    )

    def sentence(self) -> str:
        """State the rule."""
        if self.of == "partners":
            return _("Each side has as many partners.")
        return _("Each side applies for the same amount.")

    def check(self, facts: Facts) -> Verdict:
        """Compare the sides."""
        if not facts.partners or len(facts.sides) < 2:
            return unknown(self.about)
        if self.of == "partners":
            found: set[int | Decimal] = set(Counter(one.side for one in facts.partners).values())
        else:
            sums = [facts.for_side(side).requested for side in facts.sides]
            if any(one is None for one in sums):
                return unknown(self.about)
            found = {one for one in sums if one is not None}
        return MET if len(found) == 1 else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class PeopleFromElsewhere(Rule):
    """Those who take part live in other countries than the applicant, and in so many of them."""

    kind = "people_from_elsewhere"
    title = gettext_lazy("People from other countries")
    subject = RuleSubject.PARTNERS
    about = "persons"
    people: int | None = count(gettext_lazy("Fewest people"), optional=True)
    countries: int | None = count(gettext_lazy("Fewest countries"), optional=True)
    all_of_them: bool = yes_no(gettext_lazy("Nobody lives in the applicant's own country"))

    def sentence(self) -> str:
        """State the rule."""
        said = []
        if self.people is not None:
            said.append(bounds_in_words(_("People from other countries than the host's"), self.people, None))
        if self.countries is not None:
            said.append(bounds_in_words(_("Other countries that they come from"), self.countries, None))
        if self.all_of_them:
            said.append(_("Nobody who takes part lives in the host's country."))
        return " ".join(said)

    def contradiction(self) -> str:
        """Ask for one of the three."""
        asked = self.people is not None or self.countries is not None or self.all_of_them
        return "" if asked else _("Fill in one of these at least.")

    def check(self, facts: Facts) -> Verdict:
        """Compare homes with the applicant's country."""
        home = facts.applicant.country
        if not facts.persons or not home or not all(one.country for one in facts.persons):
            return unknown(self.about)
        abroad = [one for one in facts.persons if one.country != home]
        right = (
            (self.people is None or len(abroad) >= self.people)
            and (self.countries is None or len({one.country for one in abroad}) >= self.countries)
            and (not self.all_of_them or len(abroad) == len(facts.persons))
        )
        return MET if right else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class KindOfParties(Rule):
    """Everyone of some part in the project, the leads or all partners, is of one of some kinds."""

    kind = "kind_of_parties"
    title = gettext_lazy("Kind of leads or partners")
    subject = RuleSubject.PARTNERS
    about = "partners"
    who: str = choice(gettext_lazy("Whose"), PartWanted)
    kinds: tuple[str, ...] = choices(gettext_lazy("Kinds"), PartyKind)

    def sentence(self) -> str:
        """State the rule."""
        values = {
            "who": PartWanted(self.who).label,
            "kinds": any_of(PartyKind(code).label for code in self.kinds),
        }
        return _("Kind of %(who)s: %(kinds)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """Compare the kinds of those who are meant."""
        parties = wanted(facts, self.who)
        if parties is None or not all(one.kind for one in parties):
            return unknown(self.about)
        wrong = [one for one in parties if one.kind not in self.kinds]
        if not wrong:
            return MET
        values = {"rule": self.sentence(), "names": named(wrong, _("the applicant"))}
        return broken(_("%(rule)s Not these: %(names)s.") % values, self.about)


KINDS: tuple[type[Rule], ...] = (
    PartnerCount,
    PartnersFromEach,
    PartnerCountries,
    OneLead,
    NotAllIn,
    AssociateWithoutGrant,
    EqualSides,
    PeopleFromElsewhere,
    KindOfParties,
)
