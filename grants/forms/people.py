"""Who is asked to take part in an application, and a partner's confirmation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.domain.columns import sides_of
from grants.enums import ParticipantRole
from grants.models import Application, Participant
from portal.core.amounts.forms import AmountFormField


class ParticipantForm(forms.Form):
    """Somebody's part, side, money, and whether they change the answers; the address only when they are asked."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The invitation goes there, and only an account with this address can accept it."),
    )
    role = forms.ChoiceField(
        label=_("Part in the application"),
        choices=ParticipantRole,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the person's part.")},
    )
    side = forms.CharField(
        label=_("Side"),
        max_length=40,
        required=False,
        help_text=_("Of a joint call: the side that the person stands for, such as “Flanders”."),
    )
    organisation_name = forms.CharField(label=_("Organisation"), max_length=300, required=False)
    may_edit = forms.BooleanField(
        label=_("May change the answers"),
        required=False,
        help_text=_("Everybody who takes part can read them. Who writes with you can always change them."),
    )
    amount = AmountFormField(
        label=_("Amount that the partner brings"),
        required=False,
        help_text=_("A partner confirms it, with its part."),
    )
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        min_length=3,
        required=False,
        widget=forms.TextInput({"class": "width-10", "autocomplete": "off"}),
        help_text=_("Three letters, such as SEK or EUR."),
    )

    def __init__(
        self, *args: Any, application: Application, participant: Participant | None = None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"currency": application.call.currency}
        if participant is not None:
            names = ("name", "role", "side", "organisation_name", "may_edit", "amount")
            initial = {name: getattr(participant, name) for name in names}
            initial["currency"] = participant.currency or application.call.currency
        super().__init__(*args, **{**kwargs, "initial": initial})
        if sides := sides_of(application.call):
            self.fields["side"] = forms.ChoiceField(
                label=_("Side"),
                choices=[("", _("None of them")), *sides],
                required=False,
                help_text=_("The side of the joint call that the person stands for."),
            )
        if participant is not None:
            del self.fields["email"]

    def clean_currency(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["currency"]).upper()

    @property
    def values(self) -> dict[str, Any]:
        """What the domain is told, without the address."""
        return {name: value for name, value in self.cleaned_data.items() if name != "email"}


class ConfirmationForm(forms.Form):
    """A partner's confirmation by the link: who confirms, and the text that was shown."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As you sign letters."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
