"""An administrator orders the annual report of a year in Swedish, watches it being made, and takes both files home."""

import re
import zipfile
from pathlib import Path

import pdfua
import pikepdf
import pytest
from playwright.sync_api import Page, expect

from portal.core.pdf import check_pdf
from tests.journeys.browsing import Visitors, expect_heading, pictures, words
from tests.journeys.pdf_text import text_of

pytestmark = pytest.mark.journey

YEAR = "2023"
MINUTE = 90_000
say = words("sv")


def test_administrator_orders_the_annual_report_and_takes_it_home(visit: Visitors, tmp_path: Path) -> None:
    page = visit("admin@vgr.example", language="sv")
    order(page, YEAR)
    pictures(page, "administrator-2-progress")
    expect(page.get_by_role("link", name=say("Download the report"))).to_be_visible(timeout=MINUTE)
    pictures(page, "administrator-3-made")

    pages = download(page, say("Download the report"), tmp_path)
    figures = download(page, say("Download the figures"), tmp_path)

    expect_report(pages)
    expect_figures(figures)
    page.goto("/office/reports/")
    expect(
        page.get_by_role("row", name=re.compile(YEAR)).get_by_role("link", name=re.compile("PDF"))
    ).to_be_visible()
    pictures(page, "administrator-4-list")


def order(page: Page, year: str) -> None:
    """Choose year and language, and order."""
    page.goto("/office/reports/")
    pictures(page, "administrator-1-order")
    page.get_by_label(say("Year"), exact=True).select_option(year)
    page.get_by_label(say("Language"), exact=True).select_option("sv")
    page.get_by_role("button", name=say("Make the report")).click()
    expect_heading(page, re.compile(year))


def download(page: Page, name: str, folder: Path) -> Path:
    """Save the file that a link leads to, under the name the portal gives it, and return where it is."""
    address = page.get_by_role("link", name=name).get_attribute("href")
    assert address
    answer = page.request.get(address)
    assert answer.status == 200
    found = re.search(r'filename="([^"]+)"', answer.headers["content-disposition"])
    assert found
    path = folder / found[1]
    path.write_bytes(answer.body())
    return path


def expect_report(file: Path) -> None:
    """The report is a tagged, accessible PDF in Swedish with contents and page numbers; no name prints as a box."""
    assert check_pdf(file.read_bytes()) == []
    findings = pdfua.validate(str(file)).findings
    assert [(finding.rule_id, finding.message) for finding in findings] == []
    with pikepdf.open(file) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("sv")
        assert root.StructTreeRoot.K is not None
        assert len(pdf.pages) > 5
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 3
        assert YEAR in str(pdf.docinfo["/Title"])
        text = " ".join(text_of(page) for page in pdf.pages)
    for name in ("Västra Götaland", "Querétaro", "å", "ö"):
        assert name in text, f"{name} is not in the text"


def expect_figures(file: Path) -> None:
    """The figures are a spreadsheet with a sheet that says what it is, and a sheet for each table."""
    with zipfile.ZipFile(file) as archive:
        names = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
        cells = "".join(
            archive.read(name).decode()
            for name in archive.namelist()
            if re.search(r"sheet\d|sharedStr", name)
        )
    assert len(names) > 3
    assert names[0] == say("About")
    for text in (YEAR, "Querétaro"):
        assert text in cells
