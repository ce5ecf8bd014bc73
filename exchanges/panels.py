"""What exchanges add to the pages of partnerships, agreements, organisations and regions."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from exchanges.models import Event, Exchange, Outcome
from exchanges.permissions import can_edit_outcome
from partnerships.models import Agreement, Organisation, Partnership, Region
from portal.accounts.permissions import can_edit_for
from portal.core.registry import Panel

SHOWN = 8


def partnership_exchanges(partnership: Partnership, user: Any) -> Panel | None:
    """Show what the two sides do together, and to its officers where to add to it."""
    rows = Exchange.objects.visible_to(user).filter(partnership=partnership)
    register = f"{reverse('exchanges:public:exchange_list')}?{urlencode({'partner': partnership.slug})}"
    add_url = ""
    if can_edit_for(user, partnership.authority_id):
        add_url = (
            f"{reverse('exchanges:officer:exchange_add')}?{urlencode({'partnership': partnership.slug})}"
        )
    return _exchanges(rows, register, add_url=add_url)


def partnership_outcomes(partnership: Partnership, user: Any) -> Panel | None:
    """Show what came of it, also after its agreements have ended."""
    outcome = Outcome(partnership=partnership)
    may_edit = can_edit_outcome(user, outcome)
    rows = list(
        Outcome.objects.visible_to(user)
        .filter(Q(partnership=partnership) | Q(exchange__partnership=partnership))
        .for_list()
    )
    if not rows and not may_edit:
        return None
    add = reverse("exchanges:officer:partnership_outcome_add", args=[partnership.slug])
    context = {
        "outcomes": rows,
        "with_origin": True,
        "may_edit": may_edit,
        "add_url": add if may_edit else "",
    }
    return Panel(_("What came of it"), "outcomes", "exchanges/parts/outcomes_panel.html", context)


def agreement_exchanges(agreement: Agreement, user: Any) -> Panel | None:
    """Show what took place under an agreement."""
    rows = Exchange.objects.visible_to(user).filter(agreement=agreement)
    partnership = agreement.partnership
    query = f"?{urlencode({'partner': partnership.slug})}" if partnership else ""
    register = f"{reverse('exchanges:public:exchange_list')}{query}"
    return _exchanges(rows, register)


def organisation_exchanges(organisation: Organisation, user: Any) -> Panel | None:
    """Show in what an organisation takes part, as host or otherwise, and the events it holds."""
    part = Exchange.objects.visible_to(user).filter(actors__organisation=organisation)
    rows = Exchange.objects.visible_to(user).filter(pk__in=part.order_by().values("pk"))
    return _exchanges(rows, "")


def organisation_events(organisation: Organisation, user: Any) -> Panel | None:
    """Show the events that an organisation holds."""
    rows = list(Event.objects.visible_to(user).filter(organisers=organisation).for_list()[:SHOWN])
    if not rows:
        return None
    return Panel(_("Events"), "events", "exchanges/parts/events_panel.html", {"events": rows})


def region_exchanges(region: Region, user: Any) -> Panel | None:
    """Show the exchanges with partners of a place, those that took place in it, and those about it (X07)."""
    # A search of its own for each: only so does each use its index.
    partners, there, about = (
        Exchange.objects.filter(**{path: region}).order_by().values("pk")
        for path in ("partnership__region", "municipalities", "subject_regions")
    )
    rows = Exchange.objects.visible_to(user).filter(pk__in=partners.union(there, about))
    return _exchanges(rows, "")


def _exchanges(rows: QuerySet[Exchange], register: str, *, add_url: str = "") -> Panel | None:
    shown = list(rows.for_list()[: SHOWN + 1])  # type: ignore[attr-defined]
    if not shown and not add_url:
        return None
    count = len(shown) if len(shown) <= SHOWN else rows.count()
    context = {
        "exchanges": shown[:SHOWN],
        "more_url": register if count > SHOWN else "",
        "total": count,
        "add_url": add_url,
    }
    return Panel(_("Exchanges"), "exchanges", "exchanges/parts/exchanges_panel.html", context)
