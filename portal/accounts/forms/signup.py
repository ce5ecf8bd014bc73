"""What a new account is asked for beside address and password."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.accounts.domain import profiles


class SignupDetails(forms.Form):
    """Name and language; allauth puts its own fields for address and password into a subclass of this."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As you sign letters."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("The portal speaks and writes to you in this language. You can change it at any time."),
    )

    field_order = ["name", "email", "password1", "password2", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = translation.get_language()

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep name and language with the account that allauth has just stored."""
        saved = profiles.edit(user, name=self.cleaned_data["name"], language=self.cleaned_data["language"])
        user.name, user.language = saved.name, saved.language
