"""The forms of retention classes, holds, and what falls due."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.forms.call_parts import DAY_INPUT
from grants.models import Call, RetentionClass, RetentionRule
from partnerships.forms.fields import RecordForm
from partnerships.models import Authority


def _authorities(pks: Collection[int]) -> Any:
    return Authority.objects.filter(pk__in=pks).select_related("organisation").order_by("slug")


class RetentionClassForm(RecordForm):
    """How long cases are kept, on what ground, and what happens then."""

    class Meta:
        model = RetentionClass
        fields: ClassVar[list[str]] = ["code", "name", "ground", "action", "trigger", "years"]
        widgets: ClassVar[dict[str, Any]] = {"ground": forms.Textarea({"rows": 3})}


class NewRetentionClassForm(RetentionClassForm):
    """A class of one of the authorities that the person administers."""

    class Meta(RetentionClassForm.Meta):
        fields: ClassVar[list[str]] = ["authority", *RetentionClassForm.Meta.fields]

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person administers; one alone is chosen."""
        choices: Any = self.fields["authority"]
        choices.queryset = _authorities(authorities)
        if len(authorities) == 1:
            self.initial["authority"] = next(iter(authorities))


class RetentionRuleForm(RecordForm):
    """Which cases belong to a class, by the day on which they are closed."""

    class Meta:
        model = RetentionRule
        fields: ClassVar[list[str]] = ["kind", "call", "valid_from", "valid_until"]
        widgets: ClassVar[dict[str, Any]] = {"valid_from": DAY_INPUT, "valid_until": DAY_INPUT}

    def offer(self, authority_id: int) -> None:
        """Offer the calls of the class's authority."""
        choices: Any = self.fields["call"]
        choices.queryset = Call.objects.filter(authority=authority_id).order_by("-year", "slug")


class HoldForm(forms.Form):
    """Why a case may not be destroyed, and until when."""

    ground = forms.CharField(
        label=_("Ground"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Such as: an audit, a lawsuit, a request for damages."),
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=DAY_INPUT, help_text=_("Empty until it is lifted.")
    )


class LiftForm(forms.Form):
    """Why a hold is lifted."""

    reason = forms.CharField(label=_("Why it is lifted"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class DueForm(forms.Form):
    """Of which authority, and until which day."""

    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Authority"), empty_label=None)
    on = forms.DateField(label=_("Falls due until"), widget=DAY_INPUT)

    def __init__(self, *args: Any, authorities: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["authority"]
        choices.queryset = _authorities(authorities)
