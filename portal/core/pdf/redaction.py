"""Copies of PDFs in which passages are hidden, and from which nothing hidden can be recovered.

A copy is made of pictures of the pages: boxes are painted over what is hidden before the picture is written, so that
neither text, nor fonts, attachments, metadata or earlier revisions of the original are in it. What is left of the text
stands beside each picture for screen readers.
"""

import base64
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

from portal.core.pdf.render import LETTER, render_pdf

DOTS_PER_INCH = 144
POINTS_PER_INCH = 72
# Around a character, in points: anti-aliased edges of glyphs reach beyond their boxes.
MARGIN = 1.5
QUALITY = 82
# Hyphens at which words are broken over lines; a passage is found with and without them.
BREAKS = frozenset("\u00ad\u2010-\u0002\ufffe")
# What stands in the text of a file where a word is broken over two lines: marks that nobody reads (soft hyphens, and what
# PDFium writes for a hyphen that ends a line), and hyphens of typesetters between small letters.
BROKEN = re.compile(
    "[\u00ad\u0002\ufffe](?:[ \t]*\r?\n[ \t]*)?|(?<=[^\\W\\d_])\u2010[ \t]*\r?\n[ \t]*(?=(?P<next>[^\\W\\d_]))"
)


class UnreadablePdf(ValueError):
    """The file is no PDF that can be opened: damaged, or locked with a password."""


@dataclass(frozen=True)
class Hidden:
    """What is to be hidden: a passage, wherever it stands or on one page; without a text, the whole page.

    Parameters: ``page`` counts from 1; ``label`` is what stands in its place for screen readers, such as the ground.
    """

    text: str = ""
    page: int | None = None
    label: str = ""


@dataclass(frozen=True)
class _Character:
    character: str
    box: tuple[float, float, float, float]  # left, bottom, right, top, in points from the lower left corner


@dataclass
class PageText:
    """The characters of one page, in the order of the file."""

    number: int
    characters: list[_Character] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The page's text as it can be read."""
        return _as_read("".join(one.character for one in self.characters))

    def places(self, passage: str) -> list[list[int]]:
        """Return where the passage stands: for each place the positions of its characters.

        Line breaks, spaces, hyphens at line ends, upper and lower case and composed letters make no difference; a
        place inside a longer word does not count.
        """
        wanted = "".join(_folded(passage))
        if not wanted:
            return []
        letters: list[str] = []
        positions: list[int] = []
        for position, one in enumerate(self.characters):
            for letter in _folded(one.character):
                letters.append(letter)
                positions.append(position)
        whole, found, start = "".join(letters), [], 0
        while (at := whole.find(wanted, start)) >= 0:
            first, last = positions[at], positions[at + len(wanted) - 1]
            if self._stands_alone(first, last):
                found.append(list(range(first, last + 1)))
            start = at + 1
        return found

    def _stands_alone(self, first: int, last: int) -> bool:
        before = self.characters[first - 1].character if first else " "
        after = self.characters[last + 1].character if last + 1 < len(self.characters) else " "
        begins = self.characters[first].character.isalnum() and before.isalnum()
        ends = self.characters[last].character.isalnum() and after.isalnum()
        return not (begins or ends)


def _as_read(text: str) -> str:
    """Return text as a person reads it: words that are broken over lines are whole again."""
    whole = BROKEN.sub(
        lambda found: found[0] if found["next"] is not None and not found["next"].islower() else "", text
    )
    return whole.replace("\r", "").strip()


def _folded(text: str) -> Iterator[str]:
    """Yield the letters by which passages are compared."""
    for character in unicodedata.normalize("NFKC", text).casefold():
        if (
            not character.isspace()
            and character not in BREAKS
            and not unicodedata.category(character).startswith("C")
        ):
            yield character


def read_pages(content: bytes) -> list[PageText]:
    """Return the text of each page of a PDF, with the place of each character.

    Raises UnreadablePdf where the file cannot be opened.
    """
    with _opened(content) as pdf:
        return [_page_text(pdf[index], index + 1) for index in range(len(pdf))]


def _opened(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePdf(str(error)) from error


def _page_text(page: Any, number: int) -> PageText:
    found = PageText(number)
    text_page = page.get_textpage()
    for index in range(text_page.count_chars()):
        character = text_page.get_text_range(index, 1)
        found.characters.append(_Character(character, text_page.get_charbox(index, loose=True)))
    text_page.close()
    return found


def redact(
    content: bytes,
    hidden: Sequence[Hidden],
    *,
    language: str,
    title: str,
    author: str,
    note: str,
    created: datetime | None = None,
) -> bytes:
    """Return a copy of a PDF without what is hidden, tagged, with what can still be read beside each page's picture.

    Parameters: ``title``, ``author`` and ``note`` are the copy's own: nothing of the original's metadata is carried
    over; the note stands before the first page. Raises UnreadablePdf where the file cannot be opened.
    """
    pages = []
    with _opened(content) as pdf:
        for index in range(len(pdf)):
            page = pdf[index]
            text = _page_text(page, index + 1)
            marks = _marks(text, [one for one in hidden if one.page in {None, index + 1}])
            picture = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil().convert("RGB")
            _paint(picture, page, text, marks)
            pages.append(
                {
                    "number": index + 1,
                    "picture": _data_address(picture),
                    "text": _left_of(text, marks),
                    "wide": picture.width > picture.height,
                }
            )
            page.close()
    return render_pdf(
        "pdf/redacted.html",
        {"pages": pages, "note": note},
        language=language,
        title=title,
        author=author,
        created=created,
        stylesheets=(*LETTER, "css/pdf_redacted.css"),
    )


def _marks(text: PageText, hidden: Sequence[Hidden]) -> dict[int, str]:
    """Return the label of each hidden character; a whole page that is hidden has its label at -1."""
    marks: dict[int, str] = {}
    for one in hidden:
        if not one.text.strip():
            return {-1: one.label}
        for place in text.places(one.text):
            marks.update(dict.fromkeys(place, one.label))
    return marks


def _paint(picture: Image.Image, page: Any, text: PageText, marks: dict[int, str]) -> None:
    """Paint over what is hidden; the picture is the only thing of the page that goes into the copy."""
    draw = ImageDraw.Draw(picture)
    if -1 in marks:
        draw.rectangle((0, 0, picture.width, picture.height), fill="black")
        return
    width, height = page.get_size()
    across, down = picture.width / width, picture.height / height
    for position in marks:
        left, bottom, right, top = text.characters[position].box
        draw.rectangle(
            (
                (left - MARGIN) * across,
                (height - top - MARGIN) * down,
                (right + MARGIN) * across,
                (height - bottom + MARGIN) * down,
            ),
            fill="black",
        )


def _data_address(picture: Image.Image) -> str:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY)
    return "data:image/jpeg;base64," + base64.b64encode(written.getvalue()).decode("ascii")


def _left_of(text: PageText, marks: dict[int, str]) -> str:
    """Return what can still be read of a page, with the label of what is hidden in each place."""
    if -1 in marks:
        return f"[{marks[-1]}]"
    words: list[str] = []
    inside = ""
    for position, one in enumerate(text.characters):
        label = marks.get(position, "")
        if label and label != inside:
            words.append(f"[{label}]")
        if not label:
            words.append(one.character)
        inside = label
    return _as_read("".join(words))


def still_readable(content: bytes, hidden: Sequence[Hidden]) -> list[Hidden]:
    """Return those passages that can still be read somewhere in a copy; the proof before it leaves the house.

    Looked at are the text of its pages and every text in its objects, such as what stands beside a picture. A passage
    that is hidden on one page only may stand on others.
    """
    everywhere = [one for one in hidden if one.text.strip() and one.page is None]
    pages = read_pages(content)
    pages += [_as_page(text) for text in _texts_in(content)]
    return [one for one in everywhere if any(page.places(one.text) for page in pages)]


def _as_page(text: str) -> PageText:
    return PageText(0, [_Character(character, (0.0, 0.0, 0.0, 0.0)) for character in text])


def _texts_in(content: bytes) -> Iterator[str]:
    """Yield every text of a PDF's objects: alternatives, titles, metadata."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Dictionary):
                yield from (str(value) for value in found.values() if isinstance(value, pikepdf.String))
            elif isinstance(found, pikepdf.Stream) and found.get("/Type") == pikepdf.Name.Metadata:
                yield bytes(found.read_bytes()).decode("utf-8", errors="replace")
