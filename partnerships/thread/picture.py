"""The thread as a picture: a row for each element that asks for action, a column for each year."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.thread.build import Row, Thread
from portal.core.amounts import format_number
from portal.core.charts import Cell, Picture, cached_picture, heat_table

MOST_YEARS = 16
MOST_ROWS = 30


def picture_of(thread: Thread) -> Picture | None:
    """Return the picture of a thread; None where no element asks for action, or nothing done for one has a date."""
    rows = [row for row in thread.asked if row.element is not None][:MOST_ROWS]
    if not rows or not any(not cell.is_empty for row in rows for cell in row.cells):
        return None
    years = list(thread.years)[-MOST_YEARS:]
    title, alt = _finding(thread, rows)
    cells = [(_indented(row), _cells(row, years)) for row in rows]
    source = _source(thread, years)
    return cached_picture(
        ["thread", title, alt, source, years, cells],
        lambda: heat_table(
            cells,
            [str(year) for year in years],
            title=title,
            alt=alt,
            source=source,
            first_column=_("Element"),
        ),
    )


def _indented(row: Row) -> str:
    return str(row.element.names) if row.element else ""


def _cells(row: Row, years: list[int]) -> list[Cell]:
    return [
        Cell(float(cell.certain), _text(float(cell.certain), float(cell.possible)), bool(cell.possible))
        for cell in row.cells
        if cell.year in years
    ]


def _text(certain: float, possible: float) -> str:
    """Return "2" for what is certain, "2+" where there may be more, "?" where there only may be something."""
    if certain:
        return format_number(round(certain, 1)) + ("+" if possible else "")
    return "?" if possible else ""


def _finding(thread: Thread, rows: list[Row]) -> tuple[str, str]:
    number = len(thread.gaps)
    if number and thread.year is None:
        words = ngettext(
            "%(number)d of %(all)d elements has had no known activity for %(months)d months",
            "%(number)d of %(all)d elements have had no known activity for %(months)d months",
            number,
        )
        title = words % {"number": number, "all": len(thread.asked), "months": thread.months}
    else:
        title = _("Every element has had activity in the last %(months)d months") % {"months": thread.months}
    if thread.year is not None:
        served = sum(1 for row in thread.asked if row.whole.deeds)
        title = _("%(number)d of %(all)d elements were served in %(year)d") % {
            "number": served,
            "all": len(thread.asked),
            "year": thread.year,
        }
    most = max(rows, key=lambda row: row.whole.deeds)
    alt = _("A table of elements by year. The most was done for “%(element)s”: %(number)s.") % {
        "element": most.element,
        "number": most.whole.deeds_text,
    }
    return title, alt


def _source(thread: Thread, years: list[int]) -> str:
    notes = [_("A question mark or a plus: it may have been more, the date is not known exactly.")]
    undated = sum(1 for row in thread.rows if row.depth == 0 and row.undated)
    if undated:
        notes.append(_("What has no date is in the table only."))
    if len(thread.years) > len(years):
        notes.append(_("The picture begins in %(year)d.") % {"year": years[0]})
    return " ".join(notes)
