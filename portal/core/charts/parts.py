"""Bars with two sides or several parts: incoming and outgoing, and how many are in which state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from portal.core.charts import svg, theme
from portal.core.charts.bars import label_layers, number, rect_layer, row_step, text_layer
from portal.core.charts.picture import Picture

HEAD = 30
# The order is also the order of weight: what matters most is darkest.
MOST_TEXT = 0.6  # of half a picture: beyond it, its texts leave no room for bars
SHADES = (theme.ACCENT, theme.SOFT, theme.QUIET, theme.LINE)


@dataclass(frozen=True)
class Pair:
    """One thing with a number for each direction, as seen from the authority (domain.md A20).

    The short texts stand in a picture where the whole ones have no room; the table beside it has the whole ones.
    """

    label: str
    left: float
    right: float
    left_text: str = ""
    right_text: str = ""
    left_short: str = ""
    right_short: str = ""


def diverging_bar(
    pairs: Sequence[Pair],
    *,
    title: str,
    left: str,
    right: str,
    source: str = "",
    first_column: str = "",
) -> Picture:
    """Draw two bars back to back for each thing: what comes in to the left, what goes out to the right.

    Parameters:
        left, right: names of the two directions, such as "Incoming" and "Outgoing".
    """
    alt_text = _("Bars in two directions: %(left)s %(left_sum)s, %(right)s %(right_sum)s in all.") % {
        "left": left,
        "left_sum": number(sum(pair.left for pair in pairs)),
        "right": right,
        "right_sum": number(sum(pair.right for pair in pairs)),
    }
    if pairs:
        most = max(pairs, key=lambda pair: pair.left + pair.right)
        alt_text += " " + _("%(label)s has the most: %(left)s and %(right)s.") % {
            "label": most.label,
            "left": most.left_text or number(most.left),
            "right": most.right_text or number(most.right),
        }
    return Picture(
        svg=_diverging(pairs, theme.WIDE, (left, right), title, alt_text),
        narrow_svg=_diverging(pairs, theme.NARROW, (left, right), title, alt_text),
        alt=alt_text,
        title=title,
        source=source,
        columns=[first_column or _("What"), left, right],
        rows=[
            [pair.label, pair.left_text or number(pair.left), pair.right_text or number(pair.right)]
            for pair in pairs
        ],
        width=theme.WIDE,
        height=len(pairs) * row_step(theme.WIDE) + HEAD + 8,
    )


def _widest(texts: Sequence[tuple[str, str]]) -> float:
    """Return the room that the widest of the texts needs beside its bar."""
    return 12 + max((theme.text_width(text, bold=True) for pair in texts for text in pair), default=0)


def _diverging(pairs: Sequence[Pair], width: int, names: tuple[str, str], title: str, alt_text: str) -> str:
    step = row_step(width)
    left, labels = label_layers([pair.label for pair in pairs], width)
    middle = (width - left) / 2
    texts = [(pair.left_text or number(pair.left), pair.right_text or number(pair.right)) for pair in pairs]
    room = _widest(texts)
    if room > middle * MOST_TEXT:
        texts = [
            (pair.left_short or text[0], pair.right_short or text[1])
            for pair, text in zip(pairs, texts, strict=True)
        ]
        room = _widest(texts)
    most = max((max(pair.left, pair.right) for pair in pairs), default=0) or 1
    scale = max(middle - room - 4, 0) / most
    offset = 24 if width < 500 else (step - 20) / 2
    incoming, outgoing, left_texts, right_texts = [], [], [], []
    for i, (pair, (left_text, right_text)) in enumerate(zip(pairs, texts, strict=True)):
        y = {"y": i * step + offset, "y2": i * step + offset + 20}
        incoming.append({"x": middle - 1 - pair.left * scale, "x2": middle - 1, **y})
        outgoing.append({"x": middle + 1, "x2": middle + 1 + pair.right * scale, **y})
        at = y["y"] + 10
        left_texts.append({"x": middle - 7 - pair.left * scale, "y": at, "text": left_text})
        right_texts.append({"x": middle + 7 + pair.right * scale, "y": at, "text": right_text})
    heads = [
        text_layer(
            [{"x": middle - 8, "y": 12 - HEAD, "text": "← " + names[0]}],
            align="right",
            fontWeight=600,
        ),
        text_layer([{"x": middle + 8, "y": 12 - HEAD, "text": names[1] + " →"}], fontWeight=600),
    ]
    chart = theme.canvas(
        rect_layer([row for row in incoming if row["x"] < row["x2"]], theme.SOFT),
        rect_layer([row for row in outgoing if row["x"] < row["x2"]], theme.ACCENT),
        labels,
        text_layer(left_texts, align="right"),
        text_layer(right_texts),
        *heads,
        width=width,
        height=len(pairs) * step + HEAD + 8,
        left=left,
        right=0,
        top=HEAD,
        bottom=0,
    )
    return svg.finish(theme.draw(chart), title=title, alt=alt_text)


def stacked_states(
    rows: Sequence[tuple[str, Mapping[str, int]]],
    states: Sequence[str],
    *,
    title: str,
    source: str = "",
    first_column: str = "",
) -> Picture:
    """Draw one bar for each row, divided by state; the number stands in each part, the names above the first
    bar.

    Parameters:
        rows: name of the row and its count by state; a state that is not named counts 0.
        states: names of the states in their order, four at most for four shades that can be told apart.

    Raises:
        ValueError: more than four states; group the rest into "other" first.
    """
    if len(states) > len(SHADES):
        raise ValueError(f"A picture tells {len(SHADES)} states apart, not {len(states)}: group them.")
    totals = {state: sum(counts.get(state, 0) for _label, counts in rows) for state in states}
    alt_text = _("Bars divided by state. In all: %(totals)s.") % {
        "totals": ", ".join(f"{state} {totals[state]}" for state in states)
    }
    return Picture(
        svg=_stacked(rows, states, theme.WIDE, title, alt_text),
        narrow_svg=_stacked(rows, states, theme.NARROW, title, alt_text),
        alt=alt_text,
        title=title,
        source=source,
        columns=[first_column or _("What"), *states, _("Total")],
        rows=[
            [
                label,
                *(str(counts.get(state, 0)) for state in states),
                str(sum(counts.get(s, 0) for s in states)),
            ]
            for label, counts in rows
        ],
        width=theme.WIDE,
        height=len(rows) * row_step(theme.WIDE) + HEAD + 8,
    )


def _key(states: Sequence[str], width: int) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the height of the key, its squares and its words, broken into lines where the width asks for
    it.
    """
    x, line = 0.0, 0
    squares: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for i, state in enumerate(states):
        needed = 18 + theme.text_width(state) + 20
        if x and x + needed > width:
            x, line = 0.0, line + 1
        squares.append({"x": x, "line": line, "shade": i})
        words.append({"x": x + 18, "line": line, "text": state})
        x += needed
    height = HEAD + line * 20
    for row in (*squares, *words):
        row["y"] = 12 + row["line"] * 20 - height
    return height, squares, words


def _stacked(
    rows: Sequence[tuple[str, Mapping[str, int]]],
    states: Sequence[str],
    width: int,
    title: str,
    alt_text: str,
) -> str:
    step = row_step(width)
    left, labels = label_layers([label for label, _counts in rows], width)
    head, squares, words = _key(states, width - left)
    scale = (width - left - 4) / (max((sum(c.get(s, 0) for s in states) for _l, c in rows), default=0) or 1)
    offset = 24 if width < 500 else (step - 22) / 2
    layers: list[alt.Chart] = []
    for i, state in enumerate(states):
        parts: list[dict[str, Any]] = []
        light: list[dict[str, Any]] = []
        dark: list[dict[str, Any]] = []
        for row, (_label, counts) in enumerate(rows):
            start = sum(counts.get(s, 0) for s in states[:i]) * scale
            size = counts.get(state, 0) * scale
            if not size:
                continue
            y = row * step + offset
            parts.append({"x": start, "x2": start + size - 1, "y": y, "y2": y + 22})
            text = str(counts[state])
            if theme.text_width(text) + 6 <= size:
                (light if i == 0 else dark).append({"x": start + size / 2, "y": y + 11, "text": text})
        swatch = squares[i]
        parts.append({"x": swatch["x"], "x2": swatch["x"] + 12, "y": swatch["y"] - 6, "y2": swatch["y"] + 6})
        layers.append(rect_layer(parts, SHADES[i]))
        layers.append(text_layer(light, align="center", color=theme.PAPER, fontWeight=600))
        layers.append(text_layer(dark, align="center", color=theme.ON_SOFT))
    chart = theme.canvas(
        *layers,
        labels,
        text_layer(words),
        width=width,
        height=len(rows) * step + head + 8,
        left=left,
        right=0,
        top=head,
        bottom=0,
    )
    return svg.finish(theme.draw(chart), title=title, alt=alt_text)
