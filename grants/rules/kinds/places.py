"""Rules about where people go and where things happen."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import RuleSubject
from grants.rules import parameters
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.facts import Facts
from grants.rules.kinds.applicants import bounds_in_words, within
from grants.rules.parameters import count, yes_no
from grants.rules.words import all_of, lies_in, name_of_place, places_in_words


def _countries(facts: Facts) -> tuple[str, ...] | None:
    found = tuple(one.country for one in facts.places or ())
    return found if found and all(found) else None


@dataclass(frozen=True, kw_only=True)
class DestinationsIn(Rule):
    """All destinations lie in some places, or outside them."""

    kind = "destinations_in"
    title = gettext_lazy("Destinations")
    subject = RuleSubject.PLACES
    about = "places"
    places: tuple[str, ...] = parameters.places(gettext_lazy("Countries or regions"))
    outside: bool = yes_no(gettext_lazy("Outside these places"))

    def sentence(self) -> str:
        """State the rule."""
        values = {"places": places_in_words(self.places)}
        if self.outside:
            return _("The destination lies outside %(places)s.") % values
        return _("The destination lies in %(places)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """Compare every destination."""
        countries = _countries(facts)
        if countries is None:
            return unknown(self.about)
        wrong = [code for code in countries if lies_in([code], self.places) is self.outside]
        if not wrong:
            return MET
        names = all_of(name_of_place(code) for code in dict.fromkeys(wrong))
        return broken(
            _("%(rule)s Not these: %(wrong)s.") % {"rule": self.sentence(), "wrong": names}, self.about
        )


@dataclass(frozen=True, kw_only=True)
class DestinationAbroad(Rule):
    """No destination is the applicant's own country."""

    kind = "destination_abroad"
    title = gettext_lazy("Destination in another country")
    subject = RuleSubject.PLACES
    about = "places"

    def sentence(self) -> str:
        """State the rule."""
        return _("The destination is another country than the applicant's own.")

    def check(self, facts: Facts) -> Verdict:
        """Compare destinations with the applicant's country."""
        countries, home = _countries(facts), facts.applicant.country
        if countries is None or not home:
            return unknown(self.about)
        return broken(self.sentence(), self.about) if home in countries else MET


@dataclass(frozen=True, kw_only=True)
class DestinationCountries(Rule):
    """The places lie in so many countries."""

    kind = "destination_countries"
    title = gettext_lazy("Number of countries visited")
    subject = RuleSubject.PLACES
    about = "places"
    least: int = count(gettext_lazy("Fewest"), least=1)

    def sentence(self) -> str:
        """State the rule."""
        return bounds_in_words(_("Countries where it takes place"), self.least, None)

    def check(self, facts: Facts) -> Verdict:
        """Count the countries."""
        countries = _countries(facts)
        if countries is None:
            return unknown(self.about)
        return within(len(set(countries)), self.least, None, self.sentence, self.about)


KINDS: tuple[type[Rule], ...] = (DestinationsIn, DestinationAbroad, DestinationCountries)
