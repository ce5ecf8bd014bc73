"""Pools of assessors: made and kept by the authority, whose assessors rotate in and out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from grants.models import AssessmentRound, AssessorPool, PoolMember
from grants.permissions import can_keep_pool
from portal.accounts.enums import Role
from portal.core.domain import records
from portal.core.errors import field_errors
from portal.core.history import acting


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> AssessorPool:
    """Make a pool. Parameters: ``values`` by field name, the authority among them. Raises NotAllowed, ValidationError."""
    with acting(by):
        pool = AssessorPool(authority=values["authority"])
        records.require(can_keep_pool(by, pool))
        return records.add(pool, values)


@transaction.atomic
def edit(pool: AssessorPool, changes: Mapping[str, Any], *, version: int | None, by: Any) -> AssessorPool:
    """Change a pool. Raises StaleEdit, NotAllowed, ValidationError."""
    with acting(by):
        records.require(can_keep_pool(by, pool))
        return records.change(pool, changes, version=version)


@transaction.atomic
def add_member(pool: AssessorPool, values: Mapping[str, Any], *, by: Any) -> PoolMember:
    """Take somebody who assesses for the authority into a pool, for a time.

    Raises NotAllowed, DomainError for somebody without the role, ValidationError for a time that overlaps another.
    """
    with acting(by):
        records.require(can_keep_pool(by, pool))
        return records.add(PoolMember(pool=pool), values, checks=(_check_role,))


@transaction.atomic
def edit_member(
    member: PoolMember, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> PoolMember:
    """Change what an assessor knows, or until when they are in the pool. Raises as ``add_member``, and StaleEdit."""
    with acting(by):
        records.require(can_keep_pool(by, member.pool))
        return records.change(member, changes, version=version, checks=(_check_role,))


def members_on(round: AssessmentRound, day: date) -> Sequence[PoolMember]:
    """Return who may be given applications of a round on a day; three queries."""
    present = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
    return list(
        PoolMember.objects.filter(present, pool__rounds=round, user__is_active=True)
        .select_related("user", "pool")
        .prefetch_related("fields")
        .order_by("pool_id", "pk")
    )


def _check_role(member: PoolMember) -> None:
    """Refuse who does not hold the role of an assessor at the pool's authority."""
    if not member.user.has_any_role([Role.ASSESSOR], member.pool.authority_id):
        raise field_errors(
            {"user": _("This person is no assessor of the authority. Invite them as one first.")}
        )
