"""Seen from the other side, a ledger negates: whatever happened, and however little is known of it (Must show 2)."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchanges.enums import Direction, Measure
from exchanges.ledger.counting import Ledger, Side
from exchanges.ledger.entries import Entry, Payment
from exchanges.ledger.spans import Span
from exchanges.models import LedgerTerms
from partnerships.enums import Payer
from portal.core.uncertain import UncertainNumber

# The first draw of these strategies is slow on a busy machine; how long an example takes says nothing here.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
counts = st.integers(min_value=0, max_value=10_000)
numbers = st.one_of(
    st.none(),
    counts.map(UncertainNumber.exactly),
    counts.map(UncertainNumber.about),
    counts.map(UncertainNumber.nearly),
    counts.map(UncertainNumber.over),
    counts.map(UncertainNumber.at_least),
    counts.map(UncertainNumber.at_most),
    st.tuples(counts, counts).map(lambda pair: UncertainNumber.between(*sorted(pair))),
    st.sampled_from([10, 100, 1000]).map(UncertainNumber.order),
    st.sampled_from([UncertainNumber.some(), UncertainNumber.unknown()]),
)
payments = st.builds(
    Payment,
    payer=st.one_of(st.none(), st.sampled_from(Payer)),
    amount=numbers,
    currency=st.sampled_from(["SEK", "EUR"]),
)
entries = st.lists(
    st.builds(
        Entry,
        direction=st.sampled_from(Direction),
        year=st.one_of(st.none(), st.integers(2015, 2026)),
        numbers=st.dictionaries(
            st.sampled_from([one for one in Measure if one != Measure.EXCHANGES]),
            st.lists(numbers, min_size=1, max_size=3),
        ),
        payments=st.lists(payments, max_size=3),
    ),
    max_size=8,
)
weights = st.decimals(min_value=0, max_value=50, places=2)
terms = st.lists(
    st.builds(
        LedgerTerms,
        agreed_from=st.dates(date(2014, 1, 1), date(2026, 12, 31)),
        weight_exchanges=weights,
        weight_persons=weights,
        weight_person_days=weights,
        weight_nights=weights,
        weight_audience=weights,
        weight_money=weights,
        currency=st.just("SEK"),
        target_incoming=st.integers(1, 5),
        target_outgoing=st.integers(1, 5),
    ),
    max_size=3,
)


@patient
@given(entries)
def test_every_measure_seen_from_the_other_side_negates(rows: list[Entry]) -> None:
    ours, theirs = Ledger(rows), Ledger(rows, side=Side.THEIRS)

    for year in (..., None, *ours.years):
        for measure in Measure:
            here, there = ours.line(measure, year), theirs.line(measure, year)
            assert there.balance == -here.balance
            assert there.known == -here.known
            assert (there.incoming, there.outgoing) == (here.outgoing, here.incoming)


@patient
@given(entries)
def test_money_seen_from_the_other_side_negates(rows: list[Entry]) -> None:
    here, there = Ledger(rows).money(), Ledger(rows, side=Side.THEIRS).money()

    assert [(one.currency, one.balance, one.ours, one.theirs) for one in there] == [
        (one.currency, -one.balance, one.theirs, one.ours) for one in here
    ]
    assert [(one.third, one.open) for one in there] == [(one.third, one.open) for one in here]


@patient
@given(entries, terms)
def test_weighed_balance_and_target_seen_from_the_other_side_negate(
    rows: list[Entry], agreed: list[LedgerTerms]
) -> None:
    here, there = Ledger(rows, agreed).weighed, Ledger(rows, agreed, side=Side.THEIRS).weighed

    if here is None or there is None:
        assert (here, there, agreed) == (None, None, [])
        return
    assert there.balance == -here.balance
    assert (there.incoming, there.outgoing) == (here.outgoing, here.incoming)
    assert there.off_target == -here.off_target


@patient
@given(entries)
def test_seen_twice_from_the_other_side_it_is_what_it_was(rows: list[Entry]) -> None:
    there_and_back = [one.seen_from_partner().seen_from_partner() for one in rows]

    assert Ledger(there_and_back).lines == Ledger(rows).lines
    assert Ledger(there_and_back).money() == Ledger(rows).money()


@patient
@given(entries)
def test_years_and_the_rest_add_up_to_everything(rows: list[Entry]) -> None:
    ledger = Ledger(rows)

    for measure in Measure:
        parts = [ledger.line(measure, year).balance for year in (None, *ledger.years)]
        assert sum(parts, Span(Decimal(0), Decimal(0))) == ledger.line(measure).balance


def entry(direction: Direction, persons: UncertainNumber | None, year: int | None = 2025) -> Entry:
    return Entry(direction, year, {Measure.PERSONS: [persons]})


def test_what_goes_both_ways_counts_on_both_sides_and_weighs_on_neither() -> None:
    line = Ledger(
        [
            entry(Direction.INCOMING, UncertainNumber.exactly(5)),
            entry(Direction.MUTUAL, UncertainNumber.nearly(50)),
        ]
    ).line(Measure.PERSONS)

    assert (str(line.incoming), str(line.outgoing)) == ("between 50 and 55", "between 45 and 50")
    assert line.balance == Span(Decimal(5), Decimal(5))


def test_an_unknown_number_leaves_the_balance_open_and_is_counted() -> None:
    line = Ledger(
        [entry(Direction.INCOMING, UncertainNumber.exactly(5)), entry(Direction.OUTGOING, None)]
    ).line(Measure.PERSONS)

    assert (line.balance, line.known) == (Span(None, Decimal(5)), Span(Decimal(5), Decimal(5)))
    assert line.outgoing.unknown_count == 1


def test_host_and_visitor_are_told_by_the_direction() -> None:
    hosted = Entry(
        Direction.INCOMING,
        2025,
        payments=[
            Payment(Payer.HOST, UncertainNumber.exactly(100), "SEK"),
            Payment(Payer.VISITOR, UncertainNumber.exactly(30), "SEK"),
            Payment(Payer.THIRD, UncertainNumber.exactly(7), "SEK"),
        ],
    )
    (line,) = Ledger([hosted]).money()

    assert (str(line.ours), str(line.theirs), str(line.third)) == ("100", "30", "7")
    assert line.balance == Span(Decimal(-70), Decimal(-70))


def test_a_cost_nobody_has_divided_may_have_been_paid_by_either_side() -> None:
    (line,) = Ledger(
        [Entry(Direction.MUTUAL, 2025, payments=[Payment(None, UncertainNumber.exactly(100), "SEK")])]
    ).money()

    assert (str(line.open), line.balance) == ("100", Span(Decimal(-100), Decimal(100)))


def test_each_year_is_weighed_by_the_terms_that_held_then() -> None:
    agreed = [
        LedgerTerms(agreed_from=date(2020, 1, 1), weight_persons=Decimal(1)),
        LedgerTerms(
            agreed_from=date(2025, 7, 1), weight_persons=Decimal(3), target_incoming=1, target_outgoing=2
        ),
    ]
    rows = [
        entry(Direction.INCOMING, UncertainNumber.exactly(4), 2024),
        entry(Direction.OUTGOING, UncertainNumber.exactly(2), 2025),
    ]
    weighed = Ledger(rows, agreed).weighed

    assert weighed is not None
    assert (weighed.incoming.lower, weighed.outgoing.lower, weighed.balance.lower) == (4, 6, -2)
    assert weighed.off_target == Span(Decimal(2), Decimal(2))  # 4 × 2 came, 6 × 1 went: more came than agreed
