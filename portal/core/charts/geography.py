"""The ground under a map: two projections, and the countries of Natural Earth as light SVG paths."""

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import altair as alt

from portal.core.charts import theme

GEOMETRY = Path(__file__).resolve().parent / "geometry"
POINT = re.compile(r"([ML])(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)|Z")


@dataclass(frozen=True)
class Frame:
    """A part of the world on a canvas: `width` × `height` pixels around `centre` (longitude, latitude in
    degrees).
    """

    name: str
    projection: str
    centre: tuple[float, float]
    scale: float
    width: int
    height: int
    geometry: str

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the pixel of a place in degrees; the same formulas as d3's, which draws the countries."""
        project = _equal_area if self.projection == "azimuthalEqualArea" else _equal_earth
        x, y = project(longitude, latitude, self.centre)
        return self.width / 2 + self.scale * x, self.height / 2 - self.scale * y

    def holds(self, longitude: float, latitude: float, margin: float = 8) -> bool:
        """Whether a place is on the canvas, `margin` pixels from its edge."""
        if self.projection == "azimuthalEqualArea" and _distance(longitude, latitude, self.centre) > 60:
            return False
        x, y = self.place(longitude, latitude)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


EUROPE = Frame("europe", "azimuthalEqualArea", (11, 53.5), 880, 640, 620, "countries-50m.json")
EUROPE_NARROW = Frame("europe-narrow", "azimuthalEqualArea", (11, 53.5), 500, 342, 400, "countries-50m.json")
WORLD = Frame("world", "equalEarth", (11, 14), 131, 640, 350, "countries-110m.json")
WORLD_NARROW = Frame("world-narrow", "equalEarth", (11, 14), 70, 342, 190, "countries-110m.json")
FRAMES = (EUROPE, EUROPE_NARROW, WORLD, WORLD_NARROW)


def _distance(longitude: float, latitude: float, centre: tuple[float, float]) -> float:
    """Angle between two places, in degrees."""
    a, b = math.radians(latitude), math.radians(centre[1])
    c = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(math.radians(longitude - centre[0]))
    return math.degrees(math.acos(max(-1, min(1, c))))


def _equal_area(longitude: float, latitude: float, centre: tuple[float, float]) -> tuple[float, float]:
    """Lambert's azimuthal equal-area projection of the sphere (Snyder 1987, p. 185), as the EU uses for
    statistics.
    """
    a, b = math.radians(latitude), math.radians(centre[1])
    d = math.radians(longitude - centre[0])
    k = math.sqrt(2 / max(1e-9, 1 + math.sin(b) * math.sin(a) + math.cos(b) * math.cos(a) * math.cos(d)))
    return k * math.cos(a) * math.sin(d), k * (
        math.cos(b) * math.sin(a) - math.sin(b) * math.cos(a) * math.cos(d)
    )


def _equal_earth(longitude: float, latitude: float, centre: tuple[float, float]) -> tuple[float, float]:
    """The Equal Earth projection (Šavrič, Patterson, Jenny 2018), shifted to the centre."""
    shift = (longitude - centre[0] + 180) % 360 - 180
    x, y = _equal_earth_raw(math.radians(shift), math.radians(latitude))
    return x, y - _equal_earth_raw(0, math.radians(centre[1]))[1]


def _equal_earth_raw(longitude: float, latitude: float) -> tuple[float, float]:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    root = math.sqrt(3) / 2
    t = math.asin(root * math.sin(latitude))
    x = longitude * math.cos(t) / (root * (a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)))
    return x, t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2))


@cache
def countries(frame: Frame) -> dict[str, str]:
    """Return the path of each country on the canvas by its ISO 3166-1 number ("" for those without one).

    Read from `geometry/<name>.json`, which `python -m portal.core.charts.geography` writes: drawing Europe
    afresh takes five seconds, which no reader should wait for.
    """
    paths: dict[str, str] = json.loads((GEOMETRY / f"{frame.name}.json").read_text())
    return paths


def draw_countries(frame: Frame) -> dict[str, str]:
    """Return the same, drawn by Altair and vl-convert from the geometry of the package.

    The paths are thinned to what can be seen: points closer than 0.7 pixels to the line and islands of two
    pixels are left out, so that Europe weighs some 40 kB.
    """
    translate = [frame.width / 2, frame.height / 2]
    rotate = [-frame.centre[0], -frame.centre[1], 0]
    if frame.projection == "equalEarth":
        rotate[1] = 0
        translate[1] += frame.scale * _equal_earth_raw(0, math.radians(frame.centre[1]))[1]
    topology = json.loads((GEOMETRY / frame.geometry).read_text())
    chart = (
        alt.Chart(alt.Data(values=topology, format=alt.TopoDataFormat(feature="countries", type="topojson")))
        .mark_geoshape(fill=theme.LAND)
        .encode(description="id:N")
        .project(
            type=frame.projection,
            scale=frame.scale,
            rotate=rotate,
            translate=translate,
            clipExtent=[[-20, -20], [frame.width + 20, frame.height + 20]],
        )
        .properties(width=frame.width, height=frame.height, padding=0)
    )
    paths: dict[str, str] = {}
    for element in re.findall(r"<path[^>]*aria-roledescription=\"geoshape\"[^>]*>", theme.draw(chart)):
        name = re.search(r'aria-label="([^"]*)"', element)
        drawn = re.search(r' d="([^"]*)"', element)
        thin = _thin(drawn[1]) if drawn else ""
        if thin:
            key = name[1] if name and name[1].isdigit() else ""
            paths[key] = paths.get(key, "") + thin
    return paths


def _thin(path: str, tolerance: float = 0.7) -> str:
    """Return the path with whole and few points: Douglas and Peucker's way, in pixels."""
    rings: list[list[tuple[float, float]]] = []
    for match in POINT.finditer(path):
        if match[1] == "M":
            rings.append([])
        if match[1]:
            rings[-1].append((float(match[2]), float(match[3])))
    return "".join(_ring(ring, tolerance) for ring in rings if _extent(ring) > 3.5)


def _extent(ring: list[tuple[float, float]]) -> float:
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return (max(xs) - min(xs)) + (max(ys) - min(ys))


def _ring(ring: list[tuple[float, float]], tolerance: float) -> str:
    middle = len(ring) // 2  # a closed ring has no first line to measure from: take it in two halves
    points = _simplify(ring[: middle + 1], tolerance)[:-1] + _simplify(ring[middle:], tolerance)
    if len(points) < 3:
        return ""
    text = f"M{points[0][0]:.1f},{points[0][1]:.1f}"
    at = (round(points[0][0], 1), round(points[0][1], 1))
    for x, y in points[1:]:
        step = (round(x, 1) - at[0], round(y, 1) - at[1])
        text += f"l{step[0]:.1f},{step[1]:.1f}"
        at = (round(x, 1), round(y, 1))
    return text.replace(".0", "") + "z"


def _simplify(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = math.hypot(x2 - x1, y2 - y1) or 1e-9
        far, at = 0.0, first
        for i in range(first + 1, last):
            x, y = points[i]
            if (x1, y1) == (x2, y2):
                distance = math.hypot(x - x1, y - y1)
            else:
                distance = abs((y2 - y1) * x - (x2 - x1) * y + x2 * y1 - y2 * x1) / length
            if distance > far:
                far, at = distance, i
        if far > tolerance:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


if __name__ == "__main__":
    for each in FRAMES:
        (GEOMETRY / f"{each.name}.json").write_text(
            json.dumps(draw_countries(each), separators=(",", ":")) + "\n"
        )
