"""Agreements between others, without or hardly with an authority of this portal: every fact of a case, read back."""

from partnerships.enums import AgreementKind, AgreementLevel, AgreementStatus
from partnerships.models import Agreement, FormerName, Organ
from tests.cases.reading import (
    addresses,
    agreement,
    aims,
    edtf,
    events,
    instruments,
    milestone_texts,
    money,
    organ,
    parties,
    pillars,
    programmes,
    seats,
)


def test_wales_others() -> None:
    five = Agreement.objects.filter(parties__organisation__slug="welsh-government").exclude(
        slug="rennes-declaration-2023"
    )
    said = {
        (parties(one)[1], one.kind, edtf(one.signed), one.binding, one.status)
        for one in five.order_by("slug")
    }

    assert said == {
        ("quebec-government", AgreementKind.DECLARATION_OF_INTENT, "2020", False, AgreementStatus.IN_FORCE),
        ("ireland-government", AgreementKind.JOINT_STATEMENT, "2021", False, AgreementStatus.IN_FORCE),
        ("oita-prefecture", AgreementKind.MOU, "2022", False, AgreementStatus.IN_FORCE),
        ("vlaamse-gemeenschap", AgreementKind.MOU, "2023", False, AgreementStatus.IN_FORCE),
        ("catalonia-government", AgreementKind.MOU, "2026", False, AgreementStatus.IN_FORCE),
    }
    assert [one.partnership for one in five] == [None] * 5
    assert {one.level for one in five} == {"", AgreementLevel.REGION_STATE, AgreementLevel.REGION_REGION}
    assert pillars(agreement("wales-oita-2022")) == [
        "Arts and culture",
        "Sport",
        "Academia",
        "Tourism",
        "Food",
    ]
    assert [pillars(one) for one in five.exclude(slug="wales-oita-2022")] == [[], [], [], []]
    assert ("began", "2001/..", "") in events(agreement__slug="wales-catalonia-2026")
    listed = (
        "On the Welsh Government's list of active agreements. They are non-binding: some lapse and become dormant "
        "without a formal end."
    )
    assert [listed in milestone_texts(one) for one in five] == [True] * 5
    assert addresses(five[0]) == {"https://www.gov.wales/international-bi-lateral-agreements"}


def test_scotland_bretagne_2023() -> None:
    mou, declaration = agreement("scotland-brittany-mou-2023"), agreement("rennes-declaration-2023")

    assert parties(mou) == ["scottish-government", "region-bretagne"]
    assert parties(declaration) == [
        "scottish-government",
        "region-bretagne",
        "ireland-government",
        "welsh-government",
        "galicia-government",
    ]
    assert (mou.kind, declaration.kind) == (AgreementKind.MOU, AgreementKind.DECLARATION)
    assert (mou.level, declaration.level) == (AgreementLevel.BILATERAL, AgreementLevel.MULTILATERAL)
    assert (edtf(mou.signed), edtf(declaration.signed)) == ("2023", "2023")
    assert events(agreement=mou) == events(agreement=declaration) == [("reported", "2023-08-03", "")]
    assert aims(mou) == [
        "Institutional relations",
        "Culture and heritage",
        "Education",
        "Fisheries",
        "Diaspora",
        "Offshore wind",
    ]
    assert [(one.kind, one.names["en"]) for one in declaration.organs.all()] == [("forum", "Celtic Forum")]
    assert programmes(mou) == [("Programme of actions Scotland – Brittany", "")]
    assert (mou.status, declaration.status) == (AgreementStatus.IN_FORCE, AgreementStatus.IN_FORCE)
    assert addresses(mou) == {
        "https://www.wired-gov.net/wg/news.nsf/articles/collaboration+on+green+energy+03082023161000?open"
    }


def test_epm_egtc() -> None:
    one = agreement("euroregion-pyrenees-mediterranean-egtc")
    grouping = Organ.objects.get(agreement=one, kind="grouping")

    assert parties(one) == ["catalonia-government", "balearic-islands-government", "region-occitanie"]
    assert set(
        FormerName.objects.filter(organisation__slug="region-occitanie").values_list("name", flat=True)
    ) == {"Languedoc-Roussillon", "Midi-Pyrénées"}
    assert (one.kind, one.level) == (AgreementKind.EGTC, AgreementLevel.MULTILATERAL_BODY)
    assert (one.signed, one.open_ended) == (None, True)
    assert aims(one) == ["Culture hub", "Heritage", "Sustainable tourism", "Youth"]
    assert (grouping.legal_personality, grouping.names["en"]) == (True, "EGTC")
    assert grouping.organisation is not None
    assert grouping.organisation.names["en"] == "Euroregion Pyrenees-Mediterranean"
    assert organ(one, "Culture committee").kind == "committee"
    assert programmes(one) == [("Roadmap 2018–2020", "2018/2020"), ("Roadmap 2030", "")]
    assert instruments(one) == [("call", "Culture call")]
    assert events(instrument__agreement=one) == [("began", "2006/..", ""), ("began", "2010~/..", "")]
    # "See call 32": the budgets of the culture call.
    assert money(one) == [
        (f"Budget of the culture call {year}", f"{amount} EUR", "", "", str(year))
        for year, amount in ((2012, 250000), (2013, 115000), (2014, 100000), (2016, 100000), (2023, 138000))
    ]
    assert "Four members became three: Languedoc-Roussillon and Midi-Pyrénées merged into Occitanie" in (
        milestone_texts(one)
    )
    assert one.status == AgreementStatus.IN_FORCE
    assert addresses(one) == {
        "http://www.euroregio.eu/en/projects/culture",
        "https://xarxaprod.cat/faq/oberta-la-convocatoria-de-projectes-dabast-euroregional-cultura-2024/",
    }


def test_baltic_culture_fund() -> None:
    one = agreement("baltic-culture-fund-statute")
    committee, lead = organ(one, "Expert committee"), organ(one, "Lead state")

    assert parties(one) == [
        "estonia-ministry-of-culture",
        "latvia-ministry-of-culture",
        "lithuania-ministry-of-culture",
    ]
    assert (one.kind, one.level, edtf(one.signed)) == (
        AgreementKind.STATUTE,
        AgreementLevel.MULTILATERAL,
        "2018-07-08",
    )
    assert aims(one) == ["Cooperation", "Internationalisation", "A common Baltic dimension"]
    assert committee.members is not None
    assert (committee.members.canonical, committee.term_years) == ("6", 3)
    assert seats(committee) == [
        ("Experts of Estonia", "member", "2", ""),
        ("Experts of Latvia", "member", "2", ""),
        ("Experts of Lithuania", "member", "2", ""),
    ]
    assert lead.rhythm["en"] == "Rotating"
    assert seats(lead) == [
        ("Estonia", "lead", "", "2019-01-01/2021-12-31"),
        ("Latvia", "lead", "", "2022/2024"),
        ("Lithuania", "lead", "", "2025/2027"),
    ]
    assert instruments(one) == [("call", "Yearly call")]
    assert [row.yearly for row in one.instruments.all()] == [True]
    assert money(one) == [
        ("Contribution of each state", "100000 EUR", "state_and_year", "", ""),
        ("Donations are allowed", "", "", "", ""),
    ]
    assert one.status == AgreementStatus.IN_FORCE
    assert addresses(one) == {"https://www.kulka.ee/programmes/baltic-culture-fund/statute"}


def test_sibiu_ille_et_vilaine() -> None:
    one, renewal = agreement("sibiu-ille-et-vilaine"), agreement("sibiu-ille-et-vilaine-2022")
    third = agreement("sibiu-wielkopolska")

    assert parties(one) == parties(renewal) == ["consiliul-judetean-sibiu", "departement-ille-et-vilaine"]
    # One agreement for each edge of the triangle.
    assert parties(third) == ["consiliul-judetean-sibiu", "wielkopolska-region"]
    assert (one.kind, one.level) == (AgreementKind.PARTNERSHIP, AgreementLevel.COUNTY_DEPARTMENT)
    assert events(agreement=one) == [("began", "2003/..", "")]
    assert (one.term_years, renewal.predecessor) == (3, one)
    assert (edtf(renewal.signed), renewal.place_of_signing) == ("2022-07-17/2022-07-18", "Rennes")
    assert (edtf(renewal.valid_from), edtf(renewal.valid_until)) == ("2022", "2024")
    assert aims(renewal) == [
        "Social services", "Tourism", "Culture", "Environment", "Agriculture", "Equality", "Youth",
    ]  # fmt: skip
    assert instruments(renewal) == [("meeting", "Meeting of twinned communes")]
    assert money(renewal) == []
    assert {one.partnership, renewal.partnership, third.partnership} == {None}
    assert addresses(renewal) == {
        "https://www.oradesibiu.ro/2022/07/15/consiliul-judetean-sibiu-va-semna-acordul-de-parteneriat-cu-"
        "departamentul-ille-et-vilaine-pentru-urmatorii-trei-ani/"
    }
