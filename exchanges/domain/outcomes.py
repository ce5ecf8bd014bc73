"""Outcomes: what came of a partnership or an exchange, later and elsewhere."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchanges.models import Outcome
from exchanges.permissions import can_edit_outcome
from portal.core.domain import records
from portal.core.errors import field_errors
from portal.core.history import acting


@transaction.atomic
def add(outcome: Outcome, values: Mapping[str, Any], *, by: Any) -> Outcome:
    """Add an outcome to the partnership or exchange that it names, also long after its agreement has ended (A14).

    Raises NotAllowed for people of other authorities, DomainError and ValidationError for what a rule forbids.
    """
    with acting(by):
        if outcome.exchange is not None and outcome.partnership is None:
            outcome.partnership = outcome.exchange.partnership
        records.require(by is None or can_edit_outcome(by, outcome))
        return records.add(outcome, values, checks=(_require_one_cooperation,))


@transaction.atomic
def edit(outcome: Outcome, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Outcome:
    """Change an outcome. Raises StaleEdit when somebody saved it since ``version`` was read."""
    with acting(by):
        records.require(by is None or can_edit_outcome(by, outcome))
        return records.change(outcome, changes, version=version, checks=(_require_one_cooperation,))


@transaction.atomic
def remove(outcome: Outcome, *, version: int | None, by: Any) -> None:
    """Remove an outcome that was entered by mistake; the history keeps it."""
    with acting(by):
        records.require(by is None or can_edit_outcome(by, outcome))
        records.remove(
            outcome, version=version, protected=_("Other records refer to this. Change them first.")
        )


def _require_one_cooperation(outcome: Outcome) -> None:
    """Refuse an exchange of another partnership than the one that is named."""
    exchange = outcome.exchange
    if (
        exchange is None
        or outcome.partnership_id is None
        or exchange.partnership_id == outcome.partnership_id
    ):
        return
    sentence = _("“%(exchange)s” does not belong to this partnership. Choose one that does, or none.")
    raise field_errors({"exchange": sentence % {"exchange": exchange}})
