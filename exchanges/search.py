"""Exchanges and events in the search over everything; the refuge compartment is in none (A07)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from exchanges.models import Event, Exchange
from portal.core.registry import SearchHit


def exchange_hits(q: str, user: Any, limit: int) -> Iterator[SearchHit]:
    """Yield at most ``limit`` exchanges that the user may see and whose title, partner or actors fit."""
    for one in Exchange.objects.visible_to(user).search(q).for_list()[:limit]:
        said = [one.get_kind_display(), str(one.period or ""), str(one.partnership or "")]
        yield SearchHit(
            str(one), one.get_absolute_url(), _("Exchange"), " · ".join(part for part in said if part)
        )


def event_hits(q: str, user: Any, limit: int) -> Iterator[SearchHit]:
    """Yield at most ``limit`` events that the user may see and whose title, venue or place fits."""
    for one in Event.objects.visible_to(user).search(q).for_list()[:limit]:
        said = [one.get_kind_display(), str(one.held or ""), one.venue]
        yield SearchHit(
            str(one), one.get_absolute_url(), _("Event"), " · ".join(part for part in said if part)
        )
