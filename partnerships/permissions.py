"""Plain questions about what a person may do with partnerships' records."""

from typing import TYPE_CHECKING, Any

from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import can_edit_for

if TYPE_CHECKING:
    from partnerships.models import Agreement, Framework, NetworkMembership, Partnership


def can_edit_shared(user: Any) -> bool:
    """Tell whether the user edits what all authorities share: organisations, regions and networks."""
    return bool(user.is_authenticated and user.has_any_role(EDITING_ROLES))


def can_edit_partnership(user: Any, partnership: "Partnership") -> bool:
    """Tell whether the user edits this partnership: officers and administrators of its authority."""
    return can_edit_for(user, partnership.authority_id)


def can_edit_framework(user: Any, framework: "Framework") -> bool:
    """Tell whether the user edits this framework: officers and administrators of its authority."""
    return can_edit_for(user, framework.authority_id)


def can_edit_membership(user: Any, membership: "NetworkMembership") -> bool:
    """Tell whether the user edits this membership of a network: officers and administrators of the member."""
    return can_edit_for(user, membership.authority_id)


def can_edit_agreement(user: Any, agreement: "Agreement") -> bool:
    """Tell whether the user edits this agreement: officers and administrators of the authority that holds it."""
    return can_edit_for(user, agreement.partnership.authority_id)
