"""Exchanges: who adds and edits them, and how they go from plan to memory."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchanges.domain.checks import (
    require_cost,
    require_own_partnership,
    require_past,
    require_same_exchange,
    require_tags,
    require_unchanged,
)
from exchanges.enums import EXCHANGE_TRANSITIONS, ExchangeStatus
from exchanges.models import Exchange
from exchanges.permissions import can_edit_exchange
from portal.core.domain import moves, records
from portal.core.domain.locking import lock
from portal.core.history import acting
from portal.core.versions import require_version


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Exchange:
    """Add an exchange, with or without a partnership and an agreement (X03).

    Parameters: ``values`` by field name, many-to-many ones included, among them ``authority``; ``status`` may say
    where it stands already. ``by`` is an officer of that authority, or None for the portal itself. Raises NotAllowed,
    or DomainError and ValidationError with sentences beside fields.
    """
    with acting(by):
        status = values.get("status") or ExchangeStatus.PLANNED
        exchange = Exchange(authority=values["authority"], status=status)
        records.require(by is None or can_edit_exchange(by, exchange))
        exchange.slug = values.get("slug") or records.free_slug(Exchange, values["names"].in_language("en"))
        require_tags(exchange.authority, dict(values))
        records.add(
            exchange, values, checks=(require_own_partnership, require_cost, _require_sensible_period)
        )
        exchange.moves.create(from_status="", to_status=status, by=by, note="")
    return exchange


@transaction.atomic
def edit(exchange: Exchange, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Exchange:
    """Change what is said of an exchange; its status changes by ``change_status`` only.

    Parameters: ``changes`` holds only what is to change; ``version`` is what the person saw. Raises StaleEdit when
    somebody saved it since, NotAllowed, or DomainError and ValidationError with sentences beside fields.
    """
    with acting(by):
        records.require(by is None or can_edit_exchange(by, exchange))
        require_unchanged(dict(changes), "status", "authority")
        require_tags(exchange.authority, dict(changes))
        return records.change(
            exchange,
            changes,
            version=version,
            checks=(require_own_partnership, require_cost, require_same_exchange, _require_sensible_period),
        )


@transaction.atomic
def change_status(
    exchange: Exchange, to: str, *, by: Any, version: int | None = None, note: str = ""
) -> Exchange:
    """Let an exchange go to another status: planned, ongoing, completed, cancelled, and back where that is allowed.

    Raises DomainError when the status cannot follow the present one, or when it would be completed before it begins;
    StaleEdit when somebody saved the exchange since ``version`` was read.
    """
    with acting(by):
        locked = lock(exchange)
        records.require(by is None or can_edit_exchange(by, locked))
        if version is not None:
            require_version(locked, version)
        if to == ExchangeStatus.COMPLETED:
            require_past(locked, timezone.localdate())
        locked.version += 1
        moves.move(
            locked, to=to, by=by, transitions=EXCHANGE_TRANSITIONS, note=note.strip(), also=["version"]
        )
    return locked


@transaction.atomic
def remove(exchange: Exchange, *, version: int | None, by: Any) -> None:
    """Refuse to remove an exchange: what happened is kept, and what did not happen is cancelled.

    Its moves are append-only, so the database would refuse as well; this gives the sentence.
    """
    records.require(by is None or can_edit_exchange(by, exchange))
    records.remove(
        exchange,
        version=version,
        protected=_("An exchange is kept with its history. Cancel it instead if it never took place."),
    )


def _require_sensible_period(exchange: Exchange) -> None:
    if exchange.status == ExchangeStatus.COMPLETED:
        require_past(exchange, timezone.localdate())
