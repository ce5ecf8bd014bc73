"""A demonstration that is months old still has calls to apply to."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from grants.enums import CALL_TRANSITIONS, CallStatus
from grants.models import Call
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError

SLUG_PREFIX = "demo-"
OPEN_DAYS = 45
CLOSING_TIME = time(16, 0)


@transaction.atomic
def reopen_calls(now: datetime) -> int:
    """Open the demonstration's calls that have closed for another 45 days; return how many.

    Calls that are open, drafts, withdrawn ones and everything that is not invented are left alone. Raises
    DomainError where this is no demonstration.
    """
    if not settings.DEMO:
        raise DomainError(_("Demo calls exist only where DEMO=1 is set."))
    over = Call.objects.filter(
        slug__startswith=SLUG_PREFIX,
        closes_at__lte=now,
        status__in=[CallStatus.PUBLISHED, CallStatus.CLOSED],
    )
    return sum(_reopen(call, now) for call in over)


def _reopen(call: Call, now: datetime) -> int:
    call = lock(call)
    zone = ZoneInfo(call.time_zone)
    day = now.astimezone(zone).date() + timedelta(days=OPEN_DAYS)
    call.closes_at = datetime.combine(day, CLOSING_TIME, zone)
    if call.status == CallStatus.CLOSED:
        move(call, to=CallStatus.PUBLISHED, by=None, transitions=CALL_TRANSITIONS, also=["closes_at"])
    else:
        call.save(update_fields=["closes_at"])
    return 1
