"""The invitation of a colleague."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Role
from portal.accounts.models import Invitation


class InvitationForm(forms.Form):
    """Address, role, and the authority where the administrator manages several."""

    authority: Any = forms.ModelChoiceField(queryset=None, label=_("Authority"), empty_label=None)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The colleague signs in with this address."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role)

    def __init__(self, *args: Any, authority_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        model = Invitation._meta.get_field("authority").related_model
        choices = model._default_manager.filter(pk__in=authority_ids).select_related("organisation")
        field.queryset = choices  # type: ignore[attr-defined]
        if len(authority_ids) == 1:
            field.initial = authority_ids[0]
            field.widget = forms.HiddenInput()
