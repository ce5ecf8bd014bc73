"""Agreements in the search over everything."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Agreement
from portal.core.registry import SearchHit


def agreement_hits(q: str, user: Any, limit: int) -> Iterator[SearchHit]:
    """Yield at most ``limit`` agreements that the user may see and whose title, partnership or number fits."""
    found = Agreement.objects.visible_to(user).search(q).for_list()
    for one in found[:limit]:
        yield SearchHit(
            title=str(one.names),
            url=one.get_absolute_url(),
            kind=_("Agreement"),
            summary=f"{one.get_status_display()}, {one.validity}",
        )
