"""Closing a case on which nothing is owed any more."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.closing import packages
from grants.domain.closing.obstacles import obstacles
from grants.domain.money import awards
from grants.enums import ApplicationStatus, RegisterDirection, RegisterKind
from grants.enums.closing import RetainedKind
from grants.enums.money import NEVER_GIVEN
from grants.models import Application, Award, CaseClosing
from grants.permissions import can_close, has_interest
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed
from portal.core.history import acting

KINDS = {
    ApplicationStatus.APPROVED: RetainedKind.GRANTED,
    ApplicationStatus.REJECTED: RetainedKind.REJECTED,
}


@transaction.atomic
def close(application: Application, *, by: Any) -> CaseClosing:
    """Close a case, and order its package for the archive; closed again, it is the same.

    Reads as a checklist: the person may, nothing is owed, the grant is closed with it, the register says so. Raises
    NotAllowed for others than officers and administrators without an interest, DomainError with everything that is
    still to be done.
    """
    application = lock(application)
    known = CaseClosing.objects.filter(application=application).first()
    if known is not None:
        return known
    if not can_close(by, application):
        if has_interest(by, application):
            raise NotAllowed(
                _("You have an interest in this case: a colleague has to handle it."), code="interest"
            )
        raise NotAllowed(_("Only officers of the authority work on its cases."), code="not_officer")
    found = obstacles(application)
    if found:
        raise DomainError([DomainError(one.sentence, code=one.section) for one in found])
    award = Award.objects.filter(decision__application=application, revoked_at=None).first()
    if award is not None and award.status not in NEVER_GIVEN:
        awards.close(award, by=by)
    entry = register.enter(
        application,
        kind=RegisterKind.CLOSING,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: _("The case is closed"),
        by=by,
        key="case",
    )
    with acting(by):
        closing = CaseClosing.objects.create(
            application=application,
            authority_id=application.authority_id,
            kind=KINDS.get(ApplicationStatus(application.status), RetainedKind.UNDECIDED),
            last_entry=entry.number,
            closed_by=by,
        )
    packages.order(application, by=by)
    return closing
