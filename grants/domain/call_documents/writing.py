"""A call as a portable document."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import models

from grants.domain import call_rules
from grants.domain.call_documents.fields import carried, encoded
from grants.domain.call_documents.parts import FORMAT, PARTS, TIED, Part
from grants.models import Call, CallRule
from partnerships.models import Organisation


def export_call(call: Call) -> dict[str, Any]:
    """Return everything that a call says, asks and demands as plain data; what is left out has its usual value.

    Moments are those that the call's own clocks show. Applications, decisions and the call's status stay behind.
    """
    organisations: dict[str, Organisation] = {}
    document: dict[str, Any] = {
        "format": FORMAT,
        "slug": call.slug,
        "authority": call.authority.slug,
        "programme": _programme(call),
        "call": _fields(call, call.time_zone),
    }
    for name, key in TIED.items():
        keys = sorted(getattr(call, name).values_list(key, flat=True))
        if keys:
            document[name] = keys
    for part in PARTS:
        rows = _rows(call, part, organisations)
        if rows:
            document[part.name] = rows
    if rules := _rules(call):
        document["rules"] = rules
    if organisations:
        document["organisations"] = {
            slug: {"names": one.names.as_dict(), "kind": one.kind}
            for slug, one in sorted(organisations.items())
        }
    return document


def as_text(document: Mapping[str, Any]) -> str:
    """Return a document as the text of a file."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _programme(call: Call) -> dict[str, Any]:
    programme = call.programme
    return {"slug": programme.slug, **_fields(programme, call.time_zone)}


def _fields(record: models.Model, zone: str) -> dict[str, Any]:
    found = {field.name: encoded(field, record, zone) for field in carried(type(record))}
    return {name: value for name, value in found.items() if value is not None}


def _rows(call: Call, part: Part, organisations: dict[str, Organisation]) -> list[dict[str, Any]]:
    records = getattr(call, part.related_name).all()
    if part.name == "questions":
        records = records.filter(removed_at=None)
    if "funder" in part.refers:
        records = records.select_related("funder__organisation")
    elif part.refers:
        records = records.select_related(*part.refers)
    rows = []
    for record in records:
        row = {}
        for name in part.refers:
            other = getattr(record, name)
            if other is not None:
                row[name] = _reference(name, other, organisations)
        rows.append({**row, **_fields(record, call.time_zone)})
    return rows


def _reference(name: str, other: Any, organisations: dict[str, Organisation]) -> str:
    if name == "strand":
        return str(other.code)
    organisation = other.organisation if name == "funder" else other
    organisations[organisation.slug] = organisation
    return str(organisation.slug)


def _rules(call: Call) -> list[dict[str, Any]]:
    rows = list(call.rules.all())
    inside: dict[int | None, list[CallRule]] = {}
    for row in rows:
        inside.setdefault(row.parent_id, []).append(row)

    def written(row: CallRule) -> dict[str, Any]:
        found = _fields(row, call.time_zone)
        usual = call_rules.unstored(call, {"kind": row.kind}, parent=row.parent, position=0)
        for name in ("effect", "stages"):
            value = getattr(row, name)
            found.pop(name, None)
            if row.parent_id is None and value != getattr(usual, name):
                found[name] = value
        if children := inside.get(row.pk):
            found["rules"] = [written(child) for child in children]
        return found

    return [written(row) for row in inside.get(None, [])]
