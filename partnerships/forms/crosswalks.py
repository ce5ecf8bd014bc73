"""The form in which an old element is shared out among the elements of a later framework."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import FrameworkElement

HIGHEST = 1000


class SharesForm(forms.Form):
    """A weight beside each element of the later framework; an empty one is not a connection."""

    def __init__(
        self, *args: Any, elements: Sequence[FrameworkElement], weights: Mapping[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.elements = elements
        for element in elements:
            self.fields[f"weight-{element.pk}"] = forms.IntegerField(
                label=str(element),
                required=False,
                min_value=1,
                max_value=HIGHEST,
                initial=weights.get(element.pk),
                error_messages={
                    "invalid": _("Write a whole number from 1 to 1000, or leave it empty."),
                    "min_value": _("Write a whole number from 1 to 1000, or leave it empty."),
                    "max_value": _("Write a whole number from 1 to 1000, or leave it empty."),
                },
            )
            self.fields[f"seen-{element.pk}"] = forms.IntegerField(
                required=False, initial=weights.get(element.pk), widget=forms.HiddenInput
            )

    def weights(self, kind: str = "weight") -> dict[int, int]:
        """Return the weights by primary key: those written, or those that the page showed ("seen")."""
        found = {element.pk: self.cleaned_data.get(f"{kind}-{element.pk}") for element in self.elements}
        return {pk: weight for pk, weight in found.items() if weight is not None}
