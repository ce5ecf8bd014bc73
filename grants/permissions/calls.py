"""Who edits calls and programmes."""

from typing import Any

from portal.accounts.permissions import can_edit_for


def can_edit_call(user: Any, call: Any) -> bool:
    """Tell whether the user edits this call: officers and administrators of its authority."""
    return can_edit_for(user, call.authority_id)


def can_edit_programme(user: Any, programme: Any) -> bool:
    """Tell whether the user edits this programme: officers and administrators of its authority."""
    return can_edit_for(user, programme.authority_id)
