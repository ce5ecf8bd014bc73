"""Ordering the package in which a closed case goes to the archive, and looking whether one is whole."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from grants import archive, tasks
from grants.domain import closed, register
from grants.enums import RegisterDirection, RegisterKind
from grants.models import Application, ArchivePackage, DestructionItem
from grants.permissions import can_close
from portal.core.domain import jobs
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Job


@transaction.atomic
def order(application: Application, *, by: Any) -> ArchivePackage:
    """Order the next version of the package of a closed case, made by the worker.

    A package that is still being made is returned instead of a second one: pressing twice orders once. Raises NotAllowed
    for others than officers and administrators, DomainError for a case that is open, or of which nothing is left.
    """
    application = lock(application)
    if not can_close(by, application):
        raise NotAllowed(_("Only officers of the authority work on its cases."), code="not_officer")
    if not closed.is_closed(application):
        raise DomainError(_("Close the case first: the package holds all of it."), code="open")
    if DestructionItem.objects.filter(
        application=application, finished_at__isnull=False, skipped=""
    ).exists():
        raise DomainError(_("What the case held has been destroyed or anonymised."), code="gone")
    versions = ArchivePackage.objects.filter(application=application)
    unfinished: ArchivePackage | None = versions.filter(job__in=Job.objects.unfinished()).first()
    if unfinished is not None:
        return unfinished
    last = versions.aggregate(last=Max("version"))["last"] or 0
    package = ArchivePackage(application=application, version=last + 1, created_by=by)
    package.validate_constraints()
    package.save(force_insert=True)
    package.job = jobs.request(tasks.make_archive_package, key=str(package.pk), by=by, package_id=package.pk)
    package.save(update_fields=["job"])
    register.enter(
        application,
        kind=RegisterKind.ARCHIVE,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: _("Archive package, version %(version)s") % {"version": package.version},
        by=by,
        key=f"package-{package.version}",
    )
    return package


def check(file: Path) -> list[str]:
    """Return what is wrong with a package, in sentences; none when it is whole and nothing of it was changed."""
    return archive.problems_of(file)
