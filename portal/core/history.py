"""Who changed what and when, as people read it, from the rows that the database's triggers leave behind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pghistory
import pghistory.core
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.multilingual import Multilingual

PER_PAGE = 20
INSERT, UPDATE, DELETE = "insert", "update", "delete"
# What the portal counts for itself; no person ever changed it on purpose.
BOOKKEEPING = frozenset({"version", "position", "slug", "created_at", "created_by"})

type Key = tuple[datetime, Any]


def acting(by: Any) -> AbstractContextManager[Any]:
    """Let every change inside be recorded as this person's; None is the portal's own clock, or whoever asked already.

    Requests are recorded by pghistory's middleware; this also covers tasks and commands, which have no request.
    """
    return pghistory.context(user=by.pk) if by is not None else pghistory.context()


@dataclass(frozen=True)
class FieldChange:
    """One field: what it said before and what it says now, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What one person did in one go: when, who, what in one phrase, and each field's difference."""

    at: datetime
    by: str
    label: str
    changes: Sequence[FieldChange]


@dataclass(frozen=True)
class _Event:
    """One row of history beside the row before it."""

    model: type[models.Model]
    row: Any
    before: Any  # the previous row of the same record, or None
    is_child: bool


def history_of(
    record: models.Model,
    *,
    children: Iterable[type[models.Model]] = (),
    page: Any = 1,
    per_page: int = PER_PAGE,
) -> "Page[Change]":
    """Return one page of a tracked record's history, newest first, with what happened to its children.

    Parameters: ``children`` are tracked models with a foreign key to the record, such as an agreement's articles; those
    since removed are told of too. What was saved together is one change. The number of queries depends on the number
    of models involved, never on the number of changes.
    """
    sources = [(type(record), "pgh_obj_id", False)]
    sources += [(child, _key_to(child, type(record)), True) for child in children]
    groups: dict[Key, dict[int, list[int]]] = {}
    for place, (model, column, _is_child) in enumerate(sources):
        rows = _events(model).filter(**{column: record.pk})
        for pk, at, context in rows.values_list("pgh_id", "pgh_created_at", "pgh_context_id"):
            groups.setdefault((at, context), {}).setdefault(place, []).append(pk)
    order = sorted(
        groups, key=lambda key: (key[0], max(max(ids) for ids in groups[key].values())), reverse=True
    )
    shown: Page[Any] = Paginator(order, per_page).get_page(page)
    wanted = {key: groups[key] for key in shown.object_list}
    shown.object_list = _told(sources, wanted)
    return shown


def last_change(record: models.Model) -> Change | None:
    """Return who saved the record last and when, without what; None when nothing is recorded."""
    row = (
        _events(type(record))
        .filter(pgh_obj_id=record.pk)
        .select_related("pgh_context")
        .order_by("-pgh_id")
        .first()
    )
    if row is None:
        return None
    return Change(row.pgh_created_at, _people([row]).get(_user_id(row), ""), "", ())


def _events(model: type[models.Model]) -> "models.QuerySet[Any]":
    tracking = pghistory.core.event_models(tracks_model=model)
    if not tracking:
        raise LookupError(f"{model._meta.label} is not tracked by pghistory.")
    return tracking[0]._default_manager.all()


def _key_to(child: type[models.Model], parent: type[models.Model]) -> str:
    """Return the column by which a child knows its parent."""
    for field in child._meta.concrete_fields:
        if field.is_relation and field.related_model is parent and field.name != "pgh_obj":
            return str(field.attname)
    raise LookupError(f"{child._meta.label} has no foreign key to {parent._meta.label}.")


def _told(
    sources: Sequence[tuple[type[models.Model], str, bool]], wanted: Mapping[Key, Mapping[int, list[int]]]
) -> list[Change]:
    """Load the rows of the wanted groups with the rows before them, and put them into words."""
    events: dict[Key, list[_Event]] = defaultdict(list)
    for place, (model, _column, is_child) in enumerate(sources):
        ids = [pk for group in wanted.values() for pk in group.get(place, ())]
        if not ids:
            continue
        previous = (
            _events(model)
            .filter(pgh_obj_id=models.OuterRef("pgh_obj_id"), pgh_id__lt=models.OuterRef("pgh_id"))
            .order_by("-pgh_id")
            .values("pgh_id")[:1]
        )
        rows = _events(model).filter(pgh_id__in=ids).annotate(before_id=models.Subquery(previous))
        rows = rows.select_related("pgh_context").order_by("pgh_id")
        earlier = _events(model).in_bulk([row.before_id for row in rows if row.before_id])
        for row in rows:
            key = (row.pgh_created_at, row.pgh_context_id)
            events[key].append(_Event(model, row, earlier.get(row.before_id), is_child))
    every = [event for group in events.values() for event in group]
    people = _people(event.row for event in every)
    related = _related(every)
    return [_change(key, events[key], people, related) for key in wanted]


def _people(rows: Iterable[Any]) -> dict[Any, str]:
    ids = {user for row in rows if (user := _user_id(row))}
    return {pk: str(person) for pk, person in get_user_model()._default_manager.in_bulk(ids).items()}


def _user_id(row: Any) -> Any:
    return row.pgh_context.metadata.get("user") if row.pgh_context else None


type Related = Mapping[type[models.Model], Mapping[Any, models.Model]]


def _related(events: Iterable[_Event]) -> Related:
    """Fetch everything the rows point to, one query for each model, and one for all that their names ask for."""
    ids: dict[type[models.Model], set[Any]] = defaultdict(set)
    for event in events:
        for field in event.model._meta.concrete_fields:
            if field.is_relation and field.related_model is not None:
                for row in (event.row, event.before):
                    if row is not None and (key := getattr(row, field.attname)) is not None:
                        ids[field.related_model].add(key)
    return {
        model: model._base_manager.all().fetch_mode(models.FETCH_PEERS).in_bulk(keys)
        for model, keys in ids.items()
    }


def _change(key: Key, events: Sequence[_Event], people: Mapping[Any, str], related: Related) -> Change:
    labels: list[str] = []
    changes: list[FieldChange] = []
    children = [event for event in events if event.is_child]
    is_new = any(event.row.pgh_label == INSERT and not event.is_child for event in events)
    for event in events:
        found = _field_changes(event, related)
        if event.row.pgh_label == UPDATE and not found:
            continue
        label = _label(event, related)
        if label not in labels:
            labels.append(label)
        if len(children) > 1 and event.is_child:
            name = _name(event, related)
            found = [FieldChange(f"{name}: {one.label}", one.before, one.after) for one in found]
        if not (is_new and event.is_child):  # what came with the record is named, not spelled out
            changes += found
    by = people.get(_user_id(events[0].row), "")
    return Change(key[0], by, ", ".join(labels) or _("saved this without changes"), changes)


def _label(event: _Event, related: Related) -> str:
    if not event.is_child:
        words = {INSERT: _("made this"), UPDATE: _("changed this"), DELETE: _("removed this")}
        return words[event.row.pgh_label]
    words = {INSERT: _("added %(what)s"), UPDATE: _("changed %(what)s"), DELETE: _("removed %(what)s")}
    return words[event.row.pgh_label] % {"what": _name(event, related)}


def _name(event: _Event, related: Related) -> str:
    """Return what the record was called then, without asking the database again."""
    values = {field.attname: getattr(event.row, field.attname) for field in _stored(event)}
    record = event.model(**{name: value for name, value in values.items() if name != "pgh_obj_id"})
    for field in event.model._meta.concrete_fields:
        if field.is_relation and field.attname in values:
            target = related.get(field.related_model, {}).get(values[field.attname])  # type: ignore[arg-type]
            if target is not None:
                setattr(record, field.name, target)
    return f"{event.model._meta.verbose_name} “{record}”"


def _stored(event: _Event) -> list[Any]:
    """Return the tracked fields that the event's row holds."""
    kept = {field.attname for field in event.row._meta.concrete_fields}
    return [field for field in event.model._meta.concrete_fields if field.attname in kept]


def _field_changes(event: _Event, related: Related) -> list[FieldChange]:
    deleted = event.row.pgh_label == DELETE
    before = event.row if deleted else event.before if event.row.pgh_label == UPDATE else None
    after = None if deleted else event.row
    changes: list[FieldChange] = []
    for field in _stored(event):
        if not field.editable or field.primary_key or field.name in BOOKKEEPING or _is_parent(field, event):
            continue
        old = getattr(before, field.attname) if before is not None else None
        new = getattr(after, field.attname) if after is not None else None
        if before is not None and after is not None and old == new:
            continue
        if old in (None, False) and new in (None, False):
            continue
        label = capfirst(str(field.verbose_name))
        if isinstance(old, Multilingual) or isinstance(new, Multilingual):
            changes += _multilingual(label, old, new)
        else:
            changes.append(FieldChange(label, in_words(field, old, related), in_words(field, new, related)))
    return [one for one in changes if one.before != one.after]


def _is_parent(field: Any, event: _Event) -> bool:
    """Tell whether the field only says to which record the child belongs."""
    return event.is_child and field.is_relation and field.remote_field.on_delete is models.CASCADE


def _multilingual(label: str, old: Multilingual | None, new: Multilingual | None) -> list[FieldChange]:
    """Return one change for each language whose text differs."""
    languages = dict(settings.CALL_LANGUAGES)
    old, new = old or Multilingual(), new or Multilingual()
    codes = [code for code in languages if old.get(code) != new.get(code)]
    return [
        FieldChange(f"{label} ({languages[code]})", old.get(code, ""), new.get(code, "")) for code in codes
    ]


def in_words(field: Any, value: Any, related: Related) -> str:
    """Return a stored value as people read it: the words of choices, names of records, dates, yes and no."""
    if value is None or value == "" or value == []:
        return ""
    if field.is_relation:
        target = related.get(field.related_model, {}).get(value)
        return str(target) if target is not None else _("(removed since)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(in_words(getattr(field, "base_field", field), one, related) for one in value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(localize(value))
