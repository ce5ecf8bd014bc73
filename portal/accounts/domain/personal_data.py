"""A person asks for everything that the portal holds about them, and gets it for a week."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts import tasks
from portal.accounts.models import PersonalExport, User
from portal.core.domain import jobs
from portal.core.models import Document, Job

KEPT = timedelta(days=7)


@transaction.atomic
def order(*, language: str, by: Any) -> PersonalExport:
    """Order a file with everything held about the person; while one is being made, it is that one.

    The file that was made before goes: it says less than the new one.
    """
    person = User.objects.select_for_update().get(pk=by.pk)
    known = PersonalExport.objects.filter(user=person)
    unfinished = known.filter(job__in=Job.objects.unfinished(), expires_at__gt=timezone.now()).first()
    if unfinished is not None:
        return unfinished
    for former in known:
        remove(former)
    made = PersonalExport.objects.create(user=person, language=language, expires_at=timezone.now() + KEPT)
    made.job = jobs.request(tasks.make_personal_export, key=str(made.pk), by=person, export_id=made.pk)
    made.save(update_fields=["job"])
    return made


def expire(now: datetime) -> int:
    """Remove the files whose time is over; return how many there were."""
    ended = list(PersonalExport.objects.filter(expires_at__lte=now).order_by("pk"))
    for one in ended:
        with transaction.atomic():
            remove(one)
    return len(ended)


def remove(export: PersonalExport) -> None:
    """Remove a file with its row, in the caller's transaction; the stored file goes once that is done."""
    for document in Document.objects.of(export):
        stored = document.file
        transaction.on_commit(lambda stored=stored: stored.storage.delete(stored.name))  # type: ignore[misc]
        document.delete()
    export.delete()
