"""What exchanges put on an officer's desk: what should be closed, and what comes soon."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchanges.models import Event, Exchange
from portal.accounts.permissions import reads
from portal.core.registry import DeskGroup, DeskItem

SHOWN = 5
SOON = 30


def exchange_groups(user: Any) -> Iterator[DeskGroup]:
    """Yield exchanges whose time has passed while their status is open, and the events of the next days."""
    own, today = reads(user), timezone.localdate()
    if not own:
        return
    late = Exchange.objects.visible_to(user).of_authorities(own).overdue(today)
    if count := late.count():
        items = [
            DeskItem(
                text=str(exchange),
                url=reverse("exchanges:officer:exchange_detail", args=[exchange.slug]),
                note=f"{exchange.get_status_display()}, {exchange.period}",
                due=exchange.period.latest if exchange.period else None,
                late=True,
            )
            for exchange in late.for_list().order_by("period_latest", "pk")[:SHOWN]
        ]
        url = f"{reverse('exchanges:officer:exchange_list')}?late=yes"
        yield DeskGroup(_("Exchanges whose time has passed: did they take place?"), "late", count, url, items)
    soon = Event.objects.visible_to(user).filter(authority__in=own).coming(today, timedelta(days=SOON))
    if count := soon.count():
        items = [
            DeskItem(
                text=str(event),
                url=reverse("exchanges:officer:event_detail", args=[event.slug]),
                note=str(event.held),
                due=event.held.earliest if event.held else None,
            )
            for event in soon.for_list().order_by("held_earliest", "pk")[:SHOWN]
        ]
        url = f"{reverse('exchanges:officer:event_list')}?soon={SOON}"
        title = _("Events within %(days)d days") % {"days": SOON}
        yield DeskGroup(title, "waits", count, url, items)
