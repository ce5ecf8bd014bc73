"""What waits for a person who works with cases: the desk counts it, and the list of cases shows the same."""

from collections.abc import Sequence
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone

from grants.domain.screeners import to_screen
from grants.enums import ApplicationStatus, Waits
from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids, reads

LATE_AFTER = timedelta(days=30)


def waiting_for(user: Any) -> dict[Waits, Q]:
    """Return the conditions of what waits for the user's screening, decision or rejection, and of what has waited long."""
    screens, decides = (authority_ids(user, [role]) for role in (Role.OFFICER, Role.DECISION_MAKER))
    return _conditions(screens, decides)


def waiting_in_list(user: Any, waits: str) -> Q:
    """Return the condition of what waits, for the list of cases; who only reads sees what waits for those whom they read."""
    theirs = reads(user)
    screens, decides = (authority_ids(user, [role]) or theirs for role in (Role.OFFICER, Role.DECISION_MAKER))
    if Waits(waits) is Waits.LONG:
        return waiting_for(user)[Waits.LONG] if _works(user) else _conditions(theirs, theirs)[Waits.LONG]
    return _conditions(screens, decides)[Waits(waits)]


def _works(user: Any) -> bool:
    return bool(authority_ids(user, [Role.OFFICER, Role.DECISION_MAKER]))


def _conditions(screens: Sequence[int], decides: Sequence[int]) -> dict[Waits, Q]:
    found = {
        Waits.SCREENING: to_screen(screens),
        Waits.DECISION: Q(authority__in=decides, status=ApplicationStatus.ELIGIBLE),
        Waits.REJECTION: Q(authority__in=decides, status=ApplicationStatus.INELIGIBLE),
    }
    late = Q(submitted_at__lt=timezone.now() - LATE_AFTER)
    return found | {Waits.LONG: reduce(or_, found.values()) & late}
