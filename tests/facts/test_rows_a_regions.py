"""Rows A17–A31 of domain.md: the partner regions of Västra Götaland."""

from decimal import Decimal

from exchanges.enums import Direction
from exchanges.models import Exchange
from partnerships.enums import AgreementKind, AgreementStatus, FieldBasis, PartnershipState
from partnerships.models import Agreement, Dialogue, Framework, Network, Partnership
from portal.core.uncertain import Qualifier
from tests.facts.test_rows_a import NORTH_EAST, QUERETARO, SIBIU, VILNIUS, fields_of, figure_of


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
    assert figure_of(stay.slug, "participants").number.canonical == "1"
    assert figure_of(stay.slug, "stays").number.canonical == "1"


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
    assert fields_of(QUERETARO, FieldBasis.EXPLORED) == wanted


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
    agreed, active = fields_of(VILNIUS, FieldBasis.AGREED), fields_of(VILNIUS, FieldBasis.ACTIVE)
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
    figure = figure_of(meeting.slug, "participants")

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
    exhibitions = figure_of("vilnius-craft-exhibitions", "exhibitions").number
    concerts = figure_of("vilnius-concerts", "concerts").number

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
