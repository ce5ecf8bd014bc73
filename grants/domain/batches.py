"""The batches of a rolling call: what is received up to a batch's closing is treated and decided together."""

from calendar import monthrange
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from grants.batch_words import told
from grants.domain.clocks import begins, first_moment
from grants.enums import FormStage, WindowKind
from grants.models import Call, Window
from portal.core.amounts import locale_of
from portal.core.errors import DomainError
from portal.core.moments import say_date

MONTHS = 12
# What is handed in at each stage, and so in windows of which kinds.
KINDS = {
    FormStage.ANY: (WindowKind.APPLICATION, WindowKind.FULL),
    FormStage.EXPRESSION: (WindowKind.EXPRESSION,),
    FormStage.FULL: (WindowKind.FULL,),
}


@dataclass(frozen=True)
class Batch:
    """One batch: the first moment that falls into the next one, and the day by which this one is decided."""

    closes: datetime
    decided: date | None = None

    def as_data(self) -> dict[str, str]:
        """Return the batch as data that is kept with what was handed in."""
        decided = {"decided_by": self.decided.isoformat()} if self.decided is not None else {}
        return {"closes": self.closes.isoformat(), **decided}

    def sentence(self, zone: str) -> str:
        """Say what is decided together, and by when."""
        return told(self.closes, self.decided, zone)


def of_window(window: Window, call: Call) -> Iterator[Batch]:
    """Yield the batches of a window in their order, from the call's opening to its closing.

    A batch that would close after the call closes with it. Listed days end with the last of them, which is as long as
    the time that the call was given since. Without any end there are batches for ever: take as many as are wanted.
    """
    opens, end = call.opens_at, _end(window, call)
    longer = max((one.after for one in call.extensions.all()), default=None)
    last = max(window.batch_days, default=None)
    for day in _days(window, call):
        closes = closing_of_day(day, window, call.time_zone)
        if longer is not None and day == last:
            closes = max(closes, longer)
        if opens is not None and closes <= opens:
            continue
        is_last = end is not None and closes >= end
        if is_last and end is not None:
            closes = end
        yield Batch(closes, _decided(window, closes, call.time_zone))
        if is_last:
            return


def closing_of_day(day: date, window: Window, zone: str) -> datetime:
    """Return the first moment that a batch closing on this day does not take any more."""
    if window.closes_time is None:
        return begins(day + timedelta(days=1), zone)
    return first_moment(day, window.closes_time, zone)


def _end(window: Window, call: Call) -> datetime | None:
    """Return when the last batch closes at the latest: with the window, and never later than the call."""
    known = [call.closes_at] if call.closes_at is not None else []
    if window.closes is not None and window.closes.is_exact and window.closes.earliest is not None:
        known.append(closing_of_day(window.closes.earliest, window, call.time_zone))
    return min(known, default=None)


def _days(window: Window, call: Call) -> Iterator[date]:
    """Yield the days on which batches close: those that are listed, or one of each month that is not left out."""
    if window.batch_day is None:
        yield from sorted(set(window.batch_days))
        return
    begun = (
        call.opens_at.astimezone(ZoneInfo(call.time_zone)).date()
        if call.opens_at is not None
        else date(call.year, 1, 1)
    )
    for month in count(begun.year * MONTHS + begun.month - 1):
        year, number = divmod(month, MONTHS)
        if year > date.max.year - 1:
            return
        if number + 1 not in window.months_left_out:
            length = monthrange(year, number + 1)[1]
            yield date(year, number + 1, min(window.batch_day, length))


def _decided(window: Window, closes: datetime, zone: str) -> date | None:
    if window.decision_days is None:
        return None
    # The last moment that counts: a batch that is open through a day closes at the next midnight.
    last = (closes - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    return last + timedelta(days=window.decision_days)


def windows_with_batches(call: Call, strand: str, stage: str) -> list[Window]:
    """Return the windows whose batches count for an application: those of its strand, else those for every strand.

    Parameters: ``strand`` is the code of the one it has chosen, or empty. Nothing where its windows have no batches.
    """
    rows = [one for one in call.windows.all() if one.kind in KINDS[FormStage(stage)]]
    # Strands are read only where the application has chosen one.
    own = [one for one in rows if strand and one.strand is not None and one.strand.code == strand]
    counting = own or [one for one in rows if one.strand_id is None]
    return [one for one in counting if one.has_batches]


def next_of(call: Call, strand: str, stage: str, now: datetime) -> Batch | None:
    """Return the batch into which what is handed in now falls; None where there are no batches.

    Raises DomainError where the last of them has closed.
    """
    counting = windows_with_batches(call, strand, stage)
    found = [
        batch
        for window in counting
        if (batch := next((one for one in of_window(window, call) if one.closes > now), None)) is not None
    ]
    if counting and not found:
        raise DomainError(_("The last batch of this call has closed."), code="closed")
    return min(found, key=lambda one: one.closes, default=None)


def last_of(window: Window, call: Call) -> Batch:
    """Return the last batch of a window. Raises DomainError where no day ends them."""
    if not window.batch_days and _end(window, call) is None:
        raise DomainError(_("Nothing says when the last batch closes: say until which day."), code="endless")
    last = next(iter(deque(of_window(window, call), maxlen=1)), None)
    if last is None:
        raise DomainError(_("No batch closes while the call is open."), code="no_batch")
    return last


def rhythm(window: Window) -> str:
    """Say on which days batches close: "on the last day of each month, except July"."""
    if window.batch_day is None:
        return _("in batches that close on %(days)s") % {
            "days": ", ".join(say_date(day) for day in sorted(set(window.batch_days)))
        }
    if window.batch_day == Window.LAST_DAY:
        said = _("in batches that close on the last day of each month")
    else:
        said = _("in batches that close on day %(day)s of each month") % {"day": window.batch_day}
    if window.months_left_out:
        names = ", ".join(name_of_month(one) for one in sorted(set(window.months_left_out)))
        said = _("%(days)s, except %(months)s") % {"days": said, "months": names}
    return said


def name_of_month(number: int) -> str:
    """Return the name of a month, as it stands alone, in the reader's language."""
    return str(format_date(date(2000, number, 1), "LLLL", locale=locale_of()))


def with_batches(applications: Any) -> Any:
    """Return a queryset of applications that each say as ``has_batches`` whether their call has any."""
    batched = Window.objects.filter(call=OuterRef("call")).exclude(batch_day=None, batch_days=[])
    return applications.annotate(has_batches=Exists(batched))


def sentence_for(application: Any, strand: str, now: datetime) -> str:
    """Say into which batch an application falls and when that is decided; empty where it falls into none.

    Parameters: ``application`` comes ``with_batches``: where its call has none, nothing more is asked.
    """
    zone = application.call.time_zone
    if application.batch is not None and not application.is_open_to_changes:
        return told(application.batch, application.batch_decision_due, zone)
    if not application.has_batches:
        return ""
    try:
        batch = next_of(application.call, strand, application.stage, now)
    except DomainError as error:
        return " ".join(error.messages)
    return batch.sentence(zone) if batch is not None else ""
