"""Ticking off what a dialogue left to do, and taking the tick back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import FollowUp
from partnerships.permissions import can_tick_off
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError
from portal.core.history import acting


@transaction.atomic
def complete(follow_up: FollowUp, *, by: Any) -> FollowUp:
    """Tick a follow-up off as done now by this person; done already, it keeps who did it first.

    Raises NotAllowed for people of other authorities.
    """
    with acting(by):
        locked = _begin(follow_up, by)
        if not locked.is_done:
            locked.done_at, locked.done_by = timezone.now(), by
            locked.save(update_fields=["done_at", "done_by"])
        return locked


@transaction.atomic
def reopen(follow_up: FollowUp, *, by: Any) -> FollowUp:
    """Take the tick back: it is open again, with its old day. Raises DomainError when it is open already."""
    with acting(by):
        locked = _begin(follow_up, by)
        if not locked.is_done:
            raise DomainError(_("This is open already."))
        locked.done_at, locked.done_by = None, None
        locked.save(update_fields=["done_at", "done_by"])
        return locked


def _begin(follow_up: FollowUp, by: Any) -> FollowUp:
    locked = lock(follow_up)
    records.require(can_tick_off(by, locked))
    return locked
