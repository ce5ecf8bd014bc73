"""Reminders of reports: on the same days for everybody, each once, entered in the register of the case."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from grants import report_mail
from grants.domain import register
from grants.domain.reporting.due import due_words
from grants.enums import OWED_REPORTS, RegisterDirection, RegisterKind
from grants.models import Report

# Days from the day that a report is due, the same for all.
REMINDED_ON = (-30, -7, 7, 30)


def step_on(due_on: date, today: date) -> int | None:
    """Return the reminder whose day has come last; None before the first of them."""
    passed = [step for step in REMINDED_ON if today >= due_on + timedelta(days=step)]
    return passed[-1] if passed else None


def remind_due(now: datetime) -> int:
    """Remind every grantee whose report comes due or is overdue; returns how many were reminded.

    Run again on the same day, nobody is told twice. A day on which the portal was away is made up for: the latest
    reminder goes out, those before it do not.
    """
    horizon = now.date() + timedelta(days=1)
    waiting = Report.objects.to_remind(horizon, timedelta(days=-REMINDED_ON[0]))
    done = waiting.filter(reminded=REMINDED_ON[-1]).values("pk")
    return sum(_remind(pk, now) for pk in _keys(waiting.exclude(pk__in=done).order_by("due_on", "pk")))


def _keys(reports: "Iterable[Report]") -> list[int]:
    return [report.pk for report in reports]


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    report = (
        Report.objects.select_for_update(of=("self",), no_key=True)
        .select_related("application__call", "application__applicant", "application__authority__organisation")
        .get(pk=pk)
    )
    if report.status not in OWED_REPORTS or report.due_on is None:
        return False
    today = now.astimezone(ZoneInfo(report.application.call.time_zone)).date()
    step = step_on(report.due_on, today)
    if step is None or (report.reminded is not None and report.reminded >= step):
        return False
    report.reminded = step
    report.save(update_fields=["reminded"])
    report_mail.reminded(report, due=due_words, overdue=today > report.due_on)
    register.enter(
        report.application,
        kind=RegisterKind.REMINDER,
        direction=RegisterDirection.OUT,
        subject=lambda: _("Reminder: %(report)s, due %(day)s") % {"report": report, "day": due_words(report)},
        counterpart=report.application.applicant_name,
        key=f"reminder-{report.pk}-{report.due_on}-{step}",
    )
    return True
