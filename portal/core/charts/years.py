"""Numbers over the years: columns for one measure, lines for several."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from portal.core.charts import svg, theme
from portal.core.charts.bars import Bar, number, rect_layer, text_layer
from portal.core.charts.picture import Picture

HEIGHT = 260


def column_by_year(
    years: Mapping[int, Bar | float],
    *,
    title: str,
    source: str = "",
    columns: tuple[str, str] | None = None,
    accent: int | None = None,
) -> Picture:
    """Draw one column a year, without gaps between the first and the last, each with its number on top.

    Parameters:
        years: number by year; a `Bar` where the number is uncertain. A year between that is missing is drawn
        empty
            and listed as 0.
        accent: the year the title speaks of; the others are then quiet.
    """
    span = range(min(years), max(years) + 1) if years else range(0)
    bars = [_as_bar(year, years.get(year, 0)) for year in span]
    alt_text = _column_alt(bars)
    return Picture(
        svg=_columns(bars, theme.WIDE, title, alt_text, accent),
        narrow_svg=_columns(bars, theme.NARROW, title, alt_text, accent),
        alt=alt_text,
        title=title,
        source=source,
        columns=list(columns or (_("Year"), _("Number"))),
        rows=[[bar.label, bar.shown] for bar in bars],
        width=theme.WIDE,
        height=HEIGHT,
    )


def _as_bar(year: int, value: Bar | float) -> Bar:
    if isinstance(value, Bar):
        return Bar(str(year), value.value, value.text, value.low, value.high)
    return Bar(str(year), value)


def _column_alt(bars: Sequence[Bar]) -> str:
    if not bars:
        return _("Column chart without data.")
    most = max(bars, key=lambda bar: bar.reach)
    return _(
        "Column chart by year, %(first)s to %(last)s: from %(first_value)s to %(last_value)s,"
        " the most in %(year)s with %(most)s."
    ) % {
        "first": bars[0].label,
        "last": bars[-1].label,
        "first_value": bars[0].shown,
        "last_value": bars[-1].shown,
        "year": most.label,
        "most": most.shown,
    }


def _every(count: int, room: float, needed: float) -> int:
    """Return n so that every n-th label has room."""
    return max(1, -(-int(count * needed) // max(int(room), 1)))


def _columns(bars: Sequence[Bar], width: int, title: str, alt_text: str, accent: int | None) -> str:
    plot, base = width, HEIGHT - 34
    step = plot / max(len(bars), 1)
    thick = min(step * 0.72, 64)
    scale = (base - 26) / (max((bar.reach for bar in bars), default=0) or 1)
    value_room = max((theme.text_width(bar.shown, bold=True) for bar in bars), default=0) + 6
    number_every, year_every = _every(len(bars), plot, value_room), _every(len(bars), plot, 42)
    sure: dict[str, list[dict[str, Any]]] = {theme.ACCENT: [], theme.QUIET: []}
    unsure, texts, labels = [], [], []
    for i, bar in enumerate(bars):
        middle = step * (i + 0.5)
        x = {"x": middle - thick / 2, "x2": middle + thick / 2}
        colour = theme.ACCENT if accent is None or bar.label == str(accent) else theme.QUIET
        if bar.sure:
            sure[colour].append({**x, "y": base - bar.sure * scale, "y2": base})
        if bar.reach > bar.sure:
            unsure.append({**x, "y": base - bar.reach * scale, "y2": base - bar.sure * scale})
        if (len(bars) - 1 - i) % number_every == 0 or bar.label == str(accent):
            texts.append({"x": middle, "y": base - bar.reach * scale - 11, "text": bar.shown})
        if (len(bars) - 1 - i) % year_every == 0:
            labels.append({"x": middle, "y": base + 17, "text": bar.label})
    chart = theme.canvas(
        *(rect_layer(data, colour) for colour, data in sure.items()),
        rect_layer(unsure, theme.SOFT),
        rect_layer([{"x": 0, "x2": plot, "y": base, "y2": base + 1}], theme.MUTED),
        text_layer(texts, align="center", fontWeight=600),
        text_layer(labels, align="center", color=theme.MUTED),
        width=width,
        height=HEIGHT,
        left=0,
        right=0,
        top=0,
        bottom=0,
    )
    return svg.finish(theme.draw(chart), title=title, alt=alt_text)


@dataclass(frozen=True)
class Series:
    """One line: its name and its number by year; `None` is unknown and leaves a gap."""

    label: str
    values: Mapping[int, float | None]


def line(series: Sequence[Series], *, title: str, source: str = "", first_column: str = "") -> Picture:
    """Draw one line for each series, its name at its end; the first is the one that matters and has the
    accent.
    """
    years = sorted({year for one in series for year in one.values})
    parts = []
    for one in series:
        known = [(year, value) for year, value in sorted(one.values.items()) if value is not None]
        if known:
            parts.append(
                _("%(label)s from %(first)s in %(first_year)s to %(last)s in %(last_year)s")
                % {
                    "label": one.label,
                    "first": number(known[0][1]),
                    "first_year": known[0][0],
                    "last": number(known[-1][1]),
                    "last_year": known[-1][0],
                }
            )
    alt_text = _("Line chart. %(lines)s.") % {"lines": "; ".join(parts) or _("No data")}
    return Picture(
        svg=_lines(series, years, theme.WIDE, title, alt_text),
        narrow_svg=_lines(series, years, theme.NARROW, title, alt_text),
        alt=alt_text,
        title=title,
        source=source,
        columns=[first_column or _("Year"), *(one.label for one in series)],
        rows=[[str(year), *(_cell(one.values.get(year)) for one in series)] for year in years],
        width=theme.WIDE,
        height=HEIGHT,
    )


def _cell(value: float | None) -> str:
    return _("unknown") if value is None else number(value)


def _nice(value: float) -> float:
    """Return the round number at or above `value` at which an axis of four steps ends."""
    if value <= 0:
        return 1
    power = 10 ** math.floor(math.log10(value / 4))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n * 4 >= value)
    return math.ceil(value / step) * step


def _lines(series: Sequence[Series], years: Sequence[int], width: int, title: str, alt_text: str) -> str:
    right = (
        round(
            min(
                max((theme.text_width(one.label, bold=True) for one in series), default=0),
                width * 0.34,
            )
        )
        + 14
    )
    left, base = 44, HEIGHT - 34
    top = _nice(max((value or 0 for one in series for value in one.values.values()), default=0))
    domain = [years[0], years[-1]] if len(years) > 1 else [0, 1]
    x = alt.X("year:Q", scale=alt.Scale(domain=domain), axis=None)
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(grid=True, tickCount=4, format="~s" if top >= 10000 else ",.3~f"),
    )
    layers: list[alt.Chart] = []
    ends: list[dict[str, Any]] = []
    for i, one in reversed(list(enumerate(series))):
        colour = theme.ACCENT if i == 0 else theme.QUIET
        data: list[dict[str, Any]] = [{"year": year, "value": one.values.get(year)} for year in years]
        lines = alt.Chart(alt.Data(values=data)).encode(x=x, y=y)
        layers.append(
            lines.mark_line(color=colour, strokeWidth=3 if i == 0 else 2, invalid="break-paths-show-domains")
        )
        known = [row for row in data if row["value"] is not None]
        layers.append(
            alt.Chart(alt.Data(values=known[-1:]))
            .mark_point(filled=True, color=colour, size=50, opacity=1)
            .encode(x=x, y=y)
        )
        if known:
            ends.append(
                {
                    "y": (base - 10) * (1 - known[-1]["value"] / top),
                    "label": one.label,
                    "first": i == 0,
                }
            )
    spread(ends, 17, base)
    texts = [
        {
            "x": width - left - right + 9,
            "y": end["y"],
            "text": theme.wrap(end["label"], right - 10, lines=1),
        }
        for end in ends
    ]
    every = _every(len(years), width - left - right, 42)
    step = (width - left - right) / max(len(years) - 1, 1)
    labels = [
        {"x": i * step, "y": base + 7, "text": str(year)}
        for i, year in enumerate(years)
        if (len(years) - 1 - i) % every == 0
    ]
    chart = theme.canvas(
        *layers, text_layer(texts), text_layer(labels, align="center", color=theme.MUTED),
        width=width, height=HEIGHT, left=left, right=right, top=10, bottom=34,
    )  # fmt: skip
    return svg.finish(theme.draw(chart), title=title, alt=alt_text)


def spread(ends: list[dict[str, Any]], gap: float, bottom: float) -> None:
    """Move labels (rows with `y`) apart until each has `gap` pixels, none below `bottom`."""
    ends.sort(key=lambda end: end["y"])
    for above, below in itertools.pairwise(ends):
        below["y"] = max(below["y"], above["y"] + gap)
    limit = bottom
    for end in reversed(ends):
        end["y"] = min(end["y"], limit)
        limit = end["y"] - gap
