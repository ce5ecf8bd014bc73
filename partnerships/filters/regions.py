"""How the register of regions is narrowed."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.enums import RegionTier
from partnerships.models import Region
from portal.core.filters import RegisterFilter


class RegionFilter(RegisterFilter):
    """Places by name and tier."""

    tier = django_filters.MultipleChoiceFilter(
        label=_("Tier"), choices=RegionTier.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Region
        fields = ["q", "tier"]
