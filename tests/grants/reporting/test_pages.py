"""The pages of reports and changes, as browsers ask for them: the grantee's and the office's."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from grants import tasks
from grants.domain.reporting import handing_in
from grants.enums import ReportStatus
from grants.models import ChangeRequest, Report, ReportVoucher
from grants.report_papers import readable_report
from portal.accounts.enums import Role
from portal.core.models import Document, Job
from portal.core.tasks import run_job
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory, CallRuleFactory, QuestionFactory
from tests.factories.reporting import report_owed
from tests.grants.reporting.test_reports import fresh, handed_in

pytestmark = pytest.mark.django_db

POSTED = {
    "page": "p.1",
    "shown": "",
    "r.summary": "We played.",
    "r.lines.cost-0.spent": "1 050,00",
    "r.lines.cost-0.why": "",
    "r.lines.income-0.spent": "400",
    "r.lines.income-0.why": "",
    "r.vouchers.0.key": "a1",
    "r.vouchers.0.line": "cost-0",
    "r.vouchers.0.number": "F-17",
    "r.figures.people.number": "about 40",
    "r.figures.days.number": "12",
    "r.figures.person_days.number": "unknown",
    "r.figures.audience.number": "over 300",
}


def grantee(report: Report) -> Client:
    client = Client()
    client.force_login(report.application.applicant)
    return client


def office(report: Report, role: str = Role.OFFICER) -> Client:
    client = Client()
    client.force_login(member(report.authority, role))
    return client


def address(name: str, report: Report) -> str:
    return reverse(f"grants:{name}", args=[report.application.reference, report.number])


def test_grantee_writes_saves_and_hands_in() -> None:
    report = report_owed()
    client, page = grantee(report), address("applicant:report_detail", report)
    invoice = SimpleUploadedFile("invoice.txt", b"Invoice", content_type="text/plain")

    written = client.post(page, {**POSTED, "go": "check", "file-voucher-a1": invoice})
    checked = client.get(written["Location"])
    client.post(written["Location"])

    assert checked.context["problems"] == {}
    assert fresh(report).status == ReportStatus.HANDED_IN
    assert ReportVoucher.objects.get(line__report=report).document.filename == "invoice.txt"
    read = client.get(page)
    assert read.context["said"]["figures"][0] == ("People who took part", "about 40")


def test_a_part_saves_itself_and_says_when() -> None:
    report = report_owed()

    answer = grantee(report).post(
        address("applicant:report_autosave", report),
        {"page": "p.1", "shown": "", "changed": "r.summary", "r.summary": "Half a sent"},
    )

    assert answer["X-Draft"] == "saved"
    assert report.parts.get().value == "Half a sent"


def test_what_is_wrong_is_said_beside_its_place_and_nothing_is_lost() -> None:
    report = report_owed()
    client, page = grantee(report), address("applicant:report_detail", report)

    client.post(page, {**POSTED, "r.lines.cost-0.spent": "about a thousand", "go": "check"})
    client.post(address("applicant:report_hand_in", report))
    shown = client.get(page, {"problems": ""})

    assert list(shown.context["page"].problems) == ["line-cost-0"]
    assert 'value="about a thousand"' in shown.content.decode()


def test_questions_of_the_call_are_on_the_page_and_kept() -> None:
    report = report_owed()
    QuestionFactory(call=report.application.call, code="told", kind="long_text", stage="final")
    client, page = grantee(report), address("applicant:report_detail", report)

    client.post(page, {"page": "p.1", "shown": "told", "q-told": "All went well.", "go": "stay"})

    assert "All went well." in client.get(page).content.decode()


def test_after_the_answer_nothing_typed_is_taken_and_the_page_says_so() -> None:
    report = handed_in(report_owed())

    answer = grantee(report).post(
        address("applicant:report_detail", report), {**POSTED, "go": "stay"}, follow=True
    )

    assert "can no longer be changed" in answer.content.decode()


def test_officer_reads_it_beside_the_budget_with_what_the_rules_say_and_approves() -> None:
    report = report_owed(end="2020-06-15")
    for kind, parameters in (
        ("report_due", {"months": 2, "after": "end"}),
        ("vouchers_referenced", {}),
        ("unspent_returned", {}),
    ):
        CallRuleFactory(call=report.application.call, kind=kind, parameters=parameters, stages=["report"])
    lines = {"cost-0": {"spent": "900"}, "income-0": {"spent": "400"}}
    report = handed_in(report, lines=lines)
    client, page = office(report), address("officer:report_detail", report)

    shown = client.get(page)
    answered = client.post(page, {"version": report.version, "outcome": "approved", "text": ""})

    assert [one["tone"] for one in shown.context["findings"]] == ["stop", "good", "stop"]
    assert {fact["label"]: fact["value"] for fact in shown.context["facts"]}[
        "Not spent of the grant"
    ] == "SEK\xa0100"
    assert answered.status_code == 302
    assert fresh(report).status == ReportStatus.APPROVED


def test_refused_answer_keeps_what_was_typed() -> None:
    report = handed_in(report_owed())

    answer = office(report).post(
        address("officer:report_detail", report),
        {"version": report.version, "outcome": "reclaimed", "text": "Nothing happened.", "amount": "7000"},
    )

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["amount", "appeal_notice"]
    assert "Nothing happened." in answer.content.decode()


def test_auditor_reads_and_answers_nothing() -> None:
    report = handed_in(report_owed())
    client, page = office(report, Role.AUDITOR), address("officer:report_detail", report)

    shown = client.get(page)

    assert shown.context["form"] is None
    assert client.post(page, {"version": report.version, "outcome": "approved"}).status_code == 403


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def another(report: Report) -> Report:
    return report_owed(call__programme__authority=report.authority)


def test_list_of_reports_costs_the_same_at_one_and_three_and_is_narrowed() -> None:
    report = report_owed(end="2020-06-15")
    client, url = office(report), reverse("grants:officer:report_list")
    one = queries(client, url)
    another(report), another(report)

    assert queries(client, url) == one
    overdue = client.get(url, {"overdue": "yes"}).context["table"].records
    assert [found.pk for found in overdue] == [report.pk]


def test_list_of_changes_costs_the_same_at_one_and_three() -> None:
    report = report_owed()
    client, url = office(report), reverse("grants:officer:change_list")
    _ask(report)
    one = queries(client, url)
    _ask(another(report)), _ask(another(report))

    assert queries(client, url) == one


def _ask(report: Report, **more: Any) -> Any:
    page = reverse("grants:applicant:change_add", args=[report.application.reference])
    posted = {"text": "The theatre is rebuilt.", "ends": "December 2027", **more}
    return grantee(report).post(f"{page}?kind=period", posted, follow=True)


def test_change_is_asked_for_shown_and_decided() -> None:
    report = report_owed()
    asked = _ask(report)
    change = ChangeRequest.objects.get()
    page = reverse("grants:officer:change_detail", args=[report.application.reference, change.number])
    client = office(report)

    shown = client.get(page)
    initial = shown.context["form"].initial
    client.post(page, {**initial, "outcome": "approved", "reasons": "It is the same project."})

    assert asked.context["rows"] == [["End", "15 June 2027", "December 2027"]]
    assert fresh(report).due_on == date(2028, 2, 29)


def test_overdue_reports_stand_at_the_next_application_of_the_same_person() -> None:
    report = report_owed(end="2020-06-15")
    again = ApplicationFactory(
        call__programme__authority=report.authority, applicant=report.application.applicant, submitted=True
    )

    for name in ("application_detail", "application_screen"):
        page = office(report).get(reverse(f"grants:officer:{name}", args=[again.reference]))
        assert f"Final report 1: {report.application}" in page.content.decode()


def test_desk_has_what_waits_and_what_is_late() -> None:
    late = report_owed(end="2020-06-15")
    handed_in(another(late))
    _ask(late)

    desk = office(late).get("/office/").content.decode()

    assert [title in desk for title in ("Reports to answer", "Reports overdue", "Changes to decide")] == [
        True
    ] * 3


def test_handed_in_report_is_printed_once_by_the_worker() -> None:
    report = handed_in(report_owed())
    job = Job.objects.get(task="grants.render_report")

    run_job(tasks.render_report, job.pk)
    tasks.render_report.body(lambda *_args: None, **job.arguments)

    document = Document.objects.of(report).get(kind="report")
    assert (document.version, document.media_type) == (1, "application/pdf")
    opened = grantee(report).get(document.get_absolute_url())
    assert opened.getvalue()[:5] == b"%PDF-"
    assert Client().get(document.get_absolute_url()).status_code == 404


def test_accounts_are_read_with_their_differences() -> None:
    content = handed_in(report_owed()).submissions.get().content

    costs = readable_report(content)["accounts"][0]

    assert [text.replace("\xa0", " ") for text, _kind in next(iter(costs.body))] == [
        "Travel 0",
        "SEK 1,000",
        "SEK 1,300",
        "SEK 300",
        "Dearer tickets",
    ]


def test_late_is_taken_and_marked() -> None:
    report = report_owed()
    Report.objects.filter(pk=report.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    report = handed_in(fresh(report))

    assert handing_in.is_late(report, timezone.now())
    assert report.submissions.get().is_late
