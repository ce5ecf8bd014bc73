"""Storing documents, idempotently: one per subject, kind, slot, language and version."""

import hashlib
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, models, transaction

from portal.core.enums import Confidentiality
from portal.core.models import Document
from portal.core.uncertain import UncertainDate


def store(
    subject: models.Model,
    *,
    kind: str,
    title: str,
    filename: str,
    content: "bytes | File[bytes]",
    media_type: str,
    language: str = "",
    version: int = 1,
    slot: str = "",
    confidentiality: str = Confidentiality.INTERNAL,
    dated: UncertainDate | None = None,
    ground: str = "",
    pages: int | None = None,
    by: Any = None,
) -> Document:
    """Store a file of a record, or return the one already stored for this kind, slot, language and version.

    Parameters: ``content`` is the bytes themselves, or an open file at its beginning that is too large for memory;
    ``dated`` is the document's own date, ``ground`` why it is confidential, ``pages`` how
    many a PDF has, where somebody asks.
    """
    identity = {
        "content_type": ContentType.objects.get_for_model(subject),
        "object_id": subject.pk,
        "kind": kind,
        "slot": slot,
        "language": language,
        "version": version,
    }
    known = Document.objects.filter(**identity).first()
    if known is not None:
        return known
    stored = ContentFile(content) if isinstance(content, bytes) else content
    digest = hashlib.sha256()
    for chunk in stored.chunks():
        digest.update(chunk)
    document = Document(
        **identity,
        title=title,
        filename=filename,
        media_type=media_type,
        size=stored.size,
        sha256=digest.hexdigest(),
        confidentiality=confidentiality,
        dated=dated,
        ground=ground,
        pages=pages,
        created_by=by,
    )
    document.file.save(filename, stored, save=False)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError:
        # Another worker stored it between our look and our insert: theirs stands, our file goes.
        document.file.delete(save=False)
        return Document.objects.get(**identity)
    return document
