"""Annual reports: ordered once, made once, kept for good."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.enums import Role
from portal.core.enums import DocumentKind, JobState
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document, Job
from portal.core.pdf import check_pdf
from portal.core.registry import Chapter, Section, Table
from portal.core.tasks import run_job
from portal.core.uncertain import UncertainNumber
from portal.reports import documents
from portal.reports.domain import annual
from portal.reports.models import AnnualReport
from portal.reports.tasks import make_annual_report
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.partnerships import AuthorityFactory, PartnershipFactory


@pytest.fixture
def administrator(db):
    return MembershipFactory(role=Role.ADMINISTRATOR)


def order(membership, **changes):
    wanted = {"year": 2024, "language": "sv", "this_year": 2026, "by": membership.user, **changes}
    return annual.order(membership.authority, **wanted)


def make(report):
    run_job(make_annual_report, report.job_id)
    report.refresh_from_db()
    return report


def content_of(document):
    with document.file.open("rb") as file:
        return file.read()


def test_order_twice_while_it_is_being_made_is_one_report(administrator):
    assert order(administrator) == order(administrator)
    assert Job.objects.count() == 1


def test_order_again_after_it_was_made_is_the_next_version(administrator):
    first = make(order(administrator))

    second = make(order(administrator))

    assert [first.version, second.version] == [1, 2]
    assert Document.objects.of(first).count() == Document.objects.of(second).count() == 2


def test_order_by_an_officer_is_refused(db):
    officer = MembershipFactory(role=Role.OFFICER)

    with pytest.raises(NotAllowed):
        order(officer)


def test_order_for_another_authority_is_refused(administrator):
    with pytest.raises(NotAllowed):
        annual.order(AuthorityFactory(), year=2024, language="sv", this_year=2026, by=administrator.user)


@pytest.mark.parametrize("year", [1989, 2027])
def test_order_of_a_year_out_of_bounds_says_so_beside_the_year(administrator, year):
    with pytest.raises(DomainError) as refused:
        order(administrator, year=year)

    assert list(refused.value.message_dict) == ["year"]


def test_make_stores_pages_and_figures_once_however_often_it_runs(administrator):
    report = order(administrator)

    documents.make(report, lambda *_args: None)
    make(report)

    kinds = sorted(document.kind for document in Document.objects.of(report))
    assert kinds == [DocumentKind.ANNUAL_FIGURES, DocumentKind.ANNUAL_REPORT]
    assert report.job.state == JobState.DONE


def test_make_sets_a_tagged_pdf_in_the_report_s_language(administrator):
    PartnershipFactory(authority=administrator.authority, names={"sv": "Łódź och Жовква", "en": "x"})
    report = make(order(administrator))

    content = content_of(Document.objects.of(report).get(kind=DocumentKind.ANNUAL_REPORT))

    assert check_pdf(content) == []
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "sv"


def test_make_writes_the_figures_as_a_workbook(administrator):
    report = make(order(administrator))

    content = content_of(Document.objects.of(report).get(kind=DocumentKind.ANNUAL_FIGURES))

    assert zipfile.ZipFile(BytesIO(content)).testzip() is None
    assert len(report.figures) >= 3


def test_sheets_of_keep_an_uncertain_number_in_its_words(administrator):
    report = AnnualReport(authority=administrator.authority, year=2024, language="en", version=1)
    table = Table("Youth", ["What", "How many"], [["Meeting", UncertainNumber.nearly(50)], ["Choir", 3]])
    chapter = Chapter("Exchanges", "", sections=[Section("People", tables=[table])])

    sheet = documents.sheets_of(report, [chapter])[-1]

    assert list(sheet.rows) == [["Meeting", "nearly 50"], ["Choir", 3]]


def test_sheets_of_give_two_tables_of_one_title_two_names(administrator):
    report = AnnualReport(authority=administrator.authority, year=2024, language="en", version=1)
    table = Table("Sums of calls and of grants by field of art", ["What"], [["x"]])
    chapter = Chapter("Grants", "", sections=[Section("A", tables=[table, table])])

    names = [sheet.name for sheet in documents.sheets_of(report, [chapter])]

    assert names == ["About", "Sums of calls and of grants", "Sums of calls and of grants 2"]


def test_annual_report_command_writes_the_same_report(administrator, tmp_path):
    output = tmp_path / "report.pdf"

    call_command("annual_report", administrator.authority.slug, "2024", language="sv", output=output)

    assert output.read_bytes() == content_of(Document.objects.get(kind=DocumentKind.ANNUAL_REPORT))


def test_annual_report_command_names_the_authorities_there_are(administrator, tmp_path):
    with pytest.raises(CommandError, match=administrator.authority.slug):
        call_command("annual_report", "nowhere", "2024", output=tmp_path / "report.pdf")


def test_annual_report_list_orders_and_shows(administrator, client):
    client.force_login(administrator.user)

    answer = client.post(
        "/office/reports/", {"authority": administrator.authority_id, "year": "2024", "language": "en"}
    )

    report = AnnualReport.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, report.get_absolute_url())
    assert client.get(report.get_absolute_url()).status_code == 200


def test_annual_report_list_with_a_wrong_year_says_so_and_keeps_the_page(administrator, client):
    client.force_login(administrator.user)

    answer = client.post(
        "/office/reports/", {"authority": administrator.authority_id, "year": "1066", "language": "en"}
    )

    assert answer.status_code == 422
    assert AnnualReport.objects.count() == 0


def test_annual_report_detail_of_another_authority_is_not_there(administrator, client):
    report = order(administrator)
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).user)

    assert client.get(report.get_absolute_url()).status_code == 404


def test_annual_report_list_is_closed_to_applicants(db, client):
    client.force_login(UserFactory())

    assert client.get("/office/reports/").status_code == 403


def test_annual_report_list_costs_the_same_for_one_and_for_three(administrator, client):
    client.force_login(administrator.user)
    counts = []
    for rows in (1, 3):
        while AnnualReport.objects.count() < rows:
            make(order(administrator))
        client.get("/office/reports/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/office/reports/")
        counts.append(len(seen))

    assert counts[0] == counts[1]
