"""The JSON Schema of call documents, made from the models and the catalogue of rules: it cannot fall behind them."""

from functools import cache
from typing import Any

from django.db import models
from django.utils import translation

from grants.domain.call_documents.fields import carried, described
from grants.domain.call_documents.parts import FORMAT, PARTS, REQUIRED_REFERENCES
from grants.enums import Effect, Stage
from grants.models import Call, Programme
from grants.rules import CATALOGUE, Rule

SLUG = {"type": "string", "pattern": "^[-a-z0-9_]{1,100}$"}
# Fields without which a record means nothing.
NEEDED = {"names", "code", "kind", "labels", "year", "trigger", "anchor", "share", "role", "amount"}
LONGEST_TEXT = 100_000
CARRIES = {"type": "array", "items": {"type": "string", "maxLength": 60}}


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a call document, described in English whoever asks first."""
    with translation.override("en"):
        return _schema()


def _schema() -> dict[str, Any]:
    parts = {part.name: {"type": "array", "maxItems": 500, "items": _part(part)} for part in PARTS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A call for applications as one portable document",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "slug", "programme", "call"],
        "properties": {
            "format": {"const": FORMAT},
            "slug": SLUG,
            "authority": SLUG,
            "programme": _object(Programme, slug=SLUG),
            "call": _object(Call),
            "partnerships": {"type": "array", "items": SLUG},
            "fields": {"type": "array", "items": SLUG},
            **parts,
            "rules": {"type": "array", "maxItems": 300, "items": {"$ref": "#/$defs/topRule"}},
            "organisations": {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "required": ["names", "kind"],
                    "additionalProperties": False,
                    "properties": {"names": {"$ref": "#/$defs/texts"}, "kind": {"type": "string"}},
                },
            },
        },
        "$defs": {
            "texts": {
                "type": "object",
                "propertyNames": {"pattern": "^[a-z]{2,3}$"},
                "additionalProperties": {"type": "string", "maxLength": LONGEST_TEXT},
            },
            "rule": {"oneOf": [_rule(kind, top=False) for kind in CATALOGUE.values()]},
            "topRule": {"oneOf": [_rule(kind, top=True) for kind in CATALOGUE.values()]},
        },
    }


def _object(model: type[models.Model], **more: dict[str, Any]) -> dict[str, Any]:
    found = {field.name: described(field) for field in carried(model)}
    needed = [
        field.name
        for field in carried(model)
        if field.name in NEEDED and not field.blank and not field.has_default()
    ]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*more, *(name for name in needed if not model._meta.get_field(name).null)],
        "properties": {**more, **found},
    }


def _part(part: Any) -> dict[str, Any]:
    found = _object(part.model)
    for name in part.refers:
        found["properties"][name] = SLUG
        if (part.name, name) in REQUIRED_REFERENCES:
            found["required"].append(name)
    return found


def _rule(kind: type[Rule], *, top: bool) -> dict[str, Any]:
    parameters = kind.parameters()
    properties: dict[str, Any] = {
        "kind": {"const": kind.kind, "description": str(kind.title)},
        "parameters": {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, one in parameters.items() if not one.optional],
            "properties": {
                name: {**one.schema(), "description": str(one.label)} for name, one in parameters.items()
            },
        },
        "words": {"$ref": "#/$defs/texts"},
        "carries": CARRIES,
    }
    required = ["kind"]
    if any(not one.optional for one in parameters.values()):
        required.append("parameters")
    if kind.most_inside:
        required.append("rules")
        properties["rules"] = {
            "type": "array",
            "minItems": kind.fewest_inside,
            "maxItems": kind.most_inside,
            "items": {"$ref": "#/$defs/rule"},
        }
    if top:
        properties["effect"] = {"enum": Effect.values}
        properties["stages"] = {"type": "array", "minItems": 1, "items": {"enum": Stage.values}}
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
