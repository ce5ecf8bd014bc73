"""How the pages of both sides tell what was written and sent after an application was handed in."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from grants.enums import CompletionState, EntryDirection, NominationState
from grants.models import Application, CaseEntry, CompletionRequest
from portal.core.models import Document
from portal.core.moments import say_moment, time_left
from portal.core.multilingual import Multilingual

COMPLETION_TONES = {
    CompletionState.OPEN: "wait",
    CompletionState.MISSED: "stop",
    CompletionState.ANSWERED: "info",
    CompletionState.ACCEPTED: "good",
    CompletionState.WITHDRAWN: "ended",
}

NOMINATION_TONES = {
    NominationState.OPEN: "wait",
    NominationState.ACCEPTED: "good",
    NominationState.DECLINED: "stop",
    NominationState.WITHDRAWN: "ended",
    NominationState.EXPIRED: "stop",
}


def entries_of(
    application: Application, user: Any, *, request: CompletionRequest | None = None
) -> list[dict[str, Any]]:
    """Return the entries of a case, or of one request, in order, with their files; three queries at most."""
    found = CaseEntry.objects.visible_to(user).filter(application=application).select_related("by")
    entries = list(found if request is None else found.filter(request=request))
    files = _files(entries)
    zone = application.call.time_zone
    return [
        {
            "entry": entry,
            "kind": entry.get_kind_display(),
            "direction": entry.get_direction_display(),
            "came_in": entry.direction == EntryDirection.IN,
            "at": say_moment(entry.at, zone),
            "by": entry.by,
            "text": entry.text,
            "is_late": entry.is_late,
            "answers": [
                {"question": str(Multilingual(answer["question"])), "shown": answer["shown"]}
                for answer in entry.answers
            ],
            "files": files.get(entry.pk, []),
        }
        for entry in entries
    ]


def _files(entries: Sequence[CaseEntry]) -> dict[int, list[Document]]:
    by_entry: dict[int, list[Document]] = defaultdict(list)
    if entries:
        for document in Document.objects.of_all(entries).order_by("pk"):
            by_entry[document.object_id].append(document)
    return by_entry


def requests_of(application: Application, user: Any, now: datetime) -> list[dict[str, Any]]:
    """Return the requests for completion of a case with where each stands."""
    requests = CompletionRequest.objects.visible_to(user).filter(application=application)
    return [told(request, now) for request in requests]


def told(request: CompletionRequest, now: datetime) -> dict[str, Any]:
    """Return a request for completion as pages show it: its state, its deadline, the time left."""
    is_open = request.state == CompletionState.OPEN
    return {
        "request": request,
        "state": request.state.label,
        "tone": COMPLETION_TONES[request.state],
        "due": say_moment(request.closes_at, request.time_zone),
        "left": time_left(request.closes_at, now) if is_open else "",
        "is_answered": request.state == CompletionState.ANSWERED,
        "is_over": request.state in {CompletionState.ACCEPTED, CompletionState.WITHDRAWN},
    }


def nominated(found: Any) -> list[dict[str, Any]]:
    """Return nominations with where each stands, for a list."""
    return [
        {
            "nomination": one,
            "state": one.state.label,
            "tone": NOMINATION_TONES[one.state],
            "is_open": one.state in {NominationState.OPEN, NominationState.EXPIRED},
            "application": getattr(one, "application", None),
        }
        for one in found.select_related("organisation", "application")
    ]
