"""Plain questions about what a person may do with partnerships' records."""

from typing import TYPE_CHECKING, Any

from portal.accounts.permissions import can_edit_for

if TYPE_CHECKING:
    from partnerships.models import Agreement


def can_edit_agreement(user: Any, agreement: "Agreement") -> bool:
    """Tell whether the user edits this agreement: officers and administrators of the authority that holds it."""
    return can_edit_for(user, agreement.partnership.authority_id)
