"""Destroying and anonymising what has fallen due: proposed by one person, confirmed by another, done by the worker."""

import hashlib
from collections import defaultdict
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import certificates
from grants.domain import register
from grants.domain.retention import due, erasing, papers, records
from grants.domain.retention.blanking import Erased
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.closing import DESTRUCTION_TRANSITIONS, DestructionStatus, RetentionAction
from grants.models import Application, Destruction, DestructionItem, DisclosureRequest, Meeting
from grants.models.kept_records import key_of, record_of
from grants.permissions import can_confirm_destruction, can_propose_destruction
from partnerships.models import Authority
from portal.core.domain import jobs
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed
from portal.core.tasks import Progress

# The job that carries a destruction out; named, since it moves it on (grants.periodic).
CARRY_OUT = "grants.carry_out_destruction"


@transaction.atomic
def propose(authority: Authority, *, on: date, by: Any) -> Destruction:
    """Propose to destroy and anonymise what has fallen due until a day; what is held is left out.

    Raises NotAllowed for others than officers and administrators, DomainError for a day to come, where nothing has fallen
    due, and while another destruction waits.
    """
    authority = lock(authority)
    if not can_propose_destruction(by, authority.pk):
        raise NotAllowed(_("Only officers of the authority propose what is destroyed."), code="not_officer")
    if on > timezone.localdate():
        raise DomainError(
            _("This day is yet to come: look at the list, and propose it when it has come."), code="early"
        )
    found = due.dry_run(authority, on).due
    if not found:
        raise DomainError(_("Nothing has fallen due until this day."), code="nothing")
    destruction = Destruction(authority=authority, due_on=on, proposed_by=by)
    destruction.validate_constraints()
    destruction.save(force_insert=True)
    destruction.moves.create(from_status="", to_status=DestructionStatus.PROPOSED, by=by)
    DestructionItem.objects.bulk_create(
        [
            DestructionItem(
                destruction=destruction,
                kind=one.record.kind,
                retention_class=one.retention_class,
                action=one.retention_class.action,
                due_on=one.due_on,
                **{f"{one.record.key}_id": one.record.pk},
            )
            for one in found
        ],
        batch_size=1_000,
    )
    return destruction


@transaction.atomic
def withdraw(destruction: Destruction, *, by: Any) -> Destruction:
    """Take a proposal back; nothing has been destroyed. Raises NotAllowed for others than those who propose."""
    destruction = lock(destruction)
    if not can_propose_destruction(by, destruction.authority_id):
        raise NotAllowed(_("Only officers of the authority propose what is destroyed."), code="not_officer")
    if destruction.status == DestructionStatus.WITHDRAWN:
        return destruction
    move(destruction, to=DestructionStatus.WITHDRAWN, by=by, transitions=DESTRUCTION_TRANSITIONS)
    return destruction


@transaction.atomic
def confirm(destruction: Destruction, *, by: Any) -> Destruction:
    """Confirm what somebody else has proposed: the worker carries it out, and it cannot be undone.

    Confirmed again, it is the same. Raises NotAllowed for others than administrators and for whoever proposed it.
    """
    destruction = lock(destruction)
    if not can_confirm_destruction(by, destruction.authority_id):
        raise NotAllowed(_("Only administrators of the authority confirm it."), code="not_administrator")
    if destruction.confirmed_by_id == by.pk:
        return destruction
    if destruction.proposed_by_id == by.pk:
        raise NotAllowed(
            _("Somebody else than who proposed the destruction has to confirm it."), code="four_eyes"
        )
    destruction.confirmed_at, destruction.confirmed_by = timezone.now(), by
    move(
        destruction,
        to=DestructionStatus.CONFIRMED,
        by=by,
        transitions=DESTRUCTION_TRANSITIONS,
        also=["confirmed_at", "confirmed_by"],
    )
    destruction.job = jobs.request(CARRY_OUT, key=str(destruction.pk), by=by, destruction_id=destruction.pk)
    destruction.save(update_fields=["job"])
    return destruction


def carry_out(destruction_id: int, progress: Progress) -> None:
    """Do what was confirmed, one by one, and certify it; begun again, it goes on where it stopped.

    A case, a paper or a request on which somebody has placed a hold meanwhile is left out, and the certificate counts it.
    """
    destruction = Destruction.objects.select_related("authority__organisation").get(pk=destruction_id)
    if destruction.status != DestructionStatus.CONFIRMED:
        return
    total = destruction.items.count() + 1
    for item in destruction.items.exclude(leftover=[]):
        _remove_files(item)
    for done, item in enumerate(destruction.items.order_by("due_on", "pk"), start=1):
        if item.finished_at is None:
            _remove_files(_take_away(item, destruction))
        progress(done, total)
    _certify(destruction)
    progress(total, total)


@transaction.atomic
def _take_away(item: DestructionItem, destruction: Destruction) -> DestructionItem:
    """Take one item away, with the files' names noted: if the worker stops here, they are removed when it goes on."""
    record = lock(record_of(item))
    item = lock(item)
    if item.finished_at is not None:
        return item
    item.finished_at = timezone.now()
    if records.is_held(key_of(item), record.pk, timezone.localdate()):
        item.skipped = _("Somebody has placed a hold on it.")
        item.save(update_fields=["finished_at", "skipped"])
        return item
    erased = _erase(record, item)
    item.rows, item.files, item.size = erased.rows, erased.files, erased.size
    item.digests, item.leftover = erased.digests, erased.stored
    item.save(update_fields=["finished_at", "rows", "files", "size", "digests", "leftover"])
    if item.action == RetentionAction.ANONYMISE and isinstance(record, Application):
        register.enter(
            record,
            kind=RegisterKind.DESTRUCTION,
            direction=RegisterDirection.DRAWN_UP,
            subject=lambda: _("Anonymised by destruction %(number)s") % {"number": destruction.pk},
            key=f"destruction-{destruction.pk}",
        )
    return item


def _erase(record: Any, item: DestructionItem) -> Erased:
    if isinstance(record, Meeting):
        return papers.erase_meeting(record, item.kind)
    if isinstance(record, DisclosureRequest):
        return papers.erase_request(record, RetentionAction(item.action))
    return erasing.erase(record, RetentionAction(item.action))


def _remove_files(item: DestructionItem) -> None:
    """Remove the stored files of what is gone; a file that is gone already is no mistake."""
    if not item.leftover:
        return
    for name in item.leftover:
        default_storage.delete(name)
    item.leftover = []
    item.save(update_fields=["leftover"])


@transaction.atomic
def _certify(destruction: Destruction) -> None:
    """Count what was taken away, store the certificate, and end the destruction."""
    destruction = lock(destruction)
    digests: list[str] = []
    by_class: dict[tuple[str, str, str], dict[str, int]] = defaultdict(
        lambda: {"cases": 0, "rows": 0, "files": 0, "size": 0, "held": 0}
    )
    for item in destruction.items.select_related("retention_class").order_by("pk"):
        known = item.retention_class
        count = by_class[str(known), known.ground, item.action]
        if item.skipped:
            count["held"] += 1
            continue
        count["cases"] += 1
        count["rows"] += item.rows
        count["files"] += item.files
        count["size"] += item.size
        digests += item.digests
    destruction.counts = [
        {"class": name, "ground": ground, "action": action, **count}
        for (name, ground, action), count in sorted(by_class.items())
    ]
    destruction.sha256 = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    destruction.finished_at = timezone.now()
    move(
        destruction,
        to=DestructionStatus.DONE,
        by=None,
        transitions=DESTRUCTION_TRANSITIONS,
        also=["counts", "sha256", "finished_at"],
    )
    certificates.certificate(destruction, digests)
