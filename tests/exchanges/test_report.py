"""The chapter of the annual report invents no number and no date."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchanges.enums import Direction, ExchangeStatus, FigureKind
from exchanges.report import exchange_chapter
from exchanges.year import exchanges_of, participants
from portal.core.uncertain import UncertainDate, UncertainNumber
from tests.factories.exchanges import ExchangeFactory, ExchangeFigureFactory, RefugePlacementFactory
from tests.factories.partnerships import FieldOfArtFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def exchange(partnership, period: str | None, **more):  # type: ignore[no-untyped-def]
    held = UncertainDate(period) if period else None
    return ExchangeFactory(
        partnership=partnership, period=held, **{"status": ExchangeStatus.COMPLETED, **more}
    )


def test_exchanges_of_keeps_certain_possible_and_undated_apart() -> None:
    partnership = PartnershipFactory()
    certain = exchange(partnership, "2015")
    possible = exchange(partnership, "2014/2017")
    undated = exchange(partnership, None)
    goes_on = exchange(partnership, "2011/..", status=ExchangeStatus.ONGOING)
    exchange(partnership, "2015", status=ExchangeStatus.CANCELLED)
    exchange(partnership, "2016")
    exchange(PartnershipFactory(), "2015")

    found = exchanges_of(partnership.authority, 2015)

    assert ({*found.certain}, {*found.possible}, {*found.undated}) == (
        {certain, goes_on},
        {possible},
        {undated},
    )


def test_participants_are_a_range_that_names_what_nobody_counted() -> None:
    partnership = PartnershipFactory()
    counted, nearly, uncounted = (exchange(partnership, "2015") for _number in range(3))
    ExchangeFigureFactory(exchange=counted, number=UncertainNumber.exactly(12))
    ExchangeFigureFactory(exchange=nearly, number=UncertainNumber.nearly(50))
    ExchangeFigureFactory(exchange=uncounted, kind=FigureKind.AUDIENCE, number=UncertainNumber.exactly(900))

    people = participants(exchanges_of(partnership.authority, 2015).dated)

    assert (people.is_exact, people.describe("en")) == (False, "between 57 and 62, plus 1 unknown")


def test_chapter_counts_directions_for_each_group() -> None:
    partnership = PartnershipFactory()
    exchange(partnership, "2015", direction=Direction.INCOMING)
    exchange(partnership, "2014/2017", direction=Direction.OUTGOING)

    chapter = exchange_chapter(partnership.authority, 2015)

    section = next(one for one in chapter.sections if one.title == "Which way")
    assert section.tables[0].rows == [
        ["Incoming", "1", "0", "0"],
        ["Outgoing", "0", "1", "0"],
        ["Mutual", "0", "0", "0"],
    ]
    assert section.pictures[0].rows == [[str(partnership.region), "1", "possibly 1"]]


def test_chapter_says_that_nothing_is_recorded() -> None:
    authority = PartnershipFactory().authority

    chapter = exchange_chapter(authority, 2015)

    assert (chapter.lead, list(chapter.sections)) == ("No exchange is recorded for this year.", [])


def test_chapter_claims_no_finding_where_two_fields_have_as_many() -> None:
    partnership = PartnershipFactory()
    exchange(partnership, "2015").fields.set([FieldOfArtFactory(), FieldOfArtFactory()])

    chapter = exchange_chapter(partnership.authority, 2015)

    section = next(one for one in chapter.sections if one.title == "Fields of art")
    assert section.pictures[0].title == "Exchanges by field"


def test_chapter_says_nothing_of_refuge() -> None:
    placement = RefugePlacementFactory(municipality__names={"en": "Hiddenham"})
    partnership = PartnershipFactory(authority=placement.programme.authority)
    exchange(partnership, "2015")

    assert "Hiddenham" not in repr(exchange_chapter(partnership.authority, 2015))


def test_chapter_asks_as_often_for_one_exchange_as_for_three() -> None:
    counts = []
    for number in (1, 3):
        partnership = PartnershipFactory()
        for _number in range(number):
            exchange(partnership, "2015").fields.set([FieldOfArtFactory()])
        with CaptureQueriesContext(connection) as queries:
            exchange_chapter(partnership.authority, 2015)
        counts.append(len(queries))

    assert counts[0] == counts[1]
