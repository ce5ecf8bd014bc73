"""The small records that belong to an exchange: who takes part in which role, what was counted, who paid."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from exchanges.enums import ActorRole, Direction
from exchanges.models import ExchangeActor, ExchangeFigure, ExchangeMoney
from exchanges.permissions import can_edit_exchange
from partnerships.enums import Payer
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import field_errors
from portal.core.history import acting

type Part = ExchangeActor | ExchangeFigure | ExchangeMoney


@transaction.atomic
def add[P: (ExchangeActor, ExchangeFigure, ExchangeMoney)](
    part: P, values: Mapping[str, Any], *, by: Any
) -> P:
    """Add a host, participant, third party, figure or payment to the exchange that it names, last among its like (A18).

    Raises NotAllowed for people of other authorities, DomainError and ValidationError for what a rule forbids.
    """
    with acting(by):
        _begin(part, by)
        if isinstance(part, ExchangeActor):
            last = part.exchange.actors.aggregate(last=Max("position"))["last"]
            part.position = 0 if last is None else last + 1
        return records.add(part, values, checks=(_require_sense,))


@transaction.atomic
def edit[P: (ExchangeActor, ExchangeFigure, ExchangeMoney)](
    part: P, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> P:
    """Change a part as it stands now. Raises StaleEdit when somebody saved it since ``version`` was read."""
    with acting(by):
        _begin(part, by)
        return records.change(part, changes, version=version, checks=(_require_sense,))


@transaction.atomic
def remove(part: Part, *, version: int | None, by: Any) -> None:
    """Take a part off its exchange; the history keeps it."""
    with acting(by):
        _begin(part, by)
        records.remove(part, version=version, protected=_("Other records refer to this. Change them first."))


def _begin(part: Part, by: Any) -> None:
    """Lock the exchange, so that its parts are changed one after the other."""
    exchange = lock(part.exchange)
    records.require(by is None or can_edit_exchange(by, exchange))


def _require_sense(part: models.Model) -> None:
    """Refuse "former" for a role that is not an engagement: a host hosted, and that does not pass (A11)."""
    if isinstance(part, ExchangeActor) and part.engagement and part.role != ActorRole.PARTICIPANT:
        sentence = _("Only participants are current or former. Leave the engagement open for this role.")
        raise field_errors({"engagement": sentence})
    if not isinstance(part, ExchangeMoney) or part.exchange.direction != Direction.MUTUAL:
        return
    if part.payer in (Payer.HOST, Payer.VISITOR):
        sentence = _("This exchange goes both ways, so both sides are host and visitor. Say which side paid.")
        raise field_errors({"payer": sentence})
