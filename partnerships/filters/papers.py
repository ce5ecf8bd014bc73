"""How the documents of a relation are narrowed."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, Dialogue, Partnership
from partnerships.papers import PAPER_KINDS, latest_versions
from portal.core.enums import Confidentiality
from portal.core.models import Document

SUBJECTS: dict[str, Any] = {"partnership": Partnership, "agreement": Agreement, "dialogue": Dialogue}


class PaperFilter(django_filters.FilterSet):
    """Documents by title, what they are and belong to, their language and who may read them."""

    q = django_filters.CharFilter(
        field_name="title",
        lookup_expr="icontains",
        label=_("Search"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in PAPER_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
    subject = django_filters.ChoiceFilter(
        label=_("Belongs to"),
        method="filter_subject",
        empty_label=_("All"),
        choices=[
            ("partnership", _("The partnership itself")),
            ("agreement", _("An agreement")),
            ("dialogue", _("A dialogue")),
        ],
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.CONTENT_LANGUAGES, empty_label=_("All")
    )
    confidentiality = django_filters.ChoiceFilter(
        label=_("Confidentiality"), choices=Confidentiality.choices, empty_label=_("All")
    )
    older = django_filters.BooleanFilter(
        label=_("Older versions too"), method="filter_older", widget=forms.CheckboxInput
    )

    class Meta:
        model = Document
        fields = ["q", "kind", "subject", "language", "confidentiality", "older"]

    @property
    def qs(self) -> QuerySet[Any]:
        """Return the documents found, of each the latest version unless older ones are asked for."""
        found = super().qs
        form = self.form
        older = form.is_bound and form.is_valid() and form.cleaned_data.get("older")
        return found if older else latest_versions(found)

    def filter_subject(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the documents of one kind of record."""
        return queryset.filter(content_type=ContentType.objects.get_for_model(SUBJECTS[value]))

    def filter_older(self, queryset: QuerySet[Any], name: str, value: bool | None) -> QuerySet[Any]:
        """Leave the rows as they are: ``qs`` keeps the latest versions unless this is set."""
        return queryset
