"""Forms of a person's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts import organisations
from portal.accounts.models import User


class ProfileForm(forms.ModelForm):
    """Name and language."""

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        labels = {"name": _("Your name")}
        help_texts = {
            "name": _("As you sign letters."),
            "language": _("The portal speaks and writes to you in this language."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class NewOrganisationForm(forms.Form):
    """An organisation that the portal does not know yet."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(
        label=_("Your role in the organisation"),
        max_length=100,
        required=False,
        help_text=_("For example producer or treasurer. You may leave it empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = organisations.model()._meta.get_field("kind")
        self.fields["kind"].choices = [("", _("Choose…")), *kind.choices]  # type: ignore[attr-defined]


class MandateForm(forms.Form):
    """To whom a mandate is given."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The person accepts with an account that has this address."),
    )
    title = forms.CharField(
        label=_("Role in the organisation"),
        max_length=100,
        required=False,
        help_text=_("For example producer or treasurer. You may leave it empty."),
    )
