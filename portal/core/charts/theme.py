"""The look of every picture: colours with a meaning, fonts, and the one way from an Altair chart to SVG."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import altair as alt
import vl_convert
from django.utils.translation import get_language
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).resolve().parent.parent / "fonts"
FAMILY = "Source Sans 3"
WIDE = 640
NARROW = 342
SIZE = 14

# Each colour has one name. The SVG carries the light value as an attribute (a PDF needs no more) and a class
# of that name, by which static/css/pictures.css gives it the value of the reader's theme.
INK = "#1c2126"
MUTED = "#5b6670"
LINE = "#dcd9d2"
PAPER = "#fbfaf7"
ON_SOFT = "#1c2122"  # text on the lighter shades: dark in both themes
ACCENT = "#0b5563"
SOFT = "#9dc3c8"
QUIET = "#b3b0a8"
LAND = "#e9e6de"
HOME = "#c9dedf"
WATER = "#f4f6f5"
GOOD = "#1e6b3c"
WAIT = "#8a5a00"
STOP = "#a3262c"
NAMES = {
    INK: "ink",
    MUTED: "muted",
    LINE: "line",
    PAPER: "paper",
    ON_SOFT: "on-soft",
    ACCENT: "accent",
    SOFT: "soft",
    QUIET: "quiet",
    LAND: "land",
    HOME: "home",
    WATER: "water",
    GOOD: "good",
    WAIT: "wait",
    STOP: "stop",
}

Locale = Literal["sv-SE", "da-DK", "nl-NL", "en-US"]
LOCALES: dict[str, Locale] = {"sv": "sv-SE", "da": "da-DK", "nl": "nl-NL"}

CONFIG: dict[str, Any] = {
    "font": FAMILY,
    "background": None,
    "view": {"stroke": None},
    "text": {"fontSize": SIZE, "color": INK, "baseline": "middle"},
    "axis": {
        "domain": False,
        "ticks": False,
        "labelColor": MUTED,
        "labelFontSize": SIZE - 1,
        "labelPadding": 6,
        "grid": False,
        "gridColor": LINE,
        "title": None,
    },
}


@cache
def _register_fonts() -> None:
    """Tell vl-convert where our fonts are, once a process, so that it measures text as the page will set
    it.
    """
    vl_convert.register_font_directory(str(FONTS))


@cache
def _advances(bold: bool) -> tuple[dict[int, float], float]:
    """Return the advance widths of the font by code point, in em, and the one for anything else."""
    with TTFont(FONTS / f"SourceSans3-{'Semibold' if bold else 'Regular'}.ttf", lazy=True) as font:
        unit = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] / unit for code, name in font.getBestCmap().items()}, 0.6


def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return the width of a line of text in pixels at `size` pixels, in the font of the pictures."""
    advances, other = _advances(bold)
    return sum(advances.get(ord(character), other) for character in text) * size


def wrap(text: str, width: float, *, size: float = SIZE, lines: int = 2) -> list[str]:
    """Break a label into at most `lines` lines of `width` pixels; what does not fit ends in an ellipsis."""
    broken: list[str] = [""]
    for word in text.split():
        longer = f"{broken[-1]} {word}".strip()
        if text_width(longer, size) <= width or not broken[-1]:
            broken[-1] = longer
        else:
            broken.append(word)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], " ".join(broken[lines - 1 :])]
    return [_shorten(line, width, size) for line in broken]


def _shorten(line: str, width: float, size: float) -> str:
    if text_width(line, size) <= width:
        return line
    while line and text_width(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def canvas(
    *layers: alt.Chart, width: int, height: int, left: int, right: int, top: int, bottom: int
) -> alt.TopLevelMixin:
    """Return the layers as one chart of exactly `width` × `height` pixels with the given margins."""
    return alt.layer(*layers).properties(
        width=width - left - right,
        height=height - top - bottom,
        padding={"left": left, "right": right, "top": top, "bottom": bottom},
        autosize=alt.AutoSizeParams(type="none"),
    )


def draw(chart: alt.TopLevelMixin) -> str:
    """Return the chart as SVG, as vl-convert makes it: drawn in this process, with no access to any
    network.
    """
    _register_fonts()
    spec = chart.to_dict()
    spec["config"] = CONFIG
    locale = LOCALES.get((get_language() or "en")[:2], "en-US")
    return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale=locale)
