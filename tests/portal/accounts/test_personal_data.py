"""A person's own data: ordered, made by the worker, for that person alone, until it expires."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from portal.accounts import tasks
from portal.accounts.domain import personal_data
from portal.accounts.models import PersonalExport, User
from portal.accounts.periodic import expire_personal_exports
from portal.core.models import Document
from portal.core.tasks import run_job
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, member
from tests.factories.closing import EMAIL, NAME, whole_case
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db


def made(person: User) -> Document:
    export = personal_data.order(language="en", by=person)
    run_job(tasks.make_personal_export, export.job_id)
    export.job.refresh_from_db()
    assert export.job.state == "done", export.job.problem
    return Document.objects.of(export).get()


def unpacked(document: Document) -> zipfile.ZipFile:
    with document.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_the_file_holds_what_every_app_has_registered() -> None:
    case = whole_case()

    archive = unpacked(made(case.applicant))

    told = json.loads(archive.read("data.json"))
    parts = {part["key"]: part for part in told["parts"]}
    assert told["person"] == EMAIL
    assert parts["account"]["rows"][0]["name"] == NAME
    assert "password" not in parts["account"]["rows"][0]
    assert [row["diary_number"] for row in parts["applications"]["rows"]] == [case.diary_number]
    assert {"addresses", "messages", "entries", "payments", "reports", "files", "grants.caseentry"} <= set(
        parts
    )
    assert parts["payments"]["rows"][0]["amount"] == "40000.00"
    files = [file["path"] for file in parts["files"]["files"]]
    assert files
    assert set(files) <= set(archive.namelist())
    page = archive.read("index.html").decode()
    assert NAME in page
    assert f'href="{files[0]}"' in page


def test_nothing_of_others_is_in_it() -> None:
    whole_case()
    other = UserFactory(name="Somebody Else")

    archive = unpacked(made(other))

    assert NAME not in archive.read("data.json").decode()
    assert [name for name in archive.namelist() if name.startswith("files/")] == []


def test_ordering_twice_is_one_file_and_a_new_one_replaces_the_old() -> None:
    person = UserFactory()
    first = personal_data.order(language="en", by=person)
    assert personal_data.order(language="en", by=person) == first

    old = made(person)
    new = made(person)

    assert PersonalExport.objects.get(user=person) != first
    assert list(Document.objects.filter(pk__in=[old.pk, new.pk])) == [new]


def test_the_page_serves_the_person_alone_until_it_expires(client: StrictClient) -> None:
    person = UserFactory()
    client.force_login(person)
    empty = client.get(reverse("accounts:applicant:personal_export_list"))
    client.post(reverse("accounts:applicant:personal_export_order"))
    export = PersonalExport.objects.get(user=person)
    waiting = client.get(reverse("accounts:applicant:personal_export_list"))
    run_job(tasks.make_personal_export, export.job_id)
    document = Document.objects.of(export).get()
    page = client.get(reverse("accounts:applicant:personal_export_list"))
    sent = client.get(document.get_absolute_url())
    sent.getvalue()
    others = [UserFactory(), member(AuthorityFactory(), "administrator"), UserFactory(is_superuser=True)]
    refused = []
    for other in others:
        browser = StrictClient()
        browser.force_login(other)
        refused.append(browser.get(document.get_absolute_url()).status_code)

    assert "You have no file at present" in empty.content.decode()
    assert "Gathering your data" in waiting.content.decode()
    assert document.get_absolute_url() in page.content.decode()
    assert (sent.status_code, refused) == (200, [404, 404, 404])
    with time_machine.travel(timezone.now() + personal_data.KEPT + timedelta(minutes=1)):
        late = StrictClient()
        late.force_login(person)
        assert late.get(document.get_absolute_url()).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_expired_file_is_removed() -> None:
    document = made(UserFactory())
    name = document.file.name
    expire_personal_exports()
    assert default_storage.exists(name)

    with time_machine.travel(timezone.now() + personal_data.KEPT + timedelta(minutes=1)):
        expire_personal_exports()

    assert not default_storage.exists(name)
    assert not Document.objects.filter(pk=document.pk).exists()
    assert not PersonalExport.objects.exists()
