"""Files that applicants hand in with a question."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.domain import submissions
from grants.domain.draft_rights import require_draft
from grants.enums import QuestionKind
from grants.models import Application, Question
from portal.core import documents
from portal.core.domain.locking import lock
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError
from portal.core.files import ALL_KINDS, MEDIA_TYPES, FileKind
from portal.core.models import Document

MOST_FILES = 10
PDF = "application/pdf"


def by_question(application: Application) -> dict[int, list[Document]]:
    """Return the attached files by the primary key of the question they answer, oldest first."""
    found: dict[int, list[Document]] = defaultdict(list)
    for document in Document.objects.of(application).filter(kind=DocumentKind.ATTACHMENT).order_by("pk"):
        found[int(document.slot.partition(":")[0])].append(document)
    return dict(found)


@transaction.atomic
def add(
    application: Application,
    question: Question,
    *,
    filename: str,
    content: bytes,
    media_type: str,
    by: Any,
) -> Document:
    """Keep a file, already checked for what it is, with a question of a draft.

    The same file again, by name and content, is the one that lies there: an upload repeated after a break of the
    connection leaves no second one. Raises NotAllowed when this is no draft of ``by``, DomainError when the question
    has as many files as it may.
    """
    application = lock(application)
    require_draft(application, by)
    if question.kind != QuestionKind.FILE or question.call_id != application.call_id:
        raise DomainError(_("This question does not ask for a file."), code="no_file")
    there = by_question(application).get(question.pk, [])
    known = _same(there, filename, hashlib.sha256(content).hexdigest())
    if known is not None:
        return known
    if problem := room_problem(question, there, [len(content)]):
        raise DomainError(problem, code="no_room")
    document = documents.store(
        application,
        kind=DocumentKind.ATTACHMENT,
        title=filename[:300],
        filename=filename[-255:],
        content=content,
        media_type=media_type,
        language=application.language,
        slot=f"{question.pk}:{uuid4().hex[:12]}",
        pages=_pages(content) if media_type == PDF else None,
        by=by,
    )
    _touch(application)
    return document


def _same(there: Sequence[Document], filename: str, sha256: str) -> Document | None:
    return next((one for one in there if one.filename == filename[-255:] and one.sha256 == sha256), None)


@transaction.atomic
def copy(
    application: Application, question: Question, files: Sequence[Document], *, by: Any
) -> list[Document]:
    """Keep copies of files of an earlier application with a question of a draft, each stored anew.

    Raises NotAllowed when this is no draft of ``by``, DomainError when not all of them fit; then none is kept.
    """
    there = by_question(application).get(question.pk, [])
    if problem := room_problem(question, there, [file.size for file in files]):
        raise DomainError(problem, code="no_room")
    kept = []
    for file in files:
        with file.file.open("rb") as content:
            kept.append(
                add(
                    application,
                    question,
                    filename=file.filename,
                    content=content.read(),
                    media_type=file.media_type,
                    by=by,
                )
            )
    return kept


@dataclass(frozen=True)
class FileLimits:
    """How many files answer a question, how large they are together in bytes (None: no limit), and of which kinds."""

    most: int
    total_bytes: int | None
    kinds: frozenset[FileKind]

    @classmethod
    def of(cls, question: Question) -> "FileLimits":
        """Read the limits that the shape of a question sets; what is not understood sets none."""
        shape = question.shape if isinstance(question.shape, dict) else {}
        most, total, kinds = shape.get("most"), shape.get("bytes"), shape.get("kinds")
        known = {kind for kind in kinds if kind in ALL_KINDS} if isinstance(kinds, list) else set()
        return cls(
            most if isinstance(most, int) and 0 < most <= MOST_FILES else MOST_FILES,
            total if isinstance(total, int) and total > 0 else None,
            frozenset(FileKind(kind) for kind in known) or ALL_KINDS,
        )

    def takes(self, file: Document) -> bool:
        """Tell whether a stored file is of a kind that the question takes."""
        return any(MEDIA_TYPES[kind] == file.media_type for kind in self.kinds)


def room_problem(question: Question, there: Sequence[Document], sizes: Sequence[int]) -> str:
    """Return why files of these sizes do not fit beside those that lie there; empty when they do."""
    limits = FileLimits.of(question)
    if len(there) + len(sizes) > limits.most:
        sentence = (
            ngettext(
                "There is already %(count)s file here. Remove it before you add another.",
                "There are already %(count)s files here. Remove one before you add another.",
                limits.most,
            )
            if len(there) >= limits.most
            else ngettext("Only %(count)s file fits here.", "Only %(count)s files fit here.", limits.most)
        )
        return sentence % {"count": limits.most}
    if limits.total_bytes is not None and sum(file.size for file in there) + sum(sizes) > limits.total_bytes:
        sentence = _("The files of this question may have at most %(size)s together. Make this one smaller.")
        return sentence % {"size": filesizeformat(limits.total_bytes)}
    return ""


@transaction.atomic
def remove(application: Application, document: Document, *, by: Any) -> None:
    """Take a file out of a draft. Raises NotAllowed when this is no draft of ``by``, DomainError for another's file."""
    application = lock(application)
    require_draft(application, by)
    if not Document.objects.of(application).filter(pk=document.pk, kind=DocumentKind.ATTACHMENT).exists():
        raise DomainError(_("This file has already been removed."), code="removed")
    if application.is_reopened:
        submissions.keep_with_submission(document, application)
    else:
        # After commit: a file removed for a transaction that fails would be gone all the same.
        transaction.on_commit(partial(document.file.storage.delete, str(document.file.name)))
        document.delete()
    _touch(application)


def _pages(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def names(files: Iterable[Document]) -> list[str]:
    """Return the file names, as the answer to a question that asks for files."""
    return [document.filename for document in files]


def _touch(application: Application) -> None:
    application.saved_at = timezone.now()
    application.save(update_fields=["saved_at"])
