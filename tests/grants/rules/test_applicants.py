"""Rules about who applies: met at the bound, broken one beyond it; what is not known is waited for."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.enums import PartyKind
from grants.rules import Facts, RuleError
from grants.rules.facts import History, Party
from tests.grants.rules.making import BROKEN, MET, UNKNOWN, made, outcome

kinds = st.sampled_from(PartyKind.values)
# Every year has these days.
days = st.dates(date(1930, 1, 1), date(2020, 12, 31)).filter(lambda one: (one.month, one.day) != (2, 29))
ONE_DAY = timedelta(days=1)


def on(day: date, **more: object) -> Facts:
    """An application that is handed in on a day."""
    return Facts(now=datetime.combine(day, time(12), UTC), **more)  # type: ignore[arg-type]


def years_after(day: date, years: int) -> date:
    """The same day some years later."""
    return day.replace(year=day.year + years)


@given(kind=kinds, offered=st.lists(kinds, min_size=1, unique=True))
def test_applicant_kind_takes_those_offered_and_excluded_the_others(kind: str, offered: list[str]) -> None:
    facts, is_offered = Facts(applicant=Party(kind=kind)), kind in offered

    assert outcome(made("applicant_kind", kinds=offered), facts) is (MET if is_offered else BROKEN)
    assert outcome(made("applicant_kind", kinds=offered, excluded=True), facts) is (
        BROKEN if is_offered else MET
    )


@pytest.mark.parametrize(("said", "wanted"), [(True, MET), (False, BROKEN), (None, UNKNOWN)])
def test_nonprofit_reads_what_the_applicant_says(said: bool | None, wanted: object) -> None:
    assert outcome(made("nonprofit"), Facts(applicant=Party(is_nonprofit=said))) is wanted


@pytest.mark.parametrize(
    ("home", "wanted"),
    [
        (Party(region="SE-O"), MET),
        (Party(country="NO"), MET),
        (Party(region="NO-46"), MET),
        (Party(country="SE", region="SE-N"), BROKEN),
        (Party(country="SE"), BROKEN),
        (Party(country="SE", more_places=frozenset(["SE-O"])), MET),
        (Party(), UNKNOWN),
    ],
)
def test_home_in_a_region_or_a_whole_country(home: Party, wanted: object) -> None:
    rule = made("home_in", places=["SE-O", "NO"], who="applicant")

    assert outcome(rule, Facts(applicant=home)) is wanted


@pytest.mark.parametrize("who", ["persons", "partners"])
def test_home_in_asks_everyone(who: str) -> None:
    rule, inside, outside = made("home_in", places=["SE"], who=who), Party(country="SE"), Party(country="DK")

    def asked(*parties: Party) -> object:
        return outcome(rule, Facts(**{who: parties}))  # type: ignore[arg-type]

    assert [asked(inside, inside), asked(inside, outside)] == [MET, BROKEN]
    assert [asked(inside, Party()), asked()] == [UNKNOWN, UNKNOWN]


def test_home_in_of_leads_leaves_other_partners_alone() -> None:
    rule = made("home_in", places=["SE"], who="leads")
    here, there = Party(country="SE", is_lead=True), Party(country="DK", is_lead=False)

    assert outcome(rule, Facts(partners=(here, there))) is MET
    assert outcome(rule, Facts(partners=(here, Party(country="DK", is_lead=True)))) is BROKEN
    assert outcome(rule, Facts(partners=(there,))) is UNKNOWN


def test_nationality_in_takes_one_of_several() -> None:
    rule = made("nationality_in", places=["SE", "NO"], who="applicant")

    def asked(*countries: str) -> object:
        return outcome(rule, Facts(applicant=Party(nationality=frozenset(countries))))

    assert [asked("SE"), asked("DK", "NO"), asked("DK"), asked()] == [MET, MET, BROKEN, UNKNOWN]


@given(since=days, years=st.integers(1, 60))
def test_active_for_holds_on_the_anniversary_and_not_the_day_before(since: date, years: int) -> None:
    rule, day, applicant = (
        made("active_for", years=years),
        years_after(since, years),
        Party(active_since=since),
    )

    found = [outcome(rule, on(one, applicant=applicant)) for one in (day, day - ONE_DAY)]

    assert found == [MET, BROKEN]


def test_active_for_since_a_leap_day_is_a_year_on_the_first_of_march() -> None:
    rule, applicant = made("active_for", years=1), Party(active_since=date(2024, 2, 29))

    found = [outcome(rule, on(one, applicant=applicant)) for one in (date(2025, 2, 28), date(2025, 3, 1))]

    assert found == [BROKEN, MET]


@given(born=days, least=st.integers(0, 50), more=st.integers(0, 50))
def test_age_between_counts_birthdays(born: date, least: int, more: int) -> None:
    rule = made("age_between", least=least, most=least + more, who="applicant")
    first, too_old = years_after(born, least), years_after(born, least + more + 1)

    def asked(day: date) -> object:
        return outcome(rule, on(day, applicant=Party(birth_date=born)))

    assert [asked(first - ONE_DAY), asked(first)] == [BROKEN, MET]
    assert [asked(too_old - ONE_DAY), asked(too_old)] == [MET, BROKEN]


def test_age_between_names_those_who_are_too_young() -> None:
    rule = made("age_between", least=18, who="persons")
    people = (
        Party(name="Ada", birth_date=date(2008, 1, 1)),
        Party(name="Bo", birth_date=date(2008, 1, 3)),
    )

    verdict = rule.check(on(date(2026, 1, 2), persons=people))

    assert verdict.why == f"{rule.sentence()} (Bo)"
    assert outcome(rule, on(date(2026, 1, 3), persons=people)) is MET
    assert outcome(rule, on(date(2026, 1, 3), persons=(*people, Party(name="Cy")))) is UNKNOWN


@given(least=st.integers(1, 50), more=st.integers(0, 50))
def test_group_size_holds_at_both_bounds_and_not_one_beyond(least: int, more: int) -> None:
    rule, most = made("group_size", least=least, most=least + more), least + more

    found = [outcome(rule, Facts(persons=(Party(),) * n)) for n in (least - 1, least, most, most + 1)]

    assert found == [BROKEN, MET, MET, BROKEN]


@pytest.mark.parametrize("kind", ["group_size", "partner_count"])
@pytest.mark.parametrize("bounds", [{}, {"least": 3, "most": 2}])
def test_bounds_that_are_none_or_out_of_order_cannot_be(kind: str, bounds: dict[str, int]) -> None:
    with pytest.raises(RuleError):
        made(kind, **bounds)


@given(size=st.sampled_from([1, 2, 4, 5, 10, 20, 25, 50]), data=st.data())
def test_students_at_most_hold_at_the_share_and_not_one_more(size: int, data: st.DataObject) -> None:
    students = data.draw(st.integers(0, size - 1))
    rule = made("students_at_most", share=str(Decimal(students * 100) / size))

    def group(number: int) -> Facts:
        return Facts(persons=tuple(Party(is_student=place < number) for place in range(size)))

    assert [outcome(rule, group(one)) for one in (students, students + 1)] == [MET, BROKEN]


def test_students_at_most_waits_for_everyone() -> None:
    rule = made("students_at_most", share="50")

    assert outcome(rule, Facts(persons=(Party(is_student=False), Party()))) is UNKNOWN


@pytest.mark.parametrize(("overdue", "wanted"), [(0, MET), (1, BROKEN)])
def test_no_overdue_report(overdue: int, wanted: object) -> None:
    assert outcome(made("no_overdue_report"), Facts(history=History(overdue_reports=overdue))) is wanted
