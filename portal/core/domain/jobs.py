"""Asking for long work: the row is written with the business, the worker is told after commit."""

from functools import partial
from typing import Any

from django.db import transaction

from portal.core import tasks
from portal.core.enums import JobState
from portal.core.models import Job


def request(task: tasks.JobTask | str, *, key: str, by: Any = None, **arguments: Any) -> Job:
    """Ask for a job once: the same task with the same key is the same job, whoever asks again.

    Parameters: ``task`` is named by a text where its body calls the domain that asks for it (a run that the worker moves
    on); ``arguments`` must survive JSON (ids, codes, texts). Returns the job, new or known.
    """
    name = task if isinstance(task, str) else task.name
    job, created = Job.objects.get_or_create(
        task=name, key=key, defaults={"arguments": arguments, "requested_by": by}
    )
    if created:
        # After commit: a worker that is quicker than the transaction would not find the row.
        transaction.on_commit(partial(tasks.tell_worker, job.pk))
    return job


def retry(job: Job) -> Job:
    """Start failed work again, from the beginning, under the same key."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state == JobState.FAILED:
            job.state, job.finished_at, job.problem = JobState.QUEUED, None, ""
            job.attempts = job.failures = 0
            job.save(update_fields=["state", "finished_at", "problem", "attempts", "failures"])
            transaction.on_commit(partial(tasks.tell_worker, job.pk))
    return job
