"""The package of a closed case: everything in it, the same bytes for the same content, and proof of both."""

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from grants.archive import xml
from grants.archive.documents import ChangedFile, documents_of, make
from grants.domain.closing import cases, packages
from grants.domain.screening import CHECKS
from grants.models import Application, ArchivePackage, Award, BankAccount, RegisterEntry, Screening
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.amounts import format_amount
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document
from portal.core.moments import say_moment
from portal.core.pdf import check_pdf
from tests.factories.closing import NAME, SURNAME, RetentionRuleFactory, officer_of_case, whole_case
from tests.factories.grants import ApplicationFactory
from tests.grants.closing.working import made
from tests.journeys.pdf_text import text_of

pytestmark = pytest.mark.django_db
SPACE = f"{{{xml.NAMESPACE}}}"


@pytest.fixture
def case() -> Application:
    return whole_case()


@pytest.fixture
def package(case: Application) -> Document:
    return made(ArchivePackage.objects.get(application=case))


def content_of(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return file.read()  # type: ignore[no-any-return]


def stored(document: Document, tmp_path: Path) -> Path:
    target = tmp_path / document.filename
    target.write_bytes(content_of(document))
    return target


def test_a_package_is_whole_and_holds_everything(
    case: Application, package: Document, tmp_path: Path
) -> None:
    file = stored(package, tmp_path)

    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        folder = names[0].partition("/")[0]
        metadata = etree.fromstring(archive.read(f"{folder}/data/metadata.xml"))
        about = etree.fromstring(archive.read(f"{folder}/data/case.xml"))
        printed = archive.read(f"{folder}/data/case.pdf")
        oxum = archive.read(f"{folder}/bag-info.txt").decode()
    described = [element.attrib for element in metadata.iter(f"{SPACE}file")]
    assert packages.check(file) == []
    assert metadata.findtext(f"{SPACE}case/{SPACE}diaryNumber") == case.diary_number
    apart = [one["path"] for one in described if one["path"].startswith("data/confidential/")]
    assert len(described) - len(apart) == 2 + documents_of(case).count()
    assert {one["sha256"] for one in described} >= set(documents_of(case).values_list("sha256", flat=True))
    assert any(one.get("registerNumber") for one in described)
    assert f"Payload-Oxum: {sum(int(one['size']) for one in described)}" not in oxum
    parts = [element.get("name") for element in about.iter(f"{SPACE}part")]
    assert {
        "register", "submissions", "scores", "assessments", "decisions", "payments", "repayments", "reports",
    } <= set(parts)  # fmt: skip
    assert f"{NAME} serves the aims." in [field.text for field in about.iter(f"{SPACE}field")]
    assert check_pdf(printed) == []
    with pikepdf.open(io.BytesIO(printed)) as pdf, pdf.open_metadata() as read:
        assert read.pdfa_status == "3A"


def test_the_case_is_printed_as_people_write(case: Application, package: Document) -> None:
    register = RegisterEntry.objects.filter(application=case)

    with zipfile.ZipFile(io.BytesIO(content_of(package))) as archive:
        printed = archive.read(next(one for one in archive.namelist() if one.endswith("/data/case.pdf")))
        machine = archive.read(next(one for one in archive.namelist() if one.endswith("/data/case.xml")))
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        text = " ".join(" ".join(text_of(page) for page in pdf.pages).split())
    assert re.findall(rb"\d{4}-\d\d-\d\dT\d\d:\d\d", machine)
    assert re.findall(r"\d{4}-\d\d-\d\dT|\b\d+\.\d\d\b|None|entrys|Sha256", text) == []
    with translation.override("sv"):
        assert say_moment(register[0].at, case.authority.time_zone)[:16] in text
        assert f"{_('Register')} {_('No.')} {_('What')} {_('Direction')}" in text
        assert _("Assessments") in text
        assert (
            format_amount(Award.objects.get(decision__application=case).amount, "SEK").replace("\xa0", " ")
            in text
        )
    # The key of another record is of no use on paper.
    assert not re.search(r"\b(Award|Assignment|Assessment|Act|Duty|Run) \d", text)


def test_what_is_not_public_lies_apart(case: Application, package: Document, tmp_path: Path) -> None:
    account = BankAccount.objects.get(award__decision__application=case)
    proof = Document.objects.of(account).get()

    with zipfile.ZipFile(stored(package, tmp_path)) as archive:
        folder = archive.namelist()[0].partition("/")[0]
        metadata = etree.fromstring(archive.read(f"{folder}/data/metadata.xml"))
        read = {
            name: archive.read(f"{folder}/data/confidential/{name}")
            for name in ("notes.xml", "notes.pdf", "bank-accounts.xml", "bank-accounts.pdf")
        }
        public = archive.read(f"{folder}/data/case.xml").decode()
    described = {
        one.get("path"): one
        for one in metadata.iter(f"{SPACE}file")
        if one.get("path", "").startswith("data/confidential/")
    }
    kept = "data/confidential/documents/as-received/0001-proof.pdf"
    assert sorted(described) == sorted([*(f"data/confidential/{name}" for name in read), kept])
    assert described[kept].get("sha256") == proof.sha256
    assert {one.get("confidentiality") for one in described.values()} == {"restricted"}
    assert all(one.get("ground") for one in described.values())
    notes = [one.text for one in etree.fromstring(read["notes.xml"]).iter(f"{SPACE}field")]
    assert f"{SURNAME} called." in notes
    said = {
        one.get("name"): one.text for one in etree.fromstring(read["bank-accounts.xml"]).iter(f"{SPACE}field")
    }
    assert said["verified-by"] == str(account.verified_by)
    assert said["verified-at"] == account.verified_at.isoformat()
    assert said["sha256"] == proof.sha256
    assert account.number not in "".join(filter(None, said.values()))
    assert f"{SURNAME} called." not in public
    assert proof.sha256 not in public
    for name in ("notes.pdf", "bank-accounts.pdf"):
        assert check_pdf(read[name]) == []
        with pikepdf.open(io.BytesIO(read[name])) as pdf, pdf.open_metadata() as about:
            assert about.pdfa_status == "3A"


def test_the_ground_of_a_case_is_the_ground_of_what_is_not_public_in_it() -> None:
    law = "Offentlighets- och sekretesslagen 23 kap. 1 §"
    case = whole_case(closed=False)
    case.ground = law
    case.save(update_fields=["ground"])
    cases.close(case, by=officer_of_case(case))

    package = made(ArchivePackage.objects.get(application=case))

    with zipfile.ZipFile(io.BytesIO(content_of(package))) as archive:
        name = next(one for one in archive.namelist() if one.endswith("data/metadata.xml"))
        files = list(etree.fromstring(archive.read(name)).iter(f"{SPACE}file"))
    apart = [one for one in files if one.get("path", "").startswith("data/confidential/")]
    assert {one.get("ground") for one in apart} == {law}


def test_what_was_noted_at_the_screening_lies_apart() -> None:
    case = whole_case(closed=False)
    officer = officer_of_case(case)
    Screening.objects.create(
        application=case,
        authority=case.authority,
        **dict.fromkeys(CHECKS, True),
        eligible=True,
        note="Known to us since 2019.",
        screened_by=officer,
    )
    cases.close(case, by=officer)

    package = made(ArchivePackage.objects.get(application=case))

    with zipfile.ZipFile(io.BytesIO(content_of(package))) as archive:
        folder = archive.namelist()[0].partition("/")[0]
        public = archive.read(f"{folder}/data/case.xml").decode()
        apart = archive.read(f"{folder}/data/confidential/notes.xml").decode()
    assert 'name="screenings"' in public
    assert ["Known to us since 2019." in one for one in (public, apart)] == [False, True]


def test_few_open_a_package(case: Application, package: Document) -> None:
    def opens(user: User) -> bool:
        return Document.objects.visible_to(user).filter(pk=package.pk).exists()

    assert opens(officer_of_case(case))
    assert opens(officer_of_case(case, Role.AUDITOR))
    assert not opens(officer_of_case(case, Role.DECISION_MAKER))
    assert not opens(case.applicant)


def test_a_confidential_file_is_held_to_the_schema(package: Document, tmp_path: Path) -> None:
    file = repacked(package, tmp_path, {"data/confidential/notes.xml": b"<notes/>"}, {})

    assert any("data/confidential/notes.xml, line 1" in one for one in packages.check(file))


def test_documents_say_whether_they_are_pdf_a(package: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(content_of(package))) as archive:
        names = [name for name in archive.namelist() if "/data/documents/" in name]

    assert [name for name in names if "/pdfa/" in name and name.endswith(".pdf")]
    assert all(name.endswith(".txt") for name in names if "/as-received/" in name)


def test_the_same_content_gives_the_same_bytes_and_is_made_once(case: Application, package: Document) -> None:
    second = packages.order(case, by=officer_of_case(case))

    again = made(second)

    assert second.version == 2
    assert again.sha256 == package.sha256
    assert make(second, lambda *_: None) == again  # type: ignore[arg-type]


def test_the_metadata_name_the_retention_class(case: Application) -> None:
    rule = RetentionRuleFactory(retention_class__authority=case.authority)
    package = made(packages.order(case, by=officer_of_case(case)))

    with zipfile.ZipFile(io.BytesIO(content_of(package))) as archive:
        name = next(one for one in archive.namelist() if one.endswith("metadata.xml"))
        retention = etree.fromstring(archive.read(name)).find(f"{SPACE}case/{SPACE}retention")

    assert retention is not None
    assert dict(retention.attrib) == {
        "code": rule.retention_class.code,
        "action": "anonymise",
        "trigger": "decision",
        "years": "10",
    }


def test_one_changed_byte_is_found_anywhere(package: Document, tmp_path: Path) -> None:
    file = stored(package, tmp_path)
    content = file.read_bytes()
    for place in range(200, len(content) - 400, max(len(content) // 25, 1)):
        file.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])

        assert packages.check(file), f"byte {place} was changed and nobody saw it"

    with pytest.raises(CommandError):
        call_command("archive_check", str(file))


def repacked(
    document: Document, tmp_path: Path, change: dict[str, bytes | None], more: dict[str, bytes]
) -> Path:
    """Return a package as somebody would pack it anew, with files changed, left out or added."""
    file = tmp_path / "repacked.zip"
    with zipfile.ZipFile(io.BytesIO(content_of(document))) as old, zipfile.ZipFile(file, "w") as new:
        folder = old.namelist()[0].partition("/")[0]
        for entry in old.infolist():
            name = entry.filename.removeprefix(f"{folder}/")
            content = change.get(name, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
        for name, content in more.items():
            new.writestr(f"{folder}/{name}", content)
    return file


@pytest.mark.parametrize(
    ("change", "more", "sentence"),
    [
        ({"data/case.pdf": b"%PDF-1.7"}, {}, "data/case.pdf has been changed since it was packed."),
        ({"data/case.pdf": None}, {}, "data/case.pdf is listed and missing."),
        ({}, {"data/extra.txt": b"More"}, "data/extra.txt is there and not listed."),
        ({"manifest-sha256.txt": None}, {}, "manifest-sha256.txt is missing."),
        (
            {"data/metadata.xml": b"<metadata/>"},
            {},
            "data/metadata.xml has been changed since it was packed.",
        ),
        ({"data/metadata.xml": b"no"}, {}, "data/metadata.xml is no XML"),
        ({"bagit.txt": b"no"}, {}, "bagit.txt has been changed since it was packed."),
    ],
)
def test_check_says_in_sentences_what_is_wrong(
    package: Document, tmp_path: Path, change: dict[str, bytes | None], more: dict[str, bytes], sentence: str
) -> None:
    found = packages.check(repacked(package, tmp_path, change, more))

    assert any(sentence in one for one in found), found


def test_something_else_is_no_package(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"No package")

    assert packages.check(other) == ["This is no ZIP file, or a damaged one."]
    with pytest.raises(CommandError, match="There is no file"):
        call_command("archive_check", str(tmp_path / "none.zip"))


def test_the_command_says_that_a_package_is_whole(
    package: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("archive_check", str(stored(package, tmp_path)))

    assert "is whole" in capsys.readouterr().out


def test_a_stored_file_that_was_changed_is_not_packed(case: Application) -> None:
    document = documents_of(case).first()
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"Another")

    with pytest.raises(ChangedFile):
        make(ArchivePackage.objects.get(application=case), lambda *_: None)  # type: ignore[arg-type]


def test_a_package_is_ordered_of_closed_cases_by_officers(case: Application) -> None:
    first = packages.order(case, by=officer_of_case(case))

    assert first == ArchivePackage.objects.get(application=case)
    with pytest.raises(NotAllowed):
        packages.order(case, by=officer_of_case(case, Role.AUDITOR))
    other = ApplicationFactory(submitted=True)
    with pytest.raises(DomainError, match="Close the case first"):
        packages.order(other, by=officer_of_case(other))
