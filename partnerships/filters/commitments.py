"""How the registers of commitments and work programmes are narrowed."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.enums import CommitmentStatus
from partnerships.models import Authority, Commitment, WorkProgramme
from partnerships.querysets.commitments import CommitmentQuerySet
from portal.core.filters import RegisterFilter

STATES = [*CommitmentStatus.choices, ("late", _("Late"))]


class CommitmentFilter(RegisterFilter):
    """Commitments by their words, by how they stand today, and by authority."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=STATES, widget=forms.CheckboxSelectMultiple, method="filter_state"
    )
    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"),
        to_field_name="slug",
        queryset=Authority.objects.select_related("organisation"),
        method="filter_authority",
    )

    class Meta:
        model = Commitment
        fields = ["q", "state", "authority"]

    def filter_state(self, queryset: CommitmentQuerySet, name: str, value: list[str]) -> CommitmentQuerySet:
        """Keep those in one of the states; late is counted from today's date."""
        stored = [one for one in value if one != "late"]
        found = queryset.filter(status__in=stored)
        return found | queryset.late(timezone.localdate()) if "late" in value else found

    def filter_authority(
        self, queryset: CommitmentQuerySet, name: str, value: Authority
    ) -> CommitmentQuerySet:
        """Keep those of an authority's agreements and plans."""
        return queryset.of_authorities([value.pk])


class ProgrammeFilter(RegisterFilter):
    """Work programmes by their words and by authority."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"),
        to_field_name="slug",
        queryset=Authority.objects.select_related("organisation"),
    )

    class Meta:
        model = WorkProgramme
        fields = ["q", "authority"]
