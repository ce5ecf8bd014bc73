"""Handing a report in: once, as it stands, with a fingerprint; its figures become rows that can be listed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import tasks
from grants.domain import register
from grants.domain.content import fingerprint, is_handed_in, plain_answer
from grants.domain.reporting import settlement
from grants.domain.reporting.accounts import plain
from grants.domain.reporting.content import ReportContent, content_of
from grants.domain.reporting.drafts import require_writable
from grants.enums import OWED_REPORTS, REPORT_TRANSITIONS, RegisterDirection, RegisterKind, ReportStatus
from grants.enums.money import NEVER_GIVEN, AwardStatus
from grants.models import (
    Award,
    OutcomeFigure,
    PublicationMaterial,
    Report,
    ReportLine,
    ReportSubmission,
    ReportVoucher,
)
from grants.permissions import can_report
from portal.core.domain import jobs
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError
from portal.core.history import acting
from portal.core.models import Document

FORMAT = 1


class NotComplete(DomainError):
    """Something is missing or not understood; carries a sentence for each place on the page."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(_("The report cannot be handed in yet: look at what is marked."), code="incomplete")
        self.problems = problems


class Ended(DomainError):
    """The report was answered for good, is no longer asked for, or its grant is closed: nothing more is taken."""


def hand_in(report: Report, *, by: Any, now: datetime | None = None) -> ReportSubmission:
    """Hand a report in, once: again, what was handed in stands.

    Parameters: ``now`` is the moment of the click. Raises NotAllowed for others than the grantee, NotComplete with what
    is missing, and Ended where the report was answered for good or the grant is closed: that attempt is entered in the
    case's register.
    """
    try:
        return _hand_in(report, by=by, now=now or timezone.now())
    except Ended as refusal:
        _enter_refusal(report, refusal, by)
        raise


@transaction.atomic
def _hand_in(report: Report, *, by: Any, now: datetime) -> ReportSubmission:
    application = lock(report.application)
    report = lock(report)
    report.application = application
    last = report.submissions.order_by("number").last()
    if report.status == ReportStatus.HANDED_IN and last is not None and can_report(by, application):
        return last
    if can_report(by, application):
        _require_given(report)
    if report.status not in [*OWED_REPORTS, ReportStatus.HANDED_IN] and can_report(by, application):
        raise Ended(
            _("This report is closed (“%(status)s”): nothing more is taken. Write to the authority instead.")
            % {"status": report.get_status_display()},
            code="ended",
        )
    require_writable(report, by)
    content = content_of(report)
    if problems := content.problems():
        raise NotComplete(problems)
    said = snapshot(content)
    late = is_late(report, now)
    submission = ReportSubmission(
        report=report,
        number=(last.number if last else 0) + 1,
        content=said,
        content_sha256=fingerprint(said),
        is_late=late,
        submitted_at=now,
        submitted_by=by,
    )
    submission.save(force_insert=True)
    write_rows(content)
    report.handed_in_at, report.handed_in_by = now, by
    report.version += 1
    with acting(by):
        _begin(report, by)
        move(
            report,
            to=ReportStatus.HANDED_IN,
            by=by,
            transitions=REPORT_TRANSITIONS,
            also=["handed_in_at", "handed_in_by", "version"],
        )
    _enter(report, submission, by)
    settlement.handed_in(report, by=by)
    jobs.request(tasks.render_report, key=f"{report.pk}-{submission.number}", submission_id=submission.pk)
    return submission


def _require_given(report: Report) -> None:
    award = Award.objects.only("status").get(pk=report.award_id)
    if award.status == AwardStatus.CLOSED:
        raise Ended(
            _("The grant is closed: no report is taken any more. Write to the authority instead."),
            code="closed",
        )
    if award.status in NEVER_GIVEN:
        raise Ended(
            _("The grant is “%(now)s”: no report is asked for.") % {"now": award.get_status_display()},
            code="not_given",
        )


def _begin(report: Report, by: Any) -> None:
    """A report that asks nothing was never begun: it is, when it is handed in."""
    if report.status == ReportStatus.DUE:
        move(report, to=ReportStatus.DRAFT, by=by, transitions=REPORT_TRANSITIONS)


def is_late(report: Report, now: datetime) -> bool:
    """Tell whether the last day is over, by the call's own clocks."""
    today = now.astimezone(ZoneInfo(report.application.call.time_zone)).date()
    return report.due_on is not None and today > report.due_on


def _enter(report: Report, submission: ReportSubmission, by: Any) -> None:
    def said() -> str:
        words = _("%(report)s, version %(version)s") if submission.number > 1 else "%(report)s"
        subject = words % {"report": report, "version": submission.number}
        return _("%(subject)s, late") % {"subject": subject} if submission.is_late else subject

    register.enter(
        report.application,
        kind=RegisterKind.REPORT,
        direction=RegisterDirection.IN,
        subject=said,
        counterpart=report.application.applicant_name,
        by=by,
        key=f"report-{report.pk}-{submission.number}",
    )


@transaction.atomic
def _enter_refusal(report: Report, refusal: DomainError, by: Any) -> None:
    register.enter(
        report.application,
        kind=RegisterKind.REPORT,
        direction=RegisterDirection.IN,
        subject=lambda: (
            _("%(report)s refused: %(why)s") % {"report": report, "why": " ".join(refusal.messages)}
        ),
        counterpart=report.application.applicant_name,
        by=by,
    )


def snapshot(content: ReportContent) -> dict[str, Any]:
    """Return everything that is handed in as plain data, in the shape of what applications hand in."""
    report = content.report
    application = report.application
    said: dict[str, Any] = {
        "format": FORMAT,
        "reference": application.reference,
        "report": {"number": report.number, "kind": str(report.kind)},
        "call": {
            "slug": application.call.slug,
            "title": application.call.names.as_dict(),
            "currency": content.currency,
        },
        "language": application.language,
        "sections": [
            {
                "title": part.section.questions[0].section.as_dict(),
                "answers": [plain_answer(one, content.currency) for one in part.answers if is_handed_in(one)],
            }
            for part in content.sections
            if any(is_handed_in(one) for one in part.answers)
        ],
    }
    if content.asks_summary:
        said["summary"] = content.summary
    if content.asks_accounts:
        said["accounts"] = plain(content.accounts, content.currency)
        for voucher in said["accounts"]["vouchers"]:
            voucher["files"] = _files(content.files.get(f"voucher:{voucher['key']}", []))
    if content.asks_outcomes:
        said["figures"] = [
            {"kind": one.kind.value, "typed": one.typed, "number": one.number.canonical if one.number else ""}
            for one in content.figures
        ]
        said["materials"] = [
            {
                "title": one.title,
                "rights_holder": one.rights_holder,
                "credit": one.credit,
                "alt_text": one.alt_text,
                "may_publish": one.may_publish,
                "files": _files(one.files),
            }
            for one in content.materials
        ]
    return said


def _files(files: Sequence[Document]) -> list[dict[str, Any]]:
    return [
        {"filename": file.filename, "size": file.size, "sha256": file.sha256, "id": file.pk} for file in files
    ]


def write_rows(content: ReportContent) -> None:
    """Write the lines, vouchers, figures and material of what is handed in as rows, in the caller's transaction."""
    report = content.report
    report.lines.all().delete()
    report.figures.all().delete()
    report.materials.all().delete()
    lines = ReportLine.objects.bulk_create(
        ReportLine(
            report=report,
            side=line.side,
            description=line.what[:300],
            budgeted=line.budgeted,
            spent_typed=line.typed[:60],
            spent=line.spent,
            explanation=line.why,
            position=position,
        )
        for position, line in enumerate(content.accounts.lines)
    )
    by_key = {known.key: row for known, row in zip(content.accounts.lines, lines, strict=True)}
    ReportVoucher.objects.bulk_create(
        ReportVoucher(
            line=by_key[one.line],
            number=one.number,
            dated=one.dated,
            amount=one.amount,
            document=next(iter(content.files.get(f"voucher:{one.key}", [])), None),
            position=position,
        )
        for position, one in enumerate(content.accounts.vouchers)
    )
    OutcomeFigure.objects.bulk_create(
        OutcomeFigure(report=report, kind=one.kind, number=one.number)
        for one in content.figures
        if one.number is not None
    )
    PublicationMaterial.objects.bulk_create(
        PublicationMaterial(
            report=report,
            title=one.title,
            rights_holder=one.rights_holder,
            credit=one.credit,
            alt_text=one.alt_text,
            may_publish=one.may_publish,
            document=next(iter(one.files), None),
            position=position,
        )
        for position, one in enumerate(content.materials)
    )
