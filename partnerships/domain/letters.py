"""Keeping the draft of a letter among a partnership's documents."""

from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from partnerships.documents import text_of
from partnerships.letters import Letter
from partnerships.models import Partnership
from partnerships.permissions import can_edit_partnership
from portal.core import documents
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.history import acting
from portal.core.models import Document

SLOT = "revival"


@transaction.atomic
def save_draft(partnership: Partnership, letter: Letter, *, by: Any) -> Document:
    """Keep a draft as the next version of the letter in its language, for the office alone; nothing is sent.

    The same text again is the version that is there. Raises NotAllowed for people of other authorities.
    """
    with acting(by):
        locked = lock(partnership)
        records.require(can_edit_partnership(by, locked))
        latest = kept_drafts(locked).filter(language=letter.language).first()
        content = text_of(letter)
        if latest is not None and _read(latest) == content:
            return latest
        return documents.store(
            locked,
            kind=DocumentKind.LETTER,
            slot=SLOT,
            title=_("Draft letter: %(subject)s") % {"subject": letter.subject[:250]},
            filename=f"{locked.slug}-{letter.language}.txt",
            content=content,
            media_type="text/plain",
            language=letter.language,
            version=_next_version(locked, letter.language),
            confidentiality=Confidentiality.INTERNAL,
            by=by,
        )


def kept_drafts(partnership: Partnership) -> QuerySet[Document]:
    """Return the drafts of the letter that were kept, the latest first."""
    mine = Document.objects.of(partnership).filter(kind=DocumentKind.LETTER, slot=SLOT)
    return mine.order_by("-version", "-pk")


def last_draft(partnership: Partnership, language: str) -> Letter | None:
    """Return the draft kept last in a language, as it was written."""
    document = kept_drafts(partnership).filter(language=language).first()
    if document is None:
        return None
    subject, _empty, body = _read(document).decode().partition("\n\n")
    return Letter(language, subject, body.rstrip("\n"))


def _next_version(partnership: Partnership, language: str) -> int:
    mine = kept_drafts(partnership).filter(language=language)
    return (mine.order_by().aggregate(latest=Max("version"))["latest"] or 0) + 1


def _read(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return bytes(file.read())
