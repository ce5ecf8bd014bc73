"""The cases of Västra Götaland and Region Midtjylland: every fact that a case states, read back."""

from partnerships.enums import AgreementKind, AgreementLevel, AgreementStatus
from partnerships.models import FormerName, MemberCount, Network, NetworkMembership, Organisation
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


def test_vgr_nee_2011() -> None:
    one = agreement("north-east-england-cooperation-2011")
    former = FormerName.objects.get(name="North East Local Enterprise Partnership")

    assert parties(one) == ["kulturnamnden", "north-east-england-cultural-partnership"]
    assert one.parties.first().organisation.parent.slug == "vastra-gotalandsregionen"  # type: ignore[union-attr]
    assert (one.kind, one.level) == (AgreementKind.COOPERATION, AgreementLevel.REGION_REGION)
    assert edtf(one.signed) == "2011"
    assert set(one.fields.values_list("code", flat=True)) == {
        "dance", "theatre", "film", "literature", "heritage", "organisational-development",
    }  # fmt: skip
    assert instruments(one) == [
        ("matchmaking", "Matchmaking"),
        ("support", "Support line for applicants"),
        ("study", "Yellow Book (open gardens) study"),
    ]
    assert [edtf(row.period) for row in one.instruments.all()] == ["", "2017", ""]
    assert milestone_texts(one) == [
        "The counterpart North East Local Enterprise Partnership was succeeded by the North East (England) Cultural "
        "Partnership while the cooperation went on",
        "Established",
    ]
    assert former.organisation.slug == "north-east-england-cultural-partnership"
    assert one.status == AgreementStatus.IN_FORCE
    assert addresses(one) == {
        "http://hh.vgregion.se/kultur/internationella-samarbeten-och-utbyten/samarbetsavtal/north-east-england/",
        "https://www.vgregion.se/kultur/internationella-samarbeten-och-utbyten/",
    }


def test_vgr_vilnius_2014() -> None:
    one = agreement("vilnius-agreement-2014")

    assert parties(one) == ["kulturnamnden", "vilnius-region"]
    assert one.parties.last().organisation.names["en"] == "Vilnius Development Region"  # type: ignore[union-attr]
    assert (one.kind, one.level) == (AgreementKind.AGREEMENT, AgreementLevel.REGION_REGION)
    assert edtf(one.signed) == "2014-39"
    assert set(one.fields.values_list("code", flat=True)) == {
        "craft", "baroque-culture", "historic-places", "performing-arts", "heritage", "theatre",
        "youth-participation", "sport",
    }  # fmt: skip
    assert programmes(one) == [("Matchmaking in both regions 2015", "2015")]
    assert instruments(one) == [("matchmaking", "Matchmaking"), ("support", "Support line")]
    assert events(instrument__agreement=one) == [("edition", "2015", "")]
    assert [edtf(row.period) for row in one.instruments.all()] == ["", "2017"]
    assert milestone_texts(one) == [
        "Matchmaking in both regions",
        "Listed on a page of 2017",
        "Listed on a newer page with the culture plan 2024–2027",
    ]
    assert addresses(one) == {
        "",  # the seed document that the agreement itself is cited to
        "http://www.vgregion.se/regional-utveckling/verksamhetsomraden/kulturregionen/internationellt-arbete/"
        "vilniusregionen/",
        "http://hh.vgregion.se/kultur/internationella-samarbeten-och-utbyten/",
    }


def test_vgr_sibiu() -> None:
    one = agreement("sibiu-partnership-agreement")

    assert parties(one) == ["consiliul-judetean-sibiu", "vastra-gotalandsregionen"]
    assert [(party.signatory, party.signatory_function) for party in one.parties.all()] == [
        ("Daniela Cîmpean", "president"),
        ("Magnus Berntsson", "president"),
    ]
    assert (one.kind, one.level) == (AgreementKind.PARTNERSHIP, AgreementLevel.COUNTY_REGION)
    assert edtf(one.signed) == "[2016-10..2018-03]"
    assert milestone_texts(one) == [
        "Visit of April 2016",
        "Visit of October 2016",
        "Signed on a Monday, before the heritage year 2018; the exact date is not in the page seen",
        "Visit of March 2018",
    ]
    assert aims(one) == [
        "Promote the cultural and tourist offer",
        "Sustainable cultural policy on crafts, natural and built heritage, intercultural dialogue",
        "Exchange between cultural actors for new skills",
    ]
    assert pillars(one) == ["Culture", "Heritage", "Tourism"]
    assert instruments(one) == [
        ("visit", "Visits"),
        ("project", "Interreg CHRISTA"),
        ("institution", "Museum ASTRA"),
        ("institution", "Lucian Blaga University"),
    ]
    assert events(instrument__agreement=one) == [
        ("visit", "2016-04", ""),
        ("visit", "2016-10", ""),
        ("visit", "2018-03", ""),
    ]
    assert one.status == AgreementStatus.SIGNED
    assert addresses(one) == {
        "http://www.mesageruldesibiu.ro/acord-de-cooperare-cu-suedia-in-domeniul-promovarii-patrimoniului-culturii-"
        "si-turismului/",
        "https://adz.news/lokales/artikel-lokales/artikel/partnerschaft-mit-vaestra-goetaland",
        "http://www.adz.ro/lokales/artikel-lokales/artikel/schwedische-delegation-in-hermannstadt-zu-gast/",
    }


def test_vgr_queretaro() -> None:
    one = agreement("queretaro-arrangement-2023")

    assert parties(one) == ["vastra-gotalandsregionen", "estado-de-queretaro"]
    assert (
        Organisation.objects.get(slug="secretaria-de-cultura-queretaro").parent
        == one.parties.last().organisation
    )  # type: ignore[union-attr]
    assert one.level == AgreementLevel.REGION_FEDERATED_STATE
    assert edtf(one.signed) == "2023"
    assert aims(one) == ["Music, visual arts, dance", "Workshops and residencies"]
    assert instruments(one) == [("residency", "Reciprocal 8-week residency")]
    assert events(instrument__agreement=one) == [("edition", "2023", ""), ("edition", "2024", "")]
    assert money(one) == [
        ("Per diem and lodging", "", "", "vastra-gotalandsregionen", ""),
        ("Air fare", "", "", "secretaria-de-cultura-queretaro", ""),
    ]
    assert [row.in_kind for row in one.pledges.all()] == [True, True]
    assert set(milestone_texts(one)) == {
        "Residency held in 2023",
        "Residency held in 2024",
        "Active in 2024",
        "Reactivated after a visit of the Querétaro culture secretary to Conny Brännberg",
        "The year 2023 is known; no signed text was found in the pages seen",
    }
    assert one.status == AgreementStatus.IN_FORCE
    assert addresses(one) == {
        "",  # the seed document that the agreement itself is cited to
        "https://www.obturafotografos.com/estados/secult-realiza-gira-de-trabajo-en-suecia-para-reactivar-"
        "intercambio-cultural-y-residencias-artisticas/",
        "https://trendingqueretaro.com.mx/2024/06/17/lanza-secult-la-convocatoria-para-residencia-artistica-suecia-2024",
    }


def test_rm_kulturregion_2018() -> None:
    one = agreement("european-region-of-culture-2017")
    municipalities = Organisation.objects.get(slug="municipalities-of-midtjylland")

    assert parties(one) == ["region-midtjylland", "municipalities-of-midtjylland"]
    assert municipalities.region is not None
    assert municipalities.region.members.count() == 19
    assert (one.kind, one.level) == (AgreementKind.NETWORK, AgreementLevel.WITHIN_REGION)
    assert (edtf(one.signed), one.term_years) == ("2017-11", 2)
    assert aims(one) == ["Events with regional spread and international view", "Legacy of Aarhus 2017"]
    assert programmes(one) == [("Joint event, summer 2019", "2019-22")]
    assert instruments(one) == [("fund", "Fund money steered to projects")]
    assert money(one) == [
        ("Contribution of the municipalities", "1 DKK", "inhabitant", "municipalities-of-midtjylland", ""),
        ("Contribution of the region: the same sum", "1 DKK", "inhabitant", "region-midtjylland", ""),
        ("Full-time posts from the region", "2", "", "region-midtjylland", ""),
    ]
    assert [row.in_kind for row in one.pledges.all()] == [False, False, True]
    assert set(events(agreement=one)) == {("named", "2018-02", ""), ("agreed", "", "")}
    assert "Two years at first" in milestone_texts(one)
    assert one.status == AgreementStatus.SIGNED
    assert addresses(one) == {
        "https://www.tvsyd.dk/artikel/horsens-og-hedensted-gaar-med-i-kultursamarbejde",
        "https://jyllands-posten.dk/aarhus/ECE10296603/oestjysk-samarbejde-om-europaeisk-kulturregion/",
    }


def test_ricc() -> None:
    one = Network.objects.get(slug="ricc")
    count = MemberCount.objects.get(network=one)

    assert one.names["en"] == "Regional Initiative for Culture and Creativity"
    assert (one.acronym, one.informal) == ("RICC", True)
    assert (count.count.canonical, edtf(count.as_of)) == ("about 25 | about 25 regional governments", "2017")
    assert seats(organ(one, "Leaders")) == [
        ("Basque Country", "lead", "", "2017"),
        ("Emilia-Romagna", "lead", "", "2017"),
        ("Friuli Venezia Giulia", "lead", "", "2017"),
    ]
    assert aims(one) == ["Advocacy", "EU programmes", "Smart specialisation"]
    assert organ(one, "Brussels offices").kind == "offices"
    assert instruments(one) == [("conference", "Conference"), ("conference", "EU Regions Week side event")]
    assert [edtf(row.period) for row in one.instruments.all()] == ["2017-05-22", "2025-10-13"]
    assert milestone_texts(one) == ["Active in 2025", "Västra Götaland follows the network"]
    assert NetworkMembership.objects.filter(network=one, authority__slug="vgr").count() == 1
    assert addresses(one) == {
        "",  # the seed document that the network itself is cited to
        "https://cor.europa.eu/en/events/Pages/Towards-an-EU-strategy-for-international-cultural-relations--A-"
        "regional-contribution.aspx",
        "https://regions-and-cities.europa.eu/programme/all/side-events/53481",
    }
