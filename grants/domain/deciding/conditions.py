"""The conditions of a grant: set with the decision, and found to be fulfilled one by one."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.entries import require_writer
from grants.enums import RegisterDirection, RegisterKind
from grants.models import Application, Decision, DecisionCondition
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors


def in_force(application: Application) -> list[DecisionCondition]:
    """Return the conditions of the decision in force, in their order."""
    if not Decision.objects.standing().filter(application=application).exists():
        return []
    return list(DecisionCondition.objects.of_last(application).select_related("fulfilled_by"))


@transaction.atomic
def fulfil(condition: DecisionCondition, *, note: str, by: Any) -> DecisionCondition:
    """Record that a condition is fulfilled, and how; again, what was recorded first stands.

    Raises NotAllowed for others than the authority's officers without an interest, DomainError without a note, and for a
    condition of a decision that is no longer in force.
    """
    application = lock(condition.act.application)
    require_writer(application, by)
    condition = lock(condition)
    if condition.fulfilled_at is not None:
        return condition
    if condition.pk not in {one.pk for one in in_force(application)}:
        raise DomainError(_("This condition is no longer in force."), code="ended")
    if not note.strip():
        raise field_errors({"note": _("Say how the condition was fulfilled.")})
    condition.fulfilled_at, condition.fulfilled_by, condition.note = timezone.now(), by, note.strip()
    condition.validate_constraints()
    condition.save(update_fields=["fulfilled_at", "fulfilled_by", "note"])
    register.enter(
        application,
        kind=RegisterKind.DECISION,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: (
            _("Condition %(number)s fulfilled: %(text)s")
            % {"number": condition.number, "text": condition.text}
        ),
        by=by,
        key=f"condition-{condition.pk}",
    )
    return condition
