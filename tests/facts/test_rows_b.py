"""Rows B01–B15 of domain.md: the guidelines for "Öka internationaliseringen"."""

from django.db.models import Count

from exchanges.models import Exchange
from partnerships.models import Framework, FrameworkElement, Network, NetworkMembership, Organisation

STRATEGY = "culture-strategy-meeting-place"
GUIDELINES = "guidelines-internationalisation"
POLICY = "vgr-international-policy"


def _codes(framework: str, kind: str, parent: str | None = None) -> list[str]:
    elements = FrameworkElement.objects.filter(framework__slug=framework, kind=kind)
    if parent is not None:
        elements = elements.filter(parent__code=parent)
    return [element.code for element in elements]


def test_b01_order_of_documents() -> None:
    """Policy, strategy, one of five areas, guidelines."""
    guidelines = Framework.objects.get(slug=GUIDELINES)
    area = FrameworkElement.objects.get(framework__slug=STRATEGY, kind="area")

    assert guidelines.parent.slug == STRATEGY
    assert guidelines.parent.parent.slug == POLICY
    assert guidelines.parent.parent.parent is None
    assert (area.names["sv"], area.one_of) == ("Öka internationaliseringen", 5)
    assert area.detailed_by == guidelines


def test_b02_four_aims_of_the_area() -> None:
    """Exchange with regions, democracy, against xenophobia, a meeting place for the world."""
    assert _codes(STRATEGY, "aim", "increase-internationalisation") == [
        "exchange-with-regions",
        "democratic-culture",
        "against-xenophobia",
        "meeting-place-for-the-world",
    ]


def test_b03_four_channels() -> None:
    """Individual artists, festivals, knowledge exchange, further training."""
    assert _codes(STRATEGY, "channel", "exchange-with-regions") == [
        "individual-artists",
        "festivals",
        "knowledge-exchange",
        "further-training",
    ]


def test_b04_mandate_and_duties_quoted() -> None:
    """Three quotations, word for word and marked as such."""
    quotations = FrameworkElement.objects.filter(framework__slug=POLICY, kind="mandate")

    assert {quotation.texts["sv"] for quotation in quotations} == {
        "internationalisering ska genomsyra alla verksamheter",
        "kan ingå internationella avtal inom sitt sakområde",
        "anställda och förtroendevalda har god kännedom om utvecklingen i EU och internationellt inom"
        " respektive ansvarsområde",
    }
    assert quotations.filter(is_quotation=True).count() == 3
    assert FrameworkElement.objects.filter(is_quotation=True).exclude(framework__slug=POLICY).count() == 0


def test_b05_context_analysis() -> None:
    """What the guidelines see around them."""
    assert _codes(GUIDELINES, "context", "context") == [
        "eu-in-daily-work",
        "mobility-and-interdependence",
        "regions-own-responsibility",
        "migration-terror-climate",
        "beyond-the-eu",
    ]


def test_b06_criteria_for_partners() -> None:
    """Challenges, strengths, gain for both; geography may limit but not decide."""
    criteria = FrameworkElement.objects.filter(framework__slug=GUIDELINES, parent__code="choice-of-partners")

    assert [criterion.code for criterion in criteria] == [
        "shared-challenges",
        "areas-of-strength",
        "gain-for-both",
        "geography-does-not-decide",
    ]
    assert criteria.last().names["en"] == "Geography may limit but not decide"


def test_b07_active_or_monitoring() -> None:
    """The source does not say which, so neither does the portal."""
    memberships = NetworkMembership.objects.filter(authority__slug="vgr")

    assert set(memberships.values_list("engagement", "holder__slug")) == {
        ("active_or_monitoring", "kulturnamnden")
    }


def test_b08_aer_has_three_committees() -> None:
    """Regional development and environment, social affairs and health, education and culture."""
    groups = Network.objects.get(slug="aer").groups.filter(kind="committee")

    assert [group.names["sv"] for group in groups] == [
        "Regional utveckling och miljö",
        "Sociala frågor och hälsa",
        "Utbildning och kultur",
    ]


def test_b09_cpmr_has_154_member_regions() -> None:
    """A count without a date, and a group for tourism."""
    network = Network.objects.get(slug="cpmr")
    count = network.member_counts.get()

    assert (count.count.canonical, count.as_of) == ("154", None)
    assert [(group.kind, group.names["en"]) for group in network.groups.all()] == [("group", "Tourism")]


def test_b10_north_sea_commission() -> None:
    """57 member regions, one of CPMR's six commissions, a tourism group of its own."""
    network = Network.objects.get(slug="nsc")

    assert network.member_counts.get().count.canonical == "57"
    assert (network.parent.slug, network.kind_within_parent, network.siblings_within_parent) == (
        "cpmr",
        "commission",
        6,
    )
    assert network.groups.get().names["en"] == "Tourism"
    assert network.groups.get() != network.parent.groups.get()


def test_b11_ectn_and_ricc_have_missions() -> None:
    """Cultural tourism, and culture and creative industries at EU level."""
    missions = {
        network.acronym: network.mission for network in Network.objects.filter(acronym__in=["ECTN", "RICC"])
    }

    assert set(missions) == {"ECTN", "RICC"}
    assert missions["ECTN"]["en"].endswith("learn from each other about cultural tourism.")
    assert missions["RICC"]["en"].startswith("Lets regional administrations work for culture")


def test_b12_attributes_of_a_network() -> None:
    """Names in several languages, short name, mission, counts, groups, parent, membership."""
    network = Network.objects.get(slug="nsc")

    assert set(network.names) == {"sv", "da", "nl", "en"}
    assert network.acronym == "NSC"
    assert set(network.mission) == {"sv", "en"}
    assert (network.member_counts.count(), network.groups.count(), network.memberships.count()) == (1, 1, 1)
    assert list(Network.objects.order_by("acronym").values_list("acronym", flat=True)) == [
        "AER",
        "CPMR",
        "ECTN",
        "NSC",
        "RICC",
    ]


def test_b13_three_instruments() -> None:
    """Agreements also with other partners, economic support, advocacy with bodies renamed since."""
    instruments = FrameworkElement.objects.filter(framework__slug=GUIDELINES, parent__code="instruments")
    administration = Organisation.objects.get(slug="kulturforvaltningen")

    assert [instrument.code for instrument in instruments] == [
        "agreements",
        "economic-support",
        "advocacy-and-networks",
    ]
    assert instruments[0].names["en"] == "Agreements and arrangements with regions and other partners"
    assert set(administration.former_names.values_list("name", flat=True)) == {"Kultur i Väst", "Västarvet"}


def test_b14_four_perspectives_with_sub_aims() -> None:
    """Residents, knowledge, development, influence."""
    perspectives = FrameworkElement.objects.filter(framework__slug=GUIDELINES, kind="perspective")

    assert {p.code: [aim.code for aim in p.children.all()] for p in perspectives} == {
        "resident-perspective": [
            "wider-participation",
            "intercultural-dialogue",
            "socially-sustainable-development",
        ],
        "knowledge-perspective": ["quality", "innovation", "competence"],
        "development-perspective": ["attractiveness", "competitiveness"],
        "influence-perspective": ["influence-national-governance", "influence-international-governance"],
    }


def test_b15_tags_and_reports_by_them() -> None:
    """Exchanges carry elements, and can be counted by them."""
    counted = (
        FrameworkElement.objects.filter(framework__slug=STRATEGY)
        .annotate(number=Count("exchanges"))
        .filter(number__gt=0)
        .values_list("code", "number")
    )

    assert dict(counted) == {
        "individual-artists": 2,
        "knowledge-exchange": 1,
        "exchange-with-regions": 5,
    }
    assert Exchange.objects.filter(elements__framework__slug=STRATEGY).distinct().count() == 8
