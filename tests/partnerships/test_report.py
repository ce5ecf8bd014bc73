"""The chapter on partnerships: what is certain and what is only possible in a year."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships import registers, report
from partnerships.domain import partnerships
from partnerships.enums import AgreementStatus, GeographicTier, NetworkEngagement
from partnerships.models import NetworkMembership
from portal.core.registry import Section, Table
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AgreementFactory,
    AuthorityFactory,
    FrameworkFactory,
    NetworkFactory,
    NetworkFeeFactory,
    NetworkMembershipFactory,
    NetworkSeatFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def section(authority: Any, year: int, title: str) -> Section:
    return next(one for one in report.chapter(authority, year).sections if one.title == title)


def rows(authority: Any, year: int) -> dict[str, list[Any]]:
    table: Table = section(authority, year, "Agreements").tables[0]
    return {row[0]: list(row[1:]) for row in table.rows}


def test_chapter_of_an_authority_without_anything() -> None:
    chapter = report.chapter(AuthorityFactory(), 2024)

    assert [value for _label, value in chapter.facts] == ["0", "0", "0", "0"]
    assert [list(one.paragraphs) for one in chapter.sections] == [
        ["No partnership was in the register at the end of 2024."],
        ["No signed agreement is in the register."],
        ["No membership of a network is in the register."],
    ]


def test_chapter_counts_the_state_at_the_end_of_the_year() -> None:
    authority = AuthorityFactory()
    partnership = PartnershipFactory(
        authority=authority, tier=GeographicTier.EU, since=UncertainDate("2014"), state="active"
    )
    partnership.periods.create(state="active", period=UncertainDate("2014/.."))
    partnerships.change_state(partnership, "dormant", by=None, period=UncertainDate("2020/.."))

    def states(year: int) -> list[Any]:
        return [row for table in section(authority, year, "Partnerships").tables[:1] for row in table.rows]

    assert states(2013) == []
    assert states(2019) == [["Rest of the EU", 0, 1, 0, 0, 1]]
    assert states(2020) == [["Rest of the EU", 0, 0, 1, 0, 1]]


def test_chapter_counts_uncertain_dates_as_possible() -> None:
    authority = AuthorityFactory()
    AgreementFactory(
        partnership__authority=authority,
        status=AgreementStatus.EXPIRED,
        signed=UncertainDate("2013-11/2014-02"),
        valid_from=UncertainDate("2014"),
        valid_until=UncertainDate("2017-39"),
    )

    assert rows(authority, 2014)["Signed in the year"] == [0, 1]
    assert rows(authority, 2017)["Expiring in the year"] == [1, 1]
    assert rows(authority, 2018)["Valid on some day of the year"] == [0, 0]
    assert rows(authority, 2016)["Valid on some day of the year"] == [0, 1]


def test_chapter_leaves_out_drafts_and_other_authorities() -> None:
    authority = AuthorityFactory()
    AgreementFactory(partnership__authority=authority, status=AgreementStatus.DRAFT)
    AgreementFactory(status=AgreementStatus.IN_FORCE)

    assert section(authority, 2024, "Agreements").tables == []


def test_chapter_says_how_many_agreements_have_no_dates() -> None:
    authority = AuthorityFactory()
    AgreementFactory(partnership__authority=authority, status=AgreementStatus.IN_FORCE)

    assert section(authority, 2024, "Agreements").paragraphs == [
        "Agreements valid on some day of 2024: 0.",
        "1 more is in force, and nobody has written down since when.",
    ]


def test_chapter_lists_memberships_of_the_year() -> None:
    authority = AuthorityFactory()
    for period in ("2010/2012", "2020/.."):
        NetworkMembership.objects.create(
            network=NetworkFactory(),
            authority=authority,
            engagement=NetworkEngagement.ACTIVE,
            period=UncertainDate(period),
        )

    assert len(section(authority, 2024, "Networks").tables[0].rows) == 1


def test_seats_and_fees_of_the_year_are_listed_and_names_only_where_they_may_be_shown() -> None:
    membership = NetworkMembershipFactory(period=None)
    NetworkSeatFactory(membership=membership, person="Astrid Berg", office={"en": "chair"})
    NetworkSeatFactory(membership=membership, person="Bo Ek", person_is_public=True, office={"en": "deputy"})
    for year, amount in [(2023, 900), (2024, 1000)]:
        NetworkFeeFactory(membership=membership, year=year, amount=amount, currency="SEK")

    (row,) = section(membership.authority, 2024, "Networks").tables[0].rows

    assert row[4:] == [
        f"{membership.network}, chair; {membership.network}, deputy, Bo Ek",
        "SEK\u00a01,000",
    ]


def test_hits_of_each_kind_by_words_in_any_language() -> None:
    RegionFactory(names={"sv": "Österbotten"})
    OrganisationFactory(names={"en": "Museum of Österbotten"})
    PartnershipFactory(names={"sv": "Västra Götaland och Österbotten"}, region=RegionFactory())
    NetworkFactory(names={"en": "Sverige"})

    assert [hit.kind for hit in registers.hits("österbotten", AnonymousUser(), 5)] == [
        "Partnership",
        "Region",
        "Organisation",
    ]
    assert list(registers.hits("sv", AnonymousUser(), 5)) != []
    assert [hit.kind for hit in registers.hits("fi", AnonymousUser(), 5)] == []


def test_desk_shows_dormant_partnerships_of_ones_own_authorities() -> None:
    authority = AuthorityFactory()
    mine = PartnershipFactory(authority=authority, state="dormant")
    PartnershipFactory(state="dormant")
    FrameworkFactory(authority=authority, period=UncertainDate("2010/2012"))

    groups = list(registers.desk(member(authority)))

    assert [(group.kind, group.count, [item.text for item in group.items]) for group in groups] == [
        ("waits", 1, [str(mine)])
    ]
    assert list(registers.desk(AnonymousUser())) == []
