"""Periods on a line of years, with ends as sure as the source has them (domain.md X01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.core.charts import svg, theme
from portal.core.charts.bars import arrow_layer, label_layers, rect_layer, row_step, text_layer
from portal.core.charts.picture import Picture

AXIS = 30
THICK = 16


@dataclass(frozen=True)
class Period:
    """One thing and its time.

    `start` and `end` are years as fractions (mid-2017 is 2017.5). `None` is not known; with `open_end` the
    thing goes on. An uncertain end fades. `text` is the period as people read it ("since 2011").
    """

    label: str
    start: float | None
    end: float | None
    text: str
    open_end: bool = False
    start_uncertain: bool = False
    end_uncertain: bool = False
    quiet: bool = False

    @property
    def fades_in(self) -> bool:
        """Whether the beginning is drawn fading."""
        return self.start is None or self.start_uncertain

    @property
    def fades_out(self) -> bool:
        """Whether the end is drawn fading: uncertain, or unknown without going on for sure."""
        return self.end_uncertain or (self.end is None and not self.open_end)


def timeline(
    periods: Sequence[Period],
    *,
    title: str,
    source: str = "",
    columns: tuple[str, str] | None = None,
    now: float | None = None,
) -> Picture:
    """Draw one bar for each period: solid where it is sure, fading where an end is uncertain, an arrow if it
    goes on.

    Parameters:
        now: today as a fraction of years; drawn as a line if it lies in the picture.
    """
    ongoing = sum(period.open_end for period in periods)
    vague = sum(period.fades_in or period.fades_out for period in periods)
    sentences = [_("Timeline of %(count)s.") % {"count": len(periods)}]
    starts = [period for period in periods if period.start is not None]
    if starts:
        first = min(starts, key=lambda period: period.start or 0)
        sentences.append(
            _("The earliest is %(label)s, %(text)s.") % {"label": first.label, "text": first.text}
        )
    if ongoing:
        sentences.append(_("%(count)s of them go on.") % {"count": ongoing})
    if vague:
        sentences.append(
            _("%(count)s have a beginning or an end that is not known exactly.") % {"count": vague}
        )
    alt_text = " ".join(sentences)
    return Picture(
        svg=_timeline(periods, theme.WIDE, title, alt_text, now),
        narrow_svg=_timeline(periods, theme.NARROW, title, alt_text, now),
        alt=alt_text,
        title=title,
        source=source,
        columns=list(columns or (_("What"), _("Period"))),
        rows=[[period.label, period.text] for period in periods],
        width=theme.WIDE,
        height=len(periods) * row_step(theme.WIDE) + AXIS,
    )


def _span(periods: Sequence[Period], now: float | None) -> tuple[int, int]:
    """Return the first and the last year of the picture, with a year of air on both sides."""
    known = [year for period in periods for year in (period.start, period.end) if year is not None]
    if now is not None:
        known.append(now)
    if not known:
        return 2000, 2001
    return int(min(known)) - 1, int(max(known)) + 2


def _timeline(periods: Sequence[Period], width: int, title: str, alt_text: str, now: float | None) -> str:
    step = row_step(width)
    left, labels = label_layers([period.label for period in periods], width)
    first, last = _span(periods, now)
    scale = (width - left - 12) / (last - first)
    height = len(periods) * step + AXIS
    base = len(periods) * step
    offset = 24 if width < 500 else (step - THICK) / 2
    solid: dict[str, list[dict[str, Any]]] = {theme.ACCENT: [], theme.QUIET: []}
    arrows: dict[str, list[dict[str, Any]]] = {theme.ACCENT: [], theme.QUIET: []}
    fading: list[tuple[dict[str, Any], str, float]] = []
    for i, period in enumerate(periods):
        colour = theme.QUIET if period.quiet else theme.ACCENT
        y = {"y": i * step + offset, "y2": i * step + offset + THICK}
        start, end = _ends(period, first, last)
        x, x2 = (start - first) * scale, (end - first) * scale
        if period.open_end and period.end is None:
            arrows[colour].append({"x": x2 + 4, "y": y["y"] + THICK / 2})
        x, x2 = _fade(period, x, x2, y, colour, fading)
        solid[colour].append({"x": x, "x2": x2, **y})
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100) if (last - first) / n * 46 <= width - left)
    ticks = [
        {"x": (year - first) * scale, "year": year} for year in range(first, last + 1) if year % every == 0
    ]
    layers = [rect_layer([{"x": t["x"], "x2": t["x"] + 1, "y": 0, "y2": base} for t in ticks], theme.LINE)]
    layers += [rect_layer(data, colour) for colour, data in solid.items()]
    layers += [rect_layer([row], colour, opacity=opacity) for row, colour, opacity in fading]
    layers += [arrow_layer(data, colour) for colour, data in arrows.items()]
    if now is not None:
        layers.append(
            rect_layer(
                [
                    {
                        "x": (now - first) * scale,
                        "x2": (now - first) * scale + 1.5,
                        "y": 0,
                        "y2": base,
                    }
                ],
                theme.INK,
            )
        )
    layers.append(labels)
    years = [
        {"x": min(max(t["x"], 16), width - left - 18), "y": base + 15, "text": str(t["year"])} for t in ticks
    ]
    layers.append(text_layer(years, align="center", color=theme.MUTED))
    chart = theme.canvas(*layers, width=width, height=height, left=left, right=0, top=0, bottom=0)
    return svg.finish(theme.draw(chart), title=title, alt=alt_text)


def _ends(period: Period, first: float, last: float) -> tuple[float, float]:
    """Return where the bar begins and ends on the axis, unknown ends at the edge or two years away."""
    start = period.start
    end = period.end
    if start is None:
        start = first if end is None else max(first, end - 3)
    if end is None:
        end = last if period.open_end else min(last, start + 3)
    return start, max(end, start + 0.25)


def _fade(
    period: Period,
    x: float,
    x2: float,
    y: dict[str, Any],
    colour: str,
    fading: list[tuple[dict[str, Any], str, float]],
) -> tuple[float, float]:
    """Add fading steps at the uncertain ends and return what is left to draw solid."""
    length = min((x2 - x) / 3, 40)
    steps = 5
    if period.fades_in:
        for n in range(steps):
            at = x + n * length / steps
            fading.append(({"x": at, "x2": at + length / steps, **y}, colour, 0.12 + 0.15 * n))
        x += length
    if period.fades_out:
        for n in range(steps):
            at = x2 - (n + 1) * length / steps
            fading.append(({"x": at, "x2": at + length / steps, **y}, colour, 0.12 + 0.15 * n))
        x2 -= length
    return x, x2
