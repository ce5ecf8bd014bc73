"""What frameworks add to the pages of places."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships import coverage
from partnerships.models import Region
from portal.core.registry import Panel


def region_lines(region: Region, user: Any) -> Panel | None:
    """Show which priority lines cover a place and why, and which may mean it (E04)."""
    found = coverage.lines_for(region)
    if not found:
        return None
    context = {
        "covering": [one for one in found if one.is_certain],
        "perhaps": [one for one in found if not one.is_certain],
    }
    return Panel(
        _("Priorities that cover it"), "priorities", "partnerships/parts/coverage_panel.html", context
    )
