"""Model fields for uncertain facts: one text column, and two plain columns to sort and filter by."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model
from django.db.models.expressions import Combinable
from django.db.models.query_utils import DeferredAttribute

from portal.core.uncertain.dates import UncertainDate
from portal.core.uncertain.errors import UncertainValueError
from portal.core.uncertain.forms import UncertainDateFormField, UncertainNumberFormField
from portal.core.uncertain.numbers import UncertainNumber


class _UncertainAttribute(DeferredAttribute):
    """Turns what is assigned into the value type, so that reading always gives one (or None)."""

    field: "_UncertainField"

    def __set__(self, instance: Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.value_from(value)


class _CompanionAttribute(DeferredAttribute):
    """A bound that is always derived from its uncertain value, and so never stale, saved or not.

    What is assigned only counts when the uncertain value itself was not loaded (`only("founded_earliest")`).
    """

    source: str
    bound: str

    def __get__(self, instance: Model | None, cls: type[Model] | None = None) -> Any:
        if instance is not None and self.source in instance.__dict__:
            value = instance.__dict__[self.source]
            # An expression (F, Value) has no bounds before the database has seen it.
            return getattr(value, self.bound, None)
        return super().__get__(instance, cls)

    def __set__(self, instance: Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class _UncertainField(models.CharField):
    """What both uncertain fields have in common.

    The companions (`<name>_earliest`, `<name>_latest` or `<name>_lower`, `<name>_upper`) are real model fields,
    made here when the model class is made. Migrations and event models (pghistory) spell them out beside this
    field, for which `deconstruct` says `companions=False`: a copy never makes them a second time.

    They are derived from the value at every `save()`, `bulk_create()` and `validate_constraints()`. A partial
    write must name them too, since Django writes only the columns it is told: `save(update_fields=
    [*Model.founded.field.columns()])`; a queryset's `update()` takes all three values.
    """

    value_class: ClassVar[type[UncertainDate] | type[UncertainNumber]]
    form_class: ClassVar[type[UncertainDateFormField] | type[UncertainNumberFormField]]
    bounds: ClassVar[tuple[str, str]]
    descriptor_class = _UncertainAttribute
    default_max_length: ClassVar[int]

    def __init__(self, *args: Any, companions: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", self.default_max_length)
        self.companions = companions
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        if kwargs.get("max_length") == self.default_max_length:
            del kwargs["max_length"]
        kwargs["companions"] = False
        return name, f"portal.core.uncertain.{type(self).__name__}", args, kwargs

    def columns(self) -> tuple[str, str, str]:
        """Names of this field and its companions, for `update_fields` and `bulk_update`."""
        low, high = self.bounds
        return self.name, f"{self.name}_{low}", f"{self.name}_{high}"

    def companion(self) -> "models.Field[Any, Any]":
        """A new plain column that holds one bound."""
        raise NotImplementedError  # dates and numbers each say it

    def contribute_to_class(self, cls: type[Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        if not self.companions:
            return
        for bound in self.bounds:
            column = f"{name}_{bound}"
            if any(field.name == column for field in cls._meta.local_fields):
                continue
            field = self.companion()
            attribute = _CompanionAttribute(field)
            attribute.source, attribute.bound = name, bound
            field.contribute_to_class(cls, column)
            setattr(cls, column, attribute)

    def value_from(self, value: Any) -> Any:
        """The value type for what code assigns: itself, its canonical text, None or an empty text for nothing.

        Raises UncertainValueError for a text that is not canonical.
        """
        if value is None or value == "":
            return None
        if isinstance(value, self.value_class) or hasattr(value, "resolve_expression"):
            return value
        return self.parse_canonical(value)

    parse_canonical: Callable[[Any], Any]

    def canonical_text(self, value: Any) -> str:
        """The text that is stored for a value."""
        raise NotImplementedError  # dates and numbers each say it

    def to_python(self, value: Any) -> Any:
        try:
            return self.value_from(value)
        except UncertainValueError as error:
            raise ValidationError(error.message, code="invalid") from error

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return self.value_from(value)

    def get_prep_value(self, value: Any) -> Any:
        """A value or a text for the database; a text is left alone, so that lookups may search for a piece."""
        if isinstance(value, self.value_class):
            return self.canonical_text(value)
        return super(models.CharField, self).get_prep_value(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if not hasattr(value, "resolve_expression"):
            value = self.value_from(value)
            if value is None:
                return None if self.null else ""
        return super().get_db_prep_save(value, connection)

    def value_to_string(self, obj: Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else self.canonical_text(value)

    def formfield(self, **kwargs: Any) -> Any:
        """The form field that reads what people type (never a plain text input, which would store it as is)."""
        return super(models.CharField, self).formfield(**{"form_class": self.form_class, **kwargs})

    def run_validators(self, value: Any) -> None:
        """Check the length of the stored text, not of the value."""
        if isinstance(value, self.value_class):
            super().run_validators(self.canonical_text(value))


class UncertainDateField(_UncertainField):
    """A date in EDTF, with `<name>_earliest` and `<name>_latest` beside it.

    Sorted by `portal.core.uncertain.by_date(name)`: earliest first, unknown and open beginnings last.
    """

    description = "Uncertain date (EDTF)"
    # What django-stubs reads the attribute's type from.
    _pyi_private_set_type: "UncertainDate | str | Combinable"  # type: ignore[assignment]
    _pyi_private_get_type: UncertainDate  # type: ignore[assignment]

    value_class = UncertainDate
    form_class = UncertainDateFormField
    bounds = ("earliest", "latest")
    default_max_length = 100

    def companion(self) -> "models.Field[Any, Any]":
        return models.DateField(null=True, blank=True, editable=False)

    def parse_canonical(self, value: Any) -> UncertainDate:
        return UncertainDate(value.isoformat() if hasattr(value, "isoformat") else str(value))

    def canonical_text(self, value: Any) -> str:
        return str(value.edtf)


class UncertainNumberField(_UncertainField):
    """A number with a qualifier, with `<name>_lower` and `<name>_upper` beside it.

    Sorted by `portal.core.uncertain.by_number(name)`: smallest lower bound first, unknown last.
    """

    description = "Uncertain number"
    # What django-stubs reads the attribute's type from.
    _pyi_private_set_type: "UncertainNumber | str | Combinable"  # type: ignore[assignment]
    _pyi_private_get_type: UncertainNumber  # type: ignore[assignment]

    value_class = UncertainNumber
    form_class = UncertainNumberFormField
    bounds = ("lower", "upper")
    default_max_length = 200

    def companion(self) -> "models.Field[Any, Any]":
        return models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True, editable=False)

    def parse_canonical(self, value: Any) -> UncertainNumber:
        return UncertainNumber.from_canonical(str(value))

    def canonical_text(self, value: Any) -> str:
        return str(value.canonical)
