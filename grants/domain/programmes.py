"""Programmes: support schemes whose dated editions are calls; a series ends with its last year."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from grants.models import Programme
from grants.permissions import can_edit_programme
from portal.core.domain import records
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Programme:
    """Add a programme of an authority. Raises NotAllowed, or DomainError and ValidationError with sentences."""
    with acting(by):
        programme = Programme(authority=values["authority"])
        records.require(by is None or can_edit_programme(by, programme))
        programme.slug = records.free_slug(Programme, values["names"].in_language("en"))
        return records.add(programme, values)


@transaction.atomic
def edit(programme: Programme, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Programme:
    """Change what a programme says; its authority stays. Raises StaleEdit, NotAllowed, DomainError."""
    with acting(by):
        records.require(by is None or can_edit_programme(by, programme))
        if "authority" in changes:
            raise DomainError(_("This cannot be changed here."), code="fixed")
        return records.change(programme, changes, version=version, checks=(_check_end,))


def _check_end(programme: Programme) -> None:
    """Refuse an end of the series before an edition that exists."""
    latest = programme.calls.aggregate(latest=Max("year"))["latest"]
    if programme.last_year is not None and latest is not None and programme.last_year < latest:
        sentence = _("There is an edition of %(year)s already: the series cannot have ended before it.")
        raise field_errors({"last_year": sentence % {"year": latest}})
