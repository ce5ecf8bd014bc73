"""Changes of a grant, and what holds afterwards; reminders on the same days for everybody."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from grants.domain.reporting import changes, reminders, terms
from grants.enums import ChangeStatus, RegisterKind
from grants.models import AgreedTerms, ChangeRequest, RegisterEntry, Report
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import UserFactory, member
from tests.factories.reporting import report_owed

pytestmark = pytest.mark.django_db


def asked(report: Report, **more: object) -> ChangeRequest:
    values = {"kind": "period", "text": "The theatre is rebuilt.", "ends": UncertainDate("2027-12")}
    return changes.ask(report.award, by=report.application.applicant, **{**values, **more})  # type: ignore[arg-type]


def decided(request: ChangeRequest, outcome: str = "approved", **more: object) -> ChangeRequest:
    values = {"reasons": "It is the same project.", "appeal_notice": "Write to the court."}
    officer = member(request.authority, Role.OFFICER)
    return changes.decide(request, outcome=outcome, by=officer, **{**values, **more})  # type: ignore[arg-type]


def test_approved_period_moves_the_day_and_keeps_the_first() -> None:
    report = report_owed(end="2027-06-15")

    decided(asked(report))

    report.refresh_from_db()
    assert report.due_on == date(2028, 2, 29)
    assert [str(one.ends) for one in AgreedTerms.objects.filter(award=report.award)] == [
        "15 June 2027",
        "December 2027",
    ]


def test_approved_in_part_holds_what_was_approved() -> None:
    report = report_owed()
    request = asked(report, kind="budget", ends=None, amounts={"cost-0": Decimal(1500)})

    decided(request, "in_part", amounts={"cost-0": Decimal(1200)})

    assert [line["amount"] for line in terms.current(report.award).lines] == ["1200", "400"]
    assert request.lines[0]["amount"] == "1500"


def test_refused_changes_nothing() -> None:
    report = report_owed()

    decided(asked(report), "refused")

    assert terms.current(report.award).number == 1
    subjects = RegisterEntry.objects.filter(application=report.application, kind=RegisterKind.CHANGE)
    assert [one.subject for one in subjects] == ["Period 1: The theatre is rebuilt.", "Period 1: Avslagen"]


@pytest.mark.parametrize("missing", ["reasons", "appeal_notice"])
def test_decision_without_reasons_or_appeal_notice_is_refused(missing: str) -> None:
    request = asked(report_owed())

    with pytest.raises(ValidationError) as refused:
        decided(request, **{missing: " "})

    assert list(refused.value.message_dict) == [missing]


def test_second_decision_meets_the_first() -> None:
    request = asked(report_owed())
    decided(request)

    with pytest.raises(DomainError, match="already been decided: Approved"):
        decided(request, "refused")


def test_asked_twice_is_one_and_a_notice_is_noted() -> None:
    report = report_owed()

    first, again = asked(report), asked(report)
    notice = asked(report, kind="notice", ends=None)

    assert (first, notice.status, notice.number) == (again, ChangeStatus.NOTED, 2)


def test_strangers_ask_for_nothing_and_auditors_decide_nothing() -> None:
    report = report_owed()
    request = asked(report)

    with pytest.raises(NotAllowed):
        changes.ask(report.award, kind="content", text="Other", by=UserFactory())
    with pytest.raises(NotAllowed):
        changes.decide(
            request,
            outcome="approved",
            reasons="x",
            appeal_notice="y",
            by=member(request.authority, Role.AUDITOR),
        )


def test_withdrawn_is_decided_no_more() -> None:
    request = asked(report_owed())
    changes.withdraw(request, by=request.submitted_by)

    with pytest.raises(DomainError):
        decided(request)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)


def test_everybody_is_reminded_on_the_same_days_once() -> None:
    reports = [report_owed(end="2027-06-15"), report_owed(end="2027-06-15")]  # due 15 August

    days = ["2027-07-15", "2027-07-16", "2027-07-17", "2027-08-08", "2027-08-08", "2027-08-22", "2027-10-01"]
    told = [reminders.remind_due(at(day)) for day in days]

    assert told == [0, 2, 0, 2, 0, 2, 2]
    assert Message.objects.filter(key__startswith="report-reminder-").count() == 8
    for report in reports:
        entries = RegisterEntry.objects.filter(application=report.application, kind=RegisterKind.REMINDER)
        assert entries.count() == 4


def test_nobody_is_reminded_of_what_was_handed_in_or_has_no_day() -> None:
    handed_in, without = report_owed(), report_owed(end="2027/..")
    Report.objects.filter(pk=handed_in.pk).update(
        status="handed_in", handed_in_at=at("2027-07-01"), handed_in_by=handed_in.application.applicant
    )

    assert reminders.remind_due(at("2028-01-01")) == 0
    assert without.due_on is None
