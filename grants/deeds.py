"""What grants tell the golden thread: calls, and the awards of their cases or for exchanges."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from exchanges.models import Exchange
from grants.enums import CallStatus
from grants.models import Award, Call
from partnerships.thread.deeds import Deed, Money
from partnerships.thread.years import Years
from portal.accounts.permissions import reads


def call_deeds(elements: Collection[int], user: Any, office: bool) -> Iterator[Deed]:
    """Yield the calls that serve any of the elements."""
    tagged = Call.elements.through.objects.filter(frameworkelement__in=elements).values("call")
    rows = Call.objects.visible_to(user).filter(pk__in=tagged).exclude(status=CallStatus.WITHDRAWN)
    own, today = set(reads(user)), localdate()
    for call in rows.prefetch_related("elements").order_by("pk"):
        opens = localtime(call.opens_at).date() if call.opens_at else None
        yield Deed(
            key=f"call-{call.pk}",
            kind=_("Call"),
            title=str(call.names),
            url=_page("call_detail", call.slug)
            if office and call.authority_id in own
            else call.get_absolute_url(),
            elements=frozenset(one.pk for one in call.elements.all()),
            years=Years(frozenset({call.year})),
            note=call.get_status_display(),
            when=str(call.year),
            active=min(opens, today) if opens and opens <= today else None,
        )


def award_deeds(elements: Collection[int], user: Any, office: bool) -> Iterator[Deed]:
    """Yield the awards whose call, or whose exchange, serves any of the elements."""
    calls = Call.elements.through.objects.filter(frameworkelement__in=elements).values("call")
    exchanges = Exchange.elements.through.objects.filter(frameworkelement__in=elements).values("exchange")
    rows = (
        Award.objects.visible_to(user)
        .filter(Q(decision__application__call__in=calls) | Q(exchange__in=exchanges))
        .select_related("decision__application__call", "exchange")
        .prefetch_related("decision__application__call__elements", "exchange__elements")
    )
    own = set(reads(user))
    for award in rows.order_by("pk"):
        case, decided = award.decision.application, localtime(award.decision.decided_at).date()
        tags = {one.pk for one in case.call.elements.all()}
        if award.exchange is not None:
            tags |= {one.pk for one in award.exchange.elements.all()}
        public = f"{reverse('grants:public:award_list')}?call={case.call.slug}"
        yield Deed(
            key=f"award-{award.pk}",
            kind=_("Grant"),
            title=case.title,
            url=_page("application_detail", case.reference)
            if office and case.authority_id in own
            else public,
            elements=frozenset(tags),
            years=Years(frozenset({decided.year})),
            when=str(decided.year),
            active=decided,
            money=(Money(_("Grants"), award.currency, award.amount, decided.year),),
        )


def _page(name: str, key: str) -> str:
    return reverse(f"grants:officer:{name}", args=[key])
