"""Where the rows of a register lead: to the public page, or to the office's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.urls import reverse

from portal.core.tables import Column, link, noted

Row = Callable[[Any], object]


def name_cell(note: Row = lambda row: "") -> Row:
    """Return a cell with the record's name, leading to its public page, and a quiet note under it."""
    return lambda row: noted(link(row.get_absolute_url(), row.names), note(row))


def for_office(columns: list[Column], noun: str, note: Row = lambda row: "") -> list[Column]:
    """Return the columns with the first one leading to the office page of the record."""

    def cell(row: Any) -> object:
        return noted(
            link(reverse(f"partnerships:officer:{noun}_detail", args=[row.slug]), row.names), note(row)
        )

    return [replace(columns[0], value=cell), *columns[1:]]
