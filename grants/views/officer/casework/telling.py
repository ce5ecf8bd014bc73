"""How the pages of the office tell an entry of a register."""

from typing import Any

from grants.enums import RegisterDirection
from grants.models import RegisterEntry
from portal.core.moments import say_moment

DIRECTION_TONES = {
    RegisterDirection.IN: "info",
    RegisterDirection.OUT: "info",
    RegisterDirection.DRAWN_UP: "draft",
}


def told(entry: RegisterEntry, zone: str) -> dict[str, Any]:
    """Return an entry as a page shows it, its moment on the authority's clocks."""
    return {
        "entry": entry,
        "direction": entry.get_direction_display(),
        "tone": DIRECTION_TONES[RegisterDirection(entry.direction)],
        "kind": entry.get_kind_display(),
        "at": say_moment(entry.at, zone),
        "document": entry.document,
    }
