"""Rows A01–A16 of domain.md: Västra Götaland's international cooperations (Internationella samarbeten och utbyten)."""

from decimal import Decimal

from exchanges.enums import ExchangeKind
from exchanges.models import Exchange, ExchangeFigure, Outcome, RefugeProgramme
from grants.models import Programme
from partnerships.enums import FieldBasis
from partnerships.models import FrameworkElement, NetworkMembership, Organisation, Partnership, Region
from portal.core.uncertain import Qualifier

PAGE = "vgr-international-cooperation"
NORTH_EAST = "vastra-gotaland-north-east-england"
QUERETARO = "vastra-gotaland-queretaro"
VILNIUS = "vastra-gotaland-vilnius"
SIBIU = "vastra-gotaland-sibiu"


def element_of(framework: str, code: str) -> FrameworkElement:
    return FrameworkElement.objects.get(framework__slug=framework, code=code)


def fields_of(partnership: str, basis: str) -> set[str]:
    links = Partnership.objects.get(slug=partnership).field_links.filter(basis=basis)
    return set(links.values_list("field__code", flat=True))


def figure_of(exchange: str, kind: str) -> ExchangeFigure:
    return ExchangeFigure.objects.get(exchange__slug=exchange, kind=kind)


def test_a01_who_holds_a_cooperation() -> None:
    """The authority itself or its committee; an EU project is its administration's."""
    holders = dict(Partnership.objects.filter(authority__slug="vgr").values_list("slug", "holder__slug"))
    project = Exchange.objects.get(slug="charter")

    assert holders == {
        NORTH_EAST: "kulturnamnden",
        QUERETARO: "vastra-gotalandsregionen",
        VILNIUS: "kulturnamnden",
        SIBIU: "vastra-gotalandsregionen",
    }
    assert [actor.organisation.slug for actor in project.actors.all()] == ["kulturforvaltningen"]
    assert Organisation.objects.get(slug="kulturnamnden").parent.slug == "vastra-gotalandsregionen"
    assert Organisation.objects.get(slug="kulturforvaltningen").parent.slug == "vastra-gotalandsregionen"


def test_a02_circles_overlap_with_the_union() -> None:
    """Three circles; the neighbourhood has countries in and outside the EU."""
    circles = FrameworkElement.objects.filter(framework__slug=PAGE, kind="priority_line")
    tiers = dict(Partnership.objects.filter(authority__slug="vgr").values_list("slug", "tier"))
    neighbours = Region.objects.get(slug="scandinavian-countries").members

    assert [circle.code for circle in circles] == ["tier-neighbourhood", "tier-eu", "tier-global"]
    assert tiers == {NORTH_EAST: "europe", QUERETARO: "global", VILNIUS: "eu", SIBIU: "eu"}
    assert neighbours.filter(in_eu=True).count() == 3
    assert [region.slug for region in neighbours.filter(in_eu=False)] == ["norway"]


def test_a03_two_modes() -> None:
    """Single regions, and networks and organisations; both are used."""
    modes = FrameworkElement.objects.filter(framework__slug=PAGE, kind="method")

    assert [mode.code for mode in modes] == ["single-regions", "networks"]
    assert Partnership.objects.filter(authority__slug="vgr").count() == 4
    assert NetworkMembership.objects.filter(authority__slug="vgr").count() == 5


def test_a04_two_purposes() -> None:
    """To learn from others, and to influence decisions."""
    partnership = Partnership.objects.get(slug=NORTH_EAST)

    assert partnership.purposes == ["learn", "influence"]
    assert element_of(PAGE, "to-learn").kind == "reason"
    assert element_of(PAGE, "to-influence").kind == "reason"


def test_a05_membership_opens_doors() -> None:
    """For the other cultural bodies of the region, in each network."""
    memberships = NetworkMembership.objects.filter(authority__slug="vgr")

    assert {membership.benefit["en"] for membership in memberships} == {
        "Opens doors for other cultural bodies in Västra Götaland."
    }
    assert memberships.filter(elements__code="open-doors").count() == 5


def test_a06_eu_projects_are_not_grants_given() -> None:
    """A scheme of its own, marked as no grant; a project is an exchange."""
    programme = Programme.objects.get(slug="vgr-eu-projects")

    assert programme.is_grant is False
    assert Programme.objects.filter(authority__slug="vgr", is_grant=True).count() == 3
    assert Exchange.objects.get(slug="charter").kind == ExchangeKind.EU_PROJECT


def test_a07_region_of_refuge() -> None:
    """A programme with regional support for municipalities, and nobody in it by name."""
    programme = RefugeProgramme.objects.get(authority__slug="vgr")

    assert programme.slug == "fristadsregion-vastra-gotaland"
    assert programme.regional_support["sv"].startswith("Kommuner i Västra Götaland")
    assert programme.placements.count() == 0


def test_a08_support_is_tied_to_partnerships() -> None:
    """Schemes name the partnerships they are for."""
    exchange = Programme.objects.get(slug="vgr-international-exchange")
    bound = Programme.objects.get(slug="vgr-support-vilnius-and-north-east-england")

    assert set(exchange.partnerships.values_list("slug", flat=True)) == {NORTH_EAST, QUERETARO, SIBIU}
    assert set(bound.partnerships.values_list("slug", flat=True)) == {NORTH_EAST, VILNIUS}
    assert bound.calls.get().historic_window.edtf == "2017"


def test_a09_north_east_england() -> None:
    """Since 2011 without an end; a partnership body in a region that no code names, outside the EU."""
    partnership = Partnership.objects.get(slug=NORTH_EAST)

    assert partnership.since.edtf == "2011/.."
    assert partnership.since.is_open_ended
    assert partnership.counterpart.kind == "partnership_body"
    assert (partnership.region.iso_3166_2, partnership.region.nuts_code) == ([], "")
    assert (partnership.region.country, partnership.region.in_eu) == ("GB", False)


def test_a10_fields_mainly() -> None:
    """Six fields, each "mainly"."""
    links = Partnership.objects.get(slug=NORTH_EAST).field_links

    assert fields_of(NORTH_EAST, FieldBasis.ACTIVE) == {
        "dance",
        "theatre",
        "film",
        "literature",
        "heritage",
        "organisational-development",
    }
    assert links.filter(mainly=True).count() == links.count() == 6


def test_a11_participants_that_are_or_have_been_engaged() -> None:
    """Ten names, of which one cannot tell who still is, and a list that says it is incomplete."""
    partnership = Partnership.objects.get(slug=NORTH_EAST)
    names = {str(row.organisation.names["sv"]) for row in partnership.participants.all()}

    assert names == {
        "TILLT",
        "Konstnärernas kollektivverkstad i Göteborg",
        "KulturUngdom",
        "Uddevalla kommun",
        "Bok & Biblioteksmässan",
        "Göteborgs symfoniker",
        "Regionteater väst",
        "Konstepidemin",
        "Nordiska akvarellmuseet",
        "Göteborgs universitet",
    }
    assert set(partnership.participants.values_list("engagement", flat=True)) == {"current_or_former"}
    assert partnership.participants_incomplete is True


def test_a12_kinds_of_participants() -> None:
    """Each has the kind that its name tells; TILLT's tells none."""
    participants = Organisation.objects.filter(partnership_participations__partnership__slug=NORTH_EAST)

    assert dict(participants.values_list("slug", "kind")) == {
        "tillt": "other",
        "kkv-goteborg": "studio",
        "kulturungdom": "youth_organisation",
        "uddevalla-kommun": "municipality",
        "bok-och-biblioteksmassan": "festival",
        "goteborgs-symfoniker": "orchestra",
        "regionteater-vast": "theatre",
        "konstepidemin": "studio",
        "nordiska-akvarellmuseet": "museum",
        "goteborgs-universitet": "university",
    }


def test_a13_matchmaking_is_an_activity() -> None:
    """With England and with Vilnius, how often nobody counted."""
    slugs = Exchange.objects.filter(kind=ExchangeKind.MATCHMAKING).values_list("slug", flat=True)

    assert set(slugs) == {"north-east-england-matchmaking", "vilnius-matchmaking"}
    assert figure_of("north-east-england-matchmaking", "other").number.qualifier == Qualifier.SOME


def test_a14_yellow_book_became_tradgardsresan() -> None:
    """A later result with parties outside the pair, its year only "some years ago"."""
    outcome = Outcome.objects.get(exchange__slug="yellow-book-open-gardens")

    assert outcome.names["sv"] == "Trädgårdsresan"
    assert outcome.when is None
    assert outcome.when_note == {"sv": "Sedan några år", "en": "Since some years ago"}
    assert set(outcome.organisations.values_list("slug", flat=True)) == {
        "vastra-gotalandsregionen",
        "region-halland",
        "studieforbundet-vuxenskolan",
    }


def test_a15_hundreds_of_thousands_of_visitors() -> None:
    """An order of magnitude a year, in the source's words, and a gain for tourism."""
    number = figure_of("yellow-book-open-gardens", "audience").number
    outcome = Outcome.objects.get(exchange__slug="yellow-book-open-gardens")

    assert number.qualifier == Qualifier.ORDER
    assert (number.lower, number.upper) == (Decimal(100_000), Decimal(999_999))
    assert number.words == "100 000-tals besökare varje år"
    assert outcome.policy_gain["en"].startswith("Tourism:")


def test_a16_profile_of_a_partner_region() -> None:
    """Its cities and its houses."""
    region = Region.objects.get(slug="north-east-england")

    assert set(region.children.filter(tier="city").values_list("slug", flat=True)) == {
        "newcastle",
        "gateshead",
    }
    assert set(
        region.organisations.filter(kind__in=["museum", "arts_house"]).values_list("slug", "kind")
    ) == {
        ("the-baltic", "museum"),
        ("the-sage", "arts_house"),
    }
    assert set(region.profile) == {"sv", "en"}
