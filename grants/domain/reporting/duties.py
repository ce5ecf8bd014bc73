"""What an award obliges its grantee to report, as rows with the day that each is due."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import closed, register
from grants.domain.reporting import due, terms
from grants.enums import (
    REPORT_TRANSITIONS,
    DutyKind,
    RegisterDirection,
    RegisterKind,
    ReportKind,
    ReportStatus,
)
from grants.models import Application, Award, Report
from grants.permissions import can_review_report, has_interest
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import NotAllowed, field_errors
from portal.core.history import acting
from portal.core.versions import require_version

REPORTED = {
    DutyKind.INTERIM: ReportKind.INTERIM,
    DutyKind.FINAL: ReportKind.FINAL,
    DutyKind.ACCOUNTS: ReportKind.ACCOUNTS,
}
USUAL_SHARE = 10


@transaction.atomic
def owe(award: Award, *, by: Any = None) -> list[Report]:
    """Write down what the grantee of an award owes by the call's duties, each once; again, nothing new.

    What a case owes already stays, and goes over to the award that stands now.
    """
    application = lock(award.decision.application)
    terms.record_first(award)
    known = {report.duty_id: report for report in application.reports.all()}
    last = application.reports.aggregate(last=Max("number"))["last"] or 0
    found = []
    duties = application.call.duties.filter(kind__in=list(REPORTED)).order_by("position", "pk")
    for duty in duties:
        report = known.get(duty.pk)
        if report is None:
            last += 1
            report = Report(
                award=award,
                application=application,
                authority_id=application.authority_id,
                duty=duty,
                number=last,
                kind=REPORTED[DutyKind(duty.kind)],
                anchor=duty.anchor,
                months=duty.months,
                days=duty.days,
                explain_above=duty.explain_above or USUAL_SHARE,
            )
            when = due.due_of(report, award)
            report.due, report.due_on = when.said, when.last_day
            report.save(force_insert=True)
        elif report.award_id != award.pk:
            report.award = award
            report.save(update_fields=["award"])
        found.append(report)
    return found


def recount(award: Award) -> None:
    """Count the days of what is owed anew from what is agreed now, in the caller's transaction.

    A report that was sent back keeps the day that it was given.
    """
    for report in award.reports.select_for_update(no_key=True).filter(
        status__in=[ReportStatus.DUE, ReportStatus.DRAFT]
    ):
        when = due.due_of(report, award)
        if when.last_day == report.due_on and when.said == report.due:
            continue
        report.due, report.due_on, report.reminded = when.said, when.last_day, None
        report.save(update_fields=[*Report.due.field.columns(), "due_on", "reminded"])


def require_reviewer(application: Application, by: Any) -> None:
    """Raise NotAllowed unless ``by`` answers the reports of this case, and is no party to it.

    Raises DomainError where the case is closed.
    """
    closed.require_not_closed(application)
    if not can_review_report(by, application):
        raise NotAllowed(_("Only officers of the authority answer its reports."), code="not_officer")
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: a colleague has to handle it."), code="interest"
        )


@transaction.atomic
def waive(report: Report, *, reasons: str, version: int | None = None, by: Any) -> Report:
    """Ask for a report no longer; said again, it stays so.

    Raises NotAllowed for others than officers without an interest, StaleEdit, DomainError where it is not owed or no
    reason is given.
    """
    application = lock(report.application)
    report = lock(report)
    require_reviewer(application, by)
    if report.status == ReportStatus.WAIVED:
        return report
    if version is not None:
        require_version(report, version)
    if not reasons.strip():
        raise field_errors({"review": _("Write why: the grantee reads it.")})
    report.review, report.reviewed_at, report.reviewed_by = reasons.strip(), timezone.now(), by
    report.version += 1
    with acting(by):
        move(
            report,
            to=ReportStatus.WAIVED,
            by=by,
            transitions=REPORT_TRANSITIONS,
            note=report.review,
            also=["review", "reviewed_at", "reviewed_by", "version"],
        )
    register.enter(
        application,
        kind=RegisterKind.REVIEW,
        direction=RegisterDirection.OUT,
        subject=lambda: _("%(report)s is no longer asked for") % {"report": report},
        counterpart=application.applicant_name,
        by=by,
        key=f"waived-{report.pk}",
    )
    return report
