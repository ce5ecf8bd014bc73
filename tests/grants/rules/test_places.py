"""Rules about places: the countries themselves, one country beyond them, and places that nobody has named."""

from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts
from grants.rules.facts import Party, Stay
from grants.rules.kinds.places import DestinationAbroad, DestinationCountries, DestinationsIn
from tests.grants.rules.making import outcome, patient

codes = st.sampled_from(["AX", "BE", "CA", "DK", "FI", "FO", "GB", "IS", "JP", "LT", "NO", "SE"])
several = st.lists(codes, min_size=1, max_size=6, unique=True)


def _to(*countries: str, home: str = "") -> Facts:
    return Facts(places=tuple(Stay(country=one) for one in countries), applicant=Party(country=home))


@patient
@given(several, codes)
def test_destinations_lie_all_in_the_places(places: list[str], other: str) -> None:
    rule, opposite = DestinationsIn(places=tuple(places)), DestinationsIn(places=tuple(places), outside=True)
    with_other = "met" if other in places else "broken"

    assert [outcome(rule, _to(*places)), outcome(rule, _to(*places, other))] == ["met", with_other]
    assert outcome(opposite, _to(other)) == ("broken" if other in places else "met")
    assert outcome(opposite, _to(other, places[0])) == "broken"


@patient
@given(several)
def test_destinations_without_a_country_are_not_known(places: list[str]) -> None:
    rules = (DestinationsIn(places=tuple(places)), DestinationCountries(least=1), DestinationAbroad())

    for rule in rules:
        assert outcome(rule, Facts(applicant=Party(country="SE"))) == "unknown"
        assert outcome(rule, _to(home="SE")) == "unknown"
        assert outcome(rule, _to(*places, "", home="SE")) == "unknown"


@patient
@given(several, codes)
def test_destination_abroad_is_broken_by_the_country_of_home(places: list[str], home: str) -> None:
    expected = "broken" if home in places else "met"

    assert outcome(DestinationAbroad(), _to(*places, home=home)) == expected
    assert outcome(DestinationAbroad(), _to(*places, home, home=home)) == "broken"
    assert outcome(DestinationAbroad(), _to(*places)) == "unknown"


@patient
@given(several)
def test_destination_countries_are_counted_once_each(places: list[str]) -> None:
    told = _to(*places, places[0])

    assert outcome(DestinationCountries(least=len(places)), told) == "met"
    assert outcome(DestinationCountries(least=len(places) + 1), told) == "broken"
