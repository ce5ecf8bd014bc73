"""The forms of a call, a section each, and of its questions."""

from collections.abc import Collection
from typing import Any, ClassVar

import pycountry
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models import Call, Programme
from partnerships.forms.fields import ElementsField, RecordForm, fields_of_art
from partnerships.models import Partnership
from portal.core.amounts import AmountFormField
from portal.core.collation import order_by_name


class CurrenciesField(forms.CharField):
    """Several currencies; cleaned to a list of codes of ISO 4217, each once."""

    default_error_messages = {
        "unknown": _("“%(code)s” is no currency. Write codes of three letters, such as EUR or DKK."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show stored codes with commas between."""
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        """Return the codes."""
        if isinstance(value, list | tuple):
            return list(value)
        codes = (super().to_python(value) or "").upper().replace(",", " ").replace(";", " ").split()
        for code in codes:
            if pycountry.currencies.get(alpha_3=code) is None:
                raise ValidationError(self.error_messages["unknown"], code="unknown", params={"code": code})
        return list(dict.fromkeys(codes))

    def run_validators(self, value: Any) -> None:
        """The codes have been looked up; the text's own validators have nothing to add."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether other currencies are meant, however they are written."""
        try:
            return bool(self.to_python(initial or []) != self.to_python(data))
        except ValidationError:
            return True


class NewCallForm(RecordForm):
    """What one knows when a call is begun; everything else follows on its page."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["programme", "names", "year", "summary"]
        labels: ClassVar[dict[str, object]] = {"programme": _("Programme")}

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

    other_currencies = CurrenciesField(
        label=_("Other currencies in budgets"),
        help_text=_(
            "Codes such as EUR, DKK: lines of a budget can be typed in these too. They count at the European Central "
            "Bank's reference rate, stated with six significant figures; on a day without one the last before it."
        ),
    )

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = [
            "currency", "other_currencies", "rate_day", "rates_on", "budget", "amount_min", "amount_max", "share_max",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "rates_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }
        help_texts: ClassVar[dict[str, object]] = {
            "currency": _("Three capital letters, such as SEK or EUR."),
            "rates_on": _("Only where the rates are those of a day of its own."),
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
