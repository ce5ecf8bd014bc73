"""How the dormancy radar is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.enums import GeographicTier, PartnershipState
from partnerships.models import Authority, Partnership
from portal.core.filters import RegisterFilter

CONDITIONS = [
    ("asleep", pgettext_lazy("relation", "Asleep by the rule")),
    ("awake", pgettext_lazy("relation", "Awake")),
    ("silent", pgettext_lazy("relation", "No dated sign of life")),
]


def own_authorities(request: Any) -> QuerySet[Authority]:
    """Return the authorities whose records the reader reads."""
    return Authority.objects.read_by(request.user).select_related("organisation")


class RadarFilter(RegisterFilter):
    """Relations by name, authority, what the rule says of them, state and circle."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"), queryset=own_authorities, empty_label=_("All authorities")
    )
    condition = django_filters.MultipleChoiceFilter(
        label=_("Pulse"),
        choices=CONDITIONS,
        method="filter_condition",
        widget=forms.CheckboxSelectMultiple,
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=PartnershipState.choices, widget=forms.CheckboxSelectMultiple
    )
    tier = django_filters.MultipleChoiceFilter(
        label=_("Circle"), choices=GeographicTier.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Partnership
        fields = ["q", "authority", "condition", "state", "tier"]

    def filter_condition(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Leave the rows as they are: what the rule says is known once their signals have been found."""
        return queryset

    @property
    def conditions(self) -> list[str]:
        """Return what the reader wants to see of what the rule says; empty for everything."""
        form = self.form
        return list(form.cleaned_data.get("condition") or []) if form.is_bound and form.is_valid() else []
