"""Rows A01–A31 of domain.md: Västra Götaland's international cooperations (Internationella samarbeten och utbyten)."""

from decimal import Decimal

from exchanges.enums import Direction, ExchangeKind
from exchanges.models import Exchange, ExchangeFigure, Outcome, RefugeProgramme
from grants.models import Programme
from partnerships.enums import AgreementKind, AgreementStatus, FieldBasis, PartnershipState
from partnerships.models import (
    Agreement,
    Dialogue,
    Framework,
    FrameworkElement,
    Network,
    NetworkMembership,
    Organisation,
    Partnership,
    Region,
)
from portal.core.uncertain import Qualifier

PAGE = "vgr-international-cooperation"
NORTH_EAST = "vastra-gotaland-north-east-england"
QUERETARO = "vastra-gotaland-queretaro"
VILNIUS = "vastra-gotaland-vilnius"
SIBIU = "vastra-gotaland-sibiu"


def _element(framework: str, code: str) -> FrameworkElement:
    return FrameworkElement.objects.get(framework__slug=framework, code=code)


def _fields(partnership: str, basis: str) -> set[str]:
    links = Partnership.objects.get(slug=partnership).field_links.filter(basis=basis)
    return set(links.values_list("field__code", flat=True))


def _figure(exchange: str, kind: str) -> ExchangeFigure:
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
    assert _element(PAGE, "to-learn").kind == "reason"
    assert _element(PAGE, "to-influence").kind == "reason"


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

    assert _fields(NORTH_EAST, FieldBasis.ACTIVE) == {
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
    assert _figure("north-east-england-matchmaking", "other").number.qualifier == Qualifier.SOME


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
    number = _figure("yellow-book-open-gardens", "audience").number
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


def test_a17_queretaro_formalised_by_an_arrangement() -> None:
    """In 2023, no day and no month."""
    partnership = Partnership.objects.get(slug=QUERETARO)
    agreement = partnership.agreements.get()

    assert partnership.formalised.edtf == "2023"
    assert agreement.kind == AgreementKind.ARRANGEMENT
    assert agreement.names["sv"].startswith("Överenskommelse")
    assert agreement.valid_until is None
    assert partnership.region.tier == "state_of_federation"


def test_a18_one_artist_one_stay_two_hosts() -> None:
    """2023: Nordiska akvarellmuseet on Tjörn and Konstepidemin in Göteborg."""
    stay = Exchange.objects.get(slug="queretaro-artist-in-vastra-gotaland-2023")
    hosts = {(a.organisation.slug, a.organisation.municipality.slug) for a in stay.actors.filter(role="host")}

    assert (stay.kind, stay.direction, stay.period.edtf) == ("residency", "incoming", "2023")
    assert hosts == {("nordiska-akvarellmuseet", "tjorn"), ("konstepidemin", "goteborg")}
    assert _figure(stay.slug, "participants").number.canonical == "1"
    assert _figure(stay.slug, "stays").number.canonical == "1"


def test_a19_outgoing_to_museo_de_la_ciudad() -> None:
    """Comes back, and nobody says when."""
    stay = Exchange.objects.get(slug="vastra-gotaland-artist-in-queretaro")

    assert (stay.direction, stay.recurring, stay.period) == ("outgoing", True, None)
    assert stay.actors.get().organisation.slug == "museo-de-la-ciudad"


def test_a20_direction_flips_with_the_viewer() -> None:
    """What comes in here goes out there; what is mutual stays mutual."""
    incoming = Exchange.objects.get(slug="queretaro-artist-in-vastra-gotaland-2023")
    mutual = Exchange.objects.get(slug="vilnius-concerts")

    assert Direction(incoming.direction).seen_from_partner() == Direction.OUTGOING
    assert Direction(mutual.direction).seen_from_partner() == Direction.MUTUAL


def test_a21_officers_talk_digitally_and_on_site() -> None:
    """Within the arrangement, going on."""
    dialogue = Dialogue.objects.get(partnership__slug=QUERETARO, exploratory=False)

    assert (dialogue.level, dialogue.mode, dialogue.ongoing) == ("officer", "both", True)
    assert dialogue.held is None


def test_a22_exploratory_talks_are_a_pipeline() -> None:
    """Film, literature, visual art and form, music."""
    dialogue = Dialogue.objects.get(partnership__slug=QUERETARO, exploratory=True)
    wanted = {"film", "literature", "visual-art", "music"}

    assert set(dialogue.fields.values_list("code", flat=True)) == wanted
    assert _fields(QUERETARO, FieldBasis.EXPLORED) == wanted


def test_a23_vilnius_expired_and_dormant() -> None:
    """The agreement is over, the partnership sleeps: two facts, and it can be woken."""
    partnership = Partnership.objects.get(slug=VILNIUS)
    agreement = partnership.agreements.get()

    assert agreement.status == AgreementStatus.EXPIRED
    assert (agreement.valid_from.edtf, agreement.valid_until.edtf) == ("2014", "2017-39")
    assert (agreement.valid_until.earliest.year, agreement.valid_until.latest.isoformat()) == (
        2017,
        "2017-12-31",
    )
    assert partnership.state == PartnershipState.DORMANT
    assert [period.state for period in partnership.periods.all()] == ["active", "dormant"]


def test_a24_agreed_fields_differ_from_active_ones() -> None:
    """Baroque and sport were agreed, jazz and choirs happened."""
    agreed, active = _fields(VILNIUS, FieldBasis.AGREED), _fields(VILNIUS, FieldBasis.ACTIVE)
    sport = Partnership.objects.get(slug=VILNIUS).field_links.get(field__code="sport").field

    assert agreed - active == {
        "baroque-culture",
        "historic-places",
        "performing-arts",
        "heritage",
        "theatre",
        "youth-participation",
        "sport",
    }
    assert active - agreed == {
        "music",
        "visual-art",
        "photography",
        "literature",
        "choral-singing",
        "smithing",
        "jazz",
    }
    assert agreed & active == {"craft"}
    assert sport.is_culture is False


def test_a25_close_to_fifty_young_people() -> None:
    """From both sides in one event; the number keeps its qualifier and its bounds."""
    meeting = Exchange.objects.get(slug="vilnius-youth-meeting")
    figure = _figure(meeting.slug, "participants")

    assert figure.number.qualifier == Qualifier.NEARLY
    assert (figure.number.lower, figure.number.upper) == (Decimal(45), Decimal(50))
    assert figure.number.is_exact is False
    assert figure.number.describe("en") == "nearly 50"
    assert (meeting.kind, meeting.direction) == ("youth_meeting", "mutual")
    assert figure.note["en"] == "Young people of both regions"


def test_a26_choirs_under_the_regional_agreement() -> None:
    """Skara and Herrljunga, with municipalities over there that nobody named."""
    choirs = Exchange.objects.get(slug="vilnius-choirs")

    assert set(choirs.municipalities.values_list("slug", flat=True)) == {"skara", "herrljunga"}
    assert {actor.organisation.kind for actor in choirs.actors.all()} == {"municipality"}
    assert choirs.agreement.slug == "vilnius-agreement-2014"
    assert choirs.participants_incomplete is True


def test_a27_unknown_counts() -> None:
    """Exhibitions without a number, "a number of" concerts."""
    exhibitions = _figure("vilnius-craft-exhibitions", "exhibitions").number
    concerts = _figure("vilnius-concerts", "concerts").number

    assert (exhibitions.qualifier, exhibitions.lower, exhibitions.upper) == ("unknown", None, None)
    assert (concerts.qualifier, concerts.words, concerts.upper) == ("some", "ett antal", None)


def test_a28_sibiu_without_a_start_or_an_agreement() -> None:
    """Ongoing, with an EU project that the administration runs."""
    partnership = Partnership.objects.get(slug=SIBIU)

    assert partnership.state == PartnershipState.ACTIVE
    assert (partnership.since, partnership.formalised) == (None, None)
    assert Agreement.objects.filter(partnership=partnership).count() == 0
    assert partnership.exchanges.get(kind="eu_project").slug == "charter"


def test_a29_institution_to_institution_about_a_third_country() -> None:
    """The museum about heritage in Ukraine, and with Astramuseet about fortified churches."""
    ukraine = Exchange.objects.get(slug="threatened-heritage-in-ukraine")
    churches = Exchange.objects.get(slug="fortified-churches")

    assert [region.slug for region in ukraine.subject_regions.all()] == ["ukraine"]
    assert [actor.organisation.slug for actor in ukraine.actors.all()] == ["vastergotlands-museum"]
    assert set(churches.subject_regions.values_list("slug", flat=True)) == {"sibiu", "transylvania"}
    assert {actor.organisation.slug for actor in churches.actors.all()} == {
        "vastergotlands-museum",
        "astra-museum",
    }


def test_a30_strategy_and_plan_2024_2027() -> None:
    """Five areas, one of them named."""
    framework = Framework.objects.get(slug="culture-strategy-2024-2027")
    area = framework.elements.get()

    assert framework.period.edtf == "2024/2027"
    assert (area.kind, area.names["sv"], area.one_of) == ("area", "Internationalisering", 5)


def test_a31_states_seen() -> None:
    """Established, ongoing, formalised, expired, dormant, exploratory: each can be told from the others."""
    notes = {
        slug: Partnership.objects.get(slug=slug).periods.last().note["sv"]
        for slug in (NORTH_EAST, QUERETARO, VILNIUS, SIBIU)
    }

    assert notes == {
        NORTH_EAST: "Etablerat samarbete",
        QUERETARO: "Formaliserat 2023",
        VILNIUS: "Vilande sedan avtalet löpte ut",
        SIBIU: "Löpande, utan känt startår",
    }
    assert Agreement.objects.get(slug="vilnius-agreement-2014").status == "expired"
    assert Dialogue.objects.filter(exploratory=True).count() == 1
    assert {"exploratory", "active", "dormant", "ended"} == set(PartnershipState.values)
    assert Network.objects.count() == 5
