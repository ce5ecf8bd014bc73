"""Awards and the exchanges they make possible."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchanges.domain import exchanges
from exchanges.models import Exchange
from grants.domain.casework import acts
from grants.domain.reporting import outcomes
from grants.models import Award
from grants.permissions import can_tie
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting


@transaction.atomic
def link_exchange(award: Award, exchange: Exchange, by: Any) -> Award:
    """Say which exchange an award pays for; said again, it is the same.

    Raises NotAllowed for others than officers and administrators of the case's authority, DomainError beside
    ``exchange`` when it is another authority's, or not of the partnerships that the call belongs to.
    """
    with acting(by):
        # The case first, as every act on it does: its register is written below.
        application = lock(award.decision.application)
        locked = lock(award)
        records.require(can_tie(by, application))
        if exchange.authority_id != application.authority_id:
            raise field_errors(
                {"exchange": _("This exchange is another authority's. Choose one of your own.")}
            )
        partnerships = set(application.call.partnerships.values_list("pk", flat=True))
        if partnerships and exchange.partnership_id not in partnerships:
            raise field_errors(
                {
                    "exchange": _(
                        "This exchange is not of a partnership that the call is for. Choose another one."
                    )
                }
            )
        if locked.exchange_id != exchange.pk:
            locked.exchange = exchange
            locked.save(update_fields=["exchange"])
            # What was reported before the grant had its exchange becomes facts of it now.
            outcomes.make_facts(locked, by=by)
            acts.exchange_linked(application, exchange, by=by)
    return locked


@transaction.atomic
def create_exchange(award: Award, values: Mapping[str, Any], by: Any) -> Exchange:
    """Add the exchange that an award pays for, once.

    Parameters: ``values`` as in ``exchanges.create``. Raises DomainError where the award has its exchange already, and
    what ``exchanges.create`` and ``link_exchange`` raise.
    """
    lock(award.decision.application)
    locked = lock(award)
    if locked.exchange is not None:
        sentence = _("This award already pays for “%(exchange)s”.") % {"exchange": locked.exchange}
        raise DomainError(sentence, code="linked")
    exchange = exchanges.create(values, by=by)
    try:
        link_exchange(locked, exchange, by)
    except DomainError as error:
        # The person chose no exchange but a partnership.
        if hasattr(error, "error_dict"):
            raise field_errors({"partnership": " ".join(error.messages)}) from error
        raise
    return exchange
