"""Diary numbers: the authority's registry numbers of its cases, without gaps, given once."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from grants.models import DiaryCounter
from partnerships.models import Authority


def next_number(authority: Authority, *, now: datetime) -> str:
    """Take the authority's next diary number, such as "VGR 2026-00012"; the year is the one on its own clocks.

    The counter's row stays locked until the transaction ends: a submission that fails gives its number back, and
    so the series has no gaps (domain.md, Diary number). Call it last, inside the business transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A diary number is only given inside the transaction that uses it.")
    year = now.astimezone(ZoneInfo(authority.time_zone)).year
    DiaryCounter.objects.get_or_create(authority=authority, year=year)
    counter = DiaryCounter.objects.select_for_update().get(authority=authority, year=year)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return f"{authority.diary_series or authority.slug.upper()} {year}-{counter.last_number:05d}"
