"""Horizontal bars: one measure of several things, two directions of one thing, parts of a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
from django.utils.translation import gettext as _

from portal.core.charts import svg, theme
from portal.core.charts.picture import Picture


@dataclass(frozen=True)
class Bar:
    """One thing and its number, as sure as the source has it (domain.md X02).

    `text` is the number as people read it ("nearly 50"); left empty, `value` is written out. `low` and
    `high` bound an uncertain value; `high=None` with a `low` means "at least". `value=None` means that
    nobody knows.
    """

    label: str
    value: float | None
    text: str = ""
    low: float | None = None
    high: float | None = None
    accent: bool = True

    @property
    def shown(self) -> str:
        """The number as text, never more exact than the source."""
        if self.text:
            return self.text
        if self.value is None:
            return _("unknown")
        return number(self.value)

    @property
    def sure(self) -> float:
        """As far as the value certainly goes."""
        return (self.value or 0) if self.low is None else self.low

    @property
    def reach(self) -> float:
        """As far as the value may go, or is known to go."""
        return max(value or 0 for value in (self.value, self.low, self.high))

    @property
    def open(self) -> bool:
        """Whether the value may be higher than anything drawn."""
        return self.low is not None and self.high is None


def number(value: float) -> str:
    """Return a number in the reader's language, with a narrow space between the thousands and no idle
    decimals.
    """
    text = f"{value:,.1f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return text.replace(",", "\u202f").replace("-", "\u2212")


def bar_chart(
    bars: Sequence[Bar],
    *,
    title: str,
    source: str = "",
    columns: tuple[str, str] | None = None,
    keep_order: bool = False,
    accent: str | None = None,
) -> Picture:
    """Draw bars, the longest first, each with its name and its number beside it.

    The uncertain part of a value is lighter; "at least" ends in an arrow; what is unknown has no bar and
    says so.

    Parameters:
        bars: the things, at most about 30.
        title: the finding, as one sentence.
        columns: heads of the data table (thing, number).
        keep_order: draw in the given order, for things that have one of their own.
        accent: label of the one bar that the title speaks of; the others are then quiet.
    """
    if not keep_order:
        bars = sorted(bars, key=lambda bar: (bar.value is None, -bar.reach, bar.label))
    return Picture(
        svg=_bars(bars, theme.WIDE, title, _bar_alt(bars), accent),
        narrow_svg=_bars(bars, theme.NARROW, title, _bar_alt(bars), accent),
        alt=_bar_alt(bars),
        title=title,
        source=source,
        columns=list(columns or (_("What"), _("Number"))),
        rows=[[bar.label, bar.shown] for bar in bars],
        width=theme.WIDE,
        height=_rows_height(len(bars), theme.WIDE),
    )


def _bar_alt(bars: Sequence[Bar]) -> str:
    known = [bar for bar in bars if bar.value is not None or bar.low is not None]
    if not known:
        return _("Bar chart without known numbers.")
    most, least = max(known, key=lambda bar: bar.reach), min(known, key=lambda bar: bar.reach)
    if len(known) == 1:
        text = _("Bar chart with one bar: %(label)s, %(value)s.") % {
            "label": most.label,
            "value": most.shown,
        }
    else:
        text = _(
            "Bar chart of %(count)s. The most has %(most)s, with %(most_value)s;"
            " the least %(least)s, with %(least_value)s."
        ) % {
            "count": len(bars),
            "most": most.label,
            "most_value": most.shown,
            "least": least.label,
            "least_value": least.shown,
        }
    if unknown := len(bars) - len(known):
        text += " " + _("Unknown for %(count)s of them.") % {"count": unknown}
    return text


def row_step(width: int) -> int:
    """Height of one row in pixels: a phone has the name above the bar."""
    return 48 if width < 500 else 34


def _rows_height(count: int, width: int) -> int:
    return max(count, 1) * row_step(width) + 8


def label_layers(labels: Sequence[str], width: int) -> tuple[int, alt.Chart]:
    """Return the width of the column of names, and the names: left of the rows, or above them on a phone."""
    step = row_step(width)
    if width < 500:
        data = [
            {"x": 0, "y": i * step + 12, "text": theme.wrap(label, width - 8, lines=1)}
            for i, label in enumerate(labels)
        ]
        return 0, text_layer(data)
    column = min(max((theme.text_width(label) for label in labels), default=0) + 14, width * 0.38)
    data = [
        {
            "x": -12,
            "y": i * step + step / 2,
            "text": theme.wrap(label, column - 12, size=theme.SIZE),
        }
        for i, label in enumerate(labels)
    ]
    return round(column), text_layer(data, align="right")


def pixels(channel: Any, field: str) -> Any:
    """Return an encoding whose field is in pixels already."""
    return channel(f"{field}:Q", scale=None, axis=None)


def text_layer(
    data: list[dict[str, Any]], *, align: Literal["left", "center", "right"] = "left", **mark: Any
) -> alt.Chart:
    """Return text at pixel positions: rows with `x`, `y`, `text` (a string or lines of it)."""
    rows = [
        {"x": row["x"], "y": row["y"] + (line - (len(lines) - 1) / 2) * 15, "text": text}
        for row in data
        for lines in [[row["text"]] if isinstance(row["text"], str) else row["text"]]
        for line, text in enumerate(lines)
    ]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_text(align=align, baseline="middle", **mark)
        .encode(x=pixels(alt.X, "x"), y=pixels(alt.Y, "y"), text="text:N")
    )


def rect_layer(data: list[dict[str, Any]], colour: str, **mark: Any) -> alt.Chart:
    """Return filled rectangles in pixels: rows with `x`, `x2`, `y`, `y2`."""
    return (
        alt.Chart(alt.Data(values=data))
        .mark_rect(color=colour, **mark)
        .encode(x=pixels(alt.X, "x"), x2="x2:Q", y=pixels(alt.Y, "y"), y2="y2:Q")
    )


def arrow_layer(data: list[dict[str, Any]], colour: str) -> alt.Chart:
    """Return small arrow heads that say "and more": rows with `x`, `y` in pixels."""
    return (
        alt.Chart(alt.Data(values=data))
        .mark_point(shape="triangle-right", filled=True, size=110, color=colour, opacity=1)
        .encode(x=pixels(alt.X, "x"), y=pixels(alt.Y, "y"))
    )


def _bars(bars: Sequence[Bar], width: int, title: str, alt_text: str, accent: str | None) -> str:
    step = row_step(width)
    left, names = label_layers([bar.label for bar in bars], width)
    text_room = max((theme.text_width(bar.shown, bold=True) for bar in bars), default=0) + 22
    plot = max(width - left - text_room, 60)
    scale = plot / (max((bar.reach for bar in bars), default=0) or 1)
    offset = 24 if width < 500 else (step - 20) / 2
    sure: dict[str, list[dict[str, Any]]] = {theme.ACCENT: [], theme.QUIET: []}
    unsure, arrows, texts = [], [], []
    for i, bar in enumerate(bars):
        y = {"y": i * step + offset, "y2": i * step + offset + 20}
        end = bar.reach * scale
        colour = theme.ACCENT if accent in (None, bar.label) else theme.QUIET
        if bar.sure:
            sure[colour].append({"x": 0, "x2": bar.sure * scale, **y})
        if bar.reach > bar.sure:
            unsure.append({"x": bar.sure * scale, "x2": end, **y})
        if bar.open:
            arrows.append({"x": end + 5, "y": y["y"] + 10})
        texts.append(
            {
                "x": end + (16 if bar.open else 8) * (end > 0 or bar.open),
                "y": y["y"] + 10,
                "text": bar.shown,
            }
        )
    layers = [rect_layer(data, colour) for colour, data in sure.items()]
    layers += [rect_layer(unsure, theme.SOFT), arrow_layer(arrows, theme.ACCENT), names]
    layers.append(text_layer(texts, fontWeight=600))
    height = _rows_height(len(bars), width)
    chart = theme.canvas(*layers, width=width, height=height, left=left, right=0, top=0, bottom=0)
    return svg.finish(theme.draw(chart), title=title, alt=alt_text)
