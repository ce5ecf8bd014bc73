"""How the list of follow-ups is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.models import FollowUp
from portal.core.filters import RegisterFilter

STATUSES = [
    ("open", pgettext_lazy("follow-up", "Open")),
    ("late", pgettext_lazy("follow-up", "Late")),
    ("done", pgettext_lazy("follow-up", "Done")),
]


class FollowUpFilter(RegisterFilter):
    """Follow-ups by their words, whether they are done, and whose they are."""

    status = django_filters.ChoiceFilter(
        method="filter_status", label=_("Status"), choices=STATUSES, empty_label=_("All")
    )
    mine = django_filters.BooleanFilter(
        method="filter_mine", label=_("Only what lies on my desk"), widget=forms.CheckboxInput
    )

    class Meta:
        model = FollowUp
        fields = ["q", "status", "mine"]

    def filter_status(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what is open, open though its day is over, or done."""
        if value == "late":
            return queryset.late(localdate())  # type: ignore[attr-defined]
        return queryset.filter(done_at__isnull=value == "open")

    def filter_mine(self, queryset: QuerySet[Any], name: str, value: bool | None) -> QuerySet[Any]:
        """Keep what the reader has to see to."""
        return queryset.for_person(self.request.user) if value else queryset  # type: ignore[attr-defined]
