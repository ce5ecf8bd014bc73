"""Moments and how far off they are, in words: deadlines that nobody misreads."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_location
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.amounts import locale_of


def say_moment(moment: datetime, zone: str, language: str | None = None) -> str:
    """Return a moment as the clocks of a place show it: "1 December 2026, 12:00 (Stockholm time, UTC+1)".

    The distance from UTC tells the two equal hours apart when summer time ends. Parameters: ``moment`` is aware;
    ``zone`` an IANA name such as Europe/Stockholm; ``language`` the reader's (default: the active one).
    """
    local = moment.astimezone(ZoneInfo(zone))
    return _("%(day)s, %(clock)s (%(place)s time, %(offset)s)") % {
        "day": format_date(local, "long", locale=_locale(language)),
        "clock": say_clock(moment, zone),
        "place": _place(zone, language),
        "offset": _offset(local.utcoffset() or timedelta()),
    }


def say_day(moment: datetime, zone: str, language: str | None = None) -> str:
    """Return the day of a moment in a place, as people write it: "1 December 2026"."""
    return format_date(moment.astimezone(ZoneInfo(zone)), "long", locale=_locale(language))


def say_date(day: date, language: str | None = None) -> str:
    """Return a day as people write it: "1 December 2026"."""
    return str(format_date(day, "long", locale=_locale(language)))


def say_clock(moment: datetime, zone: str) -> str:
    """Return hour and minute of a moment in a place, with the seconds only where there are any."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.strftime("%H:%M:%S" if local.second else "%H:%M")


def say_saved(moment: datetime, zone: str) -> str:
    """Return when something was saved: the hour and minute today, the day before that."""
    local = moment.astimezone(ZoneInfo(zone))
    if local.date() == datetime.now(ZoneInfo(zone)).date():
        return local.strftime("%H:%M")
    return format_date(local, "medium", locale=_locale()) + " " + local.strftime("%H:%M")


def time_left(until: datetime, now: datetime) -> str:
    """Return how much time is left, in the unit that matters: days, then hours, then minutes; never rounded up."""
    left = until - now
    if left <= timedelta():
        return _("closed")
    if left >= timedelta(days=2):
        days = left.days
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
    hours = int(left.total_seconds() // 3600)
    if hours >= 2:
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
    minutes = int(left.total_seconds() // 60)
    if minutes >= 1:
        return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}
    return _("less than a minute left")


def _locale(language: str | None = None) -> Locale:
    """Return the locale of dates: in English the European order, day before month."""
    locale = locale_of(language)
    return Locale("en", "GB") if locale.language == "en" else locale


def _place(zone: str, language: str | None) -> str:
    """Return the city a time zone is named after, in the reader's language; "UTC" for the zone without one."""
    if "/" not in zone:
        return zone
    return get_timezone_location(ZoneInfo(zone), locale=_locale(language), return_city=True)


def _offset(offset: timedelta) -> str:
    """Return "UTC+1", "UTC+5:30", "UTC−4"."""
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + ("−" if minutes < 0 else "+") + str(hours) + (f":{rest:02d}" if rest else "")
