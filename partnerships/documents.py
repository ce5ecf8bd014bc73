"""The letter that takes a relation up again, as a file: Word, PDF or plain text."""

from collections.abc import Callable
from dataclasses import dataclass

from partnerships.letters import Letter
from portal.core.docx import MEDIA_TYPE, write_docx
from portal.core.pdf import LETTER, render_pdf


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, its media type, and what makes its bytes from a letter and its sender."""

    ending: str
    media_type: str
    make: Callable[[Letter, str], bytes]


def text_of(letter: Letter, sender: str = "") -> bytes:
    """Return the letter as plain text: its subject, an empty line, and the letter."""
    return f"{letter.subject}\n\n{letter.body}\n".encode()


def docx_of(letter: Letter, sender: str) -> bytes:
    """Return the letter as a Word document."""
    return write_docx(letter.subject, paragraphs_of(letter), language=letter.language)


def pdf_of(letter: Letter, sender: str) -> bytes:
    """Return the letter as a tagged PDF on the authority's paper."""
    context = {"sender": {"name": sender}, "heading": letter.subject, "paragraphs": paragraphs_of(letter)}
    return render_pdf(
        "pdf/partnerships/letter.html",
        context,
        language=letter.language,
        title=letter.subject,
        author=sender,
        stylesheets=LETTER,
    )


def paragraphs_of(letter: Letter) -> list[str]:
    """Return the letter's paragraphs, with their line breaks."""
    return [part.strip("\n") for part in letter.body.replace("\r\n", "\n").split("\n\n") if part.strip()]


FORMATS = {
    "docx": Format("docx", MEDIA_TYPE, docx_of),
    "pdf": Format("pdf", "application/pdf", pdf_of),
    "txt": Format("txt", "text/plain; charset=utf-8", text_of),
}
