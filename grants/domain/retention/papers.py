"""Taking away the papers of a meeting, or a request to read documents: the files and the texts, while its place stays.

A meeting and its paragraphs, and the diary number of a request, stay without a word of what they were about; what is said
of a case on an agenda goes with its case.
"""

from collections.abc import Collection
from typing import Any

import pgtrigger
from django.db import models

from grants.case_tables import case_tables
from grants.domain.retention import blanking
from grants.domain.retention.blanking import Erased
from grants.enums.closing import RetainedKind, RetentionAction
from grants.enums.meetings import PaperKind
from grants.models import (
    AgendaItem,
    DisclosureItem,
    DisclosureMove,
    DisclosureRequest,
    Disqualification,
    Meeting,
    MeetingMember,
    MeetingPaper,
    MinutesAdjuster,
    Redaction,
)
from portal.core.models import Document

PAPERS = {RetainedKind.PACKS: PaperKind.PACK, RetainedKind.MINUTES: PaperKind.MINUTES}
# What the agenda says, and what the minutes say, of the same items.
TEXTS: dict[str, tuple[tuple[type[models.Model], str, frozenset[str]], ...]] = {
    RetainedKind.PACKS: (
        (Meeting, "pk", frozenset({"note"})),
        (AgendaItem, "meeting", frozenset({"text", "proposal"})),
    ),
    RetainedKind.MINUTES: ((AgendaItem, "meeting", frozenset({"title", "decision", "reservations"})),),
}
# Who was there, left the room, and adjusted: nothing without a name. Each after what refers to it.
NAMES: tuple[tuple[type[models.Model], str], ...] = (
    (Disqualification, "item__meeting"),
    (MinutesAdjuster, "meeting"),
    (MeetingMember, "meeting"),
)


def erase_meeting(meeting: Meeting, kind: str) -> Erased:
    """Take away the packs or the minutes of a meeting whose row is locked; stored files are left to the caller.

    Destroyed and anonymised are the same here: a paper cannot lose its names and stay a paper.
    """
    erased = Erased()
    papers = MeetingPaper.objects.filter(meeting=meeting, kind=PAPERS[RetainedKind(kind)])
    with pgtrigger.ignore():
        if found := list(papers):
            blanking.erase_documents(Document.objects.of_all(found).order_by("pk"), erased)
        erased.rows += _remove(papers)
        if kind == RetainedKind.MINUTES:
            for model, path in NAMES:
                erased.rows += _remove(model._default_manager.filter(**{path: meeting.pk}))
        for model, path, only in TEXTS[kind]:
            erased.rows += _blank(model._default_manager.filter(**{path: meeting.pk}), only)
        blanking.check_now()
    return erased


def erase_request(asked: DisclosureRequest, action: RetentionAction) -> Erased:
    """Take away a request whose row is locked: its texts, its copies, and where it is destroyed what was found."""
    erased = Erased()
    items = DisclosureItem.objects.filter(request=asked)
    with pgtrigger.ignore():
        if found := list(items):
            copies = list(Document.objects.of_all(found).order_by("pk"))
            _unlink(copies)
            blanking.erase_documents(copies, erased)
        erased.rows += _remove(Redaction.objects.filter(item__request=asked))
        if action == RetentionAction.DESTROY:
            erased.rows += _remove(items) + _remove(DisclosureMove.objects.filter(request=asked))
        else:
            erased.rows += _blank(items) + _blank(DisclosureMove.objects.filter(request=asked))
        erased.rows += _blank(DisclosureRequest.objects.filter(pk=asked.pk))
        blanking.check_now()
    return erased


def _unlink(documents: Collection[Document]) -> None:
    """Let no register of a case name a copy that is taken away."""
    for table in case_tables():
        for one in table.model._meta.concrete_fields:
            if one.related_model is Document and one.null:
                rows = table.model._base_manager.filter(
                    **{f"{one.name}__in": [copy.pk for copy in documents]}
                )
                rows.update(**{one.name: None})


def _remove(rows: Any) -> int:
    """Remove rows with their history; rows that refer to them have gone before."""
    keys = list(rows.values_list("pk", flat=True))
    if hasattr(rows.model, "pgh_event_model"):
        blanking.history_of(rows.model).filter(pgh_obj_id__in=keys).delete()
    removed = rows.model._base_manager.filter(pk__in=keys)
    removed._raw_delete(removed.db)
    return len(keys)


def _blank(rows: Any, only: Collection[str] | None = None) -> int:
    """Take the texts out of rows and of their history."""
    keys = list(rows.values_list("pk", flat=True))
    blanking.write(rows.model, rows.model._base_manager.filter(pk__in=keys), only=only)
    if hasattr(rows.model, "pgh_event_model"):
        events = rows.model.pgh_event_model
        blanking.write(events, events._base_manager.filter(pgh_obj_id__in=keys), only=only)
    return len(keys)
