"""Rules about the agreements behind a call: what they name, and when they are valid."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import RuleSubject, Stage
from grants.rules import parameters
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.facts import Facts
from grants.rules.kinds.periods import local_day
from grants.rules.words import all_of, lies_in, places_in_words, said


@dataclass(frozen=True, kw_only=True)
class FieldsOfAgreement(Rule):
    """The project's fields are among those agreed with the places its partners come from.

    Not asked on handing in: what the register does not know yet is nothing that an applicant could put right.
    """

    kind = "fields_of_agreement"
    title = gettext_lazy("Fields of the agreement with the partner's place")
    subject = RuleSubject.CONTENT
    stages = (Stage.TYPING, Stage.SCREENING)
    about = "fields"
    places: tuple[str, ...] = parameters.places(gettext_lazy("Countries or regions"))

    def sentence(self) -> str:
        """State the rule."""
        return _("The field is one that is agreed with the partner's place: %(places)s.") % {
            "places": places_in_words(self.places)
        }

    def check(self, facts: Facts) -> Verdict:
        """Compare the fields with what is agreed with each place that partners come from."""
        theirs = [
            one
            for one in self.places
            if any(lies_in(partner.home, [one]) for partner in facts.partners or ())
        ]
        agreed = {place: self._agreed(place, facts) for place in theirs}
        if not facts.fields or not agreed or not all(agreed.values()):
            return unknown(self.about)
        outside = {field for fields in agreed.values() for field in facts.fields if field not in fields}
        if not outside:
            return MET
        values = {"rule": self.sentence(), "wrong": all_of(said(one) for one in sorted(outside))}
        return broken(_("%(rule)s Not these: %(wrong)s.") % values, self.about)

    def _agreed(self, place: str, facts: Facts) -> frozenset[str]:
        with_it = [one.fields for one in facts.call.agreed if place in one.places]
        return frozenset().union(*with_it)


@dataclass(frozen=True, kw_only=True)
class CallInAgreement(Rule):
    """The call is open within the time of an agreement behind it."""

    kind = "call_in_agreement"
    title = gettext_lazy("Call within the time of its agreement")
    subject = RuleSubject.DECISION
    stages = (Stage.SCREENING, Stage.DECISION)

    def sentence(self) -> str:
        """State the rule."""
        return _("The call lies within the time of the agreement behind it.")

    def check(self, facts: Facts) -> Verdict:
        """Compare the first and the last day of the call with those of each agreement."""
        opens, closes = local_day(facts.call.opens_at, facts), local_day(facts.call.closes_at, facts)
        times = [time for one in facts.call.agreed for time in one.valid]
        if closes is None or not times:
            return unknown()
        inside = any(
            (first is None or first <= (opens or closes)) and (last is None or closes <= last)
            for first, last in times
        )
        return MET if inside else broken(self.sentence())


KINDS: tuple[type[Rule], ...] = (FieldsOfAgreement, CallInAgreement)
