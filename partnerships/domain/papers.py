"""Documents of a relation: handed in, described, replaced by a newer version, removed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from slugify import slugify

from partnerships.models import Partnership
from partnerships.papers import SERIES, relation_of, stamp_of
from partnerships.permissions import can_edit_partnership
from portal.core import documents
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.enums import Confidentiality
from portal.core.errors import DomainError, StaleEdit, field_errors
from portal.core.files import CheckedFile
from portal.core.history import acting
from portal.core.models import Document
from portal.core.uncertain import UncertainDate


@transaction.atomic
def add(
    subject: Any,
    *,
    by: Any,
    file: CheckedFile,
    kind: str,
    title: str,
    confidentiality: str,
    language: str = "",
    dated: UncertainDate | None = None,
    ground: str = "",
) -> Document:
    """Add a file to a partnership, an agreement or a dialogue; the same kind, title and language again is its next version.

    Parameters: ``dated`` is the document's own date; ``ground`` why it is confidential. Raises NotAllowed for people of
    other authorities, DomainError for a confidential document without a ground.
    """
    with acting(by):
        _begin(subject, by)
        require_ground(confidentiality, ground)
        same = Document.objects.of(subject).filter(kind=kind, title=title, language=language)
        known = same.order_by("-version").first()
        slot = known.slot if known is not None else _free_slot(subject, title)
        return documents.store(
            subject,
            kind=kind,
            title=title,
            filename=file.name,
            content=file.file.read(),
            media_type=file.media_type,
            language=language,
            version=_next_version(subject, kind, slot, language),
            slot=slot,
            confidentiality=confidentiality,
            dated=dated,
            ground=ground,
            by=by,
        )


@transaction.atomic
def describe(document: Document, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Document:
    """Change what is said of a document: title, kind, language, date, who may read it and why.

    Kind and language are those of all its versions; the rest belongs to this one. Raises StaleEdit when somebody saved
    it since ``version`` was read, DomainError for a confidential document without a ground.
    """
    with acting(by):
        _begin(document.subject, by)
        series = list(_series(document).exclude(pk=document.pk))
        shared = {name: changes[name] for name in ("kind", "language") if name in changes}
        if (
            shared
            and _series(document, **shared)
            .exclude(pk__in=[document.pk, *(one.pk for one in series)])
            .exists()
        ):
            sentence = _(
                "Another document here has this kind, title and language. Give one of them another title."
            )
            raise field_errors({"kind": sentence})
        now = lock(document)
        if version is not None and version != stamp_of(now):
            raise StaleEdit(
                _("Somebody saved this document since you opened it."),
                current=now,
                current_version=stamp_of(now),
            )
        # Not records.change: it counts ``version`` up, which here counts the files of a document.
        for one, values in [(now, changes), *((other, shared) for other in series if shared)]:
            for name, value in values.items():
                setattr(one, name, value)
            require_ground(one.confidentiality, one.ground)
            one.save()
        return now


@transaction.atomic
def replace(
    document: Document, *, file: CheckedFile, by: Any, dated: UncertainDate | None = None
) -> Document:
    """Add a newer version of a document, described as this one is; the older ones stay readable.

    Parameters: ``dated`` is the new version's own date. Raises NotAllowed for people of other authorities.
    """
    with acting(by):
        _begin(document.subject, by)
        now = lock(document)
        subject: Any = now.subject
        return documents.store(
            subject,
            kind=now.kind,
            title=now.title,
            filename=file.name,
            content=file.file.read(),
            media_type=file.media_type,
            language=now.language,
            version=_next_version(subject, now.kind, now.slot, now.language),
            slot=now.slot,
            confidentiality=now.confidentiality,
            dated=dated,
            ground=now.ground,
            by=by,
        )


@transaction.atomic
def remove(document: Document, *, by: Any, version: int | None = None) -> None:
    """Remove one version of a document, with its file; the history keeps that it was there and who removed it."""
    with acting(by):
        _begin(document.subject, by)
        file: Any = document.file
        records.remove(
            document, version=version, protected=_("Other records refer to this. Change them first.")
        )
        # After commit: a transaction that fails must not have lost the file.
        transaction.on_commit(partial(file.storage.delete, file.name))


def require_ground(confidentiality: str, ground: str) -> None:
    """Refuse a confidential document that does not say why it is."""
    if confidentiality == Confidentiality.RESTRICTED and not ground.strip():
        sentence = _(
            "Say on which ground it is confidential: the law and its section, or the promise that was given."
        )
        raise field_errors({"ground": sentence})


def _begin(subject: Any, by: Any) -> Partnership:
    """Lock the partnership, so that versions are counted one after the other, and ask whether the person edits it."""
    if subject is None:
        raise DomainError(_("This has been removed since you opened it."), code="removed")
    partnership = lock(relation_of(subject))
    records.require(by is None or can_edit_partnership(by, partnership))
    return partnership


def _series(document: Document, **other: Any) -> QuerySet[Document]:
    """Return the versions of one document, or of the one that it would become."""
    return Document.objects.filter(**{name: getattr(document, name) for name in SERIES} | other)


def _next_version(subject: Any, kind: str, slot: str, language: str) -> int:
    series = Document.objects.of(subject).filter(kind=kind, slot=slot, language=language)
    return (series.order_by().aggregate(latest=Max("version"))["latest"] or 0) + 1


def _free_slot(subject: Any, title: str) -> str:
    base = slugify(title, max_length=50) or "document"
    taken = set(Document.objects.of(subject).values_list("slot", flat=True))
    number, slot = 1, base
    while slot in taken:
        number += 1
        slot = f"{base}-{number}"
    return slot
