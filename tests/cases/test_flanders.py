"""The agreements of Flanders: every fact that a case states, read back."""

from partnerships.enums import AgreementKind, AgreementLevel, AgreementStatus
from partnerships.models import Instrument, Milestone, Organ, WorkProgramme
from tests.cases.reading import (
    addresses,
    agreement,
    aims,
    edtf,
    events,
    instruments,
    money,
    organ,
    parties,
    pillars,
    programmes,
    roles,
)

CJM = "https://www.vlaanderen.be/cjm/nl/cultuur/internationaal-cultuurbeleid/bilaterale-samenwerking/"


def test_vl_fwb_2012() -> None:
    one = agreement("flanders-french-community-agreement-2012")
    call = Instrument.objects.get(agreement=one, kind="call")

    assert one.names["en"].startswith("Cultural cooperation agreement")
    assert parties(one) == ["vlaamse-gemeenschap", "communaute-francaise"]
    assert (one.kind, one.level) == (AgreementKind.AGREEMENT, AgreementLevel.INTRA_STATE)
    assert (edtf(one.signed), one.valid_from, one.valid_until, one.term_years) == (
        "2012-39",
        None,
        None,
        None,
    )
    assert aims(one) == [
        "Mutual knowledge of culture and language",
        "Joint positions on federal and international questions",
        "Stimulate cooperation by a yearly project call, placements and exchanges",
        "Exchange of information between the administrations",
        "Access and mutual participation of audiences",
    ]
    assert pillars(one) == ["Political", "Administrative", "Sector"]
    assert [(body.kind, body.names["en"]) for body in one.organs.all()] == [
        ("platform", "Cooperation platform")
    ]
    assert programmes(one) == []
    assert instruments(one) == [
        ("call", "Project call"),
        ("website", "Website cultuurculture.be"),
        ("exchange", "Placements and exchanges"),
    ]
    assert call.yearly is True
    assert [(row.texts["en"], edtf(row.happened)) for row in call.events.all()] == [
        ("First launched for 15 January 2016", "2016-01-15"),
        ("Fifth call", "2020"),
        ("Call of 2024–2025", "2024/2025"),
    ]
    assert money(one) == [
        ("Announced jointly for the first call", "200000 EUR", "year", "together", ""),
        ("The call of 2018", "160000 EUR", "", "", "2018"),
    ]
    assert one.status == AgreementStatus.IN_FORCE
    assert addresses(one) == {
        f"{CJM}franse-gemeenschap",
        "https://www.levif.be/actualite/belgique/la-cooperation-culturelle-entre-la-federation-wallonie-bruxelles-"
        "et-la-flandre-prend-enfin-corps/article-normal-430247.html",
    }


def test_vl_hdf_2018() -> None:
    one = agreement("flanders-hauts-de-france-agreement-2018")
    renewal = agreement("flanders-hauts-de-france-agreement-2021")
    platform = organ(one, "Cooperation platform")

    assert parties(one) == parties(renewal) == ["vlaamse-gemeenschap", "region-hauts-de-france"]
    assert (one.kind, one.level) == (AgreementKind.AGREEMENT, AgreementLevel.REGION_REGION)
    assert (edtf(one.signed), one.term_years) == ("2018-01-25", 3)
    assert renewal.predecessor == one
    assert (edtf(renewal.valid_from), edtf(renewal.valid_until)) == ("2021", "2024")
    assert aims(one) == [
        "Support emerging talent",
        "Interregional exchange",
        "Political cooperation (objective)",
    ]
    assert [
        edtf(aim.named) for aim in one.aims.filter(texts__en__startswith="Political", kind="objective")
    ] == ["2018"]
    assert [(aim.texts["en"], edtf(aim.named)) for aim in renewal.aims.all()] == [
        ("Make exchanges durable", "2021")
    ]
    assert pillars(one) == ["Mobility and exchange", "Emerging talent", "Political cooperation"]
    assert platform.composition["en"] == "An equal number from each side"
    assert platform.tasks["en"] == "Consultation, action plan, evaluation report and assessment of proposals"
    assert platform.rhythm["en"] == "Each year"
    assert instruments(one) == [
        ("call", "Yearly project call"),
        ("work_programme", "Yearly action plan and evaluation report"),
    ]
    assert [row.yearly for row in one.instruments.all()] == [True, True]
    assert [(row.kind, row.names["en"], edtf(row.period)) for row in renewal.instruments.all()] == [
        ("call", "Network call", "2021")
    ]
    assert money(one) == [("Joint budget", "110000 EUR", "year", "together", "2018")]
    assert addresses(one) == {
        f"{CJM}hauts-de-france",
        "https://www.knack.be",
        "https://www.nextfestival.eu/nl/accord-de-cooperation",
    }


def test_vl_dg_2001() -> None:
    one = agreement("flanders-german-speaking-community-2001")
    renewal = agreement("flanders-german-speaking-community-2016")
    programme = WorkProgramme.objects.get(partnership__slug="flanders-german-speaking-community")

    assert one.names["en"].startswith("General cooperation agreement")
    assert (
        parties(one)
        == parties(renewal)
        == ["vlaamse-gemeenschap", "vlaams-gewest", "deutschsprachige-gemeinschaft"]
    )
    assert (one.kind, one.level) == (AgreementKind.AGREEMENT, AgreementLevel.INTRA_STATE)
    assert (edtf(one.signed), one.term_years) == ("2001", 5)
    assert renewal.predecessor == one
    assert (edtf(renewal.signed), renewal.term_years) == ("{2016-02-24,2017-03-28}", 5)
    assert [(aim.texts["en"], aim.article) for aim in one.aims.filter(kind="objective")] == [
        ("Mutual knowledge and appreciation of language and culture", "art. 3")
    ]
    assert pillars(one) == [
        "Arts", "Museums", "Architecture", "Adult learning", "Libraries", "Cultural centres", "Amateur arts",
        "Youth work", "Heritage", "Media",
    ]  # fmt: skip
    assert list(one.organs.all()) == []
    assert edtf(programme.period) == "2019/2021"
    assert instruments(one) == [
        ("call", "Yearly joint project call"),
        ("residency", "Residencies for writers, translators and graphic artists"),
        ("meeting", "Informal group EU and heritage"),
    ]
    assert events(agreement=one) == [("reported", "../2024", "")]
    assert money(one) == []
    assert addresses(one) == {f"{CJM}duitstalige-gemeenschap"}


def test_vl_nl_1995() -> None:
    one = agreement("flanders-netherlands-cultural-treaty")
    commission = Organ.objects.get(agreement=one, kind="commission")
    states_general = organ(one, "States General")
    fund = Instrument.objects.get(agreement=one, kind="fund")

    assert one.names["en"] == "Treaty on cooperation in culture, education, science and welfare"
    assert parties(one) == ["vlaamse-gemeenschap", "kingdom-of-the-netherlands"]
    assert (one.kind, one.level) == (AgreementKind.TREATY, AgreementLevel.REGION_STATE)
    assert (edtf(one.signed), one.place_of_signing, one.open_ended) == ("1995-01-17", "Antwerp", True)
    assert aims(one) == [
        "Cooperation in culture, education, science and welfare",
        "Joint action in third countries",
    ]
    assert pillars(one) == ["Culture", "Education", "Science", "Welfare"]
    assert commission.names["nl"].endswith("(CVN)")
    assert commission.members is not None
    assert commission.members.canonical == "10"
    assert events(organ=commission) == [
        ("set_up", "1998-04-02", "'s-Hertogenbosch"),
        ("mandate", "2012-01-01", ""),
        ("installed", "2012-05-24", ""),
        ("renewed", "2015-03-20", ""),
        ("resigned", "2015-03", ""),
    ]
    assert (
        Milestone.objects.get(organ=commission, kind="resigned").texts["en"]
        == "The members gave back the mandate"
    )
    assert Milestone.objects.get(organ=commission, kind="renewed").texts["en"] == (
        "Renewed by decision, with official and non-official members and observers"
    )
    assert commission.composition["en"] == "Since 2015: official and non-official members and observers"
    assert commission.tasks["en"] == "Advisory since 2012; a yearly report"
    assert states_general.rhythm["en"] == "Every three years"
    assert events(organ=states_general) == [("planned", "2017", "")]
    assert programmes(one) == []
    assert instruments(one) == [
        ("institution", "deBuren"),
        ("institution", "De Brakke Grond"),
        ("theme_year", "BesteBuren"),
        ("fund", "Matching fund of BesteBuren"),
    ]
    assert [edtf(row.period) for row in one.instruments.all()] == ["2004", "", "2015-02-07/2016-02-14", ""]
    assert fund.note["en"] == (
        "Three size classes; half (small) or two thirds (larger) of the budget already secured"
    )
    assert [row.amount.canonical for row in fund.pledges.all()] == ["200000", "340000", "500000"]
    assert {row.currency for row in fund.pledges.all()} == {"EUR"}
    assert one.status == AgreementStatus.IN_FORCE
    assert addresses(one) == {
        "http://cvn.be/over-cvn/organisatie/",
        "http://cvn.be/over-cvn/het-verdrag/",
        "http://cvn.be/nieuws/nieuwe-commissie-cultureel-verdrag-vlaanderen-nederland-2/",
        "https://faro.be/nieuws/feest-mee-met-besteburen",
    }


def test_vl_ma_2016() -> None:
    one = agreement("flanders-morocco-mou-2016")
    house = Organ.objects.get(agreement=one)

    assert one.names["en"].endswith("establishing the Flemish-Moroccan House of Culture Darna")
    assert parties(one) == ["vlaamse-gemeenschap", "kingdom-of-morocco"]
    assert (one.kind, one.level, edtf(one.signed)) == (
        AgreementKind.MOU,
        AgreementLevel.REGION_STATE,
        "2016-09-06",
    )
    assert (one.valid_from, one.valid_until, one.partnership) == (None, None, None)
    assert aims(one) == ["Support bilateral cultural cooperation"]
    assert pillars(one) == []
    assert (house.kind, house.names["en"]) == (
        "house",
        "Flemish-Moroccan House of Culture Darna (Brussels)",
    )
    assert events(organ=house) == [("agreed", "2006-05", "")]
    assert Milestone.objects.get(organ=house).texts["en"] == "Predecessor Daarkom agreed"
    assert instruments(one) == [("institution", "Shared institution")]
    assert money(one) == []
    assert one.status == AgreementStatus.SIGNED
    assert addresses(one) == {
        "https://fdfa.be/nl/memorandum-van-overeenstemming-tussen-de-regering-van-het-koninkrijk-marokko-en-de-"
        "regering-van-de",
        "http://www.culturalpolicies.net/web/belgium.php?aid=342",
    }


def test_vl_pl_baltics() -> None:
    four = {
        country: agreement(f"flanders-{country}-agreement-{year}")
        for country, year in (("poland", 1994), ("estonia", 1996), ("latvia", 1996), ("lithuania", 1996))
    }

    for country, one in four.items():
        assert parties(one) == ["vlaamse-regering", f"republic-of-{country}"]
        assert (one.is_framework, one.level) == (True, AgreementLevel.REGION_STATE)
        assert (one.status, one.culture_is_one_part, one.aims_incomplete) == (
            AgreementStatus.IN_FORCE,
            True,
            True,
        )
        assert (aims(one), pillars(one)) == ([], ["Culture"])
        assert [body.names["en"] for body in one.organs.all()] == ["Joint commission"]
        assert instruments(one) == [
            ("work_programme", "Three-yearly work programmes"),
            ("exhibition", "Exhibitions"),
        ]
        assert money(one) == [
            (
                "No money from the culture department attached to these programmes",
                "0 EUR",
                "",
                "departement-cultuur-jeugd-en-media",
                "",
            )
        ]
    assert {country: edtf(one.signed) for country, one in four.items()} == {
        "poland": "1994",
        "estonia": "1996",
        "latvia": "1996",
        "lithuania": "1996",
    }
    assert events(organ__agreement=four["estonia"]) == [("meeting", "2012-01-26/2012-01-27", "Tallinn")]
    assert events(organ__agreement=four["poland"]) == [("meeting", "2021-09-22", "")]
    assert (
        Milestone.objects.get(organ__agreement=four["poland"]).texts["en"]
        == "Ninth permanent joint commission"
    )
    assert programmes(four["poland"]) == [
        ("Work programme with Poland 2011", "2011"),
        ("Work programme with Poland 2021–2023", "2021/2023"),
    ]
    assert programmes(four["latvia"]) == [
        ("Ninth work programme with Latvia", "2018/2021"),
        ("Work programme with Latvia 2011", "2011"),
    ]
    assert events(work_programme__names__en="Ninth work programme with Latvia") == [
        ("signed", "2018-03-09", "Riga")
    ]
    assert programmes(four["estonia"]) == [("Work programme with Estonia", "")]
    assert events(work_programme__names__en="Work programme with Estonia") == [("signed", "2012-01-27", "")]
    assert programmes(four["lithuania"]) == [("Work programme with Lithuania 2012", "2012")]
    assert addresses(four["poland"]) == {
        "https://www.flandersinpoland.be/en/framework",
        "https://www.fdfa.be/nl/9de-werkprogramma-met-letland-ondertekend",
        "https://fdfa.be/nl/gemengde-commissie-estland-vlaanderen-bevestigt-nauwe-banden",
        "https://fdfa.be/nl/nieuws/negende-vaste-gemengde-commissie-tussen-vlaanderen-en-polen",
    }


def test_vl_sct_2023() -> None:
    one = agreement("flanders-scotland-mou-2023")
    meeting = organ(one, "Meetings of civil servants")
    plan = WorkProgramme.objects.get(agreement=one)

    assert parties(one) == ["vlaamse-regering", "scottish-government"]
    assert (one.kind, one.level, roles(one)) == (
        AgreementKind.MOU,
        AgreementLevel.REGION_REGION,
        {"participant"},
    )
    assert edtf(one.signed) == "2023-06"
    assert pillars(one) == [
        "Policy and governance",
        "Economy, trade, transport",
        "Education, research",
        "Culture, sports, tourism",
        "Environment",
        "Care",
    ]
    assert (meeting.rhythm["en"], edtf(meeting.period)) == ("Yearly until 2027", "../2027")
    assert (plan.names["en"], edtf(plan.period)) == ("Action plan 2025–2027", "2025/2027")
    assert events(work_programme=plan) == [("published", "2025-06-10", "")]
    assert instruments(one) == [("visit", "Visits"), ("exchange", "Exchange of practice")]
    assert one.status == AgreementStatus.IN_FORCE
    assert addresses(one) | addresses(plan) == {
        "https://www.gov.scot/publications/government-of-flanders-and-scottish-government-memorandum-of-understanding/",
        "https://www.gov.scot/publications/scotland-flanders-joint-working-action-plan/",
    }
