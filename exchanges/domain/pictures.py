"""Photographs of exchanges and events, with words for those who cannot see them."""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from exchanges.models import Event, Exchange
from exchanges.permissions import can_edit_record
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.files import CheckedFile
from portal.core.models import Picture

type Subject = Exchange | Event


@transaction.atomic
def add(subject: Subject, values: Mapping[str, Any], *, upload: CheckedFile | None, by: Any) -> Picture:
    """Add a photograph to an exchange or event, last among its like.

    Parameters: ``values`` are ``alt``, ``caption`` and ``credit``; ``upload`` is the checked file, or None where only
    its description is known (C05). Raises NotAllowed for people of other authorities.
    """
    _begin(subject, by)
    kind = ContentType.objects.get_for_model(subject)
    last = Picture.objects.filter(content_type=kind, object_id=subject.pk).aggregate(last=Max("position"))[
        "last"
    ]
    picture = Picture(content_type=kind, object_id=subject.pk, position=0 if last is None else last + 1)
    _take(picture, upload)
    return records.add(picture, values)


@transaction.atomic
def edit(
    picture: Picture,
    changes: Mapping[str, Any],
    *,
    upload: CheckedFile | None,
    version: int | None,
    by: Any,
) -> Picture:
    """Change a photograph's words, and its file where a new one is handed in.

    Raises StaleEdit when somebody saved it since ``version`` was read.
    """
    _begin(subject_of(picture), by)
    changed = records.change(picture, changes, version=version)
    if upload is not None:
        before = changed.file.name
        _take(changed, upload)
        changed.save(update_fields=["file"])
        if before:
            # The old file goes only when the new one certainly stays.
            transaction.on_commit(lambda: changed.file.storage.delete(before))
    return changed


@transaction.atomic
def remove(picture: Picture, *, version: int | None, by: Any) -> None:
    """Remove a photograph and its file."""
    _begin(subject_of(picture), by)
    storage, name = picture.file.storage, picture.file.name
    records.remove(picture, version=version, protected=_("Other records refer to this. Change them first."))
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def subject_of(picture: Picture) -> Subject:
    """Return the exchange or event that a picture belongs to."""
    subject = picture.subject
    if not isinstance(subject, Exchange | Event):
        raise TypeError(f"{picture!r} is not a picture of an exchange or an event.")
    return subject


def _begin(subject: Subject, by: Any) -> None:
    locked = lock(subject)
    records.require(by is None or can_edit_record(by, locked))


def _take(picture: Picture, upload: CheckedFile | None) -> None:
    if upload is not None:
        picture.file.save(upload.name, File(upload.file), save=False)
