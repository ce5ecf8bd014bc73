"""Writing a report: what is typed is kept, valid or not, from whichever page it is typed on."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import closed
from grants.domain.answers import LONGEST_TYPED, Typed, digest, tidy
from grants.domain.reporting.content import MATERIALS, QUESTION, TABLES, VOUCHERS, questions_of
from grants.enums import OWED_REPORTS, REPORT_TRANSITIONS, QuestionKind, ReportStatus
from grants.models import Report, ReportPart
from grants.permissions import can_report
from portal.core import documents
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError, NotAllowed
from portal.core.files import CheckedFile
from portal.core.models import Document

MOST_FILES = 300
KEYED = frozenset({VOUCHERS, MATERIALS})


@dataclass(frozen=True)
class Conflict:
    """A part that was written differently on another open page since this page was drawn."""

    code: str
    theirs: Typed
    saved_at: datetime


@dataclass(frozen=True)
class Saved:
    """The outcome of a save: when, and which parts wait for the writer's choice between two texts."""

    at: datetime
    conflicts: Sequence[Conflict] = field(default=())


def require_writable(report: Report, by: Any) -> None:
    """Raise NotAllowed unless ``by`` may write in this report now, DomainError where the case is closed."""
    closed.require_not_closed(report.application)
    if not can_report(by, report.application):
        raise NotAllowed(
            _("Only the grantee and those who write with them write this report."), code="not_grantee"
        )
    if report.status not in OWED_REPORTS:
        raise NotAllowed(_not_open(report), code="not_open")


def _not_open(report: Report) -> str:
    return {
        ReportStatus.HANDED_IN: _("This report has been handed in and can no longer be changed."),
        ReportStatus.WAIVED: _("This report is no longer asked for."),
    }.get(ReportStatus(report.status), _("This report has been answered, and nothing more can be handed in."))


def with_keys(typed: Mapping[str, Typed]) -> dict[str, Typed]:
    """Return what was typed, with a key in each row that files can lie with."""
    return {code: _keyed(value) if code in KEYED else value for code, value in typed.items()}


def _keyed(rows: Typed) -> Typed:
    if not isinstance(rows, list):
        return rows
    return [
        {**row, "key": str(row.get("key") or secrets.token_hex(4))} if isinstance(row, dict) else row
        for row in rows
    ]


@transaction.atomic
def save(
    report: Report,
    typed: Mapping[str, Typed],
    *,
    by: Any,
    page: str = "",
    began_from: Mapping[str, str] | None = None,
) -> Saved:
    """Keep what was typed, by part; what another page has written since waits for the writer's choice.

    Parameters: ``typed`` maps parts (``content.TABLES``, or a question's code after "q:") to what was typed; ``page``
    names the open page; ``began_from`` says by part from which text the page began (``answers.digest``). Raises
    NotAllowed for others than the grantee, and once it is handed in or answered.
    """
    report = _locked(report, by)
    codes = TABLES | {QUESTION + one.code for one in questions_of(report) if one.kind != QuestionKind.FILE}
    known = {part.code: part for part in report.parts.all()}
    now, conflicts, changed = timezone.now(), [], []
    for code, value in typed.items():
        new = tidy(value)
        if code not in codes:
            continue
        if len(str(new)) > LONGEST_TYPED:
            raise DomainError(
                _("This is too long to be kept. Shorten it, or add it as a file."), code="too_long"
            )
        part = known.get(code) or ReportPart(report=report, code=code, value="")
        if part.value == new or (code not in known and not _says(new)):
            continue
        began = None if began_from is None else began_from.get(code)
        if _is_late(part, page) or _is_untouched(part, new, began, page):
            continue
        if began is not None and code in known and not _is_same(part, page) and began != digest(part.value):
            conflicts.append(Conflict(code, part.value, part.saved_at))
            continue
        part.value, part.saved_at, part.saved_from = new, now, page[:16]
        changed.append(part)
    ReportPart.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["report", "code"],
        update_fields=["value", "saved_at", "saved_from"],
    )
    _touch(report, now, by)
    return Saved(now, conflicts)


def _says(typed: Typed) -> bool:
    """Tell whether anything is typed in a part that nobody has written in yet."""
    if isinstance(typed, dict):
        return any(_says(value) for value in typed.values())
    return bool(typed)


def _turn(page: str) -> tuple[str, int]:
    """Return the name of an open page, and which sending of it this is."""
    name, _point, turn = page[:16].partition(".")
    return name, int(turn) if turn.isascii() and turn.isdecimal() else 0


def _is_same(part: ReportPart, page: str) -> bool:
    """Tell whether a part was saved last from this very page."""
    return bool(page) and _turn(part.saved_from)[0] == _turn(page)[0]


def _is_late(part: ReportPart, page: str) -> bool:
    """Tell whether a later sending of the same page has arrived before this one."""
    return _is_same(part, page) and _turn(page)[1] < _turn(part.saved_from)[1]


def _is_untouched(part: ReportPart, new: Typed, began: str | None, page: str) -> bool:
    """Tell whether the page posts a part exactly as it was drawn, while another page has changed it since."""
    if began is None or part._state.adding or _is_same(part, page):
        return False
    was_empty = not _says(new) and began in {digest(""), digest({})}
    return was_empty or digest(new) == began


def _locked(report: Report, by: Any) -> Report:
    application = report.application
    report = lock(report)
    report.application = application
    require_writable(report, by)
    return report


def _touch(report: Report, now: datetime, by: Any) -> None:
    report.saved_at = now
    if report.status == ReportStatus.DUE:
        move(report, to=ReportStatus.DRAFT, by=by, transitions=REPORT_TRANSITIONS, also=["saved_at"])
    else:
        report.save(update_fields=["saved_at"])


@transaction.atomic
def attach(report: Report, place: str, file: CheckedFile, *, by: Any) -> Document:
    """Keep a checked file with a question ("question:<pk>"), a voucher ("voucher:<key>") or material.

    The same file again, by name and content, is the one that lies there. Raises as ``save`` does, and DomainError for
    more files than a report takes.
    """
    report = _locked(report, by)
    there = Document.objects.of(report).filter(kind=DocumentKind.VOUCHER)
    if there.count() >= MOST_FILES:
        raise DomainError(
            _("A report takes at most %(count)s files.") % {"count": MOST_FILES}, code="too_many"
        )
    content = file.file.read()
    document = documents.store(
        report,
        kind=DocumentKind.VOUCHER,
        title=file.name[:300],
        filename=file.name[-255:],
        content=content,
        media_type=file.media_type,
        language=report.application.language,
        slot=f"{place[:40]}:{uuid4().hex[:12]}",
        by=by,
    )
    twin = there.filter(slot__startswith=f"{place[:40]}:", filename=document.filename, sha256=document.sha256)
    known = twin.exclude(pk=document.pk).first()
    if known is not None:
        _discard(document)
        return known
    _touch(report, timezone.now(), by)
    return document


@transaction.atomic
def detach(report: Report, document: Document, *, by: Any) -> None:
    """Take a file out of a report. Raises as ``save`` does, and DomainError for a file that was handed in already."""
    report = _locked(report, by)
    found = Document.objects.of(report).filter(pk=document.pk, kind=DocumentKind.VOUCHER).first()
    if found is None:
        raise DomainError(_("This file has already been removed."), code="removed")
    if report.handed_in_at is not None and found.created_at <= report.handed_in_at:
        raise DomainError(
            _("This file was handed in and stays with the report. Add the right one beside it."),
            code="handed_in",
        )
    _discard(found)
    _touch(report, timezone.now(), by)


def _discard(document: Document) -> None:
    # After commit: a file removed for a transaction that fails would be gone all the same.
    transaction.on_commit(partial(document.file.storage.delete, str(document.file.name)))
    document.delete()
