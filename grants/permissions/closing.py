"""Who closes cases, and who decides what becomes of them."""

from typing import Any

from grants.permissions.cases import has_interest
from portal.accounts.permissions import can_administer, can_edit_for


def can_close(user: Any, application: Any) -> bool:
    """Tell whether the user closes this case: officers and administrators of its authority without an interest."""
    return can_edit_for(user, application.authority_id) and not has_interest(user, application)


def can_hold(user: Any, record: Any) -> bool:
    """Tell whether the user stops the destruction of a case, a meeting or a request: who edits for its authority."""
    return can_edit_for(user, record.authority_id)


def can_keep_classes(user: Any, authority_id: int) -> bool:
    """Tell whether the user says how long this authority keeps its cases: its administrators."""
    return can_administer(user, authority_id)


def can_propose_destruction(user: Any, authority_id: int) -> bool:
    """Tell whether the user proposes what is destroyed: officers and administrators of the authority."""
    return can_edit_for(user, authority_id)


def can_confirm_destruction(user: Any, authority_id: int) -> bool:
    """Tell whether the user confirms what somebody else has proposed: administrators of the authority."""
    return can_administer(user, authority_id)
