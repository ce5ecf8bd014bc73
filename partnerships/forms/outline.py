"""What the outline of a framework posts: a step, a new name, a new element."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.enums import ElementKind
from partnerships.models import Framework, FrameworkElement

NAME_LENGTH = 500


class OutlineForm(forms.Form):
    """One row of the outline. Which step it is says the button that was pressed."""

    do = forms.ChoiceField(
        choices=[(step, step) for step in ("up", "down", "in", "out", "rename", "add")],
        error_messages={
            "required": _("Press one of the buttons."),
            "invalid_choice": _("Press one of the buttons."),
        },
    )
    element = forms.ModelChoiceField(FrameworkElement.objects.none(), required=False)
    after = forms.ModelChoiceField(FrameworkElement.objects.none(), required=False)
    under = forms.ModelChoiceField(FrameworkElement.objects.none(), required=False)
    kind = forms.ChoiceField(choices=ElementKind.choices, required=False)
    name = forms.CharField(
        required=False,
        max_length=NAME_LENGTH,
        error_messages={
            "max_length": _("A name has at most %(limit_value)d characters: this has %(show_value)d.")
        },
    )
    was = forms.CharField(required=False, strip=False)

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = _("This element is not here any more: somebody removed it. The tree below is as it is now.")
        for name in ("element", "after", "under"):
            field: Any = self.fields[name]
            field.queryset = framework.elements.select_related("framework", "parent")
            field.error_messages["invalid_choice"] = gone

    def clean(self) -> dict[str, Any]:
        """A step is of an element."""
        cleaned = super().clean() or {}
        if cleaned.get("do") not in (None, "add") and not self.errors and cleaned.get("element") is None:
            raise forms.ValidationError(_("Say which element it is."))
        return cleaned
