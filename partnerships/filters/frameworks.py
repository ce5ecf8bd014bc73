"""How the register of frameworks is narrowed."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.enums import FrameworkKind
from partnerships.filters.partnerships import authorities
from partnerships.models import Framework
from portal.core.filters import RegisterFilter


class FrameworkFilter(RegisterFilter):
    """Frameworks by name, authority and kind."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"), queryset=authorities, empty_label=_("All authorities")
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=FrameworkKind.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Framework
        fields = ["q", "authority", "kind"]
