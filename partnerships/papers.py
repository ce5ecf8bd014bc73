"""The documents of a relation: its own, and those of its agreements and dialogues."""

from typing import Any
from zlib import crc32

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from partnerships.models import Agreement, Dialogue, Partnership
from portal.core.enums import DocumentKind
from portal.core.models import Document

# What people hand in; the other kinds are made by the portal, or belong to applications.
PAPER_KINDS = (
    DocumentKind.AGREEMENT_TEXT,
    DocumentKind.ANNEX,
    DocumentKind.LETTER,
    DocumentKind.MINUTES,
    DocumentKind.PROGRAMME,
    DocumentKind.REPORT,
    DocumentKind.OTHER,
)
# What people say of a document that is there.
DESCRIBED = ("title", "kind", "language", "confidentiality", "ground", "dated")
# What tells the versions of one document from those of another.
SERIES = ("content_type", "object_id", "kind", "slot", "language")


def stamp_of(document: Document) -> int:
    """Return what tells two descriptions of a document apart: its own ``version`` counts files, not edits."""
    said = [str(getattr(document, name) or "") for name in DESCRIBED[:-1]]
    dated = document.dated.edtf if document.dated else ""
    return crc32("\x1f".join([*said, dated]).encode())


def relation_of(subject: Any) -> Partnership:
    """Return the partnership to which a document's record belongs. Raises LookupError for records of other kinds."""
    if isinstance(subject, Partnership):
        return subject
    if isinstance(subject, Agreement | Dialogue) and subject.partnership is not None:
        return subject.partnership
    raise LookupError(f"Documents of {type(subject).__name__} do not belong to a relation.")


def of_relation(documents: QuerySet[Document], partnership: Partnership) -> QuerySet[Document]:
    """Keep the documents of a partnership, of its agreements and of its dialogues."""
    kinds = ContentType.objects.get_for_models(Partnership, Agreement, Dialogue)
    agreements = Agreement.objects.filter(partnership=partnership).order_by().values("pk")
    dialogues = Dialogue.objects.filter(partnership=partnership).order_by().values("pk")
    return documents.filter(
        Q(content_type=kinds[Partnership], object_id=partnership.pk)
        | Q(content_type=kinds[Agreement], object_id__in=agreements)
        | Q(content_type=kinds[Dialogue], object_id__in=dialogues)
    )


def latest_versions(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Keep of each document the version that counts: the latest."""
    newer = Document.objects.filter(
        version__gt=OuterRef("version"), **{name: OuterRef(name) for name in SERIES}
    )
    return documents.filter(~Exists(newer))


def newest_first(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Sort by the documents' own dates, the latest first; those without a date by when they were stored, after them."""
    return documents.order_by(F("dated_latest").desc(nulls_last=True), "-created_at", "-pk")
