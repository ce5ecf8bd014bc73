"""The forms of a call, a section each, and of its questions."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models import Call, Programme
from partnerships.forms.fields import ElementsField, RecordForm, fields_of_art
from partnerships.models import Partnership
from portal.core.amounts import AmountFormField
from portal.core.collation import order_by_name


class NewCallForm(RecordForm):
    """What one knows when a call is begun; everything else follows on its page."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["programme", "names", "year", "summary"]

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the programmes of the authorities that the person works for."""
        self.fields["programme"].queryset = Programme.objects.filter(  # type: ignore[attr-defined]
            authority__in=authorities
        ).order_by(order_by_name(), "pk")
        if not self.initial.get("year"):
            self.initial["year"] = timezone.localdate().year


class BasicsForm(RecordForm):
    """What the call is, and what it belongs to."""

    elements = ElementsField(label=_("Serves"))
    languages = forms.MultipleChoiceField(
        label=_("Languages of the applications"),
        choices=settings.CALL_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = [
            "names", "summary", "year", "languages", "partnerships", "fields", "elements",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "partnerships": forms.CheckboxSelectMultiple,
            "fields": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields"].queryset = fields_of_art()  # type: ignore[attr-defined]
        self.fields["partnerships"].queryset = Partnership.objects.filter(  # type: ignore[attr-defined]
            authority=self.instance.authority_id
        ).order_by(order_by_name(), "pk")
        self.fields["elements"].limit_to(self.instance.authority_id)  # type: ignore[attr-defined]


class TextsForm(RecordForm):
    """What applicants read."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["purpose", "eligibility", "criteria"]


class AmountsForm(RecordForm):
    """The money of the call."""

    budget = AmountFormField(label=_("Budget of the call"), required=False)
    amount_min = AmountFormField(label=_("Smallest amount"), required=False)
    amount_max = AmountFormField(label=_("Largest amount"), required=False)

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["currency", "budget", "amount_min", "amount_max", "share_max"]
        help_texts: ClassVar[dict[str, object]] = {
            "currency": _("Three capital letters, such as SEK or EUR.")
        }

    def clean_currency(self) -> str:
        """Return the code in capital letters."""
        return str(self.cleaned_data["currency"]).strip().upper()


class AfterwardsForm(RecordForm):
    """What applicants may still do once they have handed in."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["resubmission", "takes_late_completions"]
        widgets: ClassVar[dict[str, Any]] = {"resubmission": forms.RadioSelect}


class HandlingForm(RecordForm):
    """How applications come in and are dealt with."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = [
            "route", "nominations_max", "meets_on", "completion_days", "completion_in_working_days", "incomplete_is_late",
            "awards_published", "decision_final",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "meets_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }


class CopyForm(forms.Form):
    """The year of the new edition."""

    year = forms.IntegerField(label=_("Year of the new edition"), min_value=1990, max_value=2100)


class StepForm(forms.Form):
    """The version a step in a call's life begins from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(StepForm):
    """Withdrawing says why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
