"""Confidentiality: the law and section because of which a case, an entry of its register or a document is kept back."""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.casework import acts, working
from grants.enums import RegisterDirection, RegisterKind
from grants.models import Application, RegisterEntry
from portal.core.domain.locking import lock
from portal.core.enums import Confidentiality
from portal.core.errors import NotAllowed, field_errors
from portal.core.history import acting
from portal.core.models import Document

LONGEST = 300


@transaction.atomic
def of_case(application: Application, *, ground: str, by: Any) -> Application:
    """Make a case confidential on a ground, or open again without one; the same again changes nothing.

    What is entered from now on has the ground; what stands in the register already keeps its own. Raises NotAllowed for
    others than officers of the authority and for anyone with an interest, DomainError for a ground that is too long.
    """
    application = lock(application)
    working.require_worker(application, by)
    ground = _checked(ground)
    if application.ground == ground:
        return application
    application.ground = ground
    with acting(by):
        application.save(update_fields=["ground"])
    _enter(application, _("The case"), ground, by)
    return application


@transaction.atomic
def of_entry(entry: RegisterEntry, *, ground: str, by: Any) -> RegisterEntry:
    """Make one entry of a register confidential on a ground, or open again; nothing else of it can change."""
    application = lock(entry.application)
    working.require_worker(application, by)
    entry = lock(entry)
    ground = _checked(ground)
    if entry.ground == ground:
        return entry
    entry.ground = ground
    entry.save(update_fields=["ground"])
    _enter(application, _("Entry %(number)s") % {"number": entry.number}, ground, by)
    return entry


@transaction.atomic
def of_document(application: Application, document: Document, *, ground: str, by: Any) -> Document:
    """Make a document of a case confidential on a ground, or internal as it was.

    Raises NotAllowed also for a document of something else.
    """
    application = lock(application)
    working.require_worker(application, by)
    document = lock(document)
    if not belongs_to(document, application):
        raise NotAllowed(_("This document belongs to something else."), code="other")
    ground = _checked(ground)
    if document.ground == ground:
        return document
    document.ground = ground
    document.confidentiality = Confidentiality.RESTRICTED if ground else Confidentiality.INTERNAL
    with acting(by):
        document.save(update_fields=["ground", "confidentiality"])
    _enter(application, document.title, ground, by)
    return document


def belongs_to(document: Document, application: Application) -> bool:
    """Tell whether a document is one of this case: handed in with it, sent about it, or made for it."""
    subject = document.subject
    return subject == application or getattr(subject, "application_id", None) == application.pk


def _checked(ground: str) -> str:
    ground = ground.strip()
    if len(ground) > LONGEST:
        sentence = _("Name the law and its section in at most %(count)s characters.")
        raise field_errors({"ground": sentence % {"count": LONGEST}})
    return ground


def _enter(application: Application, what: str, ground: str, by: Any) -> None:
    with translation.override(register.language_of(application.authority)):
        subject = (
            _("Confidential: %(what)s (%(ground)s)") % {"what": what, "ground": ground}
            if ground
            else _("No longer confidential: %(what)s") % {"what": what}
        )
    acts.enter(application, RegisterKind.NOTE, RegisterDirection.DRAWN_UP, subject, by=by)
