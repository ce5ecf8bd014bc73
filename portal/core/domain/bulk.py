"""Writing many records at once, in the caller's transaction, with the same rules and history as one by one.

The triggers that keep the history see every row; named constraints are the database's; what a rule of the house needs
of each record is checked by the noun's own function before it comes here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from slugify import slugify

from portal.core.errors import DomainError

BATCH = 1000
UPDATED = 200


@dataclass
class Draft:
    """One record to be written: new, or read under a lock and changed.

    Parameters: ``row`` is where it stands in the file; ``changed`` are the fields to write of a known record; ``many``
    maps many-to-many fields to primary keys; ``parts`` holds small records that belong to it, as its noun knows them.
    """

    row: int
    record: Any
    is_new: bool
    changed: frozenset[str] = frozenset()
    many: dict[str, list[int]] = field(default_factory=dict)
    parts: dict[str, list[Any]] = field(default_factory=dict)


class RowRefused(DomainError):
    """The database refused one row, and with it all of them; carries the row's number."""

    def __init__(self, row: int, sentence: str) -> None:
        super().__init__(sentence, code="refused")
        self.row = row


def store_one(record: models.Model) -> None:
    """Save one record after the checks of its fields and constraints. Raises ValidationError."""
    record.clean_fields(exclude={field.name for field in record._meta.concrete_fields if field.is_relation})
    record.validate_constraints()
    record.save()


def insert(drafts: Sequence[Draft], *, slug_from: Callable[[Any], str] | None = None) -> None:
    """Insert the new records among the drafts, with addresses of their own where they have none.

    Parameters: ``slug_from`` gives the text that a record's address is made of. Raises RowRefused.
    """
    new = [draft for draft in drafts if draft.is_new]
    if not new:
        return
    if slug_from is not None:
        _give_slugs(new, slug_from)
    model = type(new[0].record)
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        _explained(batch, lambda some: model._default_manager.bulk_create([draft.record for draft in some]))


def update(drafts: Sequence[Draft], *, derived: Iterable[str] = ()) -> None:
    """Write the changed fields of known records, and count their versions up. Raises RowRefused.

    Parameters: ``derived`` are fields that the domain computes and that are written with every change.
    """
    known = [draft for draft in drafts if not draft.is_new]
    if not known:
        return
    model = type(known[0].record)
    versioned = any(one.name == "version" for one in model._meta.concrete_fields)
    groups: dict[frozenset[str], list[Draft]] = defaultdict(list)
    for draft in known:
        if versioned:
            draft.record.version += 1
        groups[draft.changed].append(draft)
    for changed, group in groups.items():
        names = {*changed, *derived, *(["version"] if versioned else [])}
        columns = sorted({column for name in names for column in _columns(model, name)})
        for start in range(0, len(group), UPDATED):
            batch = group[start : start + UPDATED]
            _explained(batch, partial(_update_all, model, columns))


def _update_all(model: Any, columns: Sequence[str], drafts: Sequence[Draft]) -> None:
    model._default_manager.bulk_update([draft.record for draft in drafts], columns)


def relate(drafts: Sequence[Draft]) -> None:
    """Set the many-to-many fields of the drafts: what is no longer named goes, what is new comes."""
    by_field: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for draft in drafts:
        for name, keys in draft.many.items():
            by_field[name][draft.record.pk] = keys
    if not drafts:
        return
    model = type(drafts[0].record)
    for name, wanted in by_field.items():
        relation: Any = model._meta.get_field(name)
        through = relation.remote_field.through
        own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
        links = through._default_manager.filter(**{f"{own}_id__in": list(wanted)})
        there: dict[int, set[int]] = defaultdict(set)
        gone = []
        for pk, owner, target in links.values_list("pk", f"{own}_id", f"{other}_id"):
            there[owner].add(target)
            if target not in wanted[owner]:
                gone.append(pk)
        through._default_manager.filter(pk__in=gone).delete()
        through._default_manager.bulk_create(
            [
                through(**{f"{own}_id": owner, f"{other}_id": target})
                for owner, targets in wanted.items()
                for target in targets
                if target not in there[owner]
            ],
            batch_size=BATCH,
        )


def _columns(model: type[models.Model], name: str) -> Iterable[str]:
    """Return a field's columns: an uncertain date has three, a name its sort key."""
    one: Any = model._meta.get_field(name)
    yield from one.columns() if hasattr(one, "columns") else (one.name,)
    if name == "names" and any(field.name == "sort_key" for field in model._meta.concrete_fields):
        yield "sort_key"


def _give_slugs(drafts: Sequence[Draft], slug_from: Callable[[Any], str]) -> None:
    """Give each record without an address one that nobody has: "region-skane", "region-skane-2"."""
    model: Any = type(drafts[0].record)
    length = model._meta.get_field("slug").max_length - 10
    wanted: dict[str, list[Any]] = defaultdict(list)
    taken = {draft.record.slug for draft in drafts if draft.record.slug}
    for draft in drafts:
        if not draft.record.slug:
            base = slugify(slug_from(draft.record), max_length=length, word_boundary=True)
            wanted[base or str(model._meta.model_name)].append(draft.record)
    taken |= set(model._default_manager.filter(slug__in=list(wanted)).values_list("slug", flat=True))
    for base, records in wanted.items():
        if base in taken or len(records) > 1:
            taken |= set(
                model._default_manager.filter(slug__startswith=f"{base}-").values_list("slug", flat=True)
            )
        number, slug = 1, base
        for record in records:
            while slug in taken:
                number += 1
                slug = f"{base}-{number}"
            record.slug = slug
            taken.add(slug)


def _explained(batch: Sequence[Draft], write: Callable[[Sequence[Draft]], Any]) -> None:
    """Write a batch; where the database refuses it, find the row and say why. Raises RowRefused."""
    try:
        with transaction.atomic():
            write(batch)
    except IntegrityError as error:
        if len(batch) == 1:
            raise RowRefused(batch[0].row, _sentence(batch[0].record, error)) from error
        middle = len(batch) // 2
        # One half at least is refused; the first row found speaks for the file, which is refused as a whole.
        _explained(batch[:middle], write)
        _explained(batch[middle:], write)
        raise


def _sentence(record: models.Model, error: IntegrityError) -> str:
    """Return the sentence of the constraint that said no."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    for constraint in record._meta.constraints:
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    if "slug" in name:
        return _("Somebody took this address in the meantime. Look at the preview again.")
    return _("The database refused this row (%(rule)s). Correct it and try again.") % {"rule": name or error}


def explained(error: ValidationError) -> str:
    """Return all sentences of an error as one."""
    return " ".join(error.messages)
