"""The one way a status changes: through a transition table, under a row lock, leaving a row behind."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from portal.core.domain import constraints
from portal.core.errors import DomainError

type Transitions = Mapping[str, frozenset[str]]


def move(
    record: models.Model,
    *,
    to: str,
    by: Any,
    transitions: Transitions,
    note: str = "",
    also: Iterable[str] = (),
    kept: Mapping[str, Any] | None = None,
) -> None:
    """Move a locked record to a new status, save it with the ``also`` fields, and append to its ``moves``.

    Parameters: ``by`` is a user, or None for the portal's own clock; ``transitions`` maps each status to those
    that may follow it; ``kept`` holds further fields of the appended row. Raises DomainError when the table
    does not know the step, ValidationError when a named constraint says no.
    """
    status = record.status  # type: ignore[attr-defined]
    if to not in transitions.get(status, frozenset()):
        choices = dict(record._meta.get_field("status").flatchoices)  # type: ignore[union-attr]
        raise DomainError(
            _("This is “%(now)s” and cannot become “%(to)s”.")
            % {"now": choices.get(status, status), "to": choices.get(to, to)},
            code="transition",
        )
    record.status = to  # type: ignore[attr-defined]
    constraints.validate(record)
    record.save(update_fields=["status", *also])
    record.moves.create(from_status=status, to_status=to, by=by, note=note, **(kept or {}))  # type: ignore[attr-defined]
