"""Rows C01–C12 of domain.md: Region Midtjylland's cooperation in culture."""

from django.contrib.contenttypes.models import ContentType

from exchanges.models import Event, Exchange
from partnerships.enums import ActorSize, OrganisationKind
from partnerships.models import Framework, FrameworkElement, Indicator, Partnership
from portal.core.models import Picture

VISION = "midtjylland-culture-cooperation-2024"


def _element(code: str) -> FrameworkElement:
    return FrameworkElement.objects.get(framework__slug=VISION, code=code)


def test_c01_narrative_vision_goals_activities() -> None:
    """The four parts of the framework, for 2024."""
    framework = Framework.objects.get(slug=VISION)
    kinds = [element.kind for element in framework.elements.filter(parent=None)]

    assert (framework.kind, framework.target_year) == ("vision", 2024)
    assert kinds == ["narrative", "vision", *["sub_goal"] * 4, *["activity_line"] * 5]
    assert _element("vision").names["da"] == "Vision for 2024"


def test_c02_four_sub_goals_one_countable() -> None:
    """Cooperation projects across municipal borders can be counted."""
    goals = FrameworkElement.objects.filter(framework__slug=VISION, kind="sub_goal")

    assert [goal.code for goal in goals] == [
        "stronger-cooperation",
        "european-region-of-culture",
        "projects-across-municipal-borders",
        "stronger-competences",
    ]
    assert [goal.code for goal in goals if goal.indicators.exists()] == ["projects-across-municipal-borders"]


def test_c03_nested_activity_lines() -> None:
    """Six lines under the cooperation with all municipalities."""
    line = _element("european-region-of-culture-activities")

    assert [child.code for child in line.children.all()] == [
        "european-outlook",
        "conditions-of-actors",
        "annual-kulturforum",
        "seminars-and-workshops",
        "joint-presence-on-mors",
        "joint-communication",
    ]
    assert {child.kind for child in line.children.all()} == {"activity_line"}


def test_c04_european_region_of_culture_with_all_municipalities() -> None:
    """The region and the 19 municipalities it has."""
    partnership = Partnership.objects.get(slug="european-region-of-culture")
    municipalities = partnership.region.members

    assert partnership.names["da"] == "Europæisk Kulturregion"
    assert municipalities.count() == 19
    assert set(municipalities.values_list("tier", "parent__slug")) == {("municipality", "midtjylland")}


def test_c05_genopdag_and_its_photograph() -> None:
    """Opened on 31 May 2019; the picture has words for those who cannot see it, a caption and a credit."""
    opening = Event.objects.get(slug="genopdag-opening-2019")
    picture = Picture.objects.get(content_type=ContentType.objects.get_for_model(Event), object_id=opening.pk)

    assert (opening.held.edtf, opening.held.is_exact, opening.venue) == ("2019-05-31", True, "ARoS")
    assert (opening.part_of.kind, opening.part_of.held.edtf) == ("festival", "2019")
    assert opening.exchange.slug == "genopdag"
    assert set(picture.alt) == {"da", "en"}
    assert picture.caption["en"].startswith("Velvet Volume on the roof of ARoS on 31 May 2019")
    assert picture.credit == "Rune Borre-Jensen"


def test_c06_region_as_facilitator_of_networks() -> None:
    """Professional and thematic networks are facilitated, not run."""
    line = _element("professional-networks")

    assert line.kind == "activity_line"
    assert line.texts["en"] == "The region facilitates; the networks are the professions' own."


def test_c07_annual_kulturforum() -> None:
    """For politicians and cultural bodies, every year."""
    forum = Event.objects.get(slug="kulturforum")

    assert (forum.kind, forum.yearly, forum.held) == ("forum", True, None)
    assert forum.audience["da"] == "Politikere og kulturaktører"


def test_c08_presence_at_kulturmodet_mors() -> None:
    """Somebody else's event, at which region and actors are present."""
    presence = Event.objects.get(slug="presence-at-kulturmodet-mors")

    assert (presence.kind, presence.venue) == ("presence", "Kulturmødet Mors")
    assert [organiser.slug for organiser in presence.organisers.all()] == ["kulturmodet-mors"]


def test_c09_analyses_as_outputs() -> None:
    """A line of activity of its own."""
    assert _element("analyses-of-cultural-life").names["da"] == "Analyser og undersøgelser af kulturlivet"


def test_c10_size_of_actors_and_companies() -> None:
    """Few large, very many small; companies can be partners."""
    assert _element("actor-size").names["da"] == "Få store og rigtig mange små aktører"
    assert {"small", "large"} <= set(ActorSize.values)
    assert _element("companies-as-partners").kind == "context"
    assert OrganisationKind.COMPANY in OrganisationKind.values


def test_c11_three_levels() -> None:
    """Regional, national, international."""
    assert [level.code for level in _element("levels").children.all()] == [
        "regional",
        "national",
        "international",
    ]


def test_c12_after_the_target_year() -> None:
    """Was it met? Nobody has said."""
    indicator = Indicator.objects.get(element__code="projects-across-municipal-borders")

    assert (indicator.target_year, indicator.target, indicator.result) == (2024, None, "unknown")
    assert indicator.observed.is_unknown
    assert Exchange.objects.get(slug="genopdag").period.edtf == "2019"
