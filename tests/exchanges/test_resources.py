"""The register of exchanges: messy rows become what they say, and come out as they went in."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from exchanges.enums import ExchangeStatus
from exchanges.models import Exchange
from portal.core.resources import resource_for
from portal.core.sheets import SheetKind
from portal.imports import taking_out
from tests.factories.partnerships import (
    AuthorityFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)
from tests.portal.imports.files import brought_in, compared, content, csv_file, outcomes, problems

pytestmark = pytest.mark.django_db

TEXT = (
    "Förteckning över utbyten;;;;;;;\r\n"
    "Titel;Form;Riktning;När;Kostnad;Antal deltagare;Värd;Status\r\n"
    "Dansresidens;Residens;inkommande;31/5/2019;1 234,50;närmare femtio;Konsthallen;genomfört\r\n"
    "Körbesök;Körbesök;utgående;våren 2021;12.000,00;ett 30-tal;;\r\n"
    "Totalt;;;;13 234,50;;;\r\n"
)


@pytest.mark.parametrize("kind", [SheetKind.XLSX, SheetKind.CSV, SheetKind.ODS, SheetKind.JSON])
def test_messy_rows_become_exchanges_and_come_out_as_they_went_in(kind: SheetKind) -> None:
    authority = AuthorityFactory()
    hall = OrganisationFactory(names={"sv": "Konsthallen"})
    file = csv_file(TEXT, encoding="cp1252")
    words = {
        "targets": [
            "name_sv",
            "kind",
            "direction",
            "period",
            "cost",
            "figure_participants",
            "hosts",
            "status",
        ]
    }

    first = brought_in(authority, file, noun="exchanges", constants={"currency": "SEK"}, **words)

    assert problems(first) == {}
    assert outcomes(first) == {3: "new", 4: "new", 5: "left_out"}
    residency = Exchange.objects.get(names__sv="Dansresidens")
    assert (residency.period.edtf, residency.cost, residency.currency) == (
        "2019-05-31",
        Decimal("1234.50"),
        "SEK",
    )
    assert residency.status == ExchangeStatus.COMPLETED
    assert [one.organisation for one in residency.actors.all()] == [hall]
    assert [str(one.number.canonical) for one in residency.figures.all()] == [
        residency.figures.get().number.canonical
    ]
    assert residency.moves.get().note == "brought in from register.csv"
    choir = Exchange.objects.get(names__sv="Körbesök")
    assert (choir.period.edtf, choir.cost) == ("2021-21", Decimal("12000.00"))
    taken = ContentFile(
        content(taking_out.register(resource_for("exchanges"), authority, kind)), name=f"exchanges.{kind}"
    )
    second = compared(authority, taken, noun="exchanges")
    assert {
        row.number: (row.differences, row.problems) for row in second.rows.exclude(outcome="unchanged")
    } == {}


def test_money_and_places_follow_the_rules_of_exchanges() -> None:
    authority = AuthorityFactory()
    theirs = PartnershipFactory(names={"sv": "Deras"})
    RegionFactory(names={"sv": "Skåne"}, slug="skane")
    text = "name,kind,direction,cost,municipality,status,when\n" + (
        "A,residency,incoming,100,,,\nB,residency,incoming,,Skåne,,\nC,residency,incoming,,,completed,2999\n"
        "D,residency,incoming,1.234,,,\n"
    )

    run = compared(authority, csv_file(text), noun="exchanges")

    assert theirs.authority != authority
    assert {row: sentences[0] for row, sentences in problems(run).items()} == {
        2: "Say in which currency the cost is, such as SEK or EUR.",
        3: "“Skåne” is not a municipality.",
        4: "This begins in the future (2999), so it cannot be completed yet.",
        5: "Say in which currency the cost is, such as SEK or EUR.",
    }
