"""What people fill in about the money of a grant; the domain judges it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from grants.enums import InstalmentTrigger
from grants.enums.money import AccountKind
from grants.models import AwardTerms, PayingAccount, Payment
from portal.core.amounts import AmountFormField
from portal.core.exchange import rate_between
from portal.core.files import CheckedFileFormField
from portal.core.versions import VersionedForm

DAY = {"type": "date"}
LARGEST_ANSWER = 20 * 1024 * 1024


class NameForm(forms.Form):
    """The name that stands for the grantee's signature."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("It stands for your signature."),
        error_messages={"required": _("Write your name: it stands for your signature.")},
    )


class AcceptForm(NameForm):
    """The acceptance of a grant that has conditions."""

    agreed = forms.BooleanField(
        label=_("I have read the conditions, and accept them."),
        error_messages={"required": _("Say that you accept the conditions.")},
    )


class AcceptAidForm(AcceptForm):
    """The acceptance of a grant that is state aid with a ceiling: other aid is declared with it."""

    kind_of_aid = forms.ChoiceField(
        label=_("Other de minimis aid in the last three years"),
        choices=[("none", _("We have had none")), ("some", _("We have had some"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which other aid you have had, or that you have had none.")},
    )
    giver = forms.CharField(label=_("Given by"), max_length=200, required=False)
    granted_on = forms.DateField(label=_("Given on"), required=False, widget=forms.DateInput(DAY))
    euros: Any = AmountFormField(label=_("Sum in euro"), required=False)


class BankAccountForm(forms.Form):
    """An account to pay to, with the proof that it is the grantee's."""

    kind = forms.ChoiceField(label=_("Kind of number"), choices=AccountKind)
    number = forms.CharField(
        label=_("Account number"), max_length=60, widget=forms.TextInput({"autocomplete": "off"})
    )
    bic = forms.CharField(
        label=_("BIC"),
        max_length=20,
        required=False,
        help_text=_("Only where it is not known from the IBAN."),
    )
    holder = forms.CharField(label=_("Holder of the account"), max_length=70)
    proof = CheckedFileFormField(
        label=_("Proof"),
        help_text=_("A paper of the bank that shows the number with the name of its holder."),
        error_messages={"required": _("Choose the proof: without it nobody can verify the account.")},
    )


class ReasonsForm(forms.Form):
    """Why something is done."""

    reasons = forms.CharField(label=_("Reasons"), max_length=5000, widget=forms.Textarea({"rows": 5}))


class ReduceForm(ReasonsForm):
    """By how much a grant is lowered, and why."""

    amount: Any = AmountFormField(label=_("Amount"))
    field_order = ["amount", "reasons"]


class DemandForm(ReduceForm):
    """How much is claimed back, by when, and why."""

    due_on = forms.DateField(label=_("To be paid by"), required=False, widget=forms.DateInput(DAY))
    field_order = ["amount", "due_on", "reasons"]


class ExtendForm(forms.Form):
    """Until when a grant may be accepted."""

    until = forms.DateField(label=_("To be accepted by"), widget=forms.DateInput(DAY))


class ReceiveForm(forms.Form):
    """Money that came back."""

    amount: Any = AmountFormField(label=_("Amount"))
    on = forms.DateField(label=_("Came in on"), widget=forms.DateInput(DAY))
    reference = forms.CharField(label=_("Reference in the accounts"), max_length=100)


class RunForm(forms.Form):
    """From which account, and on which day, what is released is paid."""

    account = forms.ModelChoiceField(label=_("From the account"), queryset=PayingAccount.objects.none())
    pays_on = forms.DateField(label=_("Day of payment"), widget=forms.DateInput(DAY))

    def offer(self, authorities: list[int]) -> None:
        """Offer the accounts in use of these authorities."""
        field: Any = self.fields["account"]
        field.queryset = PayingAccount.objects.filter(authority__in=authorities, is_closed=False)


class PayingAccountForm(forms.Form):
    """An account that an authority pays from."""

    name = forms.CharField(label=_("Name of the payer"), max_length=70)
    iban = forms.CharField(label=_("IBAN"), max_length=60)
    bic = forms.CharField(label=_("BIC"), max_length=20, required=False)
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)


class ReturnForm(forms.Form):
    """An answer of the bank."""

    file = forms.FileField(
        label=_("Answer of the bank"),
        help_text=_("pain.002 as XML, or CSV with the columns line, status, reason and date."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be an answer of a bank."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_ANSWER:
            raise forms.ValidationError(_("This file is too large: at most 20 MB are taken."))
        return file


class PlanForm(forms.Form):
    """The parts of a payment plan that can still be changed: one to a row, and what is left empty is no part."""

    SPARE = 2  # rows for parts to be added
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: Sequence[Payment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(1, len(parts) + self.SPARE + 1)
        payers = {str(one.funder_id or ""): str(one.funder or "") for one in parts}
        self.by_several = len(payers) > 1
        for number in self.numbers:
            self._add_row(number, payers)
        for number, part in enumerate(parts, start=1):
            said = {
                "amount": part.amount,
                "trigger": part.trigger,
                "on_day": part.on_day,
                "note": part.note,
                "funder": str(part.funder_id or ""),
            }
            for name, value in said.items():
                self.initial.setdefault(f"{name}-{number}", value)
        self.fields["reasons"] = forms.CharField(
            label=_("Why the plan is changed"),
            help_text=_("It stands in the register of the case."),
            max_length=300,
            widget=forms.Textarea({"rows": 3}),
        )

    def _add_row(self, number: int, payers: Mapping[str, str]) -> None:
        self.fields[f"amount-{number}"] = AmountFormField(
            label=_("Amount"), required=False, min_value=Decimal("0.01")
        )
        triggers = [("", "–"), *InstalmentTrigger.choices]
        self.fields[f"trigger-{number}"] = forms.ChoiceField(
            label=pgettext_lazy("payment", "Due"), choices=triggers, required=False
        )
        self.fields[f"on_day-{number}"] = forms.DateField(
            label=_("Day"), required=False, widget=forms.DateInput(DAY)
        )
        self.fields[f"note-{number}"] = forms.CharField(
            label=pgettext_lazy("payment", "Note"), required=False, max_length=300
        )
        if self.by_several:
            self.fields[f"funder-{number}"] = forms.ChoiceField(
                label=_("Paid by"), choices=[("", "–"), *payers.items()], required=False
            )

    def groups(self) -> list[tuple[int, list[Any]]]:
        """Return the numbers of the rows, each with its fields as they are drawn."""
        names = ["amount", "trigger", "on_day", "note", *(["funder"] if self.by_several else [])]
        return [(number, [self[f"{name}-{number}"] for name in names]) for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        """Say beside the field what a part lacks; whether the parts are the whole is the domain's to say."""
        said = super().clean() or self.cleaned_data
        for number in self.numbers:
            if said.get(f"amount-{number}") is None:
                continue
            trigger, day = said.get(f"trigger-{number}"), said.get(f"on_day-{number}")
            if not trigger:
                self.add_error(f"trigger-{number}", _("Say when this part is due."))
            elif (trigger == InstalmentTrigger.DATE) != (day is not None):
                self.add_error(
                    f"on_day-{number}", _("Say on which day it is paid; only a payment on a day has one.")
                )
            if self.by_several and not said.get(f"funder-{number}"):
                self.add_error(f"funder-{number}", _("Say which funder pays each part."))
        if not self.rows() and not self.errors:
            self.add_error("amount-1", _("Write at least one part."))
        return said

    def rows(self) -> list[dict[str, Any]]:
        """Return the parts that were written, in their order; ``funder`` is a key, empty for the case's authority."""
        said = self.cleaned_data
        return [
            {name: said.get(f"{name}-{number}") for name in ("amount", "trigger", "on_day", "note", "funder")}
            for number in self.numbers
            if said.get(f"amount-{number}") is not None
        ]


class RateForm(forms.Form):
    """In which currency a part is paid out, and at which rate."""

    currency = forms.ChoiceField(label=_("Paid out in"))
    on = forms.DateField(label=_("Day of the rate"), required=False, widget=forms.DateInput(DAY))
    rate = forms.DecimalField(label=_("Rate"), required=False, max_digits=14, decimal_places=8, localize=True)
    source = forms.CharField(label=_("Source of the rate"), required=False, max_length=200)

    def __init__(self, *args: Any, own: str, currencies: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        offered: Any = self.fields["currency"]
        offered.choices = [(code, code) for code in currencies]
        self.fields["rate"].help_text = format_lazy(
            _("What 1 {own} is worth in that currency. Empty: the European Central Bank's of that day."),
            own=own,
        )

    def clean(self) -> dict[str, Any]:
        """Fill in the reference rate of the day where none is written; say beside the field what is missing."""
        said = super().clean() or self.cleaned_data
        currency, day = said.get("currency"), said.get("on")
        if not currency or currency == self.own or self.errors:
            return said
        if day is None:
            self.add_error("on", _("Say of which day the rate is."))
        elif said.get("rate") is None:
            found = rate_between(self.own, currency, day)
            if found is None:
                self.add_error(
                    "rate", _("The portal has no rate of this day. Write it, and where it is from.")
                )
            else:
                said["rate"], said["on"] = found.rate, found.day
                said["source"] = gettext("European Central Bank, euro reference rates")
        elif not said.get("source"):
            self.add_error("source", _("Say where the rate is from."))
        return said


class AwardTermsForm(VersionedForm):
    """The terms of a call's grants."""

    class Meta:
        model = AwardTerms
        fields = [
            "acceptance",
            "days",
            "conditions",
            "aid_ground",
            "euro_rate",
            "euro_rate_on",
            "euro_rate_source",
        ]
