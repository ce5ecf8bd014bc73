"""A call with its whole form as a file to print or to go on writing in: a tagged PDF, a Word document.

Each is made once for what the call says in a language; when the call or a question changes, it is made anew.
"""

from collections.abc import Callable, Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from grants.domain.whole_call import Entry, WholeCall, whole_call
from grants.models import Call
from portal.core import documents, docx
from portal.core.docx import HEADING, NOTE, POINT, Block
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.models import Document
from portal.core.pdf import render_pdf

STYLES = ("css/pdf.css", "css/pdf_call.css")
PDF, DOCX = "pdf", "docx"
MEDIA_TYPES = {PDF: "application/pdf", DOCX: docx.MEDIA_TYPE}


def slot_of(whole: WholeCall, file_format: str) -> str:
    """Return what tells the papers of one call apart: the format, and what the call says."""
    return f"form-{file_format}-{whole.fingerprint[:32]}"


def key_of(call: Call, whole: WholeCall, file_format: str) -> str:
    """Return the key of the job that makes a paper: asking again gives the same job."""
    return f"{call.pk}:{whole.language}:{slot_of(whole, file_format)}"


def stored(call: Call, whole: WholeCall, file_format: str) -> Document | None:
    """Return the paper if it has been made of what the call says now."""
    made = Document.objects.of(call).filter(
        kind=DocumentKind.OTHER, slot=slot_of(whole, file_format), language=whole.language
    )
    return made.first()


def make(call: Call, *, language: str, file_format: str) -> Document:
    """Make and store the paper of a call, or return the one that says the same.

    Parameters: ``file_format`` is "pdf" or "docx". The paper is as public as the call.
    """
    whole = whole_call(call, language)
    known = stored(call, whole, file_format)
    if known is not None:
        return known
    with translation.override(language):
        title = _("%(call)s: the call and its form") % {"call": whole.title}
        content = WRITERS[file_format](whole, title)
    return documents.store(
        call,
        kind=DocumentKind.OTHER,
        title=title[:300],
        filename=f"{call.slug[:60]}-{language}.{file_format}",
        content=content,
        media_type=MEDIA_TYPES[file_format],
        language=language,
        slot=slot_of(whole, file_format),
        confidentiality=Confidentiality.PUBLIC,
    )


def _pdf(whole: WholeCall, title: str) -> bytes:
    return render_pdf(
        "pdf/grants/call_form.html",
        {"whole": whole},
        language=whole.language,
        title=title,
        author=whole.authority,
        subject=_("The call and its form"),
        stylesheets=STYLES,
    )


def _docx(whole: WholeCall, title: str) -> bytes:
    return docx.write_blocks(list(_blocks(whole)), language=whole.language)


WRITERS: dict[str, Callable[[WholeCall, str], bytes]] = {PDF: _pdf, DOCX: _docx}


def _blocks(whole: WholeCall) -> Iterator[Block]:
    yield Block(whole.title, HEADING)
    if whole.summary:
        yield Block(whole.summary)
    yield from (Block(f"{label}: {value}") for label, value in whole.facts)
    for passage in whole.passages:
        yield Block(passage.heading, HEADING, 2)
        yield from (Block(text) for text in passage.text.split("\n\n") if text.strip())
        yield from (Block(point, POINT) for point in passage.points)
    for number, section in enumerate(whole.sections, start=1):
        yield Block(f"{number}. {section.title}", HEADING, 2)
        for entry in section.entries:
            yield from _entry_blocks(entry)


def _entry_blocks(entry: Entry) -> Iterator[Block]:
    yield Block(entry.label, HEADING, 3)
    if entry.help:
        yield Block(entry.help)
    yield from (Block(words, POINT) for words in entry.options)
    yield from (Block(f"{label}: {words}", POINT) for label, words in entry.columns)
    for note in (entry.asked_if, entry.asks, entry.audience):
        if note:
            yield Block(note, NOTE)
    if not entry.is_heading:
        # Room to write in: that is what people take the file for.
        yield Block("")
