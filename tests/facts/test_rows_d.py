"""Rows D01–D08 of domain.md: how Kulturförvaltningen works."""

from django.db.models import Count

from exchanges.enums import EventKind
from exchanges.models import Exchange
from partnerships.models import FrameworkElement, Indicator, Organisation, Region

WORK = "vgr-how-we-work"


def _codes(kind: str, parent: str | None = None) -> list[str]:
    elements = FrameworkElement.objects.filter(framework__slug=WORK, kind=kind)
    return [e.code for e in (elements.filter(parent__code=parent) if parent else elements)]


def test_d01_methods() -> None:
    """Seven ways of working."""
    assert _codes("method") == [
        "advice",
        "knowledge",
        "training",
        "development",
        "intelligence",
        "networks",
        "process-support",
    ]


def test_d02_support_by_need() -> None:
    """To municipalities, civil society and actors."""
    assert _codes("criterion", "support-by-need") == ["to-municipalities", "to-civil-society", "to-actors"]


def test_d03_eight_areas() -> None:
    """As the page lists them."""
    areas = FrameworkElement.objects.filter(framework__slug=WORK, kind="area")

    assert [area.names["sv"] for area in areas] == [
        "Barn och unga",
        "Biblioteksutveckling",
        "Kultur och konstarter",
        "Natur- och kulturmiljö",
        "Kulturliv för alla",
        "Museer och besöksmål",
        "Samhällsutveckling",
        "Fortbildning och evenemang",
    ]


def test_d04_own_institutions_that_host() -> None:
    """Five museums, which the source does not name, and one centre for craft and building conservation."""
    counted = Indicator.objects.filter(element__code="museums-and-places-to-visit")
    centre = Organisation.objects.get(kind="craft_centre")

    assert {row.names["en"]: row.observed.canonical for row in counted} == {
        "Museums of its own": "5",
        "Centres of its own for craft and building conservation": "1",
    }
    assert centre.parent.slug == "kulturforvaltningen"


def test_d05_researchers_and_students_from_all_over_the_world() -> None:
    """An incoming exchange without a partnership, again and again, in a number nobody gives."""
    visits = Exchange.objects.get(slug="visitors-to-the-collections")

    assert (visits.kind, visits.direction, visits.recurring) == ("research_visit", "incoming", True)
    assert visits.partnership is None
    assert visits.figures.get().number.is_unknown
    assert visits.actors.get(role="host").organisation.slug == "kulturforvaltningen"


def test_d06_offers() -> None:
    """Kulturkatalogen Väst, exhibitions, digital collections."""
    assert _codes("offer", "children-and-young-people") == ["kulturkatalogen-vast", "exhibitions"]
    assert _codes("offer", "museums-and-places-to-visit") == ["digital-collections", "scientific-collections"]


def test_d07_event_types() -> None:
    """Each offered kind of event is a kind of the portal's events."""
    offered = _codes("offer", "training-and-events")

    assert offered == ["seminar", "breakfast", "inspiration_day", "course", "conference"]
    assert set(offered) <= set(EventKind.values)


def test_d08_spread_over_municipalities() -> None:
    """All 49 municipalities can be reported, those too in which nothing happened."""
    municipalities = Region.objects.filter(tier="municipality", parent__slug="vastra-gotaland")
    counted = dict(municipalities.annotate(number=Count("exchanges_in")).values_list("slug", "number"))

    assert len(counted) == 49
    assert {slug: number for slug, number in counted.items() if number} == {
        "goteborg": 1,
        "tjorn": 1,
        "skara": 1,
        "herrljunga": 1,
    }
    assert counted["dals-ed"] == 0
