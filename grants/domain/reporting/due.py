"""When a report is due: some time after an end that is as uncertain as it was stated, and never more exact."""

import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from grants.domain.reporting import terms
from grants.enums import DutyAnchor
from grants.models import Award, Report
from grants.rules.days import add_days, add_months
from portal.core.moments import say_date
from portal.core.uncertain import UncertainDate

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Due:
    """When something is due: as exact as it is known, and the last day; both None where no end was stated."""

    said: UncertainDate | None
    last_day: date | None


NOT_KNOWN = Due(None, None)


def due_of(report: Report, award: Award) -> Due:
    """Return when a report is due by the call's duty and what is agreed now."""
    return after(_anchor(report.anchor, award), months=report.months, days=report.days)


def _anchor(anchor: str, award: Award) -> UncertainDate | None:
    decision = award.decision
    if anchor == DutyAnchor.AWARD:
        zone = ZoneInfo(decision.application.call.time_zone)
        return UncertainDate.of(decision.decided_at.astimezone(zone).date())
    if anchor == DutyAnchor.ALWAYS:
        return None
    agreed = terms.current(award)
    if anchor == DutyAnchor.RETURN and agreed.number == 1:
        return terms.stated_return(decision.application.content or {}) or agreed.ends
    return agreed.ends


def after(end: UncertainDate | None, *, months: int | None, days: int | None) -> Due:
    """Return the time after an end: a day where the end is one, else a month or a bound, and its latest possible day."""
    if end is None or end.latest is None:
        return NOT_KNOWN
    latest = add_days(add_months(end.latest, months or 0), days or 0)
    if end.is_exact:
        return Due(UncertainDate.of(latest), latest)
    if days:
        return Due(UncertainDate(f"../{latest.isoformat()}"), latest)
    # The end of a month, some months later, is the end of that month: 30 June, two months later, is 31 August.
    if add_days(end.latest, 1).day == 1:
        latest = add_days(add_months(add_days(end.latest, 1), months or 0), -1)
        return Due(UncertainDate(f"{latest:%Y-%m}"), latest)
    return Due(UncertainDate(f"../{latest.isoformat()}"), latest)


def due_words(report: Report) -> str:
    """Return when a report is due in the reader's words; it never names a day that nobody has stated."""
    if report.due_on is None:
        return _("no day: no end was stated")
    if report.due is not None and MONTH.fullmatch(report.due.edtf):
        month = f"{MONTHS[report.due_on.month]} {report.due_on.year}"
        return _("by the end of %(month)s") % {"month": month}
    if report.due is not None and report.due.is_exact:
        return say_date(report.due_on)
    return _("%(day)s at the latest") % {"day": say_date(report.due_on)}
