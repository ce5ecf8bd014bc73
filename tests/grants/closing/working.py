"""What tests of closed cases share."""

from grants import periodic, tasks
from grants.models import ArchivePackage, Destruction
from portal.core.models import Document
from portal.core.tasks import run_job


def made(package: ArchivePackage) -> Document:
    """Return the file of a package, made by the worker's job."""
    run_job(tasks.make_archive_package, package.job_id)
    package.refresh_from_db()
    package.job.refresh_from_db()
    assert package.job.state == "done", package.job.problem
    return Document.objects.of(package).get()


def carried_out(destruction: Destruction) -> Destruction:
    """Return a destruction that the worker's job has carried out."""
    run_job(periodic.carry_out_destruction, destruction.job_id)
    destruction.refresh_from_db()
    destruction.job.refresh_from_db()
    assert destruction.job.state == "done", destruction.job.problem
    return destruction
