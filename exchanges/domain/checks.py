"""What must hold between an exchange, an event or an outcome and the records it names."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from exchanges.models import Event, Exchange
from partnerships.enums import RegionTier
from partnerships.models import Agreement, Authority, FrameworkElement, Partnership, Region
from portal.core.domain import records
from portal.core.errors import DomainError, field_errors
from portal.core.uncertain import UncertainDate

AMOUNT_LIMIT = 10**12


def require_own_partnership(exchange: Exchange) -> None:
    """Refuse a partnership of another authority, and an agreement of another partnership."""
    partnership, agreement = exchange.partnership, exchange.agreement
    if partnership is not None and partnership.authority_id != exchange.authority_id:
        raise field_errors({"partnership": _foreign(partnership, exchange.authority)})
    if agreement is None:
        return
    if agreement.keeper_id != exchange.authority_id:
        raise field_errors({"agreement": _foreign(agreement, exchange.authority)})
    if partnership is None or agreement.partnership_id != partnership.pk:
        sentence = _(
            "“%(agreement)s” belongs to the partnership “%(partnership)s”. Choose that one, or another agreement."
        )
        words = {"agreement": agreement, "partnership": agreement.partnership or agreement.keeper}
        raise field_errors({"agreement": sentence % words})


def require_cost(exchange: Exchange) -> None:
    """Refuse a cost without its currency, a currency without a cost, a cost below zero (X02)."""
    if exchange.cost is not None and exchange.cost < 0:
        raise field_errors({"cost": _("A cost is zero or more. Write 0 if it cost nothing.")})
    if exchange.cost is not None and exchange.cost >= AMOUNT_LIMIT:
        raise field_errors({"cost": _("This cost is too large. Write an amount below 1,000,000,000,000.")})
    if exchange.cost is not None and not exchange.currency:
        raise field_errors({"currency": _("Say in which currency the cost is, such as SEK or EUR.")})
    if exchange.currency and exchange.cost is None:
        raise field_errors(
            {"cost": _("There is a currency but no cost. Write the cost, or empty the currency.")}
        )


def require_past(exchange: Exchange, today: date) -> None:
    """Refuse a finished exchange that certainly lies in the future."""
    period: Any = exchange.period
    begins = period.earliest if period else None
    if begins is not None and begins > today:
        sentence = _("This begins in the future (%(when)s), so it cannot be completed yet.")
        raise field_errors({"period": sentence % {"when": exchange.period}})


def require_tags(authority: Authority, changes: dict[str, Any]) -> None:
    """Refuse elements of another authority's frameworks, and municipalities that are none (B15, D08)."""
    _require_own_elements(authority, changes.get("elements") or ())
    for place in changes.get("municipalities") or ():
        if place.tier != RegionTier.MUNICIPALITY:
            sentence = _("“%(place)s” is not a municipality. Name it as a place it is about instead.")
            raise field_errors({"municipalities": sentence % {"place": place}})


def _require_own_elements(authority: Authority, elements: Iterable[FrameworkElement]) -> None:
    for element in elements:
        if element.framework.authority_id != authority.pk:
            raise field_errors({"elements": _foreign(element, authority)})


def require_event_place(event: Event) -> None:
    """Refuse an event that is part of itself, or of another authority's event or exchange."""
    records.require_outside(
        event, "part_of", _("An event cannot be part of itself, or of one of its own parts.")
    )
    for field in ("part_of", "exchange"):
        other = getattr(event, field)
        if other is not None and other.authority_id != event.authority_id:
            raise field_errors({field: _foreign(other, event.authority)})


def require_within(
    inner: UncertainDate | None, outer: UncertainDate | None, *, field: str, whole: object
) -> None:
    """Refuse a date that certainly lies outside the period of what it is part of; what is uncertain may lie inside."""
    if inner is None or outer is None:
        return
    too_early = inner.latest is not None and outer.earliest is not None and inner.latest < outer.earliest
    too_late = inner.earliest is not None and outer.latest is not None and inner.earliest > outer.latest
    if too_early or too_late:
        sentence = _("This lies outside “%(whole)s” (%(when)s). Check both dates.")
        raise field_errors({field: sentence % {"whole": whole, "when": outer}})


def _foreign(
    record: Partnership | Agreement | FrameworkElement | Exchange | Event | Region, authority: Authority
) -> str:
    sentence = _("“%(record)s” belongs to another authority than %(authority)s. Choose one of its own.")
    return sentence % {"record": record, "authority": authority}


def require_unchanged(changes: dict[str, Any], *names: str) -> None:
    """Refuse to change what is never changed by an edit."""
    if set(names) & changes.keys():
        raise DomainError(_("The status and the authority are not changed here."))


def require_same_exchange(exchange: Exchange) -> None:
    """Refuse a record of the same exchange that is not the other side's, or that points on to a third.

    Two authorities on the portal may both record what they do together; one of the records then says that it is the
    same as the other, and the ledger counts it once. The database refuses an exchange that is the same as itself.
    """
    if exchange.same_as_id is None:
        return
    # Both sides may join the same two records at once, each with the other.
    records.one_at_a_time("exchanges.Exchange.same_as")
    other = Exchange.objects.get(pk=exchange.same_as_id)
    mirrors = (
        Partnership.objects.mirrors_of(exchange.partnership).values_list("pk", flat=True)
        if exchange.partnership
        else []
    )
    if other.partnership_id not in set(mirrors):
        raise field_errors({"same_as": _("This is no record of the other side of the same partnership.")})
    if other.same_as_id is not None or exchange.recorded_again.exists():
        raise field_errors({"same_as": _("One of the two is already joined with another record.")})
