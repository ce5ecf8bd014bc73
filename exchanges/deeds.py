"""What exchanges tell the golden thread: exchanges with their people and costs, and events."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from exchanges.enums import ExchangeStatus, FigureKind
from exchanges.ledger.entries import HAPPENED
from exchanges.models import Event, Exchange, ExchangeFigure
from partnerships.thread.deeds import Deed, Money
from partnerships.thread.years import Years, certainly_until, years_of
from portal.core.uncertain import UncertainDate, UncertainNumber


def exchange_deeds(elements: Collection[int], user: Any, office: bool) -> Iterator[Deed]:
    """Yield the exchanges that serve any of the elements, but for those that have not, or never, taken place."""
    tagged = Exchange.elements.through.objects.filter(frameworkelement__in=elements).values("exchange")
    participants = ExchangeFigure.objects.filter(kind=FigureKind.PARTICIPANTS)
    rows = (
        Exchange.objects.visible_to(user)
        .filter(pk__in=tagged, status__in=HAPPENED)
        .prefetch_related("elements", "money", Prefetch("figures", participants, to_attr="counted"))
    )
    today = localdate()
    for exchange in rows.order_by("pk"):
        goes_on = exchange.status == ExchangeStatus.ONGOING
        years = years_of(exchange.period, today=today, goes_on=goes_on)
        if goes_on and not years.all:  # nobody says since when, but it goes on
            years = Years(frozenset({today.year}))
        yield Deed(
            key=f"exchange-{exchange.pk}",
            kind=_("Exchange"),
            title=str(exchange),
            url=_office("exchange", exchange.slug) if office else exchange.get_absolute_url(),
            elements=frozenset(one.pk for one in exchange.elements.all()),
            years=years,
            note=_note(exchange.get_kind_display(), exchange.period),
            when=str(exchange.period or ""),
            active=certainly_until(exchange.period, today=today, goes_on=goes_on),
            people=tuple(figure.number for figure in exchange.counted) or (None,),
            money=tuple(_costs(exchange)),
        )


def _costs(exchange: Exchange) -> Iterator[Money]:
    """Yield what an exchange cost; where nobody has said that in all, what each payer paid, as it is known."""
    if exchange.cost is not None:
        yield Money(_("Costs of exchanges"), exchange.currency, exchange.cost)
        return
    for row in exchange.money.all():
        yield Money(_("Costs of exchanges"), row.currency, row.amount or UncertainNumber.unknown())


def event_deeds(elements: Collection[int], user: Any, office: bool) -> Iterator[Deed]:
    """Yield the events that serve any of the elements."""
    tagged = Event.elements.through.objects.filter(frameworkelement__in=elements).values("event")
    today = localdate()
    for event in Event.objects.visible_to(user).filter(pk__in=tagged).prefetch_related("elements"):
        yield Deed(
            key=f"event-{event.pk}",
            kind=_("Event"),
            title=str(event),
            url=_office("event", event.slug) if office else event.get_absolute_url(),
            elements=frozenset(one.pk for one in event.elements.all()),
            years=years_of(event.held, today=today),
            note=_note(event.get_kind_display(), event.held),
            when=str(event.held or ""),
            active=certainly_until(event.held, today=today),
        )


def _note(kind: str, period: UncertainDate | None) -> str:
    return ", ".join(str(part) for part in (kind, period) if part)


def _office(noun: str, slug: str) -> str:
    return reverse(f"exchanges:officer:{noun}_detail", args=[slug])
