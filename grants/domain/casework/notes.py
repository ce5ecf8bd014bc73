"""Notes of the office about a case."""

from typing import Any

from django.db import transaction

from grants.domain.casework import working
from grants.models import Application, CaseNote
from portal.core.domain.locking import lock


@transaction.atomic
def add(application: Application, *, text: str, by: Any) -> CaseNote:
    """Write a note that colleagues read, never the applicant.

    Raises NotAllowed for others than officers of the authority and for anyone with an interest in the case,
    ValidationError when nothing is said.
    """
    application = lock(application)
    working.require_worker(application, by)
    note = CaseNote(application=application, text=text.strip(), by=by)
    note.validate_constraints()
    note.save(force_insert=True)
    return note
