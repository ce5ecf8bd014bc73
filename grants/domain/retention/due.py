"""What falls due until a day, and why: the dry run before anything is destroyed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, Q, Subquery

from grants.enums.closing import RetentionAction, RetentionTrigger
from grants.enums.money import PaymentStatus
from grants.models import AgreedTerms, CaseClosing, DestructionItem, LegalHold, RetentionClass, RetentionRule
from grants.retention_classes import chosen
from partnerships.models import Authority

CHUNK = 2_000


@dataclass(frozen=True)
class DueCase:
    """A case whose time passes: its class, the day it was counted from, the day it falls due, and whether it is held."""

    application_id: int
    reference: str
    diary_number: str
    retention_class: RetentionClass
    counted_from: date
    due_on: date
    held: bool


@dataclass
class ClassCount:
    """How many cases of a class fall due, are held, and are kept for later or for ever."""

    retention_class: RetentionClass
    due: int = 0
    held: int = 0
    later: int = 0


@dataclass
class DryRun:
    """What would fall due until a day, with counts by class; cases without a class are only counted."""

    on: date
    due: list[DueCase] = field(default_factory=list)
    held: list[DueCase] = field(default_factory=list)
    classes: dict[int, ClassCount] = field(default_factory=dict)
    unclassed: int = 0

    @property
    def counts(self) -> list[ClassCount]:
        """Return the counts in the order of the classes' codes."""
        return sorted(
            self.classes.values(), key=lambda one: (one.retention_class.code, one.retention_class.pk)
        )


def dry_run(authority: Authority, on: date) -> DryRun:
    """Return what falls due at an authority until a day, both included, the oldest first; nothing is changed."""
    found = DryRun(on)
    rules = list(RetentionRule.objects.filter(authority=authority).select_related("retention_class"))
    zone = ZoneInfo(authority.time_zone)
    for closing in _closings(authority, on):
        closed_on = closing.closed_at.astimezone(zone).date()
        known = chosen(rules, closing.kind, closing.application.call_id, closed_on)
        if known is None:
            found.unclassed += 1
            continue
        count = found.classes.setdefault(known.pk, ClassCount(known))
        counted_from = _counted_from(known, closing, closed_on, zone)
        due_on = due_day(counted_from, known)
        if due_on is None or due_on > on:
            count.later += 1
            continue
        case = DueCase(
            closing.application_id,
            closing.application.reference,
            closing.application.diary_number,
            known,
            counted_from,
            due_on,
            closing.is_held,
        )
        (found.held if case.held else found.due).append(case)
        count.held += case.held
        count.due += not case.held
    for cases in (found.due, found.held):
        cases.sort(key=lambda one: (one.due_on, one.application_id))
    return found


def due_day(counted_from: date, retention_class: RetentionClass) -> date | None:
    """Return the day on which a case falls due; None where it is kept for ever.

    The 29 February becomes the 1 March in years that have none: never a day too early.
    """
    if retention_class.action == RetentionAction.KEEP or retention_class.years is None:
        return None
    year = counted_from.year + retention_class.years
    try:
        return counted_from.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _counted_from(retention_class: RetentionClass, closing: Any, closed_on: date, zone: ZoneInfo) -> date:
    """Return the day that a class counts from; the day of closing where the case has no such day."""
    match retention_class.trigger:
        case RetentionTrigger.DECISION | RetentionTrigger.REJECTION:
            return _day(closing.decided_at, zone) or closed_on
        case RetentionTrigger.LAST_PAYMENT:
            return closing.last_paid or closed_on
        case RetentionTrigger.AGREEMENT_END:
            # An agreement that ends later than its case was closed is counted from its own end.
            return closing.agreed_end or closed_on
    return closed_on


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment is not None else None


def _closings(authority: Authority, on: date) -> Iterator[Any]:
    """Yield the closed cases of which something is left, each with the days that a class may count from."""
    gone = DestructionItem.objects.filter(
        application=OuterRef("application"), finished_at__isnull=False, skipped=""
    )
    held = LegalHold.objects.in_force(on).filter(application=OuterRef("application"))
    ends = AgreedTerms.objects.filter(award__decision__application=OuterRef("application")).order_by(
        "-number"
    )
    paid = Q(application__decision__award__payments__status=PaymentStatus.PAID)
    return (
        CaseClosing.objects.filter(authority=authority)
        .exclude(Exists(gone))
        .select_related("application")
        .only(
            "kind",
            "closed_at",
            "authority",
            "application__call",
            "application__reference",
            "application__diary_number",
        )
        .annotate(
            is_held=Exists(held),
            decided_at=Max("application__decision__decided_at"),
            last_paid=Max("application__decision__award__payments__paid_on", filter=paid),
            agreed_end=Subquery(ends.values("ends_latest")[:1]),
        )
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )


def is_held(application_id: int, on: date) -> bool:
    """Tell whether something stops the destruction of a case on a day."""
    return bool(LegalHold.objects.in_force(on).filter(application=application_id).exists())
