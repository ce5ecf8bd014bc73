"""Rules about partners and sides: met at the bound, broken with one more or one less."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts, RuleError
from grants.rules.facts import Party
from tests.grants.rules.making import BROKEN, CENT, MET, UNKNOWN, amounts, made, outcome

HERE, THERE, NOWHERE = Party(country="SE", region="SE-O"), Party(country="LT"), Party()
COUNTRIES = ["SE", "NO", "DK", "FI", "IS", "EE", "LV", "LT"]


def together(*partners: Party, **more: object) -> Facts:
    """An application of partners."""
    return Facts(partners=partners, **more)  # type: ignore[arg-type]


@given(least=st.integers(1, 50), more=st.integers(0, 50))
def test_partner_count_holds_at_both_bounds_and_not_one_beyond(least: int, more: int) -> None:
    rule, most = made("partner_count", least=least, most=least + more), least + more

    found = [outcome(rule, together(*[HERE] * number)) for number in (least - 1, least, most, most + 1)]

    assert found == [BROKEN, MET, MET, BROKEN]


@given(number=st.integers(1, 20))
def test_partner_count_in_or_outside_places_counts_only_those(number: int) -> None:
    inside = made("partner_count", least=number, places=["SE"])
    outside = made("partner_count", least=number, places=["SE"], outside=True)

    def asked(rule_: object, here: int, there: int) -> object:
        return outcome(rule_, together(*[HERE] * here, *[THERE] * there))  # type: ignore[arg-type]

    assert [asked(inside, number, 0), asked(inside, number - 1, 9)] == [MET, BROKEN]
    assert [asked(outside, 0, number), asked(outside, 9, number - 1)] == [MET, BROKEN]


def test_partner_count_of_kinds_counts_only_those() -> None:
    rule = made("partner_count", least=2, kinds=["museum", "theatre"])
    museum, theatre, company = (Party(kind=kind) for kind in ("museum", "theatre", "company"))

    assert outcome(rule, together(museum, theatre)) is MET
    assert outcome(rule, together(museum, company, company)) is BROKEN


@given(least=st.integers(1, 20))
def test_partners_from_each_place_and_side_refuses_one_less(least: int) -> None:
    rule = made("partners_from_each", places=["SE"], sides=["b"], least=least)
    theirs = Party(side="b")

    assert outcome(rule, together(*[HERE] * least, *[theirs] * least)) is MET
    assert outcome(rule, together(*[HERE] * (least - 1), *[theirs] * least)) is BROKEN
    assert outcome(rule, together(*[HERE] * least, *[theirs] * (least - 1))) is BROKEN


def test_partners_from_each_names_what_is_lacking() -> None:
    rule = made("partners_from_each", places=["SE", "LT"], sides=["b"], least=1)

    assert rule.check(together(HERE)).why == "Too few from here: Lithuania and b."


def test_partners_from_each_of_nothing_cannot_be() -> None:
    with pytest.raises(RuleError):
        made("partners_from_each", least=1)


@given(number=st.integers(1, len(COUNTRIES)))
def test_partner_countries_counts_each_country_once(number: int) -> None:
    rule = made("partner_countries", least=number)
    partners = [Party(country=code) for code in COUNTRIES[:number]]

    assert outcome(rule, together(*partners)) is MET
    assert outcome(rule, together(*partners[1:], *partners[1:], NOWHERE)) is BROKEN


@pytest.mark.parametrize(("leads", "wanted"), [(0, BROKEN), (1, MET), (2, BROKEN)])
def test_one_lead_is_exactly_one(leads: int, wanted: object) -> None:
    partners = [Party(is_lead=place < leads) for place in range(3)]

    assert outcome(made("one_lead"), together(*partners)) is wanted


@pytest.mark.parametrize(
    ("leads", "wanted"), [("a b", MET), ("a", BROKEN), ("a a", BROKEN), ("a a b", BROKEN), ("", BROKEN)]
)
def test_one_lead_per_side_is_one_of_each(leads: str, wanted: object) -> None:
    partners = [Party(side=side, is_lead=True) for side in leads.split()]
    others = [Party(side=side, is_lead=False) for side in "ab"]

    assert outcome(made("one_lead", per_side=True), together(*partners, *others)) is wanted


def test_one_lead_of_nobody_waits() -> None:
    assert outcome(made("one_lead"), together()) is UNKNOWN


def test_not_all_in_wants_one_from_elsewhere() -> None:
    rule = made("not_all_in", places=["SE"])

    found = [outcome(rule, together(*some)) for some in ([HERE, THERE], [HERE, HERE], [HERE, NOWHERE])]

    assert found == [MET, BROKEN, UNKNOWN]


@given(amount=amounts)
def test_associate_without_grant_asks_for_nothing(amount: Decimal) -> None:
    rule = made("associate_without_grant")

    def asked(requested: Decimal | None, *, is_associate: bool = True) -> object:
        return outcome(rule, together(Party(name="A", is_associate=is_associate, requested=requested)))

    assert [asked(None), asked(Decimal(0)), asked(CENT), asked(amount)] == [MET, MET, BROKEN, BROKEN]
    assert asked(amount, is_associate=False) is MET


@given(number=st.integers(1, 20))
def test_equal_sides_in_partners_refuses_one_more(number: int) -> None:
    rule, ours, theirs = made("equal_sides", of="partners"), Party(side="a"), Party(side="b")

    assert outcome(rule, together(*[ours] * number, *[theirs] * number)) is MET
    assert outcome(rule, together(*[ours] * number, *[theirs] * (number + 1))) is BROKEN
    assert outcome(rule, together(*[ours] * number)) is UNKNOWN


@given(first=amounts, second=amounts)
def test_equal_sides_in_amount_refuses_a_cent_more(first: Decimal, second: Decimal) -> None:
    rule = made("equal_sides", of="amount")
    ours = [Party(side="a", requested=one) for one in (first, second)]

    def facing(amount: Decimal | None) -> object:
        return outcome(rule, together(*ours, Party(side="b", requested=amount)))

    assert [facing(first + second), facing(first + second + CENT), facing(None)] == [MET, BROKEN, UNKNOWN]


@given(people=st.integers(1, 20))
def test_people_from_elsewhere_refuses_one_less(people: int) -> None:
    rule = made("people_from_elsewhere", people=people)

    def coming(number: int) -> object:
        persons = (*[THERE] * number, HERE)
        return outcome(rule, Facts(applicant=HERE, persons=persons))

    assert [coming(people), coming(people - 1)] == [MET, BROKEN]


@given(number=st.integers(1, len(COUNTRIES) - 1))
def test_people_from_elsewhere_counts_countries_beside_the_hosts_own(number: int) -> None:
    rule = made("people_from_elsewhere", countries=number)

    def coming(countries: int) -> object:
        persons = tuple(Party(country=code) for code in COUNTRIES[: countries + 1])
        return outcome(rule, Facts(applicant=HERE, persons=persons))

    assert [coming(number), coming(number - 1)] == [MET, BROKEN]


def test_people_from_elsewhere_all_of_them() -> None:
    rule = made("people_from_elsewhere", all_of_them=True)

    found = [
        outcome(rule, Facts(applicant=host, persons=persons))
        for host, persons in (
            (HERE, (THERE, THERE)),
            (HERE, (THERE, HERE)),
            (HERE, (THERE, NOWHERE)),
            (NOWHERE, (THERE,)),
        )
    ]

    assert found == [MET, BROKEN, UNKNOWN, UNKNOWN]


def test_people_from_elsewhere_of_nothing_cannot_be() -> None:
    with pytest.raises(RuleError):
        made("people_from_elsewhere")


def test_kind_of_parties_asks_the_leads_only() -> None:
    rule = made("kind_of_parties", who="leads", kinds=["institution"])
    theatre, workshop = Party(name="Teatern", kind="institution"), Party(name="Verkstan", kind="other")

    def led_by(lead: Party, other: Party) -> object:
        return outcome(rule, together(Party(**{**lead.__dict__, "is_lead": True}), other))

    assert [led_by(theatre, workshop), led_by(workshop, theatre)] == [MET, BROKEN]
    assert [led_by(NOWHERE, theatre), outcome(rule, together(theatre))] == [UNKNOWN, UNKNOWN]
