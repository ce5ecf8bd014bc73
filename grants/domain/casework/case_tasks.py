"""Tasks of a case: given to somebody, changed, done, and taken up again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import closed
from grants.domain.casework import working
from grants.models import Application, CaseTask
from portal.accounts.permissions import reads
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import NotAllowed, field_errors
from portal.core.history import acting


@transaction.atomic
def add(application: Application, *, text: str, assignee: Any, due: date | None = None, by: Any) -> CaseTask:
    """Say what somebody has to do about a case, by which day.

    Raises NotAllowed for others than officers of the authority and for anyone with an interest, DomainError beside
    ``assignee`` for somebody who does not work there.
    """
    application = lock(application)
    working.require_worker(application, by)
    task = CaseTask(application=application, created_by=by)
    with acting(by):
        return records.add(
            task, {"text": text.strip(), "assignee": assignee, "due": due}, checks=(_check_assignee,)
        )


@transaction.atomic
def edit(task: CaseTask, changes: Mapping[str, Any], *, version: int | None, by: Any) -> CaseTask:
    """Change what is to be done, by whom and by when. Raises StaleEdit, NotAllowed, DomainError."""
    application = lock(task.application)
    working.require_worker(application, by)
    with acting(by):
        return records.change(task, changes, version=version, checks=(_check_assignee,))


@transaction.atomic
def finish(task: CaseTask, *, by: Any) -> CaseTask:
    """Say that a task is done; said again, it stays so. Raises NotAllowed for those who do not work on the case.

    Whoever has the task may always say that it is done.
    """
    return _set_done(task, by, done=True)


@transaction.atomic
def take_up(task: CaseTask, *, by: Any) -> CaseTask:
    """Say that a task is not done after all; said again, it stays so."""
    return _set_done(task, by, done=False)


def _set_done(task: CaseTask, by: Any, *, done: bool) -> CaseTask:
    application = lock(task.application)
    task = lock(task)
    closed.require_not_closed(application)
    if task.assignee_id != by.pk:
        working.require_worker(application, by)
    elif application.authority_id not in reads(by):
        raise NotAllowed(_("Only officers of the authority work on its cases."), code="not_officer")
    if (task.done_at is not None) == done:
        return task
    task.done_at, task.done_by = (timezone.now(), by) if done else (None, None)
    task.version += 1
    with acting(by):
        task.save(update_fields=["done_at", "done_by", "version"])
    return task


def _check_assignee(task: CaseTask) -> None:
    colleagues = working.colleagues_of(task.application.authority_id)
    if not colleagues.filter(pk=task.assignee_id).exists():
        raise field_errors({"assignee": _("Choose somebody who works for this authority.")})
    working.require_free_of_interest(task.application, task.assignee)
