"""The deadlines of all apps on the desk, as they come near: within 30, 90 and 180 days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.registry import Deadline, DeskGroup, DeskItem, deadlines

SHOWN = 5
HORIZONS = (30, 90, 180)  # days


def deadline_groups(user: Any) -> Iterator[DeskGroup]:
    """Yield the deadlines of the next 30 days, of the 60 after them, and of the 90 after those."""
    for days, found in banded(user, timezone.localdate()):
        if not found:
            continue
        yield DeskGroup(
            title_of(days),
            "expires",
            len(found),
            f"{reverse('site:officer:deadline_list')}#within-{days}",
            [DeskItem(one.title, one.url, note=one.note, due=one.day) for one in found[:SHOWN]],
        )


def banded(user: Any, today: date) -> list[tuple[int, list[Deadline]]]:
    """Return the deadlines from today on by how near they are: each in the nearest of the horizons only."""
    found = deadlines(user, today, today + timedelta(days=max(HORIZONS)))
    bands: list[tuple[int, list[Deadline]]] = []
    nearer = -1
    for days in HORIZONS:
        bands.append((days, [one for one in found if nearer < (one.day - today).days <= days]))
        nearer = days
    return bands


def title_of(days: int) -> str:
    """Return the heading of one band of deadlines."""
    return _("Deadlines within %(days)d days") % {"days": days}
