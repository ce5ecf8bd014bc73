"""A map for the cover of a report: the same drawing in the colours of the night, as wide as the paper."""

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.core.charts import geography, theme
from portal.core.charts.maps import MapPoint, region_map
from portal.core.charts.picture import Picture

GROUND = theme.ACCENT
VEIL, VEILS = 120, 24  # height of the veil, and of how many it is made
# What stands on white paper in ink stands on the cover's dark ground in light; the land is a shade of the ground.
NIGHT = {
    theme.WATER: GROUND,
    theme.LAND: "#176472",
    theme.PAPER: GROUND,
    theme.INK: "#fbfaf7",
    theme.ACCENT: "#f2d49b",
    theme.MUTED: "#9dc3c8",
}


def cover_map(points: Sequence[MapPoint], *, title: str, home: MapPoint | None = None) -> Picture:
    """Draw Europe, or the world if no partner lies in Europe, with the partners it holds, on a dark ground.

    Parameters:
        points: the partners; those outside the map are left out, also from its text alternative.
        home: the authority's own place.
    """
    inside = [point for point in points if geography.EUROPE.holds(point.longitude, point.latitude)]
    elsewhere = bool(points) and not inside
    picture = region_map(
        points if elsewhere else inside,
        title=title,
        home=home,
        extent="world" if elsewhere else "europe",
        links=False,
    )
    pattern = re.compile("|".join(map(re.escape, NIGHT)))
    drawing = pattern.sub(lambda found: NIGHT[found[0]], picture.svg)
    return replace(picture, svg=drawing.removesuffix("</svg>") + _dusk() + "</svg>", narrow_svg="")


def _dusk() -> str:
    """Return a veil over the upper edge, so that the map rises from the ground instead of being cut off."""
    # Veils over each other instead of a gradient, which the PDF's renderer leaves out.
    edge = f'<rect y="-2" width="{theme.WIDE}" height="10" fill="{GROUND}"/>'
    return edge + "".join(
        f'<rect width="{theme.WIDE}" height="{VEIL * n // VEILS}" fill="{GROUND}" fill-opacity="0.14"/>'
        for n in range(1, VEILS + 1)
    )
