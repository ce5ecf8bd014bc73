"""The disclosure desk: somebody asks to read documents; each is handed out, handed out in part, or not, on a ground."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import redacted_copies, tasks
from grants.domain import diary, register
from grants.enums import (
    DISCLOSURE_TRANSITIONS,
    DisclosureStatus,
    DisclosureVerdict,
    RegisterDirection,
    RegisterKind,
)
from grants.models import Application, DisclosureItem, DisclosureRequest, Redaction
from grants.permissions import can_disclose
from portal.core.domain import jobs, records
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.models import Document
from portal.core.pdf.redaction import PageText, UnreadablePdf, read_pages

PDF = "application/pdf"
LONGEST = 50_000_000


@transaction.atomic
def receive(values: Mapping[str, Any], *, by: Any) -> DisclosureRequest:
    """Record that somebody asks to read documents; it gets a diary number at once.

    Parameters: ``values`` hold the authority, ``received_on`` and ``asked``, and who asks where they said it.
    Raises NotAllowed for others than the authority's officers, DomainError beside the field.
    """
    with acting(by):
        request = DisclosureRequest(authority=values["authority"], created_by=by)
        records.require(can_disclose(by, request))
        now = timezone.now()
        if values["received_on"] > timezone.localdate(now):
            raise field_errors({"received_on": _("This day has not come yet.")})
        return records.add(
            request, {**values, "diary_number": diary.next_number(values["authority"], now=now)}
        )


@transaction.atomic
def add_documents(
    request: DisclosureRequest, application: Application, documents: Iterable[Document], *, by: Any
) -> int:
    """Put documents of a case among those that a request is about; returns how many are new there.

    The caller has found them as documents of this case that the person may read. Raises DomainError once it is answered.
    """
    with acting(by):
        request = _open(request, by)
        if application.authority_id != request.authority_id:
            raise DomainError(
                _("This case is another authority's. Answer only for your own."), code="foreign"
            )
        added = 0
        for document in documents:
            _item, created = DisclosureItem.objects.get_or_create(
                request=request, document=document, defaults={"application": application}
            )
            added += created
    return added


@transaction.atomic
def leave_out(item: DisclosureItem, *, by: Any) -> None:
    """Take a document out of those that a request is about: it was not what is asked for."""
    with acting(by):
        _open(item.request, by)
        item.delete()


@transaction.atomic
def hide(item: DisclosureItem, *, passage: str, page: int | None, ground: str, by: Any) -> Redaction:
    """Hide a passage, wherever it stands or on one page, or a whole page; what was judged is judged again.

    Parameters: ``page`` counts from 1. Raises DomainError beside the field: the document is no PDF that can be read,
    it has no such page, the passage is not in it.
    """
    with acting(by):
        _open(item.request, by)
        passage = " ".join(passage.split())
        _require_there(pages_of(item.document), passage, page)
        made = Redaction(item=item, passage=passage, page=page, ground=ground.strip(), created_by=by)
        made.clean_fields(exclude=["item", "created_by"])
        made.validate_constraints()
        made.save(force_insert=True)
        _set_aside(item)
    return made


@transaction.atomic
def show_again(redaction: Redaction, *, by: Any) -> None:
    """No longer hide a passage; what was judged is judged again."""
    with acting(by):
        _open(redaction.item.request, by)
        redaction.delete()
        _set_aside(redaction.item)


def pages_of(document: Document) -> list[PageText]:
    """Return the text of a document's pages.

    Raises DomainError where it is no PDF, is too large, or cannot be opened.
    """
    if document.media_type != PDF:
        raise DomainError(
            _("Passages can only be hidden in PDF documents. Hand this one out whole, or not at all."),
            code="no_pdf",
        )
    if document.size > LONGEST:
        raise DomainError(_("This document is too large to hide passages in."), code="too_large")
    with document.file.open("rb") as stored:
        content = stored.read()
    try:
        return read_pages(content)
    except UnreadablePdf as error:
        raise DomainError(
            _("This document cannot be opened: it is damaged, or locked with a password."), code="unreadable"
        ) from error


def _require_there(pages: list[PageText], passage: str, page: int | None) -> None:
    if page is not None and not 1 <= page <= len(pages):
        raise field_errors(
            {"page": _("The document has %(count)s pages. Name one of them.") % {"count": len(pages)}}
        )
    if not passage:
        return
    looked_at = pages if page is None else [pages[page - 1]]
    if not any(one.places(passage) for one in looked_at):
        raise field_errors(
            {"passage": _("This does not stand in the document. Copy the passage from the text beside it.")}
        )


@transaction.atomic
def judge(item: DisclosureItem, *, verdict: str, ground: str, by: Any) -> DisclosureItem:
    """Say what was found of a document: open, open with passages hidden (a copy is made then), or not handed out.

    Raises DomainError beside the field: nothing is hidden where it is said to be, or no ground is named.
    """
    with acting(by):
        _open(item.request, by)
        item = lock(item)
        hidden = item.redactions.exists()
        if verdict == DisclosureVerdict.PARTLY and not hidden:
            raise field_errors({"verdict": _("Nothing is hidden in it yet. Choose the passages first.")})
        if verdict == DisclosureVerdict.OPEN and hidden:
            raise field_errors({"verdict": _("Passages are hidden in it. Show them again first.")})
        item.verdict, item.ground = verdict, ground.strip() if verdict == DisclosureVerdict.WITHHELD else ""
        item.judged_at, item.judged_by = timezone.now(), by
        item.clean_fields(exclude=["request", "application", "document", "judged_by"])
        item.validate_constraints()
        item.save()
        if verdict == DisclosureVerdict.PARTLY:
            order_copy(item, by=by)
    return item


def order_copy(item: DisclosureItem, *, by: Any) -> Any:
    """Ask the worker for the copy with what is hidden now; the same passages are the same copy."""
    hidden = redacted_copies.hidden_in(item)
    key = f"{item.pk} {redacted_copies.fingerprint(item, hidden)}"
    return jobs.request(tasks.redact_copy, key=key, by=by, item_id=item.pk)


@transaction.atomic
def answer(request: DisclosureRequest, *, text: str, by: Any) -> DisclosureRequest:
    """Close a request with its answer: every document is judged and every copy made. Pressed again, it is the same.

    It counts as refused when nothing is handed out. Each case gets an entry in its register.
    Raises DomainError with what is not done yet.
    """
    with acting(by):
        request = lock(request)
        records.require(can_disclose(by, request))
        if request.status != DisclosureStatus.OPEN and request.answer == text.strip():
            return request
        request = _open(request, by)
        items = list(request.items.select_related("document", "application"))
        _require_judged(items)
        if not text.strip():
            raise field_errors(
                {"answer": _("Write the answer: what is handed out, what is not, and how to appeal.")}
            )
        given = [one for one in items if one.verdict != DisclosureVerdict.WITHHELD]
        request.answer, request.answered_at, request.answered_by = text.strip(), timezone.now(), by
        move(
            request,
            to=DisclosureStatus.ANSWERED if given or not items else DisclosureStatus.REFUSED,
            by=by,
            transitions=DISCLOSURE_TRANSITIONS,
            also=["answer", "answered_at", "answered_by"],
        )
        for item in items:
            _enter(request, item, by)
    return request


def _require_judged(items: list[DisclosureItem]) -> None:
    waiting = [one for one in items if one.verdict == DisclosureVerdict.PENDING]
    if waiting:
        names = ", ".join(str(one.document) for one in waiting)
        raise DomainError(
            _("Say first what was found of each document: %(documents)s.") % {"documents": names},
            code="pending",
        )
    unmade = [
        one
        for one in items
        if one.verdict == DisclosureVerdict.PARTLY and redacted_copies.current_copy(one) is None
    ]
    if unmade:
        names = ", ".join(str(one.document) for one in unmade)
        raise DomainError(
            _("These copies are not made yet: %(documents)s. Wait a moment and send it again.")
            % {"documents": names},
            code="unmade",
        )


def _enter(request: DisclosureRequest, item: DisclosureItem, by: Any) -> None:
    def said() -> str:
        return _("%(document)s: %(verdict)s (request %(number)s)") % {
            "document": item.document,
            "verdict": item.get_verdict_display(),
            "number": request.diary_number,
        }

    register.enter(
        item.application,
        kind=RegisterKind.DISCLOSURE,
        direction=RegisterDirection.OUT
        if item.verdict != DisclosureVerdict.WITHHELD
        else RegisterDirection.DRAWN_UP,
        subject=said,
        by=by,
        document=redacted_copies.current_copy(item)
        if item.verdict == DisclosureVerdict.PARTLY
        else item.document,
        counterpart=request.requester,
        ground=item.ground,
        key=str(item.pk),
    )


def _open(request: DisclosureRequest, by: Any) -> DisclosureRequest:
    """Return the request under its lock; raise unless the person answers it and it is not answered yet."""
    request = lock(request)
    records.require(can_disclose(by, request))
    if request.status != DisclosureStatus.OPEN:
        raise DomainError(
            _("This request is answered: what was handed out stays as it was."), code="answered"
        )
    return request


def _set_aside(item: DisclosureItem) -> None:
    """Take back what was said of a document: other passages are hidden in it now."""
    item.verdict, item.ground, item.judged_at, item.judged_by = DisclosureVerdict.PENDING, "", None, None
    item.save(update_fields=["verdict", "ground", "judged_at", "judged_by"])
