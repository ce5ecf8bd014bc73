"""Handing in again: a case is opened for changes until the deadline, where its call lets it.

What was handed in counts until it is handed in again: whoever opens a case and forgets it loses nothing.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import submissions
from grants.domain.applications import closed_for
from grants.domain.casework import acts
from grants.enums import ApplicationStatus, Resubmission
from grants.models import Application
from grants.permissions import can_reopen
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed
from portal.core.history import acting


def refusal(application: Application, now: datetime) -> str:
    """Return why what was handed in cannot be changed any more; empty when it can."""
    match application.call.resubmission:
        case Resubmission.NONE:
            return _("In this call, what has been handed in can no longer be changed.")
        case Resubmission.KEEP_FIRST:
            return _("In this call, what is handed in first counts: it cannot be replaced.")
    return closed_for(application, now)


@transaction.atomic
def reopen(application: Application, *, by: Any, now: datetime) -> Application:
    """Open what was handed in for changes; opened twice, it stays open.

    Raises NotAllowed for others than the applicant and once it is screened, DomainError when the call does not let
    it or has closed.
    """
    application = lock(application)
    if not can_reopen(by, application):
        raise NotAllowed(_("Only the applicant can change it, until somebody has screened it."), code="no")
    if sentence := refusal(application, now):
        raise DomainError(sentence, code="final")
    if application.is_reopened:
        return application
    application.reopened_at, application.reopened_by = now, by
    application.version += 1
    application.validate_constraints()
    with acting(by):
        application.save(update_fields=["reopened_at", "reopened_by", "version"])
    acts.reopened(application, by=by)
    return application


@transaction.atomic
def leave(application: Application, *, by: Any) -> Application:
    """Leave the case as it was handed in; left twice, nothing changes. Raises NotAllowed for others."""
    application = lock(application)
    if application.applicant_id != by.pk:
        raise NotAllowed(_("Only the applicant can change it, until somebody has screened it."), code="no")
    if application.status == ApplicationStatus.INVITED:
        raise DomainError(
            _("You write the full application: until it is handed in, nothing counts of it."), code="invited"
        )
    if application.is_reopened:
        _put_back(application, by)
    return application


def settle_closed(now: datetime) -> int:
    """Let every case that was opened, and not handed in again before its call closed, say what was handed in last.

    Returns how many; again, nothing more.
    """
    settled = 0
    left_open = Application.objects.filter(reopened_at__isnull=False, call__closes_at__lte=now)
    for application in left_open.order_by("pk"):
        with transaction.atomic():
            locked = lock(application)
            # Somebody may have given the call more time, or handed in, since we looked.
            if locked.is_reopened and closed_for(locked, now):
                _put_back(locked, None)
                settled += 1
    return settled


def require_settled(application: Application, now: datetime | None = None) -> list[str]:
    """Make a locked case ready to be screened; returns the fields to save.

    Raises DomainError while its applicant may still hand in again.
    """
    if not application.is_reopened:
        return []
    if not closed_for(application, now or timezone.now()):
        raise DomainError(
            _("The applicant is changing this application. It can be screened when the call has closed."),
            code="reopened",
        )
    return submissions.put_back(application)


def _put_back(application: Application, by: Any) -> None:
    fields = submissions.put_back(application)
    application.version += 1
    with acting(by):
        application.save(update_fields=[*fields, "version"])
    acts.put_back(application, by=by)
