"""The case list as a file: what the screen shows, in its order, and for its reader alone."""

import csv
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from grants.enums import ApplicationStatus
from grants.periodic import export_cases
from grants.views.officer import exports
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.models import Document, Job
from portal.core.tasks import run_job
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import ApplicationFactory
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db

LIST = "/office/applications/"
EXPORT = "/office/applications/export/"
FILES = "/office/applications/exports/"


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def officer(authority: Authority, client: Client) -> User:
    user = member(authority, Role.OFFICER)
    client.force_login(user)
    return user


def case(authority: Authority, title: str, **fields: Any) -> None:
    ApplicationFactory(submitted=True, call__programme__authority=authority, title=title, **fields)


def read_csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def exported(client: Client, **query: str) -> list[dict[str, str]]:
    return read_csv(b"".join(client.get(EXPORT, query).streaming_content))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "query", [{}, {"sort": "requested"}, {"status": "eligible"}, {"q": "choir"}, {"amount_to": "50 000"}]
)
def test_application_export_is_what_the_screen_shows(
    authority: Authority, officer: User, client: Client, query: dict[str, str]
) -> None:
    case(authority, "Choirs", requested=Decimal(100), status=ApplicationStatus.ELIGIBLE)
    case(authority, "Dance", requested=Decimal(90_000))
    case(AuthorityFactory(), "Theirs")

    page = client.get(LIST, query)

    shown = [record.title for record in page.context["table"].records]
    assert [row["Project"] for row in exported(client, **query)] == shown
    links = [
        f"{EXPORT}?{urlencode({'format': one, **query})}".replace("&", "&amp;") for one in ("csv", "xlsx")
    ]
    assert [page.content.decode().count(f'href="{link}"') for link in links] == [1, 1]


def test_application_export_as_xlsx_has_numbers_and_text(
    authority: Authority, officer: User, client: Client
) -> None:
    case(authority, "=1+1", requested=Decimal("1234.50"))

    content = b"".join(client.get(EXPORT, {"format": "xlsx"}).streaming_content)  # type: ignore[attr-defined]

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert (sheet.count("<v>1234.5</v>"), sheet.count("<f>"), sheet.count(">=1+1<")) == (1, 0, 1)


def test_application_export_as_csv_defuses_formulas(
    authority: Authority, officer: User, client: Client
) -> None:
    case(authority, "=HYPERLINK(1)", requested=Decimal("1234.50"))

    row = exported(client)[0]

    assert (row["Project"], row["Amount applied for"]) == ("'=HYPERLINK(1)", "1234.50")


def test_application_export_in_another_format_is_not_found(officer: User, client: Client) -> None:
    assert client.get(EXPORT, {"format": "pdf"}).status_code == 404


def test_application_export_of_a_long_list_asks_and_is_made_once_for_its_reader(
    authority: Authority, officer: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "DIRECT", 1)
    case(authority, "Choirs")
    case(authority, "Dance")
    address = f"{EXPORT}?format=csv&sort=submitted"

    asked = client.get(address)
    assert (asked.status_code, Job.objects.count()) == (200, 0)
    for _press in range(2):
        assert client.post(address).url == FILES  # type: ignore[attr-defined]
    job = Job.objects.get(task=export_cases.name)
    assert client.get(FILES).content.decode().count("<progress") == 1
    run_job(export_cases, job.pk)
    job.state = "queued"
    job.finished_at = None
    job.save()
    run_job(export_cases, job.pk)

    document = Document.objects.get()
    download = client.get(document.get_absolute_url())
    content = b"".join(download.streaming_content)  # type: ignore[attr-defined]
    assert [row["Project"] for row in read_csv(content)] == ["Choirs", "Dance"]
    assert (document.size, client.get(FILES).content.decode().count(document.filename)) == (len(content), 1)
    others = [member(authority, Role.OFFICER), UserFactory(is_superuser=True)]
    assert [Document.objects.visible_to(user).count() for user in [officer, *others]] == [1, 0, 0]


def test_export_list_without_files_says_when_there_will_be_some(officer: User, client: Client) -> None:
    assert client.get(reverse("grants:officer:export_list")).content.decode().count("Nothing here yet") == 1
