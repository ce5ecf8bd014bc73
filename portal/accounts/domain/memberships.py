"""Roles at an authority: how they end."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.accounts.permissions import can_administer
from portal.core.domain.locking import lock
from portal.core.domain.records import one_at_a_time
from portal.core.errors import DomainError, NotAllowed
from portal.core.history import acting


@transaction.atomic
def remove(membership: Membership, *, by: Any) -> None:
    """Take a role away. Raises NotAllowed for others than administrators, DomainError for the last of these."""
    if not can_administer(by, membership.authority_id):
        raise NotAllowed(_("Only administrators of the authority manage its members."))
    # Two administrators who remove each other at the same moment would leave nobody.
    one_at_a_time(f"accounts.administrators.{membership.authority_id}")
    membership = lock(membership)
    if is_last_administrator(membership):
        raise DomainError(
            _("This is the last administrator. Invite another one before you remove this role."), code="last"
        )
    with acting(by):
        membership.delete()


def is_last_administrator(membership: Membership) -> bool:
    """Tell whether nobody else manages the authority's members; people who cannot sign in do not count."""
    others = Membership.objects.filter(
        authority=membership.authority_id, role=Role.ADMINISTRATOR, user__is_active=True
    ).exclude(pk=membership.pk)
    return membership.role == Role.ADMINISTRATOR and not others.exists()
