"""The model field of texts in several languages, and what the database can hold and search of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import (
    CheckConstraint,
    F,
    Func,
    GeneratedField,
    JSONField,
    Model,
    TextField,
    Transform,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Lower
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.multilingual.forms import MultilingualFormField
from portal.core.multilingual.value import FALLBACKS, Multilingual


class _MultilingualAttribute(DeferredAttribute):
    """Turns a plain map into a Multilingual when it is assigned."""

    field: "MultilingualField"

    def __set__(self, instance: Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.value_from(value)


class MultilingualField(JSONField):
    """A text in several languages, stored as one jsonb object; reading always gives a `Multilingual`.

    `long=True` asks for a text area in forms. `default` is an empty map. One language may be queried as
    `names__sv`, all of them as `names__texts`. Give the model `multilingual_object_constraint(...)` as well.
    """

    description = "Text in several languages"
    descriptor_class = _MultilingualAttribute

    def __init__(self, *args: Any, long: bool = False, **kwargs: Any) -> None:
        self.long = long
        kwargs.setdefault("default", Multilingual)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is Multilingual:
            del kwargs["default"]
        if self.long:
            kwargs["long"] = True
        return name, "portal.core.multilingual.MultilingualField", args, kwargs

    def value_from(self, value: Any) -> Any:
        """The value for what code assigns: a map becomes a Multilingual, None an empty one unless `null=True`.

        Raises TypeError for anything that is no map of texts.
        """
        if value is None:
            return None if self.null else Multilingual()
        if isinstance(value, Multilingual) or hasattr(value, "resolve_expression"):
            return value
        return Multilingual(value)

    def to_python(self, value: Any) -> Any:
        try:
            return self.value_from(json.loads(value) if isinstance(value, str) else value)
        except (TypeError, ValueError) as error:
            raise ValidationError(
                _("Give a text for each language, such as English or Swedish."),
                code="invalid",
            ) from error

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        value = super().from_db_value(value, expression, connection)
        return Multilingual(value) if isinstance(value, Mapping) else value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(_plain(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(_plain(value), connection, prepared)

    def value_to_string(self, obj: Model) -> Any:
        return _plain(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        """One input for each language."""
        options = {"form_class": MultilingualFormField, "long": self.long, "show_hidden_initial": False}
        return super(JSONField, self).formfield(**{**options, **kwargs})

    def validate(self, value: Any, model_instance: Model | None) -> None:
        super().validate(_plain(value), model_instance)
        check_languages(value or {})


def check_languages(texts: Mapping[str, str]) -> None:
    """Raise ValidationError when a text is in a language that the portal does not know (CALL_LANGUAGES)."""
    known = dict(settings.CALL_LANGUAGES)
    unknown = sorted(code for code in texts if code not in known)
    if unknown:
        raise ValidationError(
            _("The portal has no language with the code %(codes)s."),
            code="unknown_language",
            params={"codes": ", ".join(unknown)},
        )


def _plain(value: Any) -> Any:
    return value.as_dict() if isinstance(value, Multilingual) else value


class JsonType(Func):
    """PostgreSQL's `jsonb_typeof`: "object", "array", "string" …"""

    function = "jsonb_typeof"
    output_field = TextField()


class JsonValues(Func):
    """The values of a jsonb object as a jsonb array, without its keys (immutable, unlike a subquery)."""

    function = "jsonb_path_query_array"
    template = "%(function)s(%(expressions)s, '$.*')"
    output_field = JSONField()


@MultilingualField.register_lookup
class Texts(Transform):
    """The texts in all languages, in lower case, without their codes: ``names__texts__contains=word.lower()``."""

    lookup_name = "texts"
    template = "LOWER((jsonb_path_query_array(%(expressions)s, '$.*'))::text)"
    output_field = TextField()


def multilingual_object_constraint(name: str, field: str) -> CheckConstraint:
    """A named constraint that the column holds a JSON object, whoever wrote it."""
    return CheckConstraint(
        name=name,
        condition=Exact(JsonType(F(field)), Value("object")),
        violation_error_message=_("Give a text for each language, such as English or Swedish."),
    )


class JsonFirstText(Func):
    """The first value of a jsonb object as a text; NULL where there is none."""

    function = "jsonb_path_query_first"
    template = "(%(function)s(%(expressions)s, '$.*') #>> '{}')"
    output_field = TextField()


def words_of(field: str) -> Coalesce:
    """Return an expression of a MultilingualField's text in the reader's language, or the next best.

    The same as ``Multilingual.in_language()``, for where of hundreds of rows nothing but these words is read.
    """
    wanted = (get_language() or FALLBACKS[0]).lower()
    codes = dict.fromkeys((wanted, wanted.split("-")[0], *FALLBACKS))
    texts = [KeyTextTransform(code, field) for code in codes]
    return Coalesce(*texts, JsonFirstText(F(field)), Value(""), output_field=TextField())


def texts_of(field: str) -> Lower:
    """Return an expression of a MultilingualField's texts in all languages, in lower case, without their codes."""
    return Lower(Cast(JsonValues(F(field)), TextField()))


def search_text_of(field: str, **options: Any) -> GeneratedField:
    """A generated column with the texts of a MultilingualField in all languages, in lower case.

    Made for a trigram index: `GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name=…)`, and
    `filter(search_text__contains=words.lower())`. A tracked model must leave it out of its event model
    (`pghistory.track(exclude=["search_text"])`), since no trigger can write a generated column.
    """
    return GeneratedField(
        expression=texts_of(field),
        output_field=models.TextField(),
        db_persist=True,
        **options,
    )
