"""What people fill in about the money of a grant; the domain judges it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.enums.money import AccountKind
from grants.models import AwardTerms, PayingAccount
from portal.core.amounts import AmountFormField
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
