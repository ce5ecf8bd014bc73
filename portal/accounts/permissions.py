"""Plain questions about what a person may do at an authority."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from portal.accounts.enums import EDITING_ROLES, READING_ROLES, STAFF_ROLES, Role


def authority_ids(user: Any, roles: Iterable[str]) -> list[int]:
    """Return the authorities on which the user (possibly a visitor) holds one of the roles."""
    return user.authority_ids(roles) if user.is_authenticated else []


def reads(user: Any) -> list[int]:
    """Return the authorities whose unpublished records the user may read."""
    return authority_ids(user, READING_ROLES)


def edits(user: Any) -> list[int]:
    """Return the authorities whose records the user may edit."""
    return authority_ids(user, EDITING_ROLES)


def can_edit_for(user: Any, authority_id: int | None) -> bool:
    """Tell whether the user edits this authority's records."""
    return bool(
        user.is_authenticated and authority_id is not None and user.has_any_role(EDITING_ROLES, authority_id)
    )


def can_administer(user: Any, authority_id: int) -> bool:
    """Tell whether the user manages members, settings and reports of this authority."""
    return bool(user.is_authenticated and user.has_any_role([Role.ADMINISTRATOR], authority_id))


def administers(user: Any) -> list[int]:
    """Return the authorities whose members and settings the user manages."""
    return authority_ids(user, [Role.ADMINISTRATOR])


def works_for_an_authority(user: Any) -> bool:
    """Tell whether the user holds any role at any authority."""
    return bool(user.is_authenticated and user.has_any_role(STAFF_ROLES))


def needs_second_step(user: Any) -> bool:
    """Tell whether the user must sign in in two steps: whoever works for an authority, and superusers.

    Nobody does in a demonstration, whose passwords are public.
    """
    return not settings.DEMO and (bool(user.is_superuser) or works_for_an_authority(user))
