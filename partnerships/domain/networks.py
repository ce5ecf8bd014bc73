"""Networks: who adds and edits them, that none is part of itself, and where an authority takes part."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnerships.domain.belonging import require_of_authority
from partnerships.models import Network, NetworkFee, NetworkMembership, NetworkSeat
from partnerships.permissions import can_edit_membership, can_edit_shared
from portal.core.domain import records
from portal.core.errors import DomainError, field_errors


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Network:
    """Add a network; ``by`` is an officer of any authority, or None for the portal itself."""
    records.require(by is None or can_edit_shared(by))
    name = values.get("acronym") or values["names"].in_language("en")
    return records.add(Network(slug=records.free_slug(Network, name)), values, checks=(_require_whole,))


@transaction.atomic
def edit(network: Network, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Network:
    """Change a network. Raises StaleEdit, or DomainError when it would be part of itself."""
    records.require(by is None or can_edit_shared(by))
    return records.change(network, changes, version=version, checks=(_require_outside_itself, _require_whole))


@transaction.atomic
def join(membership: NetworkMembership, values: Mapping[str, Any], *, by: Any) -> NetworkMembership:
    """Add an authority's membership of a network (B07); its people decide."""
    records.require(by is None or can_edit_membership(by, membership))
    return records.add(membership, values, checks=(_require_own_holder,))


@transaction.atomic
def edit_membership(
    membership: NetworkMembership, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> NetworkMembership:
    """Change an authority's membership of a network."""
    records.require(by is None or can_edit_membership(by, membership))
    return records.change(membership, changes, version=version, checks=(_require_own_holder,))


@transaction.atomic
def leave(membership: NetworkMembership, *, version: int | None, by: Any) -> None:
    """Remove a membership that was entered by mistake; one that ended keeps its period instead."""
    records.require(by is None or can_edit_membership(by, membership))
    records.remove(membership, version=version, protected=_("Other records refer to this membership."))


def _require_outside_itself(network: Network) -> None:
    sentence = _("This network would be part of itself: the one you chose already belongs to it.")
    records.require_outside(network, "parent", sentence)


def _require_whole(network: Network) -> None:
    """What a network is within its parent needs a parent (B10: one of CPMR's six commissions)."""
    if network.parent_id is None and (network.kind_within_parent or network.siblings_within_parent):
        raise DomainError({"parent": [_("Say which network it is part of, or empty what it is within it.")]})


def require_own_group(seat: NetworkSeat) -> None:
    """Refuse a seat in a group of another network than the membership's."""
    if seat.group is not None and seat.group.network_id != seat.membership.network_id:
        raise field_errors(
            {"group": _("“%(group)s” is not a group of this network.") % {"group": seat.group}}
        )


def require_paid_by_then(fee: NetworkFee) -> None:
    """Refuse a fee that is said to be paid on a day that has not come."""
    if fee.paid_on is not None and fee.paid_on > localdate():
        raise field_errors({"paid_on": _("This day has not come yet. Write the day when it was paid.")})


def _require_own_holder(membership: NetworkMembership) -> None:
    if membership.holder is not None:
        require_of_authority(membership.holder, membership.authority, field="holder")
