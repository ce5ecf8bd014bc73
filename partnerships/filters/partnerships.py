"""How the register of partnerships is narrowed."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.enums import GeographicTier, PartnershipState
from partnerships.models import Authority, Partnership
from portal.core.filters import RegisterFilter


def authorities(request: object) -> object:
    """Return the authorities of the portal, with their names."""
    return Authority.objects.select_related("organisation")


class PartnershipFilter(RegisterFilter):
    """Partnerships by name, authority, state and circle."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"), queryset=authorities, empty_label=_("All authorities")
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=PartnershipState.choices, widget=forms.CheckboxSelectMultiple
    )
    tier = django_filters.MultipleChoiceFilter(
        label=_("Circle"), choices=GeographicTier.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Partnership
        fields = ["q", "authority", "state", "tier"]
