"""Writing a record that people edit in forms: under a lock, from the version they saw, checked before it stands."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from slugify import slugify

from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed
from portal.core.versions import require_version

type Check[M: models.Model] = Callable[[M], None]

SLUG_ATTEMPTS = 3


def require(allowed: bool) -> None:
    """Raise NotAllowed unless the person may take this step."""
    if not allowed:
        raise NotAllowed(_("You may not change this: it belongs to an authority that you do not work for."))


def add[M: models.Model](record: M, values: Mapping[str, Any], *, checks: tuple[Check[M], ...] = ()) -> M:
    """Store a new record, in the caller's transaction.

    Parameters: ``values`` are cleaned values by field name, many-to-many ones included; ``checks`` are the rules
    that the record has to keep, each raising DomainError. Raises ValidationError when a named constraint says no.
    """
    many = _assign(record, values)
    for check in checks:
        check(record)
    _check(record)
    _insert(record)
    _relate(record, many)
    return record


def change[M: models.Model](
    record: M, values: Mapping[str, Any], *, version: int | None, checks: tuple[Check[M], ...] = ()
) -> M:
    """Change a record as it stands now, in the caller's transaction, and return it with its new version.

    Parameters: ``values`` holds only what is to change; ``version`` is what the person saw, or None where no person
    edits. Raises StaleEdit when somebody saved it since, DomainError and ValidationError as ``add`` does.
    """
    locked = lock(record)
    if version is not None:
        require_version(locked, version)
    if not values:
        return locked
    many = _assign(locked, values)
    for check in checks:
        check(locked)
    _check(locked)
    if hasattr(locked, "version"):
        locked.version += 1
    locked.save()
    _relate(locked, many)
    return locked


def remove(record: models.Model, *, version: int | None = None, protected: str) -> None:
    """Remove a record, in the caller's transaction; ``protected`` is the sentence when others still refer to it."""
    locked = lock(record)
    if version is not None:
        require_version(locked, version)
    try:
        locked.delete()
    except models.ProtectedError as error:
        raise DomainError(protected, code="protected") from error


def free_slug(model: type[models.Model], text: str, *, length: int = 70) -> str:
    """Return an address that no record of the model has yet, made of the text: "region-skane", "region-skane-2"."""
    base = slugify(text, max_length=length, word_boundary=True) or str(model._meta.model_name)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def one_at_a_time(what: str) -> None:
    """Let no other transaction pass this point for the same ``what`` until this one ends.

    For rules over several rows (nothing contains itself) that no constraint can hold.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])


def require_outside[M: models.Model](record: M, field: str, sentence: str) -> None:
    """Refuse a parent that lies, at any depth, under the record itself.

    Parameters: ``field`` names the foreign key to the same model; the sentence appears beside it.
    """
    parent_id = getattr(record, f"{field}_id")
    if record.pk is None or parent_id is None:
        return
    model = type(record)
    one_at_a_time(f"{model._meta.label}.{field}")
    seen: set[int] = set()
    while parent_id is not None and parent_id not in seen:
        if parent_id == record.pk:
            raise DomainError({field: [sentence]})
        seen.add(parent_id)
        parent_id = model._default_manager.filter(pk=parent_id).values_list(f"{field}_id", flat=True).first()


def _assign(record: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set plain fields and return the many-to-many ones, which need a stored record."""
    many = {}
    for name, value in values.items():
        if record._meta.get_field(name).many_to_many:
            many[name] = value
        else:
            setattr(record, name, value)
    return many


def _relate(record: models.Model, many: Mapping[str, Any]) -> None:
    for name, value in many.items():
        getattr(record, name).set(value)


def _check(record: models.Model) -> None:
    """Check every plain field and every named constraint,."""
    # Foreign keys are checked by the database; looking each of them up again would cost a query each.
    record.clean_fields(exclude={field.name for field in record._meta.concrete_fields if field.is_relation})
    record.validate_constraints()


def _insert(record: models.Model) -> None:
    """Insert, with another address when somebody took this one between our look and our insert."""
    slug = getattr(record, "slug", None)
    for attempt in range(SLUG_ATTEMPTS):
        try:
            with transaction.atomic():
                record.save(force_insert=True)
        except IntegrityError as error:
            constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
            if slug is None or "slug" not in constraint or attempt == SLUG_ATTEMPTS - 1:
                raise
            record.slug = free_slug(type(record), slug)  # type: ignore[attr-defined]
        else:
            return
