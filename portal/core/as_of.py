"""What the portal knew at a moment: records rebuilt from the rows that the database's triggers leave behind.

This is *recorded* time: when the portal was told. When something held in the world is *valid* time, which the
records say themselves with their uncertain dates; whoever asks for both combines the two.

A moment is compared with the beginning of the transaction that wrote a row (PostgreSQL's `now()`); of several rows of
one record, the one written last counts.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import pghistory.core
from django.db import models
from django.db.models import Min, Q, QuerySet

DELETE = "delete"


def events_of(model: type[models.Model]) -> "QuerySet[Any]":
    """Return every row of history of a tracked model. Raises LookupError for a model without history."""
    tracking = pghistory.core.event_models(tracks_model=model)
    if not tracking:
        raise LookupError(f"{model._meta.label} is not tracked by pghistory.")
    return tracking[0]._default_manager.all()


def rows_as_of(model: type[models.Model], moment: datetime, among: Q | None = None) -> "QuerySet[Any]":
    """Return one row of history for each record that existed at the moment, as it was then.

    Parameters: ``among`` keeps the records of which it was true then (`Q(agreement=7)`); records of which it was never
    true are not looked at. The result is an ordinary queryset of event rows: filter, order and slice it.
    """
    rows = events_of(model)
    known = rows.filter(pgh_created_at__lte=moment)
    if among is not None:
        known = known.filter(pgh_obj_id__in=rows.filter(among).order_by().values("pgh_obj_id"))
    last = known.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values("pgh_id")
    found = rows.filter(pgh_id__in=last).exclude(pgh_label=DELETE)
    return found if among is None else found.filter(among)


def rebuilt[M: models.Model](model: type[M], row: Any) -> M:
    """Return the record that a row of history tells of. It is not for saving: its columns are those of then."""
    kept = {field.attname for field in row._meta.concrete_fields}
    values = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if field.attname in kept and not field.generated
    }
    record = model(**values)
    record._state.adding = False
    record._state.db = row._state.db
    return record


def records_as_of[M: models.Model](
    model: type[M], moment: datetime, among: Q | None = None, *, order_by: Collection[str] = ("pgh_obj_id",)
) -> list[M]:
    """Return the records of a model as they were at the moment, in one query; those since removed are among them."""
    return [rebuilt(model, row) for row in rows_as_of(model, moment, among).order_by(*order_by)]


def record_as_of[M: models.Model](model: type[M], pk: Any, moment: datetime) -> M | None:
    """Return one record as it was at the moment; None when it did not exist then."""
    found = records_as_of(model, moment, Q(pgh_obj_id=pk))
    return found[0] if found else None


def relate(records: Iterable[models.Model], moment: datetime, *names: str) -> None:
    """Give records the other records that they pointed to, as those were at the moment: one query for each name.

    A target without history by then (it is older than the history, or the model is not tracked) is taken as it is now.
    """
    listed = list(records)
    for name in names:
        keys = {key for one in listed if (key := getattr(one, f"{name}_id")) is not None}
        if not keys:
            continue
        target: Any = listed[0]._meta.get_field(name).related_model
        found: dict[Any, Any] = {}
        if pghistory.core.event_models(tracks_model=target):
            found = {one.pk: one for one in records_as_of(target, moment, Q(pgh_obj_id__in=keys))}
        if missing := keys - found.keys():
            found |= target._base_manager.in_bulk(missing)
        for one in listed:
            if (there := found.get(getattr(one, f"{name}_id"))) is not None:
                setattr(one, name, there)


def first_known(model: type[models.Model], **which: Any) -> datetime | None:
    """Return when the first of the records was entered; None when none ever was."""
    found: datetime | None = events_of(model).filter(**which).aggregate(first=Min("pgh_created_at"))["first"]
    return found
