"""Legal holds: nothing of a case, a meeting's papers or a request is destroyed while somebody needs it.

A hold has a ground, and perhaps a last day.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.retention.records import KEYS
from grants.enums import RegisterDirection, RegisterKind
from grants.models import Application, DisclosureRequest, LegalHold, Meeting
from grants.models.kept_records import RECORDS, record_of
from grants.permissions import can_hold
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting

type Record = Application | Meeting | DisclosureRequest


@transaction.atomic
def place(record: Record, *, ground: str, until: date | None, by: Any) -> LegalHold:
    """Stop the destruction of a record, open or closed; asked again in the same words, it is the same hold.

    Raises NotAllowed for others than officers and administrators of the authority, DomainError beside what is missing.
    """
    record = lock(record)
    _require_holder(record, by)
    ground = ground.strip()
    if not ground:
        raise field_errors({"ground": _("Say why this may not be destroyed.")})
    if until is not None and until < timezone.localdate():
        raise field_errors({"until": _("This day has passed.")})
    known = LegalHold.objects.in_force(timezone.localdate()).of(record).filter(ground=ground, until=until)
    if (first := known.first()) is not None:
        return first  # type: ignore[no-any-return]
    hold = LegalHold(ground=ground, until=until, placed_by=by, **{KEYS[type(record)]: record})
    hold.clean_fields(exclude=[*RECORDS, "placed_by", "placed_at"])
    hold.validate_constraints()
    with acting(by):
        hold.save(force_insert=True)
    _enter(hold, lambda: _("Legal hold: %(ground)s") % {"ground": ground}, by=by, key=f"hold-{hold.pk}")
    return hold


@transaction.atomic
def lift(hold: LegalHold, *, reason: str, by: Any) -> LegalHold:
    """Let a record be destroyed again when its time has passed; lifted again, it stays so.

    Raises NotAllowed as ``place``, DomainError without a reason.
    """
    record = lock(record_of(hold))
    hold = lock(hold)
    _require_holder(record, by)
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


def _require_holder(record: Record, by: Any) -> None:
    if not can_hold(by, record):
        raise NotAllowed(_("Only officers of the authority work on its cases."), code="not_officer")
    if isinstance(record, Application) and record.submitted_at is None:
        raise DomainError(_("This application has not been handed in."), code="draft")


def _enter(hold: LegalHold, subject: register.Said, *, by: Any, key: str) -> None:
    """Enter a hold in the register of its case; meetings and requests have none, and the hold its history."""
    if hold.application is None:
        return
    register.enter(
        hold.application,
        kind=RegisterKind.HOLD,
        direction=RegisterDirection.DRAWN_UP,
        subject=subject,
        by=by,
        key=key,
    )
