"""What grants add to the pages of exchanges, partnerships and places."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from exchanges.models import Exchange
from grants.enums import CallStatus
from grants.models import Award, Call
from grants.tables import recipient
from partnerships.models import Partnership, Region
from portal.core.amounts import format_amount
from portal.core.registry import Panel

SHOWN = 8
TEMPLATE = "grants/public/parts/awards_panel.html"


def exchange_awards(exchange: Exchange, user: Any) -> Panel | None:
    """Show which awards paid for an exchange."""
    rows = _rows(Award.objects.visible_to(user).filter(exchange=exchange))
    return Panel(_("Paid for by grants"), "awards", TEMPLATE, {"calls": [], "awards": rows}) if rows else None


def partnership_grants(partnership: Partnership, user: Any) -> Panel | None:
    """Show the calls for a partnership, and the awards for it: by its calls, or for its exchanges."""
    return _grants(Partnership.objects.filter(pk=partnership.pk), user)


def region_grants(region: Region, user: Any) -> Panel | None:
    """Show the calls for the partnerships with a place, and the awards for them."""
    return _grants(Partnership.objects.filter(region=region), user)


def _grants(partnerships: QuerySet[Partnership], user: Any) -> Panel | None:
    keys = partnerships.order_by().values("pk")
    for_them = Call.objects.filter(partnerships__in=keys).order_by().values("pk")
    calls = list(
        Call.objects.visible_to(user)
        .filter(pk__in=for_them, status__in=[CallStatus.PUBLISHED, CallStatus.CLOSED])
        .for_list()[:SHOWN]
    )
    rows = _rows(
        Award.objects.visible_to(user).filter(
            Q(exchange__partnership__in=keys) | Q(decision__application__call__in=for_them)
        )
    )
    if not calls and not rows:
        return None
    return Panel(_("Grants"), "grants", TEMPLATE, {"calls": calls, "awards": rows})


def _rows(found: Any) -> list[dict[str, object]]:
    return [
        {
            "title": award.decision.application.title,
            "recipient": recipient(award),
            "amount": format_amount(award.amount, award.currency),
            "year": award.decision.decided_at.year,
        }
        for award in found.for_list()[:SHOWN]
    ]
