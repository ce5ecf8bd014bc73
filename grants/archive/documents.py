"""Making the package of a closed case and keeping it as a document: one for each version."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import PurePath
from typing import Any

import pikepdf
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from slugify import slugify

from grants.archive import xml
from grants.archive.bag import BagWriter, chunks_of
from grants.archive.confidential import FOLDER, Section, sections_of
from grants.archive.contents import Part, parts_of
from grants.archive.printed import chapter_of, chapters_of
from grants.archive.xml import Described
from grants.case_tables import case_tables
from grants.models import Application, ArchivePackage, BankAccount, CaseClosing, RegisterEntry
from grants.retention_classes import class_of
from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.models import Document
from portal.core.pdf import render_pdf
from portal.core.tasks import Progress

MEDIA_TYPE = "application/zip"
PDF = "application/pdf"
XML = "application/xml"


class ChangedFile(RuntimeError):
    """A stored file is not what it was when it was stored; no package is made of it."""


def make(package: ArchivePackage, progress: Progress) -> Document:
    """Make a version of the package of a closed case and store it; made again, it is there already.

    The same content gives the same bytes. Raises ChangedFile where a stored file is not what it was.
    """
    known = Document.objects.of(package).filter(kind=DocumentKind.ARCHIVE_PACKAGE).first()
    if known is not None:
        return known
    application = package.application
    closing = CaseClosing.objects.get(application=application)
    closing.application = application
    language = _language(application)
    with translation.override(language), tempfile.TemporaryFile(suffix=".zip") as file:
        _write(file, closing, language, progress)
        file.seek(0)
        name = f"{_folder(application)}.zip"
        return documents.store(
            package,
            kind=DocumentKind.ARCHIVE_PACKAGE,
            title=_("Archive package %(number)s") % {"number": application.diary_number},
            filename=name,
            content=File(file, name=name),
            media_type=MEDIA_TYPE,
            language=language,
            version=package.version,
            # It holds what is shown to few: the proofs of accounts.
            confidentiality=Confidentiality.RESTRICTED,
            ground=application.ground,
            by=package.created_by,
        )


def documents_of(application: Application) -> Any:
    """Return every stored document of a case, in the order in which they were stored.

    The proofs of accounts are left out: they are shown to few, and lie apart in the package (grants.archive.confidential).
    """
    wanted = Q(pk__in=[])
    for table in case_tables():
        if table.model in {BankAccount, ArchivePackage}:
            continue
        rows = list(table.rows(application).values_list("pk", flat=True))
        if rows:
            kind = ContentType.objects.get_for_model(table.model)
            wanted |= Q(content_type=kind, object_id__in=rows)
    return Document.objects.filter(wanted).order_by("pk")


def _language(application: Application) -> str:
    first = application.authority.languages[0] if application.authority.languages else ""
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _folder(application: Application) -> str:
    return slugify(application.diary_number) or application.reference.lower()


def _write(file: Any, closing: CaseClosing, language: str, progress: Progress) -> None:
    application = closing.application
    kept = list(documents_of(application))
    with BagWriter(file, _folder(application)) as bag:
        _fill(bag, closing, kept, language, progress)


def _fill(
    bag: BagWriter, closing: CaseClosing, kept: list[Document], language: str, progress: Progress
) -> None:
    application, total = closing.application, len(kept) + 3
    described = _add_case_file(bag, "case", closing, parts_of(closing), language)
    progress(1, total)
    numbers = dict(
        RegisterEntry.objects.filter(
            application=application, document__isnull=False, number__lte=closing.last_entry
        )
        .order_by("-number")
        .values_list("document_id", "number")
    )
    for place, document in enumerate(kept, start=1):
        described.append(_add(bag, document, place, numbers.get(document.pk)))
        progress(place + 1, total, document.title[:100])
    for section in sections_of(application):
        described += _add_section(bag, section, closing, language)
    progress(total - 1, total)
    retention = class_of(closing)
    bag.add("data/metadata.xml", [xml.metadata(closing, retention, described, language)])
    bag.finish(_info(closing, language))
    progress(total, total)


def _add_case_file(
    bag: BagWriter,
    name: str,
    closing: CaseClosing,
    parts: list[Part],
    language: str,
    *,
    section: Section | None = None,
) -> list[Described]:
    """Put parts of a case into the bag twice: as XML for machines and as PDF/A for people."""
    application = closing.application
    title = _("The case %(number)s") % {"number": application.diary_number}
    confidentiality = Confidentiality.RESTRICTED if application.ground else Confidentiality.INTERNAL
    ground = application.ground
    if section is not None:
        title = f"{title}: {section.part.title}"
        confidentiality, ground = Confidentiality.RESTRICTED, section.ground
    described = []
    for ending, media_type, content, archival in (
        ("xml", XML, xml.case_file(application, parts, language), ""),
        ("pdf", PDF, _printed(closing, language, title, section), "3A"),
    ):
        packed = bag.add(f"data/{name}.{ending}", [content])
        described.append(
            Described(
                packed.path,
                media_type,
                packed.size,
                packed.sha256,
                title,
                confidentiality=confidentiality,
                ground=ground,
                archival=archival,
            )
        )
    return described


def _add_section(
    bag: BagWriter, section: Section, closing: CaseClosing, language: str
) -> Iterator[Described]:
    """Put what is not public into its own folder of the bag, each file with who may read it and on what ground."""
    name = f"{FOLDER}/{section.part.name}"
    yield from _add_case_file(bag, name, closing, [section.part], language, section=section)
    for place, document in enumerate(section.documents, start=1):
        added = _add(bag, document, place, None, below=f"{FOLDER}/")
        yield replace(added, ground=document.ground or section.ground)


def _add(bag: BagWriter, document: Document, place: int, number: int | None, *, below: str = "") -> Described:
    """Put a document into the bag as it is; the folder and the metadata say whether it claims to be PDF/A."""
    archival = _archival(document)
    folder = f"{below}documents/{'pdfa' if archival else 'as-received'}"
    stem, ending = slugify(PurePath(document.filename).stem)[:60], PurePath(document.filename).suffix
    name = f"{place:04d}-{stem or 'document'}{'.' + slugify(ending) if slugify(ending) else ''}"
    with document.file.open("rb") as stored:
        packed = bag.add(f"data/{folder}/{name}", chunks_of(stored))
    if packed.sha256 != document.sha256:
        raise ChangedFile(f"document {document.pk} is not what it was when it was stored")
    return Described(
        packed.path,
        document.media_type,
        packed.size,
        packed.sha256,
        document.title,
        kind=document.kind,
        number=number,
        confidentiality=document.confidentiality,
        ground=document.ground,
        archival=archival,
        original=document.filename,
    )


def _archival(document: Document) -> str:
    """Return what a PDF says of itself: the part and level of PDF/A, such as "3A"; empty where it says nothing."""
    if document.media_type != PDF:
        return ""
    with document.file.open("rb") as stored:
        try:
            with pikepdf.open(io.BytesIO(stored.read())) as pdf, pdf.open_metadata() as about:
                return str(about.pdfa_status)
        except pikepdf.PdfError:
            # Handed in damaged, or locked with a password: kept as it is, and named so.
            return ""


def _printed(closing: CaseClosing, language: str, title: str, section: Section | None) -> bytes:
    application = closing.application
    authority = application.authority.organisation.names.in_language(language)
    return render_pdf(
        "pdf/grants/case_file.html",
        {
            "sender": {"name": authority},
            "references": [(_("Diary number"), application.diary_number)],
            "heading": application.title or application.reference,
            "ground": section.ground if section else "",
            "chapters": [chapter_of(section.part, application)] if section else chapters_of(closing),
        },
        language=language,
        title=title,
        author=authority,
        created=closing.closed_at,
    )


def _info(closing: CaseClosing, language: str) -> list[tuple[str, str]]:
    application = closing.application
    return [
        ("Source-Organization", application.authority.organisation.names.in_language(language)),
        ("External-Identifier", application.diary_number),
        ("Bagging-Date", closing.closed_at.astimezone(UTC).date().isoformat()),
        ("Internal-Sender-Identifier", application.reference),
    ]
