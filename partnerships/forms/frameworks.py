"""The forms of frameworks, their elements, connections and indicators."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.enums import ElementKind, RegionTier
from partnerships.forms.fields import ElementField, RecordForm
from partnerships.forms.partnerships import own_bodies
from partnerships.models import Authority, Crosswalk, Framework, FrameworkElement, Indicator


class NewFrameworkForm(RecordForm):
    """What one knows when a framework is entered; its tree follows on its page."""

    class Meta:
        model = Framework
        fields: ClassVar[list[str]] = [
            "authority", "names", "kind", "adopted_by", "period", "target_year", "parent", "predecessor", "summary",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {"authority": _("Authority")}

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person works for, their bodies and their frameworks."""
        choices = Authority.objects.filter(pk__in=authorities).select_related("organisation")
        self.fields["authority"].queryset = choices  # type: ignore[attr-defined]
        _offer_own(self, authorities)
        if len(authorities) == 1:
            self.fields["authority"].initial = next(iter(authorities))


class FrameworkForm(RecordForm):
    """What a framework is called, who adopted it, for when, and what it follows from and replaces."""

    class Meta:
        model = Framework
        fields: ClassVar[list[str]] = [
            "names", "kind", "adopted_by", "period", "target_year", "parent", "predecessor", "summary",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_own(self, [self.instance.authority_id])


def _offer_own(form: forms.ModelForm, authorities: Collection[int]) -> None:
    own: dict[str, Any] = {"adopted_by": own_bodies(authorities)}
    for name in ("parent", "predecessor"):
        choices = form.fields[name].queryset.filter(authority__in=authorities)  # type: ignore[attr-defined]
        own[name] = choices.exclude(pk=form.instance.pk)
    for name, queryset in own.items():
        form.fields[name].queryset = queryset  # type: ignore[attr-defined]


class ElementForm(RecordForm):
    """An element of a framework; a priority line also names places (E03)."""

    class Meta:
        model = FrameworkElement
        fields: ClassVar[list[str]] = [
            "names", "kind", "parent", "texts", "is_quotation", "detailed_by", "place_rule", "places", "place_note",
            "place_extent", "place_countries", "place_tiers", "place_except",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {"places": _("Places")}
        help_texts: ClassVar[dict[str, object]] = {
            "place_rule": _("For priority lines only."),
            "places": _("For priority lines only: the places that the line names."),
            "place_note": _("In words, where no list says it."),
            "place_extent": _("For a rule, or a set whose members are not named: how far it reaches."),
        }
        widgets: ClassVar[dict[str, object]] = {"places": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        framework = self.instance.framework
        parents = framework.elements.exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        lines = parents.filter(kind=ElementKind.PRIORITY_LINE)
        self.fields["place_except"].queryset = lines  # type: ignore[attr-defined]
        self.fields["place_tiers"] = forms.MultipleChoiceField(
            label=_("only places of these kinds"),
            choices=RegionTier.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        others = Framework.objects.filter(authority=framework.authority_id).exclude(pk=framework.pk)
        self.fields["detailed_by"].queryset = others  # type: ignore[attr-defined]


class CrosswalkForm(RecordForm):
    """The statement that an element of another framework lives on in one of this (X06)."""

    class Meta:
        model = Crosswalk
        fields: ClassVar[list[str]] = ["old", "new", "weight", "note"]
        labels: ClassVar[dict[str, object]] = {
            "old": _("This element of an earlier framework"),
            "new": _("Lives on in"),
        }
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"old": ElementField, "new": ElementField}

    def within(self, framework: Framework) -> None:
        """Offer elements of the authority's other frameworks as old ones, and those of this one as new ones."""
        elements = FrameworkElement.objects.filter(framework__authority=framework.authority_id)
        self.fields["old"].queryset = elements.exclude(framework=framework)  # type: ignore[attr-defined]
        self.fields["new"].queryset = elements.filter(framework=framework)  # type: ignore[attr-defined]


class IndicatorForm(RecordForm):
    """What is counted to tell whether a goal was reached (C02, C12)."""

    class Meta:
        model = Indicator
        fields: ClassVar[list[str]] = ["element", "names", "target_year", "target", "observed", "result"]
        labels: ClassVar[dict[str, object]] = {"element": _("Belongs to")}

    def within(self, framework: Framework) -> None:
        """Offer the elements of the framework."""
        self.fields["element"].queryset = framework.elements.all()  # type: ignore[attr-defined]
