"""Who may order reports."""

from typing import Any

from portal.accounts.enums import Role


def can_order(user: Any, authority_id: int) -> bool:
    """Tell whether the user orders this authority's reports: its administrators do."""
    return bool(user.is_authenticated and user.has_any_role([Role.ADMINISTRATOR], authority_id))
