"""A ledger is counted from what either side recorded, each exchange once, and negates from the other side's page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from exchanges.domain import exchanges
from exchanges.enums import Direction, ExchangeStatus, FigureKind, Measure
from exchanges.ledger import Ledger, partnership_entries, partnership_terms
from exchanges.models import Exchange, ExchangeFigure, ExchangeMoney
from partnerships.enums import Payer
from partnerships.models import Partnership
from portal.core.errors import DomainError
from tests.factories.exchanges import (
    ExchangeFactory,
    ExchangeFigureFactory,
    ExchangeMoneyFactory,
    LedgerTermsFactory,
)
from tests.factories.partnerships import AuthorityFactory, PartnershipFactory, RegionFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def happened(partnership: Partnership, direction: Direction, **more: object) -> Exchange:
    made: Exchange = ExchangeFactory(
        partnership=partnership,
        direction=direction,
        **{"status": ExchangeStatus.COMPLETED, "period": "2025"} | more,
    )
    return made


def two_records() -> tuple[Partnership, Partnership]:
    """Return two authorities' own records of the relation between them."""
    west, mid = RegionFactory(), RegionFactory()
    ours, theirs = AuthorityFactory(), AuthorityFactory()
    ours.organisation.region, theirs.organisation.region = west, mid
    ours.organisation.save()
    theirs.organisation.save()
    return (
        PartnershipFactory(authority=ours, region=mid),
        PartnershipFactory(authority=theirs, region=None, counterpart=ours.organisation),
    )


@pytest.fixture
def pair() -> tuple[Partnership, Partnership]:
    """Two authorities on the portal, each with its own record of their relation."""
    return two_records()


RECORDS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),  # whose record it is
        st.sampled_from(Direction),
        st.sampled_from([None, "2024", "2025", "2024/2025"]),
        st.lists(
            st.tuples(
                st.sampled_from(["participants", "person_days", "nights", "audience"]),
                st.sampled_from(["12", "about 50", "nearly 50", "over 100", "unknown"]),
            ),
            max_size=2,
        ),
        st.lists(
            st.tuples(st.sampled_from(Payer), st.sampled_from(["700", "about 700", "unknown"])),
            max_size=2,
        ),
    ),
    max_size=4,
)
TERMS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),  # who wrote them down
        st.sampled_from(["2023-01-01", "2025-01-01"]),
        st.integers(0, 9),
        st.integers(0, 9),
        st.integers(1, 3),
        st.integers(1, 3),
    ),
    max_size=3,
    unique_by=lambda one: one[:2],
)


class TestBothSides(TestCase):
    """Whatever either side recorded and whoever wrote the terms down, the two pages negate (Must show 2)."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(RECORDS, TERMS)
    def test_both_pages_negate(self, recorded: list[tuple], agreed: list[tuple]) -> None:  # type: ignore[type-arg]
        pair = two_records()
        for side, direction, period, figures, payments in recorded:
            exchange = happened(pair[side], direction, period=period)
            for kind, number in figures:
                ExchangeFigureFactory(exchange=exchange, kind=kind, number=number)
            for payer, amount in payments:
                ExchangeMoneyFactory(exchange=exchange, payer=payer, amount=amount)
        for side, day, persons, money, incoming, outgoing in agreed:
            LedgerTermsFactory(
                partnership=pair[side],
                agreed_from=day,
                weight_exchanges=1,
                weight_persons=persons,
                weight_money=money,
                currency="SEK",
                target_incoming=incoming,
                target_outgoing=outgoing,
            )

        here, there = (
            Ledger(partnership_entries(one, VISITOR).rows, partnership_terms(one, VISITOR)) for one in pair
        )

        assert len(here.entries) == len(there.entries) == len(recorded)
        for measure in Measure:
            assert there.lines[measure].balance == -here.lines[measure].balance
        assert [one.balance for one in there.money()] == [-one.balance for one in here.money()]
        if agreed and here.weighed and there.weighed and here.weighed.off_target and there.weighed.off_target:
            assert there.target == here.target[::-1]
            assert there.weighed.balance == -here.weighed.balance
            assert there.weighed.off_target == -here.weighed.off_target
        assert (here.weighed is None) == (there.weighed is None) == (not agreed)


def test_what_was_cancelled_planned_or_elsewhere_does_not_count() -> None:
    partnership = PartnershipFactory()
    happened(partnership, Direction.INCOMING)
    happened(partnership, Direction.INCOMING, status=ExchangeStatus.CANCELLED)
    happened(partnership, Direction.INCOMING, status=ExchangeStatus.PLANNED)
    happened(PartnershipFactory(), Direction.INCOMING)

    entries = partnership_entries(partnership, VISITOR)

    assert (len(entries.rows), entries.planned) == (1, 1)


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2025", 2025),
        ("2025-03", 2025),
        ("2025-03-01/2025-04", 2025),
        ("2024/2025", None),
        ("2011/..", None),
        ("2025?", None),
        (None, None),
    ],
)
def test_only_a_certain_year_is_a_year(period: str | None, year: int | None) -> None:
    partnership = PartnershipFactory()
    happened(partnership, Direction.INCOMING, period=period)

    (entry,) = partnership_entries(partnership, VISITOR).rows

    assert entry.year == year


def test_the_other_sides_records_come_in_turned_and_both_pages_negate(
    pair: tuple[Partnership, Partnership],
) -> None:
    ours, theirs = pair
    ExchangeFigureFactory(exchange=happened(ours, Direction.INCOMING), number="nearly 50")
    ExchangeFigureFactory(exchange=happened(theirs, Direction.INCOMING), number="12")
    ExchangeMoneyFactory(exchange=happened(theirs, Direction.OUTGOING), payer=Payer.OWN, amount="about 700")

    here = Ledger(partnership_entries(ours, VISITOR).rows)
    there = Ledger(partnership_entries(theirs, VISITOR).rows)

    assert [str(here.lines[Measure.PERSONS].incoming), str(here.lines[Measure.PERSONS].outgoing)] == [
        "between 45 and 50, plus 1 unknown",
        "12",
    ]
    for measure in Measure:
        assert there.lines[measure].balance == -here.lines[measure].balance
    assert [one.balance for one in there.money()] == [-one.balance for one in here.money()]
    assert str(here.money()[0].theirs) == "between 630 and 770"


def test_an_exchange_recorded_by_both_counts_once_from_either_side(
    pair: tuple[Partnership, Partnership],
) -> None:
    ours, theirs = pair
    first = happened(ours, Direction.INCOMING)
    again = happened(theirs, Direction.OUTGOING)

    before = len(partnership_entries(ours, VISITOR).rows)
    exchanges.edit(again, {"same_as": first}, version=None, by=None)

    here, there = partnership_entries(ours, VISITOR), partnership_entries(theirs, VISITOR)
    assert (before, len(here.rows), len(there.rows)) == (2, 1, 1)
    assert [(one.pk, other.pk) for one, other in here.twice] == [(again.pk, first.pk)]
    assert (here.rows[0].direction, there.rows[0].direction) == (Direction.INCOMING, Direction.OUTGOING)


def test_only_the_other_sides_record_can_be_the_same_and_never_in_a_chain(
    pair: tuple[Partnership, Partnership],
) -> None:
    ours, theirs = pair
    first, again, third = (
        happened(ours, Direction.MUTUAL),
        happened(theirs, Direction.MUTUAL),
        happened(ours, Direction.MUTUAL),
    )
    exchanges.edit(again, {"same_as": first}, version=None, by=None)

    for exchange, other, sentence in [
        (first, third, "This is no record of the other side of the same partnership."),
        (third, again, "One of the two is already joined with another record."),
        (first, again, "One of the two is already joined with another record."),
    ]:
        with pytest.raises(DomainError) as refused:
            exchanges.edit(exchange, {"same_as": other}, version=None, by=None)
        assert refused.value.message_dict == {"same_as": [sentence]}


def test_a_ledger_of_a_thousand_exchanges_asks_as_much_as_one_of_one() -> None:
    partnership = PartnershipFactory()
    happened(partnership, Direction.INCOMING)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            ledger = Ledger(partnership_entries(partnership, VISITOR).rows)
            assert len(ledger.lines) == len(Measure)
            assert len(ledger.money()) <= 1
        return len(asked)

    few = queries()
    made = Exchange.objects.bulk_create(
        Exchange(
            authority=partnership.authority,
            partnership=partnership,
            slug=f"many-{number}",
            names={"en": f"Many {number}"},
            kind="residency",
            direction=list(Direction)[number % 3],
            status=ExchangeStatus.COMPLETED,
            period=str(2000 + number % 25),
        )
        for number in range(1000)
    )
    ExchangeFigure.objects.bulk_create(
        ExchangeFigure(exchange=one, kind=FigureKind.PARTICIPANTS, number="about 10") for one in made
    )
    ExchangeMoney.objects.bulk_create(
        ExchangeMoney(exchange=one, payer=Payer.OWN, amount="100", currency="SEK") for one in made
    )

    assert (few, queries()) == (4, 4)
