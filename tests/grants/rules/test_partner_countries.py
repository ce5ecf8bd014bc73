"""Rules about partners, at their bounds."""

from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts
from grants.rules.facts import Party
from grants.rules.kinds.partners import PartnerCountries
from tests.grants.rules.making import outcome, patient

several = st.lists(
    st.sampled_from(["DK", "EE", "FI", "IS", "LT", "LV", "NO", "SE"]), min_size=1, max_size=6, unique=True
)


@patient
@given(several)
def test_partner_countries_are_counted_once_and_only_in_their_places(countries: list[str]) -> None:
    partners = tuple(Party(country=one) for one in [*countries, countries[0], "DE"])
    among = tuple(countries)

    def counted(least: int, places: tuple[str, ...] = ()) -> str:
        return outcome(PartnerCountries(least=least, places=places), Facts(partners=partners))

    assert [counted(len(countries) + 1), counted(len(countries) + 2)] == ["met", "broken"]
    assert [counted(len(countries), among), counted(len(countries) + 1, among)] == ["met", "broken"]
    assert outcome(PartnerCountries(least=1), Facts()) == "unknown"
