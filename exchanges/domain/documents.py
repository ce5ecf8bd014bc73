"""Files of exchanges and events: programmes, reports, letters."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from slugify import slugify

from exchanges.domain.pictures import Subject
from exchanges.permissions import can_edit_record
from portal.core import documents
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.enums import DocumentKind
from portal.core.files import CheckedFile
from portal.core.history import acting
from portal.core.models import Document


@transaction.atomic
def add(
    subject: Subject, *, by: Any, file: CheckedFile, title: str, language: str = "", confidentiality: str
) -> Document:
    """Add a file to an exchange or event; the same title and language again is the next version of that document.

    Raises NotAllowed for people of other authorities.
    """
    with acting(by):
        locked = lock(subject)
        records.require(by is None or can_edit_record(by, locked))
        slot = slugify(title, max_length=60)
        before = Document.objects.of(locked).filter(kind=DocumentKind.OTHER, slot=slot, language=language)
        latest = before.aggregate(latest=Max("version"))["latest"] or 0
        return documents.store(
            locked,
            kind=DocumentKind.OTHER,
            title=title,
            filename=file.name,
            content=file.file.read(),
            media_type=file.media_type,
            language=language,
            version=latest + 1,
            slot=slot,
            confidentiality=confidentiality,
            by=by,
        )
