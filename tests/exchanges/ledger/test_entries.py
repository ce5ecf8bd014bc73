"""A ledger is counted from what either side recorded, each exchange once, and negates from the other side's page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchanges.domain import exchanges
from exchanges.enums import Direction, ExchangeStatus, FigureKind, Measure
from exchanges.ledger import Ledger, partnership_entries
from exchanges.models import Exchange, ExchangeFigure, ExchangeMoney
from partnerships.enums import Payer
from partnerships.models import Partnership
from portal.core.errors import DomainError
from tests.factories.exchanges import ExchangeFactory, ExchangeFigureFactory, ExchangeMoneyFactory
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


@pytest.fixture
def pair() -> tuple[Partnership, Partnership]:
    """Two authorities on the portal, each with its own record of their relation."""
    west, mid = RegionFactory(), RegionFactory()
    ours, theirs = AuthorityFactory(), AuthorityFactory()
    ours.organisation.region, theirs.organisation.region = west, mid
    ours.organisation.save()
    theirs.organisation.save()
    return (
        PartnershipFactory(authority=ours, region=mid),
        PartnershipFactory(authority=theirs, region=None, counterpart=ours.organisation),
    )


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
