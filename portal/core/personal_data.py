"""What the portal holds about a person: each app registers what it knows in ``AppConfig.ready()``.

A provider answers parts: rows as plain data, and documents. ``acts_of`` finds where an app has noted that the person did
something, whatever the tables are called, so that a table that is added later is not forgotten.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from portal.core.models import Document

# More rows than anybody reads: what an officer did in years is told up to here.
MOST_ACTS = 5_000


@dataclass(frozen=True)
class PersonalPart:
    """One sort of things held about a person: a key for machines, a title for people, rows, and documents."""

    key: str
    title: str
    rows: Sequence[dict[str, Any]]
    documents: Sequence[Document] = field(default=())


Provider = Callable[[Any], Iterable[PersonalPart]]
_providers: list[tuple[int, Provider]] = []


def register_personal_data(provider: Provider, *, position: int) -> None:
    """Add ``provider(user)`` to what a person is given when they ask for their data."""
    _providers.append((position, provider))


def personal_parts(user: Any) -> list[PersonalPart]:
    """Return everything held about a person, app by app; sorts of things of which there are none are left out."""
    providers = [provider for _, provider in sorted(_providers, key=lambda pair: pair[0])]
    return [part for provider in providers for part in provider(user) if part.rows or part.documents]


def plain(row: models.Model, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return a record as plain data: words of choices, days as ISO 8601, no other person's name."""
    said: dict[str, Any] = {}
    for one in row._meta.concrete_fields:
        if one.name in without or one.generated:
            continue
        value = getattr(row, one.attname)
        if value is None or value == "":
            continue
        if one.flatchoices:
            value = str(dict(one.flatchoices).get(value, value))
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        elif not isinstance(value, bool | int | float | str | list | dict):
            value = str(value)
        said[one.name] = value
    return said


def acts_of(label: str) -> Provider:
    """Return a provider of what a person did in an app: which record, in which part, and when where it is noted."""

    def provide(user: Any) -> Iterator[PersonalPart]:
        for model in apps.get_app_config(label).get_models():
            rows = [] if hasattr(model, "pgh_obj") else list(_acts(model, user))
            if rows:
                yield PersonalPart(
                    f"{label}.{model._meta.model_name}", capfirst(str(model._meta.verbose_name_plural)), rows
                )

    return provide


def _acts(model: Any, user: Any) -> Iterator[dict[str, Any]]:
    names = {one.name for one in model._meta.concrete_fields}
    for one in model._meta.concrete_fields:
        if one.related_model is not type(user) or one.primary_key:
            continue
        moment = next(
            (name for name in (one.name.removesuffix("by") + "at", "at", "created_at") if name in names), None
        )
        found = model._base_manager.filter(**{one.name: user.pk}).order_by("pk")
        for key, at in found.values_list("pk", moment or "pk")[:MOST_ACTS]:
            said: dict[str, Any] = {"record": key, "as": one.name}
            if moment and at is not None:
                said["at"] = at.isoformat()
            yield said
