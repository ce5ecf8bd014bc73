"""Every table that holds something of a case, found along the foreign keys: a new one is never forgotten."""

from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from grants.models import Application, CaseClosing, Destruction, DestructionItem, LegalHold, Nomination

# What says what becomes of cases; it outlives them, and names nobody but those who decided it.
OUTLIVING = (CaseClosing, Destruction, DestructionItem, LegalHold)


@dataclass(frozen=True)
class CaseTable:
    """A table with rows of cases, and the lookup from its rows to their case."""

    model: type[models.Model]
    path: str

    def rows(self, application: Application) -> Any:
        """Return the rows of one case."""
        return self.model._base_manager.filter(**{self.path: application.pk})

    @property
    def event_model(self) -> Any:
        """Return the table of its history, or None where it has none."""
        return getattr(self.model, "pgh_event_model", None)

    def events(self, application: Application) -> Any:
        """Return the history of the rows of one case, of those that were removed since, too."""
        path = "pgh_obj_id" if self.model is Application else self.path
        return self.event_model._base_manager.filter(**{path: application.pk})


@cache
def case_tables() -> tuple[CaseTable, ...]:
    """Return the tables of cases, each after those that it refers to: to remove rows, begin at the end.

    Besides what refers to a case there is the nomination that a case refers to: nobody else's.
    """
    found: dict[type[models.Model], str] = {Application: "pk"}
    # First along keys that every row has: a row without the other would be missed.
    _follow(found, optional=False)
    _follow(found, optional=True)
    found[Nomination] = "application"
    return tuple(CaseTable(model, found[model]) for model in _in_order(list(found)))


def _follow(found: dict[type[models.Model], str], *, optional: bool) -> None:
    """Add the models that refer to those found, with the lookup from each to its case."""
    waiting = deque(found)
    while waiting:
        model = waiting.popleft()
        relations: list[Any] = model._meta.get_fields(include_hidden=True)
        for relation in relations:
            other = relation.related_model
            if other in found or not _is_part(relation, other) or (relation.field.null and not optional):
                continue
            name = relation.field.name
            found[other] = name if model is Application else f"{name}__{found[model]}"
            waiting.append(other)


def _is_part(relation: Any, other: Any) -> bool:
    """Tell whether it is a key of another model of ours whose rows belong to the record that they refer to."""
    return (
        relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and other._meta.app_label == "grants"
        and not hasattr(other, "pgh_obj")
        and other not in OUTLIVING
    )


def _in_order(found: list[type[models.Model]]) -> list[type[models.Model]]:
    """Sort models so that each stands after all that it refers to."""
    ordered: list[type[models.Model]] = []
    while len(ordered) < len(found):
        ready = [
            model
            for model in found
            if model not in ordered and all(other in ordered for other in _referred(model, found))
        ]
        if not ready:
            left = ", ".join(model._meta.label for model in found if model not in ordered)
            raise RuntimeError(f"These tables of cases refer to each other in a ring: {left}")
        ordered += ready
    return ordered


def _referred(model: type[models.Model], found: list[type[models.Model]]) -> set[Any]:
    return {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in found and field.related_model is not model
    } - ({Nomination} if model is Application else set())
