"""What agreements put on an officer's desk: what ends, what is late, what is being talked about."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums import AgreementStatus
from partnerships.models import Agreement, Commitment
from portal.accounts.permissions import reads
from portal.core.registry import DeskGroup, DeskItem

SHOWN = 5


def agreement_groups(user: Any) -> Iterator[DeskGroup]:
    """Yield late agreements, those in negotiation and those that wait for signatures, of one's authorities."""
    mine = Agreement.objects.visible_to(user).of_authorities(reads(user)).for_list()
    today = timezone.localdate()
    register = reverse("partnerships:officer:agreement_list")
    late = sorted(mine.overdue(today), key=lambda one: (one.end.latest if one.end else None) or today)
    if late:
        items = [_item(one, _("its last day was %(day)s"), late=True) for one in late[:SHOWN]]
        yield DeskGroup(
            _("Agreements past their last day"), "late", len(late), f"{register}?ending=late", items
        )
    groups = [
        (AgreementStatus.AGREED, _("Agreements that wait for signatures")),
        (AgreementStatus.NEGOTIATION, _("Agreements in negotiation")),
    ]
    for status, title in groups:
        rows = mine.filter(status=status)
        if count := rows.count():
            items = [
                DeskItem(str(one), _office(one), note=str(one.partnership.names) if one.partnership else "")
                for one in rows[:SHOWN]
            ]
            yield DeskGroup(title, "waits", count, f"{register}?status={status}", items)


def late_commitments(user: Any) -> Iterator[DeskGroup]:
    """Yield the commitments of one's authorities that are certainly late: kept, or not? Somebody has to say so."""
    own = reads(user)
    if not own:
        return
    late = Commitment.objects.visible_to(user).of_authorities(own).late(timezone.localdate()).for_list()
    first = list(late[: SHOWN + 1])
    if not first:
        return
    items = [
        DeskItem(
            text=str(one),
            url=reverse("partnerships:officer:commitment_detail", args=[one.pk]),
            note=_("was due %(day)s") % {"day": one.due},
            due=one.due_latest,  # type: ignore[attr-defined]
            late=True,
        )
        for one in first[:SHOWN]
    ]
    count = late.count() if len(first) > SHOWN else len(first)
    url = f"{reverse('partnerships:officer:commitment_list')}?state=late"
    yield DeskGroup(_("Commitments that are late"), "late", count, url, items)


def _item(agreement: Agreement, note: str, *, late: bool = False) -> DeskItem:
    return DeskItem(
        text=str(agreement),
        url=_office(agreement),
        note=note % {"day": agreement.end},
        due=agreement.acts_by,
        late=late,
    )


def _office(agreement: Agreement) -> str:
    return reverse("partnerships:officer:agreement_detail", args=[agreement.slug])
