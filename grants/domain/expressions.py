"""Expressions of interest: accepted, which opens the full application, or declined; each with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants import emails
from grants.domain import resubmission, stages
from grants.domain.casework import acts
from grants.enums import APPLICATION_TRANSITIONS, ApplicationStatus, FormStage
from grants.models import Application
from grants.permissions import can_screen, has_interest
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.versions import require_version


@transaction.atomic
def answer(
    application: Application, *, accepted: bool, reason: str, version: int, by: Any, now: datetime
) -> Application:
    """Accept an expression of interest or decline it, and tell its applicant why.

    What was handed in stays as a Submission. Accepted, the case is opened again with its answers, as a draft of the full
    application. Raises NotAllowed for others than officers of the authority and for anyone with an interest, StaleEdit
    when somebody saved the case since, DomainError when it is answered already, still being changed, without a reason,
    or accepted after the time for full applications.
    """
    application = lock(application)
    if not can_screen(by, application.authority_id):
        raise NotAllowed(_("Only officers of the authority answer expressions of interest."), code="no")
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: a colleague has to answer it."), code="interest"
        )
    if not is_waiting(application):
        raise DomainError(_("This expression of interest waits for no answer any more."), code="answered")
    require_version(application, version)
    if not reason.strip():
        raise field_errors({"reason": _("Give the reason: the applicant is told.")})
    put_back = resubmission.require_settled(application, now)
    if accepted:
        _open(application, by, now)
    application.version += 1
    move(
        application,
        to=ApplicationStatus.INVITED if accepted else ApplicationStatus.DECLINED,
        by=by,
        transitions=APPLICATION_TRANSITIONS,
        note=reason.strip(),
        also=dict.fromkeys(["version", "stage", "reopened_at", "reopened_by", *put_back]),
    )
    acts.expression_answered(application, accepted=accepted, by=by)
    closes = stages.closing_of(application, now) if accepted else None
    emails.expression_answered(application, reason.strip(), closes)
    return application


def is_waiting(application: Application) -> bool:
    """Tell whether this is an expression of interest that nobody has answered yet."""
    return application.status == ApplicationStatus.SUBMITTED and application.stage == FormStage.EXPRESSION


def _open(application: Application, by: Any, now: datetime) -> None:
    """Make the case a draft of the full application, unless the time for these has passed."""
    closes = stages.bounds(application.call, FormStage.FULL, now)[1]
    if closes is not None and closes <= now:
        raise DomainError(
            _("The time for full applications has passed. Give the call more time first."), code="late"
        )
    application.stage = FormStage.FULL
    application.reopened_at, application.reopened_by = now, by
