"""Tasks of cases: on the desk of who has them, and among the deadlines of the calendar feed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from grants.models import CaseTask
from portal.accounts.permissions import reads
from portal.core.registry import Deadline, DeskGroup, DeskItem

SHOWN = 5


def task_groups(user: Any) -> Iterator[DeskGroup]:
    """Yield the person's tasks: those whose day is over, and those that wait, the nearest day first."""
    if not reads(user):
        return
    today = localdate()
    mine = CaseTask.objects.for_person(user).select_related("application").order_by("due", "pk")
    groups = [
        (_("Tasks past their day"), "late", mine.late(today)),
        (_("Your tasks"), "waits", mine.open().exclude(due__lt=today)),
    ]
    for title, kind, found in groups:
        first = list(found[: SHOWN + 1])
        if not first:
            continue
        count = len(first) if len(first) <= SHOWN else found.order_by().count()
        items = [_item(task, late=kind == "late") for task in first[:SHOWN]]
        yield DeskGroup(title, kind, count, reverse("grants:officer:case_task_list"), items)


def task_deadlines(user: Any, first: date, last: date) -> Iterator[Deadline]:
    """Yield the person's open tasks of cases whose day lies in the period."""
    found = CaseTask.objects.for_person(user).open().filter(due__range=(first, last))
    for task in found.select_related("application").order_by("due", "pk"):
        if task.due is not None:
            note = f"{task.application}, {task.application.diary_number}"
            yield Deadline(f"case-task-{task.pk}", task.due, task.text, page_of(task), note)


def page_of(task: CaseTask) -> str:
    """Return where a task stands on the page of its case."""
    page = reverse("grants:officer:application_detail", args=[task.application.reference])
    return f"{page}#task-{task.pk}"


def _item(task: CaseTask, *, late: bool) -> DeskItem:
    return DeskItem(task.text, page_of(task), note=str(task.application), due=task.due, late=late)
