"""What the forms of partnerships have in common: choices in the reader's order, elements grouped by framework."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator

from partnerships.models import FieldOfArt, FrameworkElement
from portal.core.collation import order_by_name
from portal.core.forms.picker import use_pickers
from portal.core.versions import VersionedForm


class RecordForm(VersionedForm):
    """A form of a record, whose choices of other records stand in the order of the reader's language.

    Records of large registers are picked by a search; ``picks`` names the kind of those fields that offer less than
    all of them.
    """

    picks: ClassVar[dict[str, str]] = {}

    def arrange_fields(self) -> None:
        """Let records be picked, and order the choices by name."""
        use_pickers(self, **self.picks)
        for field in self.fields.values():
            if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
                continue
            if hasattr(field.queryset.model, "sort_key"):
                field.queryset = field.queryset.order_by(order_by_name(), "pk")


class _ByFramework(ModelChoiceIterator):
    """Elements under the name of their framework."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups: dict[str, list[tuple[Any, str]]] = {}
        for element in self.queryset.select_related("framework").order_by("framework_id", "position", "pk"):
            groups.setdefault(str(element.framework), []).append(self.choice(element))
        yield from groups.items()


class ElementField(forms.ModelChoiceField):
    """One element of a framework."""

    iterator = _ByFramework


class ElementsField(forms.ModelMultipleChoiceField):
    """Elements of frameworks that a record is tagged with."""

    iterator = _ByFramework
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", FrameworkElement.objects.all())
        super().__init__(required=False, **kwargs)

    def limit_to(self, authority_id: int | None) -> None:
        """Offer the elements of one authority's frameworks."""
        self.queryset = FrameworkElement.objects.filter(framework__authority=authority_id)


def fields_of_art() -> QuerySet[FieldOfArt]:
    """Return the fields of art in their order."""
    return FieldOfArt.objects.order_by("position", "code")
