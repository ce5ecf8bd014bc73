"""How the registers of agreements are narrowed."""

from datetime import timedelta

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.enums import PUBLIC_STATUSES, AgreementKind, AgreementStatus, Certainty
from partnerships.models import Agreement, Authority, Partnership
from partnerships.querysets.agreements import AgreementQuerySet
from portal.core.filters import RegisterFilter

ENDING = [
    ("30", _("within 30 days")),
    ("90", _("within 90 days")),
    ("180", _("within 180 days")),
    ("late", _("has passed, still in force")),
]


IN_FORCE = [
    (Certainty.CERTAINLY.value, _("certainly")),
    (Certainty.POSSIBLY.value, _("certainly or perhaps")),
]


class AgreementFilter(RegisterFilter):
    """Agreements by title, status, kind, authority, partnership, and when they end."""

    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=AgreementStatus.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=AgreementKind.choices, widget=forms.CheckboxSelectMultiple
    )
    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"),
        method="filter_authority",
        to_field_name="slug",
        queryset=Authority.objects.select_related("organisation"),
    )
    partnership = django_filters.ModelChoiceFilter(
        label=_("Partnership"),
        to_field_name="slug",
        queryset=Partnership.objects.all(),
        widget=forms.HiddenInput,
    )
    in_force = django_filters.ChoiceFilter(
        label=_("In force today"), choices=IN_FORCE, method="filter_in_force"
    )
    ending = django_filters.ChoiceFilter(label=_("Last day"), choices=ENDING, method="filter_ending")

    class Meta:
        model = Agreement
        fields = ["q", "status", "kind", "authority", "partnership", "in_force", "ending"]

    def filter_authority(self, queryset: AgreementQuerySet, name: str, value: Authority) -> AgreementQuerySet:
        """Keep the agreements of one authority, those it recorded among them."""
        return queryset.of_authorities([value.pk])

    def filter_in_force(self, queryset: AgreementQuerySet, name: str, value: str) -> AgreementQuerySet:
        """Keep agreements that are in force today by their dates."""
        return queryset.in_force_on(timezone.localdate(), certainly=value == Certainty.CERTAINLY)

    def filter_ending(self, queryset: AgreementQuerySet, name: str, value: str) -> AgreementQuerySet:
        """Keep agreements in force that end soon, or whose last day has passed."""
        today = timezone.localdate()
        if value == "late":
            return queryset.overdue(today)
        return queryset.ending_within(today, timedelta(days=int(value)))


class PublicAgreementFilter(AgreementFilter):
    """The same for everybody: drafts and talks are not public, and nobody outside waits for an end."""

    status = django_filters.MultipleChoiceFilter(
        label=_("Status"),
        choices=[(one.value, one.label) for one in AgreementStatus if one in PUBLIC_STATUSES],
        widget=forms.CheckboxSelectMultiple,
    )
    ending = None

    class Meta:
        model = Agreement
        fields = ["q", "status", "kind", "authority", "partnership", "in_force"]
