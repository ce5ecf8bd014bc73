"""Two rows that are one thing: everything that points at one is made to point at the other, whichever app it is in.

Links are found by the models' own descriptions: foreign keys, many-to-many rows and generic foreign keys of every app.
Where a rule of the database allows a link only once and both records have it, the link of the record that stays is the
one that stays: what it leaves open is filled from the other, what hangs on the other goes over to it, and the history
keeps what the other said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, QuerySet, UniqueConstraint
from django.utils.translation import gettext as _

from portal.core.errors import DomainError
from portal.core.multilingual import Multilingual

EMPTY: tuple[Any, ...] = (None, "", [], {}, Multilingual())


@dataclass(frozen=True)
class Link:
    """Rows of one model that point at a record by one field."""

    model: type[models.Model]
    field: str  # the column that holds the key
    rows: QuerySet[Any]

    @property
    def name(self) -> str:
        """Return what the link is called in a count: the model and the field."""
        return f"{self.model._meta.label}.{self.field}"


def links_of(record: models.Model) -> Iterator[Link]:
    """Yield every way in which other rows point at the record; rows of histories stay with what they are about."""
    for relation in record._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not _is_history(relation.related_model):
            model: Any = relation.related_model
            field = relation.field.name
            yield Link(model, field, model._base_manager.filter(**{field: record.pk}))
    kind = ContentType.objects.get_for_model(record)
    for model in apps.get_models():
        if _is_history(model):
            continue
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                where = {field.ct_field: kind, field.fk_field: record.pk}
                yield Link(model, field.fk_field, model._base_manager.filter(**where))


def counted(record: models.Model) -> list[tuple[Link, int]]:
    """Return the links that have rows, with how many: one query for all models together."""
    links = list(links_of(record))
    asked = [link.rows.order_by().values("pk").query.sql_with_params() for link in links]
    # The ORM's own statements, with parameters.
    counts = ", ".join(f"(SELECT count(*) FROM ({sql}) AS link)" for sql, _params in asked)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [one for _sql, params in asked for one in params])
        found = cursor.fetchone()
    return [(link, count) for link, count in zip(links, found, strict=True) if count]


def move_links(old: models.Model, new: models.Model) -> dict[str, int]:
    """Let everything that points at ``old`` point at ``new``, and return how many rows of each link there were.

    In the caller's transaction. Raises DomainError for a link that cannot be moved and holds a file.
    """
    links = counted(old)
    for link, _count in links:
        _move(link, new)
    return {link.name: count for link, count in links}


def delete_alone(record: models.Model) -> None:
    """Delete a record that nothing points at any more, without asking every model once again whether something does.

    The database still refuses where something does.
    """
    type(record)._base_manager.filter(pk=record.pk)._raw_delete(record._state.db)


def fill_blanks(kept: models.Model, other: models.Model, *, leave: frozenset[str] = frozenset()) -> None:
    """Fill what ``kept`` leaves open with what ``other`` says; of texts in several languages, the missing languages."""
    for field in kept._meta.concrete_fields:
        if field.primary_key or field.generated or not field.editable or field.name in leave:
            continue
        mine, theirs = getattr(kept, field.attname), getattr(other, field.attname)
        if isinstance(mine, Multilingual) and isinstance(theirs, Multilingual):
            setattr(kept, field.attname, Multilingual({**theirs, **mine}))
        elif mine in EMPTY and theirs not in EMPTY:
            setattr(kept, field.attname, theirs)


def _is_history(model: Any) -> bool:
    return hasattr(model, "pgh_obj") or hasattr(model, "pgh_tracked_model")


def _move(link: Link, new: models.Model) -> None:
    try:
        with transaction.atomic():
            _point(link, link.rows, new)
    except IntegrityError:
        for row in link.rows.order_by("pk"):
            _move_one(link, row, new)


def _move_one(link: Link, row: models.Model, new: models.Model) -> None:
    try:
        with transaction.atomic():
            _point(link, link.model._base_manager.filter(pk=row.pk), new)
    except IntegrityError:
        twin = _twin(link, row, new)
        if twin is None or any(isinstance(field, models.FileField) for field in row._meta.concrete_fields):
            raise DomainError(
                _("“%(row)s” stands at both and cannot be merged. Change or remove one of the two first.")
                % {"row": row}
            ) from None
        move_links(row, twin)
        fill_blanks(twin, row, leave=frozenset({link.field}))
        # First the row goes, since the one that stays may take over what only one of them may have.
        delete_alone(row)
        twin.save()


def _point(link: Link, rows: QuerySet[Any], new: models.Model) -> None:
    values: dict[str, Any] = {link.field: new.pk}
    if any(field.name == "version" and field.get_internal_type() == "PositiveIntegerField" for field in
           link.model._meta.concrete_fields):  # fmt: skip
        values["version"] = F("version") + 1
    rows.update(**values)


def _twin(link: Link, row: models.Model, new: models.Model) -> Any | None:
    """Return the row that already says of ``new`` what this one would say, by the rules of uniqueness."""
    every = link.model._base_manager.exclude(pk=row.pk)
    rules = [
        (constraint.fields, constraint.condition)
        for constraint in link.model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    rules += [(tuple(names), None) for names in link.model._meta.unique_together]
    if link.model._meta.get_field(link.field).unique:  # type: ignore[union-attr]
        rules.append(((link.field,), None))
    for names, condition in rules:
        if link.field not in names:
            continue
        same = {name: getattr(row, link.model._meta.get_field(name).attname) for name in names}  # type: ignore[union-attr]
        rows = every.filter(**{**same, link.field: new.pk})
        twin = (rows.filter(condition) if condition is not None else rows).first()
        if twin is not None:
            return twin
    return None
