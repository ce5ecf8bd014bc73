"""Sorting and filtering that never turn an uncertain fact into an exact one."""

from datetime import date
from decimal import Decimal

from django.db.models import F, Q
from django.db.models.expressions import OrderBy


def by_date(field: str, *, descending: bool = False) -> tuple[OrderBy, OrderBy]:
    """Order by an UncertainDateField: first possible day, then last possible day; unknown and open ones last.

    Returns two expressions: `queryset.order_by(*by_date("founded"), "pk")`.
    """
    return _by(f"{field}_earliest", f"{field}_latest", descending=descending)


def by_number(field: str, *, descending: bool = False) -> tuple[OrderBy, OrderBy]:
    """Order by an UncertainNumberField: smallest possible number, then largest; unknown ones last."""
    return _by(f"{field}_lower", f"{field}_upper", descending=descending)


def _by(low: str, high: str, *, descending: bool) -> tuple[OrderBy, OrderBy]:
    first, second = F(low), F(high)
    if descending:
        return first.desc(nulls_last=True), second.desc(nulls_last=True)
    return first.asc(nulls_last=True), second.asc(nulls_last=True)


def overlaps(field: str, start: date, end: date) -> Q:
    """Rows whose date may lie between `start` and `end` (both included); open and unknown ends may.

    An empty field says nothing and does not match.
    """
    begins = Q(**{f"{field}_earliest__lte": end}) | Q(**{f"{field}_earliest__isnull": True})
    ends = Q(**{f"{field}_latest__gte": start}) | Q(**{f"{field}_latest__isnull": True})
    return Q(**{f"{field}__isnull": False}) & ~Q(**{field: ""}) & begins & ends


def certainly_in(field: str, start: date, end: date) -> Q:
    """Rows whose date certainly lies between `start` and `end` (both included), whatever day was meant."""
    return Q(**{f"{field}_earliest__gte": start, f"{field}_latest__lte": end})


def spans_overlap(start_field: str, end_field: str, start: date, end: date) -> Q:
    """Rows with a beginning and an end field whose span may touch `start` to `end`; an empty end is open."""
    begins = Q(**{f"{start_field}_earliest__lte": end}) | Q(**{f"{start_field}_earliest__isnull": True})
    ends = Q(**{f"{end_field}_latest__gte": start}) | Q(**{f"{end_field}_latest__isnull": True})
    return begins & ends


def at_least(field: str, number: int | Decimal) -> Q:
    """Rows whose number certainly is at least `number`."""
    return Q(**{f"{field}_lower__gte": number})


def may_reach(field: str, number: int | Decimal) -> Q:
    """Rows whose number may be `number` or more; open and unknown ones may."""
    return Q(**{f"{field}__isnull": False}) & (
        Q(**{f"{field}_upper__gte": number}) | Q(**{f"{field}_upper__isnull": True})
    )
