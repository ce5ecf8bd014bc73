"""What agreements put on an officer's desk: what ends, what is late, what is being talked about."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums import AgreementStatus
from partnerships.models import Agreement
from portal.accounts.permissions import reads
from portal.core.registry import DeskGroup, DeskItem

SHOWN = 5
HORIZONS = (30, 90, 180)


def agreement_groups(user: Any) -> Iterator[DeskGroup]:
    """Yield late agreements, those that end or need notice soon, and those in negotiation, of one's authorities."""
    mine = Agreement.objects.visible_to(user).filter(partnership__authority__in=reads(user)).for_list()
    today = timezone.localdate()
    register = reverse("partnerships:officer:agreement_list")
    late = list(mine.overdue(today).order_by("valid_until_latest", "pk"))
    if late:
        items = [_item(one, _("its last day was %(day)s"), late=True) for one in late[:SHOWN]]
        yield DeskGroup(
            _("Agreements past their last day"), "late", len(late), f"{register}?ending=late", items
        )
    yield from _ending(mine, today, register)
    talks = mine.filter(status=AgreementStatus.NEGOTIATION)
    if count := talks.count():
        items = [DeskItem(str(one), _office(one), note=str(one.partnership.names)) for one in talks[:SHOWN]]
        url = f"{register}?status={AgreementStatus.NEGOTIATION}"
        yield DeskGroup(_("Agreements in negotiation"), "waits", count, url, items)


def _ending(mine: Any, today: date, register: str) -> Iterable[DeskGroup]:
    """Yield one group for the nearest horizon that holds anything: 30, 90 or 180 days."""
    ending = [
        one
        for one in mine.ending_or_notice_within(today, timedelta(days=max(HORIZONS))).order_by("pk")
        if one.acts_by is not None and one.acts_by <= today + timedelta(days=max(HORIZONS))
    ]
    if not ending:
        return
    ending.sort(key=lambda one: (one.acts_by, one.pk))
    days = next(days for days in HORIZONS if ending[0].acts_by <= today + timedelta(days=days))
    within = [one for one in ending if one.acts_by <= today + timedelta(days=days)]
    title = _("Agreements that end or need notice within %(days)d days") % {"days": days}
    items = [
        _item(
            one,
            _("valid until %(day)s, notice by then")
            if one.notice_by == one.acts_by
            else _("valid until %(day)s"),
        )
        for one in within[:SHOWN]
    ]
    yield DeskGroup(title, "expires", len(within), f"{register}?ending={days}", items)


def _item(agreement: Agreement, note: str, *, late: bool = False) -> DeskItem:
    return DeskItem(
        text=str(agreement),
        url=_office(agreement),
        note=note % {"day": agreement.valid_until},
        due=agreement.acts_by,
        late=late,
    )


def _office(agreement: Agreement) -> str:
    return reverse("partnerships:officer:agreement_detail", args=[agreement.slug])
