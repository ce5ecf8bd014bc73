"""Every kind of picture: safe in a page, told in words, and given as a table."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.utils import translation

from portal.core.charts import (
    Bar,
    MapPoint,
    Pair,
    Period,
    Picture,
    Series,
    bar_chart,
    column_by_year,
    diverging_bar,
    line,
    region_map,
    stacked_states,
    timeline,
)

HOME = MapPoint("Västra Götaland", 12.5, 58.2)
PARTNERS = [
    MapPoint("North East England", -1.6, 54.97, url="/partnerships/north-east-england/"),
    MapPoint("Vilnius", 25.28, 54.69, "dormant", "dormant"),
    MapPoint("Querétaro", -100.39, 20.59, "exploratory"),
    MapPoint("Łódź", 19.45, 51.77, "ended"),
]

PICTURES: dict[str, Callable[[], Picture]] = {
    "bars": lambda: bar_chart(
        [Bar("Sibiu", 3), Bar("Newcastle <&>", 48, "nearly 50", 45, 50)], title="Most in Newcastle"
    ),
    "no bars": lambda: bar_chart([], title="Nothing yet"),
    "diverging": lambda: diverging_bar(
        [Pair("Vilnius", 0, 7)], title="Out", left="Incoming", right="Outgoing"
    ),
    "states": lambda: stacked_states(
        [("EU", {"active": 4, "ended": 1})], ["active", "ended"], title="Active"
    ),
    "columns": lambda: column_by_year({2019: 30, 2021: Bar("", 2, "about 2", 1, 3)}, title="Fewer"),
    "no columns": lambda: column_by_year({}, title="Nothing yet"),
    "lines": lambda: line([Series("Incoming", {2020: 1, 2021: None, 2022: 4})], title="Up"),
    "no lines": lambda: line([], title="Nothing yet"),
    "timeline": lambda: timeline(
        [Period("Sibiu", None, None, "ongoing", open_end=True)], title="Long", now=2026.5
    ),
    "no timeline": lambda: timeline([], title="Nothing yet"),
    "map": lambda: region_map(PARTNERS, title="Four partners", home=HOME, home_countries=["752"]),
    "no map": lambda: region_map([], title="Nothing yet"),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_picture_is_safe_inside_a_page_with_a_strict_csp(kind: str) -> None:
    picture = PICTURES[kind]()
    for markup in (picture.svg, picture.narrow_svg):
        root = ElementTree.fromstring(markup)  # noqa: S314 - our own drawing
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags & {"script", "style", "image", "foreignObject", "use"} == set()
        names = {name for element in root.iter() for name in element.attrib}
        assert {name for name in names if name == "style" or name.startswith("on")} == set()
        addresses = re.findall(r"https?://[^\"'\s]+", markup)
        assert set(addresses) == {"http://www.w3.org/2000/svg"}
        assert len(markup) < 150_000


@pytest.mark.parametrize("kind", PICTURES)
def test_picture_has_a_name_a_description_and_ids_of_its_own(kind: str) -> None:
    picture = PICTURES[kind]()
    root = ElementTree.fromstring(picture.svg)  # noqa: S314 - our own drawing
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert ids == (root.get("aria-labelledby") or "").split()
    texts = [root.findtext(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc")]
    assert texts == [picture.title, picture.alt]
    wide, narrow = (set(re.findall(r' id="([^"]+)"', m)) for m in (picture.svg, picture.narrow_svg))
    assert wide & narrow == set()


@pytest.mark.parametrize("kind", PICTURES)
def test_picture_gives_its_data_as_a_table(kind: str) -> None:
    picture = PICTURES[kind]()
    assert {len(row) for row in picture.rows} <= {len(picture.columns)}


def test_bar_chart_keeps_uncertain_numbers_in_their_words() -> None:
    picture = bar_chart(
        [Bar("a", 3), Bar("b", 48, "nearly 50", 45, 50), Bar("c", None)],
        title="t",
        columns=("P", "N"),
    )
    assert picture.columns == ["P", "N"]
    assert picture.rows == [["b", "nearly 50"], ["a", "3"], ["c", "unknown"]]
    assert picture.alt == (
        "Bar chart of 3. The most has b, with nearly 50; the least a, with 3. Unknown for 1 of them."
    )
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)
    assert texts == ["b", "a", "c", "nearly 50", "3", "unknown"]


def test_column_by_year_draws_the_years_between() -> None:
    assert column_by_year({2019: 3, 2021: 1}, title="t").rows == [
        ["2019", "3"],
        ["2020", "0"],
        ["2021", "1"],
    ]


def test_line_says_unknown_where_a_year_is_unknown() -> None:
    picture = line([Series("In", {2020: 1, 2021: None})], title="t")
    assert picture.rows == [["2020", "1"], ["2021", "unknown"]]


def test_stacked_states_refuses_more_states_than_can_be_told_apart() -> None:
    with pytest.raises(ValueError, match="4 states"):
        stacked_states([], ["a", "b", "c", "d", "e"], title="t")


def test_timeline_ends_an_open_period_in_an_arrow_and_fades_an_unknown_beginning() -> None:
    closed = timeline([Period("a", 2011, 2014, "2011–2014")], title="t").svg
    going_on = timeline([Period("a", 2011, None, "since 2011", open_end=True)], title="t").svg
    unknown = timeline([Period("a", None, 2014, "until 2014")], title="t").svg
    arrow = 'd="M4.5,0L-4.5,-5.2L-4.5,5.2Z"'
    assert [picture.count(arrow) for picture in (closed, going_on, unknown)] == [0, 1, 0]
    assert [picture.count(' opacity="0.') for picture in (closed, going_on, unknown)] == [0, 0, 5]


def test_region_map_links_each_marker_with_its_full_name() -> None:
    svg = region_map(PARTNERS, title="t", home=HOME).svg
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    links = root.findall(".//{http://www.w3.org/2000/svg}a")
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("/partnerships/north-east-england/", "North East England, active")
    ]
    assert root.get("role") == "group"
    targets = [c.get("r") for c in links[0].findall("{http://www.w3.org/2000/svg}circle")]
    assert targets[0] == "12"


def test_region_map_without_links_is_one_image() -> None:
    svg = region_map(PARTNERS, title="t", home=HOME, links=False).svg
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    assert root.get("role") == "img"
    assert root.findall(".//{http://www.w3.org/2000/svg}a") == []


def test_region_map_adds_the_world_for_partners_outside_europe() -> None:
    europe = region_map(PARTNERS[:2], title="t", home=HOME)
    both = region_map(PARTNERS, title="t", home=HOME)
    assert [europe.height, both.height] == [620, 620 + 12 + 350]


def test_region_map_of_an_unknown_state_says_so() -> None:
    with pytest.raises(ValueError, match="sleeping"):
        region_map([MapPoint("a", 1, 50, "sleeping")], title="t")


def test_bar_chart_speaks_the_language_of_the_reader() -> None:
    with translation.override("en"):
        english = bar_chart([Bar("a", None)], title="t")
    assert english.columns == ["What", "Number"]
    assert english.rows == [["a", "unknown"]]


def test_diverging_bar_uses_short_texts_where_the_whole_ones_leave_no_room() -> None:
    whole = "between 45 and 50, plus 4 unknown"
    picture = diverging_bar(
        [Pair("2023", 45, 45, whole, whole, "45–50 + ?", "45–50 + ?")], title="Even", left="In", right="Out"
    )

    def texts(markup: str) -> list[str]:
        return [text for text in re.findall(r"<text[^>]*>([^<]*)</text>", markup) if "45" in text]

    assert texts(picture.narrow_svg) == ["45–50 + ?", "45–50 + ?"]
    assert picture.rows == [["2023", whole, whole]]
