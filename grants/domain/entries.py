"""Entries of a case: what is written and sent after it was handed in, from either side."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from grants import emails
from grants.domain import closed
from grants.domain.casework import acts
from grants.enums import EntryDirection, EntryKind
from grants.models import Application, CaseEntry
from grants.permissions import can_add_to_case, can_write_to_applicant, has_interest
from portal.core import documents
from portal.core.domain.locking import lock
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError, NotAllowed
from portal.core.files import CheckedFile

MOST_FILES = 10


@transaction.atomic
def supplement(
    application: Application, *, text: str, files: Sequence[CheckedFile] = (), by: Any
) -> CaseEntry:
    """Add a message with files to a case that was handed in; what was handed in stays as it was.

    Raises NotAllowed for others than the applicant and who writes with them, ValidationError when nothing is said.
    """
    application = lock(application)
    closed.require_not_closed(application)
    if not can_add_to_case(by, application):
        raise NotAllowed(
            _("Only the applicant adds to this application, once it is handed in."), code="not_own"
        )
    return add(application, EntryKind.SUPPLEMENT, text=text, files=files, by=by)


@transaction.atomic
def message(
    application: Application, *, text: str, files: Sequence[CheckedFile] = (), by: Any, key: str = ""
) -> CaseEntry:
    """Write to the applicant of a case; the mail only says that there is something to read.

    Parameters: ``key`` tells, in the register, messages that several cases get at once from those that
    stand alone. Raises NotAllowed for others than the authority's officers and for anyone with an interest in the case.
    """
    application = lock(application)
    require_writer(application, by)
    return add(application, EntryKind.MESSAGE, text=text, files=files, by=by, key=key)


def require_writer(application: Application, by: Any) -> None:
    """Raise NotAllowed unless ``by`` writes to the applicant of this case, DomainError where it is closed."""
    closed.require_not_closed(application)
    if not can_write_to_applicant(by, application):
        raise NotAllowed(_("Only officers of the authority write to its applicants."), code="not_officer")
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: a colleague has to handle it."), code="interest"
        )


def add(
    application: Application,
    kind: EntryKind,
    *,
    by: Any,
    text: str = "",
    files: Sequence[CheckedFile] = (),
    key: str = "",
    **more: Any,
) -> CaseEntry:
    """Append an entry with its files, in the caller's transaction, and post the notice.

    Parameters: ``files`` are checked for what they are. Raises DomainError for more files than an entry takes, and where
    the case is closed.
    """
    closed.require_not_closed(application)
    if len(files) > MOST_FILES:
        raise DomainError(
            _("At most %(count)s files can be sent at once. Send the rest in another message.")
            % {"count": MOST_FILES},
            code="too_many",
        )
    incoming = kind in {EntryKind.SUPPLEMENT, EntryKind.COMPLETION}
    entry = CaseEntry(
        application=application,
        direction=EntryDirection.IN if incoming else EntryDirection.OUT,
        kind=kind,
        text=text.strip(),
        by=by,
        **more,
    )
    entry.clean_fields(exclude=["application", "by", "request"])
    entry.validate_constraints()
    entry.save(force_insert=True)
    for file in files:
        attach(entry, file, by=by)
    acts.written(entry, key=key)
    if not incoming:
        emails.entry(entry)
    return entry


def attach(entry: CaseEntry, file: CheckedFile, *, by: Any, slot: str = "") -> None:
    """Store a checked file with an entry; ``slot`` names the question that it answers."""
    documents.store(
        entry,
        kind=DocumentKind.ATTACHMENT,
        title=file.name[:300],
        filename=file.name,
        content=file.file.read(),
        media_type=file.media_type,
        slot=f"{slot[:40]}:{uuid4().hex[:12]}",
        by=by,
    )
