"""What stands before a report's chapters: the cover's map, and every chapter in a sentence and its figures."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.report import map_points
from portal.core.charts import Picture, cover_map
from portal.core.registry import Chapter

Fact = tuple[str, str]
ACROSS = 4  # large figures beside each other
LONG = 12  # letters; a longer figure is set smaller


def cover_picture(authority: Any, year: int) -> Picture | None:
    """Return the map of the cover: the partners of the year around the authority; None without any place."""
    points, home = map_points(authority, year)
    if not points and home is None:
        return None
    return cover_map(
        points, home=home, title=_("Partner regions of %(authority)s") % {"authority": authority}
    )


def lead(authority: Any, year: int) -> str:
    """Return the overview's first sentence."""
    return _(
        "The international cultural cooperation of %(authority)s in %(year)d, as the registers have it."
    ) % {"authority": authority, "year": year}


def summaries(chapters: Sequence[Chapter]) -> list[dict[str, Any]]:
    """Return each chapter's title, first sentences and rows of large figures, for the template."""
    return [
        {
            "ident": f"chapter-{number}",
            "title": chapter.title,
            "lead": chapter.lead,
            "figures": figure_rows(chapter.facts),
        }
        for number, chapter in enumerate(chapters, start=1)
    ]


def figure_rows(facts: Sequence[Fact]) -> list[list[dict[str, Any]]]:
    """Return facts in rows of four at most: label, value, and whether the value is long."""
    cells = [
        {"label": capfirst(str(label)), "value": str(value), "long": len(str(value)) > LONG}
        for label, value in facts
    ]
    return [cells[start : start + ACROSS] for start in range(0, len(cells), ACROSS)]
