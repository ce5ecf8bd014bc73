"""Legal holds: nothing of a case is destroyed while somebody needs it, on a ground and perhaps until a day."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import register
from grants.enums import RegisterDirection, RegisterKind
from grants.models import Application, LegalHold
from grants.permissions import can_hold
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting


@transaction.atomic
def place(application: Application, *, ground: str, until: date | None, by: Any) -> LegalHold:
    """Stop the destruction of a case, open or closed; asked again in the same words, it is the same hold.

    Raises NotAllowed for others than officers and administrators of the authority, DomainError beside what is missing.
    """
    application = lock(application)
    _require_holder(application, by)
    ground = ground.strip()
    if not ground:
        raise field_errors({"ground": _("Say why the case may not be destroyed.")})
    if until is not None and until < timezone.localdate():
        raise field_errors({"until": _("This day has passed.")})
    known = LegalHold.objects.in_force(timezone.localdate()).filter(
        application=application, ground=ground, until=until
    )
    if (first := known.first()) is not None:
        return first  # type: ignore[no-any-return]
    hold = LegalHold(application=application, ground=ground, until=until, placed_by=by)
    hold.clean_fields(exclude=["application", "placed_by", "placed_at"])
    hold.validate_constraints()
    with acting(by):
        hold.save(force_insert=True)
    _enter(hold, lambda: _("Legal hold: %(ground)s") % {"ground": ground}, by=by, key=f"hold-{hold.pk}")
    return hold


@transaction.atomic
def lift(hold: LegalHold, *, reason: str, by: Any) -> LegalHold:
    """Let a case be destroyed again when its time has passed; lifted again, it stays so.

    Raises NotAllowed as ``place``, DomainError without a reason.
    """
    lock(hold.application)
    hold = lock(hold)
    _require_holder(hold.application, by)
    if hold.lifted_at is not None:
        return hold
    if not reason.strip():
        raise field_errors({"reason": _("Say why the hold is lifted.")})
    hold.lifted_at, hold.lifted_by, hold.reason = timezone.now(), by, reason.strip()
    hold.validate_constraints()
    with acting(by):
        hold.save(update_fields=["lifted_at", "lifted_by", "reason"])
    _enter(
        hold,
        lambda: _("Legal hold lifted: %(reason)s") % {"reason": hold.reason},
        by=by,
        key=f"hold-{hold.pk}-lifted",
    )
    return hold


def _require_holder(application: Application, by: Any) -> None:
    if not can_hold(by, application):
        raise NotAllowed(_("Only officers of the authority work on its cases."), code="not_officer")
    if application.submitted_at is None:
        raise DomainError(_("This application has not been handed in."), code="draft")


def _enter(hold: LegalHold, subject: register.Said, *, by: Any, key: str) -> None:
    register.enter(
        hold.application,
        kind=RegisterKind.HOLD,
        direction=RegisterDirection.DRAWN_UP,
        subject=subject,
        by=by,
        key=key,
    )
