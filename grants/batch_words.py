"""Batches of a rolling call in words: the same on the form, the receipt and its PDF."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from portal.core.moments import say_date, say_moment


def told(closes: datetime, decided: date | None, zone: str) -> str:
    """Say which applications are decided together, and by when where the call says it."""
    until = until_in_words(closes, zone)
    if decided is None:
        return _("Applications received by %(until)s are decided together.") % {"until": until}
    return _("Applications received by %(until)s are decided together by %(day)s.") % {
        "until": until,
        "day": say_date(decided),
    }


def until_in_words(closes: datetime, zone: str) -> str:
    """Say a closing; midnight as the end of the day before, which nobody misreads."""
    local = closes.astimezone(ZoneInfo(zone))
    if local.time() == time(0):
        return _("the end of %(day)s") % {"day": say_date(local.date() - timedelta(days=1))}
    return say_moment(closes, zone)
