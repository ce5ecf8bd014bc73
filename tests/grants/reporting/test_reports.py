"""A report from the first word to the authority's answer."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from exchanges.enums import FigureKind
from grants.domain.answers import digest
from grants.domain.reporting import drafts, duties, handing_in, outcomes, reviewing, settlement
from grants.domain.reporting.content import content_of
from grants.enums import DutyKind, RegisterKind, ReportStatus
from grants.enums.money import AwardStatus
from grants.models import Award, OutcomeFigure, RegisterEntry, Report, ReportLine
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import NotAllowed, StaleEdit
from portal.core.files import ALL_KINDS, check_upload
from portal.core.models import Citation, Document, Message
from portal.core.uncertain import UncertainNumber
from tests.factories.accounts import UserFactory, member
from tests.factories.exchanges import ExchangeFactory
from tests.factories.grants import QuestionFactory
from tests.factories.reporting import report_owed

pytestmark = pytest.mark.django_db

WRITTEN: dict[str, Any] = {
    "summary": "We played.",
    "lines": {
        "cost-0": {"spent": "1 300,00", "why": "Dearer tickets"},
        "income-0": {"spent": "400", "why": ""},
    },
    "vouchers": [{"key": "a1", "line": "cost-0", "number": "F-17", "date": "2027-05-02", "amount": "1 300"}],
    "figures": {"people": "about 40", "days": "12", "person_days": "unknown", "audience": "over 300"},
    "materials": [
        {
            "key": "m1",
            "title": "On stage",
            "rights_holder": "A. Photographer",
            "credit": "Photo: A. P.",
            "alt_text": "Four dancers",
            "may_publish": "yes",
        }
    ],
}


def write(report: Report, **changed: Any) -> None:
    drafts.save(report, {**WRITTEN, **changed}, by=report.application.applicant)


def handed_in(report: Report, **changed: Any) -> Report:
    write(report, **changed)
    handing_in.hand_in(report, by=report.application.applicant)
    return fresh(report)


def fresh(report: Report) -> Report:
    return Report.objects.select_related(
        "application__call", "award__exchange", "award__decision__application__call"
    ).get(pk=report.pk)


def officer_of(report: Report) -> User:
    return member(report.authority, Role.OFFICER)  # type: ignore[no-any-return]


def entered(report: Report, kind: RegisterKind) -> list[str]:
    found = RegisterEntry.objects.filter(application=report.application, kind=kind).order_by("number")
    return list(found.values_list("subject", flat=True))


def test_what_is_typed_is_kept_valid_or_not() -> None:
    report = report_owed()

    write(report, lines={"cost-0": {"spent": "about a thousand", "why": ""}})

    content = content_of(fresh(report))
    assert content.accounts.lines[0].typed == "about a thousand"
    assert sorted(content.problems()) == ["line-cost-0", "line-income-0"]
    assert fresh(report).status == ReportStatus.DRAFT


def test_another_page_overwrites_nothing_unseen() -> None:
    report = report_owed()
    drafts.save(report, {"summary": "First"}, by=report.application.applicant, page="one.1")

    saved = drafts.save(
        report,
        {"summary": "Second"},
        by=report.application.applicant,
        page="two.1",
        began_from={"summary": digest("")},
    )

    assert [(one.code, one.theirs) for one in saved.conflicts] == [("summary", "First")]
    assert content_of(fresh(report)).summary == "First"


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"summary": " "}, "summary"),
        ({"lines": {"cost-0": {"spent": "1300"}, "income-0": {"spent": "400"}}}, "line-cost-0"),
        ({"vouchers": [{"key": "a1", "line": "cost-9", "number": "F"}]}, "vouchers-a1"),
        (
            {"vouchers": [{"key": "a1", "line": "cost-0", "number": "F", "date": "the day after"}]},
            "vouchers-a1",
        ),
        ({"figures": {**WRITTEN["figures"], "days": "a lot of them"}}, "figure-days"),
        ({"materials": [{"key": "m1", "title": "On stage", "may_publish": "yes"}]}, "materials-m1"),
        ({"more": [{"what": "Visa", "spent": ""}]}, "line-more-0"),
    ],
)
def test_incomplete_is_not_handed_in(changed: dict[str, Any], place: str) -> None:
    report = report_owed()
    write(report, **changed)

    with pytest.raises(handing_in.NotComplete) as refused:
        handing_in.hand_in(report, by=report.application.applicant)

    assert list(refused.value.problems) == [place]
    assert fresh(report).submissions.count() == 0


def test_questions_of_reports_are_asked_with_the_report_alone() -> None:
    report = report_owed()
    call = report.application.call
    QuestionFactory(call=call, code="applied")
    QuestionFactory(call=call, code="reported", stage="report")
    QuestionFactory(call=call, code="halfway", stage="interim")
    asked = [question.code for question in content_of(report).questions]

    drafts.save(report, {"q:reported": "Well"}, by=report.application.applicant)

    assert asked == ["reported"]
    assert content_of(fresh(report)).sections[0].answers[0].reading.value == "Well"


def test_handed_in_once_with_lines_vouchers_figures_and_rights() -> None:
    report = handed_in(report_owed())

    again = handing_in.hand_in(report, by=report.application.applicant)

    assert report.submissions.get() == again
    line = ReportLine.objects.get(report=report, side="cost")
    assert (line.budgeted, line.spent, line.explanation) == (Decimal(1000), Decimal(1300), "Dearer tickets")
    assert line.vouchers.get().number == "F-17"
    people = OutcomeFigure.objects.get(report=report, kind="people")
    assert people.number == UncertainNumber.about(40, words="about 40") or not people.number.is_exact
    assert report.materials.get().credit == "Photo: A. P."
    assert entered(report, RegisterKind.REPORT) == ["Slutredovisning 1"]


def test_what_was_handed_in_is_never_changed() -> None:
    handed_in(report_owed())

    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE grants_reportsubmission SET content_sha256 = 'x'")


def test_others_write_and_hand_in_nothing() -> None:
    report = report_owed()
    stranger = UserFactory()

    for act in (
        lambda: drafts.save(report, WRITTEN, by=stranger),
        lambda: handing_in.hand_in(report, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert fresh(report).status == ReportStatus.DUE


def test_file_of_a_voucher_lies_with_it_and_stays_once_handed_in() -> None:
    report = report_owed()
    upload = SimpleUploadedFile("invoice.txt", b"Invoice", content_type="text/plain")
    file = check_upload(upload, allowed=ALL_KINDS, max_bytes=1000)
    document = drafts.attach(report, "voucher:a1", file, by=report.application.applicant)
    report = handed_in(report)
    sent_back(report)

    with pytest.raises(ValidationError):
        drafts.detach(fresh(report), document, by=report.application.applicant)

    assert ReportLine.objects.get(report=report, side="cost").vouchers.get().document == document
    assert Document.objects.filter(pk=document.pk).exists()


def sent_back(report: Report, **more: Any) -> Report:
    values = {"text": "The invoice of May is missing.", "due_on": timezone.localdate() + timedelta(days=14)}
    return reviewing.answer(report, outcome="sent_back", by=officer_of(report), **{**values, **more})


def test_sent_back_with_a_new_day_and_handed_in_again() -> None:
    report = handed_in(report_owed())
    day = timezone.localdate() + timedelta(days=14)
    sent_back(report, due_on=day)

    report = handed_in(fresh(report), summary="We played twice.")

    assert (report.due_on, report.status) == (day, ReportStatus.HANDED_IN)
    assert [one.content["summary"] for one in report.submissions.all()] == ["We played.", "We played twice."]
    assert entered(report, RegisterKind.REPORT) == ["Slutredovisning 1", "Slutredovisning 1, version 2"]
    assert Message.objects.filter(key=f"report-answer-{report.pk}-3").count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": "sent_back", "due_on": timezone.localdate() + timedelta(days=9)}, "text"),
        ({"outcome": "sent_back", "text": "More", "due_on": timezone.localdate()}, "due_on"),
        ({"outcome": "reduced", "text": "Less", "appeal_notice": "Court"}, "amount"),
        ({"outcome": "reclaimed", "text": "All", "amount": Decimal(601), "appeal_notice": "Court"}, "amount"),
        ({"outcome": "reclaimed", "text": "All", "amount": Decimal(600)}, "appeal_notice"),
    ],
)
def test_answer_with_something_missing_is_refused_beside_its_field(
    values: dict[str, Any], field: str
) -> None:
    report = handed_in(report_owed())

    with pytest.raises(ValidationError) as refused:
        reviewing.answer(report, by=officer_of(report), **values)

    assert list(refused.value.message_dict) == [field]
    assert fresh(report).status == ReportStatus.HANDED_IN


def test_two_officers_at_once_the_second_is_told() -> None:
    report = handed_in(report_owed())
    reviewing.answer(report, outcome="approved", version=report.version, by=officer_of(report))

    with pytest.raises(StaleEdit):
        reviewing.answer(report, outcome="approved", version=report.version, by=officer_of(report))


def test_grantee_and_decision_maker_do_not_answer_it() -> None:
    report = handed_in(report_owed())

    for person in (report.application.applicant, member(report.authority, Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            reviewing.answer(report, outcome="approved", by=person)


def test_approved_figures_become_facts_with_their_uncertainty_and_source() -> None:
    report = report_owed()
    report.award.exchange = ExchangeFactory(authority=report.authority)
    report.award.save()
    officer = officer_of(report)
    reviewing.answer(handed_in(report), outcome="approved", by=officer)

    outcomes.make_facts(fresh(report).award, by=officer)

    figures = report.award.exchange.figures.order_by("pk")
    assert [(one.kind, one.number.describe("en")) for one in figures] == [
        (FigureKind.PARTICIPANTS, "about 40"),
        (FigureKind.OTHER, "12"),
        (FigureKind.PERSON_DAYS, "unknown"),
        (FigureKind.OTHER, "over 300"),
    ]
    sources = {one.source.title for one in Citation.objects.filter(object_id__in=figures.values("pk"))}
    assert sources == {f"Final report 1, {report.application.diary_number}"}


def test_nothing_is_taken_after_the_report_is_closed_and_the_attempt_is_entered() -> None:
    report = handed_in(report_owed())
    reviewing.answer(report, outcome="approved", by=officer_of(report))

    with pytest.raises(handing_in.Ended):
        handing_in.hand_in(fresh(report), by=report.application.applicant)

    assert [subject[:36] for subject in entered(report, RegisterKind.REPORT)] == [
        "Slutredovisning 1",
        "Slutredovisning 1 togs inte emot: Th",
    ]


def test_waived_needs_a_reason() -> None:
    report = report_owed()
    officer = officer_of(report)
    with pytest.raises(ValidationError):
        duties.waive(report, reasons=" ", by=officer)

    duties.waive(report, reasons="The grantee is deceased.", by=officer)

    assert fresh(report).status == ReportStatus.WAIVED
    assert entered(report, RegisterKind.REVIEW) == ["Slutredovisning 1 begärs inte längre"]


def test_balance_waits_for_accounts_that_are_asked_apart() -> None:
    final = report_owed({}, {"kind": DutyKind.ACCOUNTS})
    accounts = Report.objects.get(application=final.application, number=2)
    officer = officer_of(final)
    reviewing.answer(handed_in(final, vouchers=[]), outcome="approved", by=officer)
    first = settlement.releases_balance(fresh(final))

    reviewing.answer(handed_in(fresh(accounts)), outcome="approved", by=officer)

    assert (first, settlement.releases_balance(fresh(accounts))) == (False, True)


def test_late_is_said_by_the_clocks_of_the_call() -> None:
    report = report_owed(end="2027-06-15")
    report.due_on = datetime(2027, 8, 15).date()

    late = [
        handing_in.is_late(report, datetime.fromisoformat(moment))
        for moment in ("2027-08-15T21:59:00+00:00", "2027-08-15T22:01:00+00:00")
    ]

    assert late == [False, True]


def test_a_report_after_closing_is_refused_and_entered() -> None:
    report = report_owed()
    write(report)
    Award.objects.filter(pk=report.award_id).update(status=AwardStatus.CLOSED)

    with pytest.raises(handing_in.Ended) as refused:
        handing_in.hand_in(report, by=report.application.applicant)

    sentence = "The grant is closed: no report is taken any more. Write to the authority instead."
    assert refused.value.messages == [sentence]
    assert entered(report, RegisterKind.REPORT) == [f"Slutredovisning 1 togs inte emot: {sentence}"]
    assert fresh(report).status == ReportStatus.DRAFT
