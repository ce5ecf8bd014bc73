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
    return _conditions(*_held(user))


def waiting_in_list(user: Any, waits: str) -> Q:
    """Return the condition of what waits, for the list of cases; who only reads sees what waits for those whom they read."""
    screens, decides = _held(user)
    # Who works with some cases is not told of the others that have waited long.
    instead = [] if waits == Waits.LONG and (screens or decides) else reads(user)
    return _conditions(screens or instead, decides or instead)[Waits(waits)]


def _held(user: Any) -> tuple[Sequence[int], Sequence[int]]:
    """Return the authorities for which the user screens, and those for which the user decides."""
    return authority_ids(user, [Role.OFFICER]), authority_ids(user, [Role.DECISION_MAKER])


def _conditions(screens: Sequence[int], decides: Sequence[int]) -> dict[Waits, Q]:
    found = {
        Waits.SCREENING: to_screen(screens),
        Waits.DECISION: Q(authority__in=decides, status=ApplicationStatus.ELIGIBLE),
        Waits.REJECTION: Q(authority__in=decides, status=ApplicationStatus.INELIGIBLE),
    }
    late = Q(submitted_at__lt=timezone.now() - LATE_AFTER)
    return found | {Waits.LONG: reduce(or_, found.values()) & late}
