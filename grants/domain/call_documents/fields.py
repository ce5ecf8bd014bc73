"""The fields of a call's records as JSON, and back: one way for each kind of field, none for each field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from portal.core.collation import SortKeyField
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDate, UncertainDateField, UncertainValueError

# What belongs to one portal and not to the call: keys, versions, places in lists, what is derived.
OWN = {
    "id",
    "call",
    "parent",
    "position",
    "version",
    "removed_at",
    "status",
    "slug",
    "programme",
    "authority",
}


class WrongValue(ValueError):
    """A value of the document is not what its field holds; the message is a sentence."""


def carried(
    model: type[models.Model], *, besides: frozenset[str] = frozenset()
) -> Iterator[models.Field[Any, Any]]:
    """Yield the fields of a model that a document carries, in the model's order; foreign keys are the caller's."""
    for field in model._meta.concrete_fields:
        if field.name in OWN - besides or field.is_relation or isinstance(field, SortKeyField):
            continue
        if field.generated or not field.editable:
            continue
        yield field


def encoded(field: models.Field[Any, Any], record: models.Model, zone: str) -> Any:
    """Return a field's value as JSON; None where it says nothing beyond its default."""
    value = getattr(record, field.attname)
    if value is None or value in ("", [], {}) or (field.has_default() and value == field.get_default()):
        return None
    if isinstance(field, MultilingualField):
        return value.as_dict() or None
    if isinstance(value, UncertainDate):
        return value.edtf
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat(timespec="minutes")
    if isinstance(value, list):
        return [one.isoformat() if isinstance(one, date) else one for one in value]
    if isinstance(value, date | time):
        return value.isoformat() if isinstance(value, date) else value.isoformat(timespec="minutes")
    return value


def decoded(field: models.Field[Any, Any], raw: Any, zone: str) -> Any:
    """Return the value of a field. Raises WrongValue with a sentence."""
    try:
        if isinstance(field, UncertainDateField):
            return UncertainDate(raw)
        if isinstance(field, models.DecimalField):
            return Decimal(raw)
        if isinstance(field, models.DateTimeField):
            return _moment(raw, zone)
        if isinstance(field, ArrayField):
            return [field.base_field.to_python(one) for one in raw]
        return field.to_python(raw) if not isinstance(field, MultilingualField) else raw
    except (UncertainValueError, InvalidOperation, ValidationError, TypeError, ValueError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        sentence = _("“%(value)s” cannot stand here. %(problem)s") % {"value": raw, "problem": said}
        raise WrongValue(sentence.strip()) from error


def _moment(raw: Any, zone: str) -> datetime:
    """Return the moment that the call's clocks show; in the hour that comes twice it is the first of the two."""
    return datetime.fromisoformat(raw).replace(tzinfo=ZoneInfo(zone))


def described(field: models.Field[Any, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a field."""
    if isinstance(field, MultilingualField):
        return {"$ref": "#/$defs/texts"}
    if isinstance(field, ArrayField):
        return {"type": "array", "items": described(field.base_field)}
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.IntegerField):
        return {"type": "integer", "minimum": 0}
    if isinstance(field, models.DecimalField):
        return {"type": "string", "pattern": r"^\d+(\.\d+)?$"}
    if isinstance(field, models.DateTimeField):
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$"}
    if isinstance(field, models.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, models.TimeField):
        return {"type": "string", "pattern": r"^\d{2}:\d{2}$"}
    if field.choices:
        return {"enum": [code for code, _words in field.flatchoices if code]}
    return {"type": "string", "maxLength": field.max_length or 100_000}
