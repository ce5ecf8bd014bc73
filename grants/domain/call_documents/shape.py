"""Whether a document has the shape of a call document; what has not is said with its place, in a sentence."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, ValidationError

from grants.domain import call_rules
from grants.domain.call_documents.problems import Problem
from grants.domain.call_documents.schema import LONGEST_TEXT, schema
from grants.rules import CATALOGUE

MOST_PROBLEMS = 50
# Levels of lists and maps that any document needs, rules inside rules among them.
DEEPEST = 24


def shape_problems(document: Any) -> list[Problem]:
    """Return what is wrong with the shape of a document, at most fifty things."""
    if not isinstance(document, Mapping):
        return [Problem("", _("This is no call document: it has to be one JSON object."))]
    if _depth(document) > DEEPEST:
        return [Problem("rules", _("Rules stand inside rules too deeply."))]
    found = list(islice(_unstorable(document, []), MOST_PROBLEMS))
    if found:
        return found
    for error in Draft202012Validator(schema()).iter_errors(document):
        found += _told(error, document)
        if len(found) >= MOST_PROBLEMS:
            break
    return list(dict.fromkeys(found))[:MOST_PROBLEMS] or _too_deep(document)


def _too_deep(document: Mapping[str, Any]) -> list[Problem]:
    """Return the rules that hold more rules inside each other than an officer could put there."""
    return [
        Problem(f"rules / {place}", _("Rules stand inside rules too deeply."))
        for place, row in enumerate(document.get("rules", []), start=1)
        if _levels(row) > call_rules.DEEPEST
    ]


def _levels(row: Mapping[str, Any]) -> int:
    return 1 + max((_levels(inner) for inner in row.get("rules", [])), default=0)


def _unstorable(value: Any, place: list[str]) -> Iterator[Problem]:
    """Yield the texts, wherever they stand, that are too long or have a character that no database keeps."""
    if isinstance(value, str):
        where = " / ".join(place)
        if len(value) > LONGEST_TEXT:
            yield Problem(where, _("This text is too long."))
        elif "\x00" in value:
            yield Problem(where, _("This text has a character that cannot be stored."))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _unstorable(str(key), [*place, str(key)[:40]])
            yield from _unstorable(inner, [*place, str(key)[:40]])
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _unstorable(inner, [*place, str(number)])


def _depth(value: Any, so_far: int = 0) -> int:
    if so_far > DEEPEST or not isinstance(value, Mapping | list):
        return so_far
    inner = value.values() if isinstance(value, Mapping) else value
    return max((_depth(one, so_far + 1) for one in inner), default=so_far)


def _told(error: ValidationError, document: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield an error in words; of a rule, what is wrong with it as one of its own kind."""
    place = " / ".join(_counted(part) for part in error.absolute_path)
    if error.validator == "oneOf" and isinstance(error.instance, Mapping):
        yield from _rule_problems(error, place, document)
        return
    yield Problem(place, _sentence(error))


def _counted(part: object) -> str:
    """Return a part of a place; lists are counted from 1."""
    return str(part + 1) if isinstance(part, int) else str(part)


def _rule_problems(error: ValidationError, place: str, document: Mapping[str, Any]) -> Iterator[Problem]:
    rule: Any = error.instance
    kind = rule.get("kind")
    if not isinstance(kind, str) or kind not in CATALOGUE:
        yield Problem(place, _("The portal knows no kind of rule called “%(name)s”.") % {"name": kind})
        return
    number = list(CATALOGUE).index(kind)
    for inner in error.context or []:
        if inner.schema_path and inner.schema_path[0] == number:
            yield from _told(inner, document)


def _sentence(error: ValidationError) -> str:
    schema_here: Any = error.schema
    instance: Any = error.instance
    expected: Any = error.validator_value
    value = (
        error.instance
        if isinstance(error.instance, str | int | float | bool)
        else type(error.instance).__name__
    )
    match error.validator:
        case "required":
            missing = [name for name in expected if name not in instance]
            return _("This is missing: %(names)s.") % {"names": ", ".join(missing)}
        case "additionalProperties":
            known = schema_here.get("properties", {})
            unknown = [str(name) for name in instance if name not in known]
            return _("Call documents have nothing of this name: %(names)s.") % {"names": ", ".join(unknown)}
        case "type":
            return _("“%(value)s” is of the wrong type; a document has “%(type)s” here.") % {
                "value": value,
                "type": error.validator_value,
            }
        case "enum" | "const":
            return _("“%(value)s” is not offered here.") % {"value": value}
        case "maxItems" | "minItems":
            return _("The list has too few or too many entries.")
        case "maxLength":
            return _("This text is too long.")
        case _:
            return _("“%(value)s” cannot stand here.") % {"value": value}
