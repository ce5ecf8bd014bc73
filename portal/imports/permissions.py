"""Plain questions about who brings registers in."""

from typing import TYPE_CHECKING, Any

from portal.accounts.permissions import can_edit_for

if TYPE_CHECKING:
    from portal.imports.models import ImportRun


def can_import(user: Any, run: "ImportRun") -> bool:
    """Tell whether the user goes on with this file: officers and administrators of its authority."""
    return can_edit_for(user, run.authority_id)
