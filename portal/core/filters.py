"""What the filters of every register have in common: a search box and choices that may be left open."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class RegisterFilter(django_filters.FilterSet):
    """The filters of one register; its queryset knows ``search(q)``.

    Add filters as attributes and say in ``Meta`` which model they are of. What a visitor writes wrongly is said
    beside the field and narrows nothing.
    """

    q = django_filters.CharFilter(
        method="filter_q",
        label=_("Search"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def filter_q(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what the queryset's own search finds."""
        return queryset.search(value)  # type: ignore[attr-defined]
