"""Files that applicants hand in with a question."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import submissions
from grants.domain.drafts import require_draft
from grants.enums import QuestionKind
from grants.models import Application, Question
from portal.core import documents
from portal.core.domain.locking import lock
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError
from portal.core.models import Document

MOST_FILES = 10


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

    Raises NotAllowed when this is no draft of ``by``, DomainError when the question has as many files as it may.
    """
    application = lock(application)
    require_draft(application, by)
    if question.kind != QuestionKind.FILE or question.call_id != application.call_id:
        raise DomainError(_("This question does not ask for a file."), code="no_file")
    if len(by_question(application).get(question.pk, [])) >= MOST_FILES:
        raise DomainError(
            _("There are already %(count)s files here. Remove one before you add another.")
            % {"count": MOST_FILES},
            code="too_many",
        )
    document = documents.store(
        application,
        kind=DocumentKind.ATTACHMENT,
        title=filename[:300],
        filename=filename[-255:],
        content=content,
        media_type=media_type,
        language=application.language,
        slot=f"{question.pk}:{uuid4().hex[:12]}",
        by=by,
    )
    _touch(application)
    return document


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


def names(files: Iterable[Document]) -> list[str]:
    """Return the file names, as the answer to a question that asks for files."""
    return [document.filename for document in files]


def _touch(application: Application) -> None:
    application.saved_at = timezone.now()
    application.save(update_fields=["saved_at"])
