"""How the register of exchanges is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchanges.enums import Direction, ExchangeKind, ExchangeStatus
from exchanges.models import Exchange
from partnerships.models import Authority, FieldOfArt, Partnership
from portal.core.collation import order_by_name
from portal.core.filters import RegisterFilter
from portal.core.forms.picker_filter import PickerFilter

FIRST_YEAR, LAST_YEAR = 1000, 2999


class YearFilter(django_filters.Filter):
    """A year of four figures."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)


def _authorities(request: object) -> QuerySet[Authority]:
    return Authority.objects.select_related("organisation").order_by("organisation__slug")


def _partnerships(request: object) -> QuerySet[Partnership]:
    rows = Partnership.objects.select_related("authority__organisation")
    return rows.only("slug", "names", "authority__organisation__names").order_by(order_by_name(), "pk")


def _fields(request: object) -> QuerySet[FieldOfArt]:
    return FieldOfArt.objects.order_by("position", "code")


class ExchangeFilter(RegisterFilter):
    """Exchanges by authority, partner, kind, direction, field and year."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"), to_field_name="slug", queryset=_authorities, empty_label=_("All authorities")
    )
    partner = PickerFilter(
        picks="partners",
        label=_("Partner"),
        field_name="partnership",
        queryset=_partnerships,
        empty_label=_("All partners"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=ExchangeKind.choices, empty_label=_("All kinds")
    )
    field = django_filters.ModelChoiceFilter(
        label=_("Field"),
        field_name="fields",
        to_field_name="code",
        queryset=_fields,
        empty_label=_("All fields"),
    )
    seen = django_filters.ChoiceFilter(
        label=_("Seen from"),
        choices=[("partner", _("the partner"))],
        empty_label=_("the authority"),
        method="filter_nothing",
    )
    direction = django_filters.MultipleChoiceFilter(
        label=_("Direction"),
        choices=Direction.choices,
        widget=forms.CheckboxSelectMultiple,
        method="filter_direction",
    )
    year = YearFilter(label=_("Year"), method="filter_year")
    sure = django_filters.ChoiceFilter(
        label=_("In that year"),
        choices=[("certainly", _("certainly"))],
        empty_label=_("certainly or possibly"),
        method="filter_nothing",
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=ExchangeStatus.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Exchange
        fields = ["q", "authority", "partner", "kind", "field", "seen", "direction", "year", "sure", "status"]

    @property
    def from_partner(self) -> bool:
        """Whether the reader looks from the partner's side (A20)."""
        return self.form.is_bound and self.form.is_valid() and self.form.cleaned_data["seen"] == "partner"

    def filter_nothing(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Narrow nothing: this says how another filter is meant."""
        return queryset

    def filter_direction(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep the directions asked for, as the side that looks sees them."""
        if not value:
            return queryset
        asked = [Direction(one) for one in value]
        flipped = self.form.cleaned_data.get("seen") == "partner"
        return queryset.filter(direction__in=[one.seen_from_partner() for one in asked] if flipped else asked)

    def filter_year(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Keep what took place in the year: certainly, or also possibly (X01)."""
        if self.form.cleaned_data.get("sure") == "certainly":
            return queryset.certainly_in_year(value)  # type: ignore[attr-defined]
        return queryset.possibly_in_year(value)  # type: ignore[attr-defined]


class OfficeExchangeFilter(ExchangeFilter):
    """The same at the office, with what is late: its time has passed and its status is still open."""

    late = django_filters.ChoiceFilter(
        label=_("Follow-up"),
        choices=[("yes", _("time has passed, status open"))],
        empty_label=_("All"),
        method="filter_late",
    )

    class Meta:
        model = Exchange
        fields = [*ExchangeFilter.Meta.fields, "late"]

    def filter_late(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep planned and ongoing exchanges whose last possible day has passed."""
        return queryset.overdue(timezone.localdate())  # type: ignore[attr-defined]
