"""The worker's entry into bringing registers in; the bodies move a run on, so they call the domain."""

import logging

from portal.core.tasks import Progress, job_task
from portal.imports.domain import work
from portal.imports.enums import CHECK_JOB, WRITE_JOB
from portal.imports.models import ImportRun

logger = logging.getLogger(__name__)


@job_task(CHECK_JOB)
def check(progress: Progress, *, run_id: int) -> None:
    """Compare a file's rows with the records."""
    if run := _run(run_id):
        work.check(run, progress)


@job_task(WRITE_JOB)
def write(progress: Progress, *, run_id: int) -> None:
    """Write a file's rows, all or none."""
    if run := _run(run_id):
        work.write(run, progress, by=progress.job.requested_by)


def _run(run_id: int) -> ImportRun | None:
    run = ImportRun.objects.select_related("authority__organisation").filter(pk=run_id).first()
    if run is None:
        logger.warning("import %s is gone", run_id)
    return run
