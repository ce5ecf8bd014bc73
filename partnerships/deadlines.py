"""Follow-ups with their days: on the desk of whom they wait for, and among the deadlines of the calendar feed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnerships.models import FollowUp
from portal.accounts.permissions import reads
from portal.core.registry import Deadline, DeskGroup, DeskItem

SHOWN = 5


def follow_up_groups(user: Any) -> Iterator[DeskGroup]:
    """Yield the person's follow-ups: those whose day is over, and those that wait, the nearest day first."""
    if not reads(user):
        return
    today = localdate()
    mine = FollowUp.objects.visible_to(user).for_person(user).for_list()
    register = f"{reverse('partnerships:officer:follow_up_list')}?mine=true"
    late = mine.late(today)
    waiting = mine.open().exclude(due_latest__lt=today)
    groups = [
        (_("Follow-ups past their day"), "late", late, "late"),
        (_("Follow-ups of dialogues"), "waits", waiting, "open"),
    ]
    for title, kind, rows, status in groups:
        first = list(rows[: SHOWN + 1])
        if not first:
            continue
        count = len(first) if len(first) <= SHOWN else rows.count()
        items = [_item(row, late=kind == "late") for row in first[:SHOWN]]
        yield DeskGroup(title, kind, count, f"{register}&status={status}", items)


def follow_up_deadlines(user: Any, first: date, last: date) -> Iterator[Deadline]:
    """Yield the person's open follow-ups whose last possible day lies in the period; undated ones have no day."""
    rows = FollowUp.objects.visible_to(user).for_person(user).open()
    for row in rows.filter(due_latest__range=(first, last)).for_list():
        latest = row.due.latest if row.due else None
        if latest is not None:
            note = f"{row.dialogue.partnership}, {row.due}"
            yield Deadline(f"follow-up-{row.pk}", latest, row.what, page_of(row), note)


def page_of(row: FollowUp) -> str:
    """Return where a follow-up stands on its partnership's page."""
    page = reverse("partnerships:officer:partnership_detail", args=[row.dialogue.partnership.slug])
    return f"{page}#follow-up-{row.pk}"


def _item(row: FollowUp, *, late: bool) -> DeskItem:
    partnership = str(row.dialogue.partnership)
    note = f"{partnership} · {row.due}" if row.due and not row.due.is_exact else partnership
    latest = row.due.latest if row.due else None
    return DeskItem(row.what, page_of(row), note, latest, late)
