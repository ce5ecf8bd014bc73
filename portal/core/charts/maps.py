"""Maps of partner regions: points with their names, joined to the authority, drawn for page and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.charts import geography, svg, theme
from portal.core.charts.geography import Frame
from portal.core.charts.labels import Box, move_apart, place_labels
from portal.core.charts.picture import Picture

RADIUS = 7
GAP = 12
TARGET = 12  # half of the 24 px that WCAG 2.5.8 asks of a target
STATES = ("exploratory", "active", "dormant", "ended")


@dataclass(frozen=True)
class MapPoint:
    """A place on the map.

    `state` is one of `STATES` and decides shape as well as colour: active a disc, dormant a ring,
    exploratory a dashed ring, ended a cross. `state_label` is its name in the reader's language. `url` makes
    the marker a link on a page.
    """

    label: str
    longitude: float
    latitude: float
    state: str = "active"
    state_label: str = ""
    url: str = ""
    detail: str = ""


def region_map(
    points: Sequence[MapPoint],
    *,
    title: str,
    home: MapPoint | None = None,
    extent: str = "auto",
    home_countries: Sequence[str] = (),
    source: str = "",
    links: bool = True,
) -> Picture:
    """Draw the partners of an authority on a map, each with its name, and a line from the authority to each.

    Parameters:
        points: the partners, the most important first: their names are placed first. Longitude and latitude
        in degrees. home: the authority's own place, drawn as a square.
        extent: "europe", "world", or "auto": Europe, and the world beneath it for the points that lie
        elsewhere. home_countries: ISO 3166-1 numbers ("752") of countries to be tinted as one's own.
        links: whether markers with a `url` are links; a PDF wants False.

    Raises:
        ValueError: a state or an extent that the map does not know.
    """
    if extent not in ("europe", "world", "auto"):
        raise ValueError(f"A map shows europe, world or auto, not {extent!r}.")
    if wrong := {point.state for point in points} - set(STATES):
        raise ValueError(f"A map knows no state {sorted(wrong)}.")
    wide, narrow = _frames(extent, [*points, *([home] if home else [])])
    alt = _alt(points, home)
    ground = _("Map data: Natural Earth")
    return Picture(
        svg=_maps(points, home, wide, set(home_countries), title, alt, links=links),
        narrow_svg=_maps(points, home, narrow, set(home_countries), title, alt, links=links),
        alt=alt,
        title=title,
        source=f"{source} · {ground}" if source else ground,
        columns=[_("Number"), _("Partner"), _("State"), _("Details")],
        rows=[
            [str(n), point.label, point.state_label or point.state, point.detail]
            for n, point in enumerate(points, start=1)
        ],
        width=wide[0].width,
        height=_height(wide),
    )


def _alt(points: Sequence[MapPoint], home: MapPoint | None) -> str:
    text = ngettext("Map with %(count)s partner", "Map with %(count)s partners", len(points)) % {
        "count": len(points)
    }
    if home:
        text += " " + _("of %(home)s") % {"home": home.label}
    groups: dict[str, list[str]] = {}
    for point in points:
        groups.setdefault(point.state_label or point.state, []).append(point.label)
    parts = [f"{state}: {', '.join(names)}" for state, names in groups.items()]
    return f"{text}. {'; '.join(parts)}." if parts else f"{text}."


def _frames(extent: str, points: Sequence[MapPoint]) -> tuple[list[Frame], list[Frame]]:
    """Return the maps to draw beneath each other, for a wide and for a narrow page."""
    europe, world = [geography.EUROPE], [geography.WORLD]
    narrow_europe, narrow_world = [geography.EUROPE_NARROW], [geography.WORLD_NARROW]
    if extent == "europe":
        return europe, narrow_europe
    inside = sum(geography.EUROPE.holds(point.longitude, point.latitude) for point in points)
    if extent == "world" or inside <= 1 < len(points):
        return world, narrow_world
    if inside == len(points):
        return europe, narrow_europe
    return europe + world, narrow_europe + narrow_world


def _height(frames: Sequence[Frame]) -> int:
    return sum(frame.height for frame in frames) + GAP * (len(frames) - 1)


def _maps(
    points: Sequence[MapPoint],
    home: MapPoint | None,
    frames: Sequence[Frame],
    own: set[str],
    title: str,
    alt: str,
    *,
    links: bool,
) -> str:
    """Return the maps beneath each other; each point is drawn once, on the first map that holds it."""
    left = list(enumerate(points, start=1))
    top, body = 0, ""
    for frame in frames:
        drawn = [(n, point) for n, point in left if frame.holds(point.longitude, point.latitude, 2)]
        left = [(n, point) for n, point in left if (n, point) not in drawn]
        size = f'width="{frame.width}" height="{frame.height}"'
        body += f'<svg y="{top}" {size}>{_map(drawn, home, frame, own, links)}</svg>'
        top += frame.height + GAP
    linked = links and any(point.url for point in points)
    return svg.wrap(
        body, width=frames[0].width, height=_height(frames), title=title, alt=alt, image=not linked
    )


def _map(
    drawn: Sequence[tuple[int, MapPoint]],
    home: MapPoint | None,
    frame: Frame,
    own: set[str],
    links: bool,
) -> str:
    named = [*([home] if home else []), *(point for _n, point in drawn)]
    numbers = [*([0] if home else []), *(n for n, _point in drawn)]
    places = [frame.place(point.longitude, point.latitude) for point in named]
    places = move_apart(places, 2 * RADIUS + 3, fixed=1 if home else 0)
    lines = []
    if home:
        lines = [
            _line(places[0], end, point.state) for (_n, point), end in zip(drawn, places[1:], strict=True)
        ]
    return "".join([_ground(frame, own), *lines, *_markers(named, numbers, places, home, frame, links=links)])


def _ground(frame: Frame, own: set[str]) -> str:
    """Return water, land in one path, and the own countries in another."""
    paths = geography.countries(frame)
    land = "".join(path for code, path in paths.items() if code not in own)
    home = "".join(path for code, path in paths.items() if code in own)
    body = (
        f'<rect width="{frame.width}" height="{frame.height}" rx="6"'
        f' fill="{theme.WATER}" class="pic-fill-water"/>'
        f'<path d="{land}" fill="{theme.LAND}" stroke="{theme.PAPER}" stroke-width="0.8"'
        ' stroke-linejoin="round" class="pic-fill-land pic-stroke-paper"/>'
    )
    if home:
        body += (
            f'<path d="{home}" fill="{theme.HOME}" stroke="{theme.PAPER}" stroke-width="0.8"'
            ' stroke-linejoin="round" class="pic-fill-home pic-stroke-paper"/>'
        )
    return f"<g>{body}</g>"


def _line(start: tuple[float, float], end: tuple[float, float], state: str) -> str:
    """Return a bowed line from the authority to a partner; solid only where the relation is active."""
    (x1, y1), (x2, y2) = start, end
    bow_x, bow_y = (x1 + x2) / 2 - (y2 - y1) * 0.14, (y1 + y2) / 2 + (x2 - x1) * 0.14
    dash = "" if state == "active" else ' stroke-dasharray="2 4"'
    colour = theme.ACCENT if state in ("active", "exploratory") else theme.MUTED
    return (
        f'<path d="M{x1:.1f},{y1:.1f}Q{bow_x:.1f},{bow_y:.1f} {x2:.1f},{y2:.1f}"'
        f' fill="none" stroke="{colour}" stroke-width="1.2" stroke-opacity="0.55"{dash}'
        f' class="pic-stroke-{theme.NAMES[colour]}"/>'
    )


def _markers(
    named: Sequence[MapPoint],
    numbers: Sequence[int],
    places: Sequence[tuple[float, float]],
    home: MapPoint | None,
    frame: Frame,
    *,
    links: bool,
) -> list[str]:
    """Return the markers with their names; on a narrow map, or where there is no room, with a number of the
    list.
    """
    narrow = frame.width < 500
    size = 13 if narrow else 14
    names = [point.label for point in named]
    if narrow and len(named) > 8:
        names = [str(n) if n else name for n, name in zip(numbers, names, strict=True)]
    boxes = _boxes(places, names, frame, size)
    if any(box is None for box in boxes):
        pairs = zip(numbers, names, boxes, strict=True)
        names = [str(n) if box is None and n else name for n, name, box in pairs]
        boxes = _boxes(places, names, frame, size)
    parts = []
    for point, place, name, box in zip(named, places, names, boxes, strict=True):
        shape = _home_shape(place) if point is home else _shape(point.state, place)
        label = _text(name, place, box, size) if box else ""
        parts.append(
            _linked(point, place, shape + label) if links and point.url else f"<g>{shape}{label}</g>"
        )
    return parts


def _boxes(
    places: Sequence[tuple[float, float]], names: Sequence[str], frame: Frame, size: int
) -> list[Box | None]:
    widths = [theme.text_width(name, size, bold=True) + 2 for name in names]
    canvas = Box(4, 4, frame.width - 8, frame.height - 8)
    return place_labels(places, widths, canvas, radius=RADIUS + 1, line=size + 3)


def _text(name: str, place: tuple[float, float], box: Box, size: int) -> str:
    """Return a name with a halo in the colour of the ground, so that lines and borders do not cross its
    letters.

    Set from the side of the marker, so that another font than ours makes it longer on the far side only.
    """
    middle = box.x + box.width / 2
    anchor, x = ("middle", middle)
    if box.x >= place[0]:
        anchor, x = ("start", box.x + 1)
    elif box.x + box.width <= place[0]:
        anchor, x = ("end", box.x + box.width - 1)
    at = f'x="{x:.1f}" y="{box.y + box.height - 4.5:.1f}"'
    set_as = f'{at} text-anchor="{anchor}" font-size="{size}" font-weight="600"'
    text = svg.escape(name)
    return (
        f'<text {set_as} fill="none" stroke="{theme.WATER}" stroke-width="3.5" stroke-linejoin="round"'
        f' stroke-opacity="0.85" class="pic-stroke-water" aria-hidden="true">{text}</text>'
        f'<text {set_as} fill="{theme.INK}" class="pic-fill-ink">{text}</text>'
    )


def _linked(point: MapPoint, place: tuple[float, float], drawing: str) -> str:
    """Return the marker as a link: 24 px wide at least, named in full, reached with the Tab key."""
    name = ", ".join(part for part in (point.label, point.state_label or point.state) if part)
    return (
        f'<a href="{svg.escape(point.url)}" class="pic-link" aria-label="{svg.escape(name)}">'
        f'<title>{svg.escape(name)}</title><circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="{TARGET}"'
        f' fill="{theme.PAPER}" fill-opacity="0" class="pic-target"/>{drawing}</a>'
    )


def _home_shape(place: tuple[float, float]) -> str:
    x, y = place[0] - RADIUS, place[1] - RADIUS
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{2 * RADIUS}" height="{2 * RADIUS}" rx="2" fill="{theme.INK}"'
        f' stroke="{theme.PAPER}" stroke-width="2" class="pic-fill-ink pic-stroke-paper"/>'
    )


def _shape(state: str, place: tuple[float, float]) -> str:
    """Return the marker of a state: disc, ring, dashed ring or cross, for those who do not see the
    colours.
    """
    x, y = place
    if state == "ended":
        r = RADIUS - 2
        arms = f"M{x - r:.1f},{y - r:.1f}l{2 * r},{2 * r}m0,{-2 * r}l{-2 * r},{2 * r}"
        return (
            f'<path d="{arms}" fill="none" stroke="{theme.PAPER}" stroke-width="6" class="pic-stroke-paper"/>'
            f'<path d="{arms}" fill="none" stroke="{theme.MUTED}" stroke-width="2.5"'
            ' class="pic-stroke-muted"/>'
        )
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS - 1 if state != "active" else RADIUS}"'
    if state == "active":
        return (
            f'{circle} fill="{theme.ACCENT}" stroke="{theme.PAPER}" stroke-width="2"'
            ' class="pic-fill-accent pic-stroke-paper"/>'
        )
    colour = theme.ACCENT if state == "exploratory" else theme.MUTED
    dash = ' stroke-dasharray="3 2.3"' if state == "exploratory" else ""
    return (
        f'{circle} fill="{theme.PAPER}" stroke="{colour}" stroke-width="2.5"{dash}'
        f' class="pic-fill-paper pic-stroke-{theme.NAMES[colour]}"/>'
    )
