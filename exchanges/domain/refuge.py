"""The refuge compartment: placements of the programme, written by refuge officers only. No person is named here."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchanges.domain.checks import require_unchanged
from exchanges.enums import PLACEMENT_TRANSITIONS, PlacementStatus
from exchanges.models import RefugePlacement, RefugeProgramme
from exchanges.permissions import can_edit_programme, can_see_placements
from partnerships.enums import RegionTier
from portal.core.domain import moves, records
from portal.core.domain.locking import lock
from portal.core.errors import field_errors
from portal.core.history import acting


@transaction.atomic
def edit_programme(
    programme: RefugeProgramme, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> RefugeProgramme:
    """Change what everybody reads of a programme. Raises StaleEdit when somebody saved it meanwhile."""
    with acting(by):
        records.require(by is None or can_edit_programme(by, programme))
        require_unchanged(dict(changes), "authority")
        return records.change(programme, changes, version=version)


@transaction.atomic
def add_placement(programme: RefugeProgramme, values: Mapping[str, Any], *, by: Any) -> RefugePlacement:
    """Record that a municipality is, was or prepares to be a place of refuge (A07).

    Parameters: ``by`` is a refuge officer of the programme's authority. Raises NotAllowed for everybody else.
    """
    with acting(by):
        _require_refuge_officer(programme, by)
        placement = RefugePlacement(programme=programme, status=PlacementStatus.PREPARED)
        records.add(placement, values, checks=(_require_municipality,))
        placement.moves.create(from_status="", to_status=placement.status, by=by, note="")
    return placement


@transaction.atomic
def edit_placement(
    placement: RefugePlacement, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> RefugePlacement:
    """Change the municipality or the period of a placement; its status changes by ``change_status`` only."""
    with acting(by):
        _require_refuge_officer(placement.programme, by)
        require_unchanged(dict(changes), "status", "programme")
        return records.change(placement, changes, version=version, checks=(_require_municipality,))


@transaction.atomic
def change_status(placement: RefugePlacement, to: str, *, by: Any) -> RefugePlacement:
    """Let a placement begin, end, or be taken up again. No note is taken: a note might name somebody."""
    with acting(by):
        locked = lock(placement)
        _require_refuge_officer(locked.programme, by)
        moves.move(locked, to=to, by=by, transitions=PLACEMENT_TRANSITIONS)
    return locked


def _require_refuge_officer(programme: RefugeProgramme, by: Any) -> None:
    records.require(by is None or can_see_placements(by, programme))


def _require_municipality(placement: RefugePlacement) -> None:
    if placement.municipality.tier != RegionTier.MUNICIPALITY:
        sentence = _("A place of refuge is a municipality. “%(place)s” is none.")
        raise field_errors({"municipality": sentence % {"place": placement.municipality}})
