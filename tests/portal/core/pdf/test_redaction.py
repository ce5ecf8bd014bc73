"""Copies with passages hidden: nothing hidden is in them, what is left can be read."""

import io
import subprocess

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from portal.core.pdf import check_pdf
from portal.core.pdf.redaction import (
    Hidden,
    PageText,
    UnreadablePdf,
    _Character,
    read_pages,
    redact,
    still_readable,
)
from portal.core.pdf.render import render_pdf

SECRET = "Vendela Hemlig"
GROUND = "Section 1"


def a_page(text: str) -> PageText:
    return PageText(1, [_Character(one, (0.0, 0.0, 1.0, 1.0)) for one in text])


@pytest.fixture(scope="module")
def original() -> bytes:
    """A PDF in which a name stands in the text, in its title, its author and its alternative texts."""
    pages = [{"number": 1, "picture": "", "text": SECRET, "wide": False}]
    note = (
        f"The grant goes to {SECRET}, who lives at Storgatan 1. VENDELA\n HEMLIG signs it. Nobody else knows."
    )
    return render_pdf(
        "pdf/redacted.html", {"pages": pages, "note": note}, language="en", title=SECRET, author=SECRET
    )


@pytest.fixture(scope="module")
def copy(original: bytes) -> bytes:
    """A copy of it without the name."""
    hidden = [Hidden(SECRET, label=GROUND)]
    return redact(
        original, hidden, language="en", title="Copy", author="Authority", note="Hidden: Section 1."
    )


def test_copy_has_nothing_of_the_hidden_text(copy: bytes) -> None:
    read = subprocess.run(["pdftotext", "-", "-"], input=copy, capture_output=True, check=True).stdout

    with pikepdf.open(io.BytesIO(copy)) as pdf:
        texts = [read.decode(), *(text for one in pdf.objects for text in texts_of(one))]
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    assert [
        word for word in SECRET.split() if any(word.casefold() in text.casefold() for text in texts)
    ] == []


def texts_of(found: object) -> list[str]:
    """Return the texts of an object: of a stream its bytes, of a map its values."""
    if isinstance(found, pikepdf.Stream):
        is_picture = found.get("/Subtype") == pikepdf.Name.Image
        content = found.read_raw_bytes() if is_picture else found.read_bytes()
        return [content.decode(code, errors="replace") for code in ("utf-8", "utf-16-be")]
    return [str(value) for value in found.values()] if isinstance(found, pikepdf.Dictionary) else [str(found)]


def test_copy_is_tagged_and_says_what_is_left(copy: bytes) -> None:
    assert check_pdf(copy) == []
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        told = " ".join(
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        )
    assert "[Section 1], who lives at Storgatan 1." in " ".join(told.split())
    assert "[Section 1] signs it." in " ".join(told.split())


def test_copy_is_proved(original: bytes, copy: bytes) -> None:
    hidden = [Hidden(SECRET)]

    assert still_readable(original, hidden) == hidden
    assert still_readable(copy, hidden) == []


def test_hidden_place_is_black_and_the_rest_is_not(original: bytes) -> None:
    whole = redact(original, [Hidden("", 1, GROUND)], language="en", title="Copy", author="A", note="N")
    picture = pypdfium2.PdfDocument(whole)[1].render(scale=0.5).to_pil().convert("L")

    assert picture.getpixel((picture.width // 2, picture.height // 2)) < 10
    assert "Nobody else knows" not in str([page.text for page in read_pages(whole)])


def test_read_pages_of_something_else_is_refused() -> None:
    with pytest.raises(UnreadablePdf):
        read_pages(b"no pdf")


@pytest.mark.parametrize(
    ("text", "passage", "places"),
    [
        ("Anna Berg signs.", "anna berg", 1),
        ("Anna\r\nBerg signs.", "Anna Berg", 1),
        ("Ann\u00ad\r\na Berg signs.", "Anna Berg", 1),
        ("Annabergen signs.", "Anna Berg", 0),
        ("Bergman and Berg.", "Berg", 1),
        ("Ökad and O\u0308kad.", "Ökad", 1),
        ("Anna Berg, Anna Berg", "Anna Berg", 2),
        ("Anything", "  ", 0),
    ],
)
def test_places(text: str, passage: str, places: int) -> None:
    assert len(a_page(text).places(passage)) == places


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Inter\ufffenational", "International"),
        ("Inter\u0002\r\nnational", "International"),
        ("Inter\u00ad\r\nnational and so\u00adft", "International and soft"),
        ("Inter\u2010\r\nnational", "International"),
        ("Öst\u2010\r\nEuropa, 2010\u2010\r\n2012", "Öst\u2010\nEuropa, 2010\u2010\n2012"),
        ("know-how, well-\r\nknown", "know-how, well-\nknown"),
        ("Two\r\nlines", "Two\nlines"),
    ],
)
def test_text_is_whole_where_words_are_broken(text: str, read: str) -> None:
    assert a_page(text).text == read


@pytest.mark.parametrize("mark", ["-", "\u2010"])
def test_broken_words_are_read_whole_and_hidden_whole(mark: str) -> None:
    style = (
        f'body {{ width: 6em; hyphens: auto; hyphenate-character: "{mark}"; hyphenate-limit-chars: 4 2 2 }}'
    )
    html = f'<html lang="en"><style>{style}</style><p>The internationalisation of partnerships succeeds.</p></html>'
    broken = HTML(string=html).write_pdf()

    [page] = read_pages(broken)
    copy = redact(
        broken,
        [Hidden("internationalisation", label=GROUND)],
        language="en",
        title="Copy",
        author="Authority",
        note="Hidden.",
    )

    assert " ".join(page.text.split()) == "The internationalisation of partnerships succeeds."
    assert [len(page.places(passage)) for passage in ("internationalisation", "partnerships")] == [1, 1]
    assert still_readable(copy, [Hidden("internationalisation")]) == []
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        told = " ".join(
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        )
    assert f"The [{GROUND}] of partnerships succeeds." in " ".join(told.split())


@settings(max_examples=60)
@given(
    before=st.text("abc ,.", max_size=12),
    passage=st.text("åb ", min_size=1, max_size=8).filter(str.strip),
    after=st.text("abc ,.", max_size=12),
)
def test_places_cover_the_whole_passage(before: str, passage: str, after: str) -> None:
    page = a_page(f"{before} {passage} {after}")

    covered = {position for place in page.places(passage) for position in place}

    left = a_page("".join(one.character for at, one in enumerate(page.characters) if at not in covered))
    assert left.places(passage.strip()) == [] or covered
    assert {len(before) + 1 + at for at, letter in enumerate(passage) if not letter.isspace()} <= covered
