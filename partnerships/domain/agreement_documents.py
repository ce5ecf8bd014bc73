"""The files of an agreement: its text as signed, annexes, letters."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from slugify import slugify

from partnerships.domain.agreement_writing import begin
from partnerships.models import Agreement
from portal.core import documents
from portal.core.files import CheckedFile
from portal.core.history import acting
from portal.core.models import Document


@transaction.atomic
def add(
    agreement: Agreement,
    *,
    by: Any,
    file: CheckedFile,
    kind: str,
    title: str,
    language: str = "",
    confidentiality: str,
) -> Document:
    """Add a file to an agreement; the same kind, title and language again is the next version of that document.

    Raises NotAllowed when the person does not edit the agreement.
    """
    with acting(by):
        locked = begin(agreement, version=None, by=by)
        slot = slugify(title, max_length=60)
        before = Document.objects.of(locked).filter(kind=kind, slot=slot, language=language)
        latest = before.aggregate(latest=Max("version"))["latest"] or 0
        return documents.store(
            locked,
            kind=kind,
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
