"""What forms pick out of the registers of partnerships, for whom, and what tells two of the same name apart."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from partnerships.enums import RegionTier
from partnerships.models import Agreement, Authority, Organisation, Partnership, Region
from partnerships.querysets.registers import forgives
from portal.accounts.permissions import edits
from portal.core.collation import order_by_name
from portal.core.composed import Slot, composed
from portal.core.expressions import IsAmong
from portal.core.forms.picker import Kind, register_picker

ADDRESS = "partnerships:officer:option_list"
PUBLIC_ADDRESS = "partnerships:public:option_list"


def register() -> None:
    """Register everything; called once, when the app is ready. The first kind of a model is its usual one."""
    register_picker(Kind("organisations", Organisation, _organisations, _about_organisation, ADDRESS))
    register_picker(Kind("own-bodies", Organisation, _own_bodies, _about_organisation, ADDRESS))
    register_picker(Kind("regions", Region, _regions, _about_region, ADDRESS))
    register_picker(Kind("municipalities", Region, _municipalities, _about_region, ADDRESS))
    register_picker(
        Kind("partnerships", Partnership, _partnerships, lambda row: "", ADDRESS, find=_partnerships_found)
    )
    register_picker(
        Kind("partners", Partnership, _partners, lambda row: str(row.authority), PUBLIC_ADDRESS, key="slug")
    )
    register_picker(Kind("agreements", Agreement, _agreements, _about_agreement, ADDRESS))


def _organisations(user: Any) -> QuerySet[Organisation]:
    rows = Organisation.objects.visible_to(user).select_related("region", "municipality")
    return rows.order_by(order_by_name(), "pk")


def _own_bodies(user: Any) -> QuerySet[Organisation]:
    roots = Authority.objects.filter(pk__in=edits(user)).values("organisation_id")
    under = Q(pk__in=roots) | Q(parent__in=roots) | Q(parent__parent__in=roots)
    return _organisations(user).filter(under)


def _regions(user: Any) -> QuerySet[Region]:
    return Region.objects.visible_to(user).select_related("parent").order_by(order_by_name(), "pk")


def _municipalities(user: Any) -> QuerySet[Region]:
    return _regions(user).filter(tier=RegionTier.MUNICIPALITY)


def _partnerships(user: Any) -> QuerySet[Partnership]:
    return _by_names(Partnership.objects.visible_to(user).of_authorities(edits(user)))


def _by_names(rows: QuerySet[Partnership]) -> QuerySet[Partnership]:
    return rows.only("names", "slug").order_by(order_by_name(), "pk")


def _partnerships_found(user: Any, q: str, limit: int) -> list[dict[str, str]]:
    """Return as options what ``_partnerships(user).search(q)`` begins with, by a statement composed once."""
    words = {f"word {place}": word for place, word in enumerate(q.lower().split())}

    def compose() -> QuerySet[Partnership, Any]:
        theirs = Partnership.objects.visible_to(user).filter(IsAmong(F("authority"), Slot("authorities")))
        return _by_names(theirs.with_words([Slot(name) for name in words])).values_list("pk", "names")[:limit]

    shape = ("partnerships found", len(words), limit, get_language())
    found: Any = composed(shape, compose, {"authorities": edits(user), **words})
    if not found and forgives(q):
        own = Partnership.objects.visible_to(user).of_authorities(edits(user))
        found = _by_names(own.resembling(q)).values_list("pk", "names")[:limit]
    return [{"value": str(key), "label": str(name), "note": ""} for key, name in found]


def _partners(user: Any) -> QuerySet[Partnership]:
    rows = Partnership.objects.visible_to(user).select_related("authority__organisation")
    return rows.only("names", "slug", "authority__organisation__names").order_by(order_by_name(), "pk")


def _agreements(user: Any) -> QuerySet[Agreement]:
    rows = Agreement.objects.visible_to(user).filter(partnership__authority__in=edits(user))
    return rows.order_by(order_by_name(), "pk")


def _about_organisation(row: Organisation) -> str:
    place = row.municipality or row.region
    return ", ".join(str(one) for one in (row.get_kind_display(), place) if one)


def _about_region(row: Region) -> str:
    return ", ".join(str(one) for one in (row.get_tier_display(), row.parent or row.country) if one)


def _about_agreement(row: Agreement) -> str:
    return ", ".join(str(one) for one in (row.get_status_display(), row.validity) if one)
