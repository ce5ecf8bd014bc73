"""What falls due until a day, and why: the dry run before anything is destroyed."""

from dataclasses import dataclass, field
from datetime import date

from grants.domain.retention.records import Kept, kept_at
from grants.enums.closing import RetentionAction
from grants.models import RetentionClass, RetentionRule
from grants.retention_classes import chosen
from partnerships.models import Authority


@dataclass(frozen=True)
class Due:
    """A record whose time passes: its class, the day it was counted from, and the day it falls due."""

    record: Kept
    retention_class: RetentionClass
    counted_from: date
    due_on: date


@dataclass
class ClassCount:
    """How many records of a class fall due, are held, and are kept for later or for ever."""

    retention_class: RetentionClass
    due: int = 0
    held: int = 0
    later: int = 0


@dataclass
class DryRun:
    """What would fall due until a day, with counts by class; records without a class are only counted."""

    on: date
    due: list[Due] = field(default_factory=list)
    held: list[Due] = field(default_factory=list)
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
    for record in kept_at(authority, on):
        known = chosen(rules, record.kind, record.call_id, record.closed_on)
        if known is None:
            found.unclassed += 1
            continue
        count = found.classes.setdefault(known.pk, ClassCount(known))
        counted_from = record.counted_from(known.trigger)
        due_on = due_day(counted_from, known)
        if due_on is None or due_on > on:
            count.later += 1
            continue
        (found.held if record.held else found.due).append(Due(record, known, counted_from, due_on))
        count.held += record.held
        count.due += not record.held
    for falling in (found.due, found.held):
        falling.sort(key=lambda one: (one.due_on, one.record.key, one.record.pk, one.record.kind))
    return found


def due_day(counted_from: date, retention_class: RetentionClass) -> date | None:
    """Return the day on which a record falls due; None where it is kept for ever.

    The 29 February becomes the 1 March in years that have none: never a day too early.
    """
    if retention_class.action == RetentionAction.KEEP or retention_class.years is None:
        return None
    year = counted_from.year + retention_class.years
    try:
        return counted_from.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
