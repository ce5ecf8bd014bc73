"""How the register of networks is narrowed."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.enums import NetworkEngagement
from partnerships.filters.partnerships import authorities
from partnerships.models import Network
from portal.core.filters import RegisterFilter


class NetworkFilter(RegisterFilter):
    """Networks by name, and by who takes part and how."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Member"),
        queryset=authorities,
        field_name="memberships__authority",
        distinct=True,
        empty_label=_("All authorities"),
    )
    engagement = django_filters.MultipleChoiceFilter(
        label=_("Engagement"),
        choices=NetworkEngagement.choices,
        field_name="memberships__engagement",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Network
        fields = ["q", "authority", "engagement"]
