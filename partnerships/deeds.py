"""What partnerships tell the golden thread: agreements, and memberships of networks with their fees."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnerships.enums import AgreementStatus
from partnerships.models import Agreement, NetworkMembership
from partnerships.thread.deeds import Deed, Money
from partnerships.thread.years import Years, between, certainly_until, years_of

Bounds = tuple[date | None, date | None]


def agreement_deeds(elements: Collection[int], user: Any, office: bool) -> Iterator[Deed]:
    """Yield the agreements that carry out any of the elements; a signature is what was done, and when."""
    rows = Agreement.objects.visible_to(user).filter(
        pk__in=Agreement.elements.through.objects.filter(frameworkelement__in=elements).values("agreement")
    )
    today = localdate()
    for agreement in rows.prefetch_related("elements").order_by("pk"):
        signed = agreement.signed
        yield Deed(
            key=f"agreement-{agreement.pk}",
            kind=_("Agreement"),
            title=str(agreement),
            url=_office("agreement", agreement.slug) if office else agreement.get_absolute_url(),
            elements=frozenset(one.pk for one in agreement.elements.all()),
            years=_validity(agreement),
            note=agreement.validity,
            when=str(signed or ""),
            active=certainly_until(signed, today=today),
        )


def membership_deeds(elements: Collection[int], user: Any, office: bool) -> Iterator[Deed]:
    """Yield the memberships of networks that serve any of the elements, with their fees."""
    rows = NetworkMembership.objects.filter(
        pk__in=NetworkMembership.elements.through.objects.filter(frameworkelement__in=elements).values(
            "networkmembership"
        )
    )
    today = localdate()
    for membership in rows.select_related("network").prefetch_related("elements", "fees").order_by("pk"):
        network, period = membership.network, membership.period
        yield Deed(
            key=f"membership-{membership.pk}",
            kind=_("Network"),
            title=str(network),
            url=_office("network", network.slug) if office else network.get_absolute_url(),
            elements=frozenset(one.pk for one in membership.elements.all()),
            years=years_of(period, today=today, goes_on=bool(period and period.is_open_ended)),
            note=membership.get_engagement_display(),
            money=tuple(
                Money(_("Fees of networks"), fee.currency, fee.amount, fee.year)
                for fee in membership.fees.all()
                if fee.year is not None
            ),
        )


def _validity(agreement: Agreement) -> Years:
    today = localdate()
    begins = agreement.valid_from or agreement.signed
    start: Bounds = (begins.earliest, begins.latest) if begins else (None, None)
    until = agreement.valid_until
    if until is not None:
        return between(start, (until.earliest, until.latest), today=today)
    in_force = agreement.status == AgreementStatus.IN_FORCE
    return between(start, (today, today), today=today, sure_end=in_force)


def _office(noun: str, slug: str) -> str:
    return reverse(f"partnerships:officer:{noun}_detail", args=[slug])
