"""What lies on the desk of those who prepare and release payments."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.enums.money import PaymentStatus
from grants.models import Payment
from grants.permissions.money import RELEASING_ROLES
from portal.accounts.permissions import authority_ids, edits
from portal.core.amounts import format_amount
from portal.core.registry import DeskGroup, DeskItem

FIRST_FEW = 5
_AUTHORITY = "award__decision__application__authority__in"


def groups(user: Any) -> list[DeskGroup | None]:
    """Return the payments that the user prepares, releases, or has to look at since the bank refused them."""
    pays, releases = edits(user), authority_ids(user, RELEASING_ROLES)
    return [
        _group(_("Payments asked for"), PaymentStatus.REQUESTED, Q(**{_AUTHORITY: pays})),
        _group(_("Payments to prepare"), PaymentStatus.PAYABLE, Q(**{_AUTHORITY: pays})),
        _group(
            _("Payments to release"),
            PaymentStatus.PREPARED,
            Q(**{_AUTHORITY: releases}) & ~Q(prepared_by=user.pk),
        ),
        _group(_("Payments that the bank refused"), PaymentStatus.RETURNED, Q(**{_AUTHORITY: pays})),
    ]


def _group(title: str, status: PaymentStatus, mine: Q) -> DeskGroup | None:
    waiting = Payment.objects.filter(mine, status=status)
    count = waiting.count()
    if not count:
        return None
    url = f"{reverse('grants:officer:payment_list')}?state={status}"
    items = [
        DeskItem(
            text=str(payment.award.decision.application),
            url=url,
            note=format_amount(payment.paid_amount, payment.currency),
            due=payment.due_on,
        )
        for payment in waiting.for_list().order_by("due_on", "pk")[:FIRST_FEW]
    ]
    return DeskGroup(title, "waits", count, url, items)
