"""How the register of events is narrowed."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchanges.enums import EventKind
from exchanges.filters.exchanges import YearFilter
from exchanges.models import Event
from partnerships.models import Authority
from portal.core.filters import RegisterFilter
from portal.core.uncertain import overlaps


def _authorities(request: object) -> QuerySet[Authority]:
    return Authority.objects.select_related("organisation").order_by("organisation__slug")


class EventFilter(RegisterFilter):
    """Events by authority, kind and year."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"), to_field_name="slug", queryset=_authorities, empty_label=_("All authorities")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=EventKind.choices, empty_label=_("All kinds"))
    year = YearFilter(label=_("Year"), method="filter_year")

    class Meta:
        model = Event
        fields = ["q", "authority", "kind", "year"]

    def filter_year(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Keep the events that were, or may have been, in the year."""
        return queryset.filter(overlaps("held", date(value, 1, 1), date(value, 12, 31)))


class OfficeEventFilter(EventFilter):
    """The same at the office, with what comes next."""

    soon = django_filters.ChoiceFilter(
        label=_("Coming"),
        choices=[("30", _("within 30 days")), ("90", _("within 90 days"))],
        empty_label=_("All"),
        method="filter_soon",
    )

    class Meta:
        model = Event
        fields = [*EventFilter.Meta.fields, "soon"]

    def filter_soon(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the events whose day is known and near."""
        return queryset.coming(timezone.localdate(), timedelta(days=int(value)))  # type: ignore[attr-defined]
