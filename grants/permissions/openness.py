"""Who answers requests to read documents."""

from typing import Any

from portal.accounts.permissions import can_edit_for


def can_disclose(user: Any, request: Any) -> bool:
    """Tell whether the user answers this request: officers and administrators of the authority that got it."""
    return can_edit_for(user, request.authority_id)
