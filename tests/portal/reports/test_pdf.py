"""The annual report of Västra Götaland, from the real facts: readable, archivable, the same as its workbook."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import page
import pdfua
import pikepdf
import pytest
from django.core.management import call_command

from partnerships.models import Authority
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.pdf import check_pdf
from portal.core.tasks import run_job
from portal.reports.domain import annual
from portal.reports.models import AnnualReport
from portal.reports.tasks import make_annual_report
from tests.factories.partnerships import PartnershipFactory, RegionFactory

pytestmark = pytest.mark.django_db

# One name with every letter that a font or an encoding may lose.
HARD = "Åbo, Târgu Mureș, Plzeň i Řím, Panevėžys, Житомир och Łódź"
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
NAMESPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[bytes, bytes, AnnualReport]]:
    """The report of 2015 in Swedish, when close to fifty young people may have met: pages, workbook, record."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", verbosity=0)
        authority = Authority.objects.get(slug="vgr")
        region = RegionFactory(names={"sv": HARD, "en": HARD}, longitude=19.5, latitude=51.8)
        PartnershipFactory(authority=authority, names={"sv": HARD, "en": HARD}, region=region, state="active")
        report = annual.order(authority, year=2015, language="sv", this_year=2026)
        assert report.job_id is not None
        run_job(make_annual_report, report.job_id)
        report.refresh_from_db()
        files = []
        for kind in (DocumentKind.ANNUAL_REPORT, DocumentKind.ANNUAL_FIGURES):
            with Document.objects.of(report).get(kind=kind).file.open("rb") as file:
                files.append(file.read())
        yield files[0], files[1], report
        transaction.set_rollback(True)


@pytest.fixture
def pages(made: tuple[bytes, bytes, AnnualReport], tmp_path: Path) -> Path:
    """The PDF as a file."""
    path = tmp_path / "report.pdf"
    path.write_bytes(made[0])
    return path


def text_of(path: Path) -> str:
    """Return what a reader hears: words as pdftotext has them, with line breaks and soft hyphens undone."""
    out = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True)
    return " ".join(out.stdout.replace("\u2010\n", "").split())


def elements(kids: Any) -> Iterator[Any]:
    """Yield the structure elements in reading order."""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from elements(kid.K)


def test_pdf_passes_every_check_of_structure_accessibility_and_archive(made: Any, pages: Path) -> None:
    assert check_pdf(made[0]) == []
    assert [finding.message for finding in pdfua.validate(str(pages)).findings] == []
    for profile in PROFILES:
        found = page.validate_pdf_bytes(made[0], profile=profile)
        assert [str(failure) for failure in found.failures if not _misread(failure, made[0])] == []


def _misread(failure: Any, content: bytes) -> bool:
    """Tell the validator's own slip: compressed data whose last byte happens to be CR, before the LF that ends them.

    It takes both for the end of the line and the stream for one byte shorter; chance decides, in one stream of 256.
    """
    return "STREAM-LENGTH" in str(failure) and b"\r\nendstream" in content


def test_pdf_has_headings_in_order_and_bookmarks_for_them(made: Any) -> None:
    with pikepdf.open(io.BytesIO(made[0])) as pdf:
        levels = [
            int(str(one.S)[2:])
            for one in elements(pdf.Root.StructTreeRoot.K)
            if str(one.S)[:2] == "/H" and str(one.S)[2:].isdigit()
        ]
        with pdf.open_outline() as outline:
            bookmarks = [item.title for item in outline.root]
        language = str(pdf.Root.Lang)

    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert {"Utbyten", "Utlysningar och bidrag"} <= set(bookmarks)
    assert len(bookmarks) >= 4
    assert language == "sv"


def test_pdf_describes_every_figure_and_says_what_every_header_heads(made: Any) -> None:
    with pikepdf.open(io.BytesIO(made[0])) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot.K))
        alternatives = [str(one.get("/Alt", "")) for one in found if one.S == "/Figure"]
        headers = [one for one in found if one.S == "/TH"]

        assert len(alternatives) >= 4
        assert "" not in alternatives
        assert {str(one.A.Scope) for one in headers} == {"/Row", "/Column"}


def test_pdf_prints_the_letters_of_all_partners_and_keeps_uncertain_numbers_in_words(pages: Path) -> None:
    text = text_of(pages)

    assert [word for word in HARD.split() if word.strip(",") not in text] == []
    assert "närmare 50" in text
    assert "mellan 45 och 50" in text


def test_pdf_of_a_swedish_report_has_no_english_words(pages: Path) -> None:
    words = set(text_of(pages).split())

    assert (
        words & {"Partnerships", "Agreements", "State", "known", "Source:", "the", "Figure", "Version,"}
        == set()
    )


def test_workbook_has_the_same_figures_as_the_report_keeps(made: Any) -> None:
    _pages, workbook, report = made

    assert read(workbook) == {
        name: [[cell if cell not in (None, "") else None for cell in row] for row in rows]
        for name, rows in report.figures.items()
    }


def test_workbook_has_numbers_where_they_are_exact_and_words_where_not(made: Any) -> None:
    sheets = read(made[1])
    cells = [cell for rows in sheets.values() for row in rows for cell in row]

    assert max(map(len, sheets)) <= 31
    assert any(isinstance(cell, float) for cell in cells)
    assert "närmare 50" in cells
    assert 50.0 not in cells


def read(content: bytes) -> dict[str, list[list[Any]]]:
    """Return a workbook's sheets as rows: numbers as numbers, text as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))  # noqa: S314
        names = [sheet.attrib["name"] for sheet in book.iter(f"{{{NAMESPACE['x']}}}sheet")]
        shared: list[str] = []
        if "xl/sharedStrings.xml" in file.namelist():
            strings = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))  # noqa: S314
            shared = ["".join(one.itertext()) for one in strings.findall("x:si", NAMESPACE)]
        return {
            name: _rows(file.read(f"xl/worksheets/sheet{number}.xml"), shared)
            for number, name in enumerate(names, start=1)
        }


def _rows(content: bytes, shared: list[str]) -> list[list[Any]]:
    rows = []
    width = 0
    for row in ElementTree.fromstring(content).iter(f"{{{NAMESPACE['x']}}}row"):  # noqa: S314
        cells: dict[int, Any] = {}
        for cell in row.findall("x:c", NAMESPACE):
            cells[ord(cell.attrib["r"].rstrip("0123456789")) - ord("A")] = _value(cell, shared)
        width = max([width, *(place + 1 for place in cells)])
        rows.append([cells.get(place) for place in range(width)])
    return rows


def _value(cell: ElementTree.Element, shared: list[str]) -> Any:
    value = cell.find("x:v", NAMESPACE)
    if cell.get("t") == "s" and value is not None:
        return shared[int(value.text or 0)] or None
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext()) or None
    return float(value.text) if value is not None and value.text else None
