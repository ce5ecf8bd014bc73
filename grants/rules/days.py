"""Days of the calendar some time later; beyond the calendar's first and last day there is nothing, and they stand for it."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date


def add_days(day: date, number: int) -> date:
    """Return the day some days later, or earlier; the calendar's last or first day where it ends before."""
    return date.fromordinal(min(max(day.toordinal() + number, 1), date.max.toordinal()))


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
