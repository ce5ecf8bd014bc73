"""Each register of partnerships: what is taken out comes in unchanged, and messy rows become what they say."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from partnerships.enums import (
    AgreementStatus,
    FieldBasis,
    NetworkEngagement,
    OrganisationKind,
    PartnershipState,
)
from partnerships.models import (
    Agreement,
    AgreementParty,
    NetworkMembership,
    Partnership,
    PartnershipField,
    Region,
)
from portal.core.resources import resource_for
from portal.core.sheets import SheetKind
from portal.imports import taking_out
from tests.factories.partnerships import (
    AgreementFactory,
    AuthorityFactory,
    FieldOfArtFactory,
    NetworkFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)
from tests.portal.imports.files import brought_in, compared, content, csv_file, outcomes, problems

pytestmark = pytest.mark.django_db
KINDS = [SheetKind.XLSX, SheetKind.CSV, SheetKind.ODS, SheetKind.JSON]


def taken_out(noun: str, authority: Any, kind: SheetKind) -> ContentFile:
    """Return a register as the portal gives it."""
    return ContentFile(
        content(taking_out.register(resource_for(noun), authority, kind)), name=f"{noun}.{kind}"
    )


def world() -> Any:
    """Return an authority with a record of each register, none of whose fields is empty where that is telling."""
    authority = AuthorityFactory()
    sweden = RegionFactory(
        slug="sverige", names={"sv": "Sverige", "lt": "Švedija"}, tier="country", country="SE"
    )
    place = RegionFactory(
        slug="skane",
        names={"sv": "Skåne"},
        parent=sweden,
        iso_3166_2=["SE-M"],
        latitude="55.9",
        longitude="13.5",
    )
    RegionFactory(slug="norden", names={"sv": "Norden"}, tier="group", country="").members.add(sweden, place)
    body = OrganisationFactory(
        names={"sv": "Museet", "en": "=The museum"}, region=place, website="https://m.example"
    )
    body.registration_numbers.create(list_code="SE-BLV", number="212000-1124")
    partnership = PartnershipFactory(
        authority=authority,
        holder=authority.organisation,
        counterpart=body,
        since="2011~",
        purposes=["learn"],
    )
    PartnershipField.objects.create(
        partnership=partnership, field=FieldOfArtFactory(), basis=FieldBasis.AGREED
    )
    first = AgreementFactory(
        partnership=partnership, valid_from="2014", valid_until="2017-39", reference="KUN 2014-1"
    )
    AgreementFactory(partnership=partnership, predecessor=first, open_ended=True, notice_months=6)
    AgreementParty.objects.create(agreement=first, organisation=body)
    membership = NetworkMembership.objects.create(
        network=NetworkFactory(acronym="AER"),
        authority=authority,
        engagement=NetworkEngagement.ACTIVE,
        period="2001/..",
    )
    membership.fees.create(year=2026, amount="12000.50", currency="SEK")
    membership.beneficiaries.add(body)
    return authority


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("noun", ["regions", "organisations", "partnerships", "agreements", "memberships"])
def test_what_is_taken_out_comes_in_unchanged(noun: str, kind: SheetKind) -> None:
    authority = world()

    run = compared(authority, taken_out(noun, authority, kind), noun=noun)

    assert problems(run) == {}
    assert {row.number: row.differences for row in run.rows.exclude(differences=[])} == {}
    assert set(outcomes(run).values()) == {"unchanged"}


def test_regions_come_with_codes_and_members_that_stand_further_down() -> None:
    text = (
        "Namn;Nivå;Land;ISO 3166-2;Del av;Medlemmar\nNorden;grupp;;;;Sverige; Danmark\n".replace(
            "; Danmark", ""
        )
        + "Skåne län;län;SE;SE-M;Sverige;\nSverige;land;SE;;;\n"
    )

    brought_in(AuthorityFactory(), csv_file(text), noun="regions")

    county = Region.objects.get(slug="skane-lan")
    assert (county.tier, county.iso_3166_2, county.parent.slug) == ("county", ["SE-M"], "sverige")
    assert [one.slug for one in Region.objects.get(slug="norden").members.all()] == ["sverige"]


def test_a_code_that_nobody_has_and_half_a_point_are_errors_of_their_rows() -> None:
    text = "name,tier,country,iso_3166_2,latitude\nA,region,SE,SE-XX,\nB,region,XX,,\nC,region,SE,,55\n"

    run = compared(AuthorityFactory(), csv_file(text), noun="regions")

    assert problems(run) == {
        2: ["ISO 3166-2 has no code “SE-XX”. Write it as in SE-O."],
        3: ["ISO 3166-1 has no country “XX”. Two letters are meant, such as SE."],
        4: ["A latitude needs a longitude, and the other way round."],
    }


def test_partnerships_begin_with_the_state_of_their_row_and_have_their_fields() -> None:
    authority = AuthorityFactory()
    RegionFactory(slug="queretaro", names={"sv": "Querétaro"})
    FieldOfArtFactory(code="dance", names={"sv": "Dans"})
    text = "Samarbete;Partner;Status;Sedan;Områden\nQuerétaro och vi;Querétaro;vilande;sedan 2011;Dans\n"

    first = brought_in(authority, csv_file(text), noun="partnerships")
    second = compared(authority, csv_file(text), noun="partnerships")

    partnership = Partnership.objects.get(authority=authority)
    assert outcomes(first) == {2: "new"}
    assert partnership.state == PartnershipState.DORMANT
    assert partnership.since.edtf == "2011/.."
    assert partnership.holder == authority.organisation
    assert [(one.state, one.period.edtf) for one in partnership.periods.all()] == [("dormant", "2011/..")]
    assert [one.field.code for one in partnership.field_links.all()] == ["dance"]
    assert outcomes(second) == {2: "unchanged"}


def test_the_state_of_a_known_partnership_is_not_changed_by_a_file() -> None:
    authority = AuthorityFactory()
    PartnershipFactory(
        authority=authority, slug="p", state=PartnershipState.ACTIVE, holder=authority.organisation
    )

    run = compared(authority, csv_file("slug,state\np,ended\n"), noun="partnerships")

    assert problems(run) == {
        2: ["This is changed on the record's own page, where the step is kept with its date."]
    }


def test_another_authoritys_partnership_is_not_found() -> None:
    PartnershipFactory(slug="theirs", names={"sv": "Deras"})

    run = compared(
        AuthorityFactory(),
        csv_file("partnership,name_sv,kind\nDeras,Ett avtal,agreement\n"),
        noun="agreements",
    )

    assert problems(run) == {
        2: ["There is no partnership “Deras”. Write its name or its address, or add it first."]
    }


def test_agreements_come_with_parties_status_and_a_first_move_that_names_the_file() -> None:
    authority = AuthorityFactory()
    other = OrganisationFactory(names={"sv": "Regionen där borta"}, kind=OrganisationKind.REGIONAL_AUTHORITY)
    PartnershipFactory(
        authority=authority, names={"sv": "Vi två"}, holder=authority.organisation, counterpart=other
    )
    text = (
        "Partnerskap;Titel;Typ;Dnr;Undertecknat;Gäller från;Gäller till;Status;Ersätter\n"
        "Vi två;Andra avtalet;Avtal;KUN 2018-9;1/3/2018;1/4/2018;31/12/2021;utgånget;Första avtalet\n"
        "Vi två;Första avtalet;Avtal;KUN 2014-1;2014;2014;slutet av 2017;utgånget;\n"
    )

    first = brought_in(authority, csv_file(text), noun="agreements")
    second = compared(authority, csv_file(text), noun="agreements")

    assert problems(first) == {}
    later = Agreement.objects.get(reference="KUN 2018-9")
    assert later.status == AgreementStatus.EXPIRED
    assert (later.signed.edtf, later.valid_until.edtf) == ("2018-03-01", "2021-12-31")
    assert later.predecessor.reference == "KUN 2014-1"
    assert later.predecessor.valid_until.edtf == "2017-39"
    assert [one.organisation for one in later.parties.all()] == [authority.organisation, other]
    assert later.certain_validity.lower.isoformat() == "2018-04-01"
    assert [(one.from_status, one.to_status, one.note) for one in later.moves.all()] == [
        ("", "expired", "brought in from register.csv")
    ]
    assert outcomes(second) == {2: "unchanged", 3: "unchanged"}


def test_agreements_that_overlap_are_refused_by_the_database_and_nothing_is_written() -> None:
    authority = AuthorityFactory()
    other = OrganisationFactory()
    PartnershipFactory(
        authority=authority, names={"sv": "Vi"}, holder=authority.organisation, counterpart=other
    )
    head = "partnership,name_sv,kind,signed,valid_from,valid_until,status\n"
    text = (
        head
        + "Vi,A,agreement,2020,2020-01-01,2024-12-31,signed\nVi,B,agreement,2021,2021-01-01,2023-12-31,signed\n"
    )

    run = brought_in(authority, csv_file(text), noun="agreements")

    assert run.status == "checked"
    assert Agreement.objects.count() == 0
    assert problems(run) == {
        3: ["Another agreement of the same kind between the same parties is valid at the same time."]
    }


def test_memberships_are_known_by_their_network() -> None:
    authority = AuthorityFactory()
    NetworkFactory(names={"sv": "Nordsjökommissionen"}, acronym="NSC")
    text = "Nätverk;Roll;Medlem sedan;Avgift\nNSC;bevakar;1989;2025: 12 000 SEK\n"

    first = brought_in(authority, csv_file(text), noun="memberships")
    second = compared(authority, csv_file(text), noun="memberships")

    membership = NetworkMembership.objects.get(authority=authority)
    assert outcomes(first) == {2: "new"}
    assert (membership.engagement, membership.period.edtf) == (NetworkEngagement.MONITORING, "1989")
    assert [(one.year, str(one.amount), one.currency) for one in membership.fees.all()] == [
        (2025, "12000.00", "SEK")
    ]
    assert outcomes(second) == {2: "unchanged"}
