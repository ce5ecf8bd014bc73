"""The file of a run: kept with it, opened when it is needed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext as _

from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.errors import DomainError
from portal.core.models import Document
from portal.core.sheets import MEDIA_TYPES, SheetKind, Workbook, open_workbook
from portal.imports.models import ImportRun

IN_MEMORY = 30 * 1024 * 1024


def keep(run: ImportRun, file: "File[bytes]") -> Document:
    """Store the file with its run; only those who see the run may download it."""
    kind = SheetKind(run.kind)
    return documents.store(
        run,
        kind=DocumentKind.OTHER,
        title=run.filename,
        filename=run.filename,
        content=file,
        media_type=MEDIA_TYPES.get(kind, "application/vnd.ms-excel"),
        confidentiality=Confidentiality.RESTRICTED,
        by=run.created_by,
    )


@contextmanager
def opened(run: ImportRun) -> Iterator[IO[bytes]]:
    """Give the run's file as one that can be sought, whatever storage it lies in."""
    document = Document.objects.of(run).first()
    if document is None:
        raise DomainError(_("The file is gone. Hand it in again."), code="gone")
    with document.file.open("rb") as stored, tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
        for chunk in stored.chunks():
            copy.write(chunk)
        copy.seek(0)
        yield copy


@contextmanager
def workbook(run: ImportRun) -> Iterator[Workbook]:
    """Give the run's register, open. Raises SheetProblem."""
    with opened(run) as file, open_workbook(file, SheetKind(run.kind), run.filename) as book:
        yield book
