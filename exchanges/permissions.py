"""Plain questions about what a person may do with exchanges' records."""

from typing import TYPE_CHECKING, Any

from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids, can_edit_for

if TYPE_CHECKING:
    from exchanges.models import Event, Exchange, Outcome, RefugeProgramme


def can_edit_exchange(user: Any, exchange: "Exchange") -> bool:
    """Tell whether the user edits this exchange: officers and administrators of its authority."""
    return can_edit_for(user, exchange.authority_id)


def can_edit_event(user: Any, event: "Event") -> bool:
    """Tell whether the user edits this event: officers and administrators of its authority."""
    return can_edit_for(user, event.authority_id)


def can_edit_record(user: Any, record: "Exchange | Event") -> bool:
    """Tell whether the user edits this exchange or event, whichever it is."""
    return can_edit_for(user, record.authority_id)


def can_edit_outcome(user: Any, outcome: "Outcome") -> bool:
    """Tell whether the user edits this outcome: officers of the authority whose cooperation it grew out of."""
    owner = outcome.exchange or outcome.partnership
    return owner is not None and can_edit_for(user, owner.authority_id)


def can_edit_programme(user: Any, programme: "RefugeProgramme") -> bool:
    """Tell whether the user edits what everybody reads of a programme of refuge."""
    return can_edit_for(user, programme.authority_id) or can_see_placements(user, programme)


def can_see_placements(user: Any, programme: "RefugeProgramme") -> bool:
    """Tell whether the user sees and edits the placements: the authority's refuge officers, nobody else (A07)."""
    return programme.authority_id in authority_ids(user, [Role.REFUGE_OFFICER])
