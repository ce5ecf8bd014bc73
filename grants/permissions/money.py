"""Who does what with the money of a grant."""

from typing import Any

from portal.accounts.enums import EDITING_ROLES, Role
from portal.accounts.permissions import can_edit_for

RELEASING_ROLES = frozenset({*EDITING_ROLES, Role.DECISION_MAKER})


def can_handle_money(user: Any, application: Any) -> bool:
    """Tell whether the user plans, verifies, prepares and claims back: officers and administrators of the authority."""
    return can_edit_for(user, application.authority_id)


def can_release(user: Any, authority_id: int) -> bool:
    """Tell whether the user releases what this authority pays and somebody else has prepared.

    Whoever handles its money does, and its decision makers.
    """
    return bool(user.is_authenticated and user.has_any_role(RELEASING_ROLES, authority_id))


def can_settle(user: Any, application: Any) -> bool:
    """Tell whether the user ends a grant early or writes money off: decision makers of the authority."""
    return bool(user.is_authenticated and user.has_any_role([Role.DECISION_MAKER], application.authority_id))


def is_grantee(user: Any, application: Any) -> bool:
    """Tell whether the user answers for the grant: the applicant of the case."""
    return bool(user.is_authenticated and application.applicant_id == user.pk)
