"""A table of numbers as a picture: a row for each thing, a column for each year, darker where there is more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.core.charts import svg, theme
from portal.core.charts.bars import label_layers, rect_layer, row_step, text_layer
from portal.core.charts.picture import Picture

HEAD = 26
CELL = 24
WIDEST = 56  # so that two years do not look like two bars
LABEL_ROOM = 38  # what the four figures of a year need


@dataclass(frozen=True)
class Cell:
    """A number as it is compared and as people read it; ``unsure`` where it only may be more than nothing."""

    value: float
    text: str
    unsure: bool = False


def heat_table(
    rows: Sequence[tuple[str, Sequence[Cell]]],
    columns: Sequence[str],
    *,
    title: str,
    alt: str,
    source: str = "",
    first_column: str = "",
) -> Picture:
    """Draw a cell for each row and column with its number in it: dark for much, light for some, grey for perhaps.

    Parameters:
        rows: name of the row and its cells, one for each column.
        alt: the finding in words, for those who cannot look.
    """
    return Picture(
        svg=_heat(rows, columns, theme.WIDE, title, alt),
        narrow_svg=_heat(rows, columns, theme.NARROW, title, alt),
        alt=alt,
        title=title,
        source=source,
        columns=[first_column or _("What"), *columns],
        rows=[[label, *(cell.text or "0" for cell in cells)] for label, cells in rows],
        width=theme.WIDE,
        height=len(rows) * row_step(theme.WIDE) + HEAD,
    )


def _heat(
    rows: Sequence[tuple[str, Sequence[Cell]]], columns: Sequence[str], width: int, title: str, alt_text: str
) -> str:
    step = row_step(width)
    left, names = label_layers([label for label, _cells in rows], width)
    column = min((width - left) / max(len(columns), 1), WIDEST)
    offset = 22 if width < 500 else (step - CELL) / 2
    most = max((cell.value for _label, cells in rows for cell in cells), default=0)
    shades: dict[str, list[dict[str, Any]]] = {
        colour: [] for colour in (theme.LAND, theme.QUIET, theme.SOFT, theme.ACCENT)
    }
    light: list[dict[str, Any]] = []
    dark: list[dict[str, Any]] = []
    for i, (_label, cells) in enumerate(rows):
        for j, cell in enumerate(cells):
            y = i * step + offset
            colour = _shade(cell, most)
            shades[colour].append({"x": j * column, "x2": (j + 1) * column - 2, "y": y, "y2": y + CELL})
            if cell.text and theme.text_width(cell.text) <= column:
                texts = light if colour == theme.ACCENT else dark
                texts.append({"x": (j + 0.5) * column - 1, "y": y + CELL / 2, "text": cell.text})
    every = max(1, -(-LABEL_ROOM // max(int(column), 1)))
    heads = [
        {"x": (j + 0.5) * column - 1, "y": 10 - HEAD, "text": name}
        for j, name in enumerate(columns)
        if (len(columns) - 1 - j) % every == 0
    ]
    chart = theme.canvas(
        *(rect_layer(data, colour) for colour, data in shades.items()),
        names,
        text_layer(light, align="center", color=theme.PAPER, fontWeight=600),
        text_layer(dark, align="center", color=theme.ON_SOFT),
        text_layer(heads, align="center", color=theme.MUTED),
        width=width,
        height=len(rows) * step + HEAD,
        left=left,
        right=0,
        top=HEAD,
        bottom=0,
    )
    return svg.finish(theme.draw(chart), title=title, alt=alt_text)


def _shade(cell: Cell, most: float) -> str:
    if not cell.value:
        return theme.QUIET if cell.unsure else theme.LAND
    return theme.ACCENT if cell.value * 2 > most else theme.SOFT
