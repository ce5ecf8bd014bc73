"""Documents that people, screen readers and archives can read."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from portal.core.pdf import check_pdf, fetcher, render_pdf
from tests.portal.core.pdf.conftest import NAMES

DOCUMENTS = ["letter", "report"]


def _structure(content: bytes) -> Iterator[Any]:
    pdf = pikepdf.open(io.BytesIO(content))
    todo = [pdf.Root.StructTreeRoot.K]
    while todo:
        kid = todo.pop(0)
        if isinstance(kid, pikepdf.Array):
            todo[:0] = list(kid)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                todo.insert(0, kid.K)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_render_pdf_has_a_whole_structure(name: str, request: pytest.FixtureRequest) -> None:
    assert check_pdf(request.getfixturevalue(name)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_render_pdf_passes_pdfua(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.pdf"
    file.write_bytes(request.getfixturevalue(name))
    report = pdfua.validate(str(file))
    assert [(finding.rule_id, finding.message) for finding in report.findings] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_render_pdf_says_both_standards_in_plain_metadata(name: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(io.BytesIO(request.getfixturevalue(name))) as pdf:
        metadata = pdf.Root.Metadata
        assert "/Filter" not in metadata
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"


def test_render_pdf_knows_its_language_title_and_author(letter: bytes) -> None:
    with pikepdf.open(io.BytesIO(letter)) as pdf:
        found = [str(pdf.Root.Lang), str(pdf.docinfo.Title), str(pdf.docinfo.Author)]
    assert found == ["sv", "Kvitto KUN 2026-00142", "Västra Götalandsregionen"]


def test_render_pdf_embeds_fonts_that_have_every_letter(letter: bytes) -> None:
    headings = [e for e in _structure(letter) if e.S == "/H1"]
    assert len(headings) == 1
    # No letter fell back to a font that is not ours: all fonts are Source ones.
    with pikepdf.open(io.BytesIO(letter)) as pdf:
        fonts = {
            str(font.BaseFont).split("+")[1].rstrip(",") for font in pdf.pages[0].Resources.Font.values()
        }
        texts = "".join(_unicodes(font) for font in pdf.pages[0].Resources.Font.values())
    assert {font.rpartition("-")[0][:6] or font[:6] for font in fonts} == {"Source"}
    assert set(NAMES) - {" "} - set(texts) == set()


def _unicodes(font: Any) -> str:
    """Characters of a font's ToUnicode map."""
    found = []
    for line in font.ToUnicode.read_bytes().decode("latin-1").splitlines():
        parts = line.strip().split()
        if len(parts) == 2 and all(part.startswith("<") and part.endswith(">") for part in parts):
            found.append(bytes.fromhex(parts[1][1:-1]).decode("utf-16-be"))
    return "".join(found)


def test_render_pdf_gives_each_figure_its_alternative_once(report: bytes) -> None:
    figures = [str(e.Alt) for e in _structure(report) if e.S == "/Figure"]
    assert [text.split(" of ")[0] for text in figures] == [
        "Map with 2 partners",
        "Bar chart",
        "Map with 2 partners",
    ]


def test_render_pdf_repeats_a_tables_head_on_each_page(report: bytes) -> None:
    heads = [e for e in _structure(report) if e.S == "/THead"]
    assert len(heads) >= 3


def test_render_pdf_links_the_contents_to_the_chapters(report: bytes) -> None:
    with pikepdf.open(io.BytesIO(report)) as pdf:
        links = [a for a in pdf.pages[1].Annots if a.Subtype == "/Link"]
        assert len(links) >= 2


def test_render_pdf_loads_nothing_from_elsewhere() -> None:
    local = fetcher.LocalFetcher()
    for address in (
        "https://example.org/picture.png",
        "file:///etc/passwd",
        "http://portal.invalid/etc/passwd",
        "http://portal.invalid.example.org/static/x.png",
    ):
        with pytest.raises(ValueError, match="may not"):
            local.fetch(address)


def test_render_pdf_may_not_leave_the_static_directory() -> None:
    with pytest.raises(Exception) as error:  # noqa: PT011 - which one is Django's business; nothing may be read
        fetcher.static_path("../../etc/passwd")
    assert type(error.value).__name__ in ("SuspiciousFileOperation", "FileNotFoundError")


def test_check_pdf_names_what_an_untagged_file_lacks() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    buffer = io.BytesIO()
    pdf.save(buffer)
    assert check_pdf(buffer.getvalue()) == [
        "The document does not say that it is tagged (MarkInfo).",
        "The document has no language.",
        "The window would show the file's name instead of the title (DisplayDocTitle).",
        "The document has no title.",
        "The document has no metadata (XMP).",
        "The document has no structure tree.",
    ]


def test_render_pdf_without_archiving_is_accessible_only() -> None:
    content = render_pdf("pdf/base.html", {}, language="en", title="t", author="a", archival=False)
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as xmp:
        assert (xmp.get("pdfuaid:part"), xmp.get("pdfaid:part")) == ("1", None)
