"""Events: who adds, edits and removes them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchanges.domain.checks import require_event_place, require_tags, require_unchanged, require_within
from exchanges.models import Event
from exchanges.permissions import can_edit_event
from portal.core.domain import records
from portal.core.history import acting


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Event:
    """Add an event of an authority; its date may be as uncertain as it is known (X01).

    Parameters: ``values`` by field name, many-to-many ones included, among them ``authority``. Raises NotAllowed, or
    DomainError and ValidationError with sentences beside fields.
    """
    with acting(by):
        event = Event(authority=values["authority"])
        records.require(by is None or can_edit_event(by, event))
        event.slug = values.get("slug") or records.free_slug(Event, values["names"].in_language("en"))
        require_tags(event.authority, dict(values))
        return records.add(event, values, checks=(require_event_place, _require_date_inside))


@transaction.atomic
def edit(event: Event, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Event:
    """Change what is said of an event. Raises StaleEdit when somebody saved it since ``version`` was read."""
    with acting(by):
        records.require(by is None or can_edit_event(by, event))
        require_unchanged(dict(changes), "authority")
        require_tags(event.authority, dict(changes))
        return records.change(
            event, changes, version=version, checks=(require_event_place, _require_date_inside)
        )


@transaction.atomic
def remove(event: Event, *, version: int | None, by: Any) -> None:
    """Remove an event that was entered by mistake; refused while other events are part of it."""
    with acting(by):
        records.require(by is None or can_edit_event(by, event))
        records.remove(
            event, version=version, protected=_("Other events are part of this one. Change them first.")
        )


def _require_date_inside(event: Event) -> None:
    whole = event.part_of
    if whole is not None:
        held: Any = event.held
        around: Any = whole.held
        require_within(held, around, field="held", whole=whole)
