"""Ordering the dossier of a partnership."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from partnerships.models import Partnership
from partnerships.permissions import can_edit_partnership
from portal.core.domain import jobs, records
from portal.core.domain.locking import lock
from portal.core.models import Job
from portal.reports import tasks
from portal.reports.models import Dossier


@transaction.atomic
def order(partnership: Partnership, *, language: str, confidential: bool, by: Any) -> Dossier:
    """Order the next version of a partnership's dossier, made by the worker as this officer sees the relation.

    One of the same kind that is still being made is returned instead of a second one: pressing twice orders once.
    Raises NotAllowed for people of other authorities.
    """
    # The partnership's row is the queue: two orders at once get two answers one after the other.
    locked = lock(partnership)
    records.require(can_edit_partnership(by, locked))
    versions = Dossier.objects.filter(partnership=locked)
    unfinished = versions.filter(
        language=language, confidential=confidential, job__in=Job.objects.unfinished()
    ).first()
    if unfinished is not None:
        return unfinished
    last = versions.aggregate(last=Max("version"))["last"] or 0
    dossier = Dossier(
        partnership=locked, language=language, version=last + 1, confidential=confidential, created_by=by
    )
    dossier.validate_constraints()
    dossier.save(force_insert=True)
    dossier.job = jobs.request(tasks.make_dossier, key=str(dossier.pk), by=by, dossier_id=dossier.pk)
    dossier.save(update_fields=["job"])
    return dossier
