"""Who applies, and in which language."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grants.models import Application, Call
from partnerships.models import Organisation

MYSELF = "person"


class StartForm(forms.Form):
    """As whom the signed-in person applies: as a person, or for one of the organisations they act for."""

    acting_as = forms.ChoiceField(
        label=_("Who applies?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who applies."), "invalid_choice": _("Choose one of these.")},
    )
    language = forms.ChoiceField(
        label=_("In which language do you write?"),
        help_text=_("The receipt and our mail come in this language where we speak it, else in English."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose one of these.")},
    )

    copy_from = forms.ChoiceField(
        label=_("Take answers from an earlier application?"),
        help_text=_("You see them before they are copied, and choose which."),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )

    def __init__(
        self,
        *args: Any,
        call: Call,
        user: Any,
        language: str,
        earlier: Sequence[Application] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations: dict[str, Organisation] = {
            str(acting.organisation_id): acting.organisation
            for acting in user.representations.select_related("organisation")
        }
        people = [(MYSELF, _("I myself, %(name)s") % {"name": user})]
        acting_as = cast(forms.ChoiceField, self.fields["acting_as"])
        acting_as.choices = [
            *people,
            *((key, str(organisation)) for key, organisation in self.organisations.items()),
        ]
        if not self.organisations:
            self.initial["acting_as"] = MYSELF
        words = dict(settings.CALL_LANGUAGES)
        codes = [code for code in call.languages if code in words] or [settings.LANGUAGE_CODE]
        cast(forms.ChoiceField, self.fields["language"]).choices = [(code, words[code]) for code in codes]
        self.initial["language"] = language if language in codes else codes[0]
        if earlier:
            cast(forms.ChoiceField, self.fields["copy_from"]).choices = [
                ("", _("No, begin empty")),
                *((one.reference, f"{one} · {one.call.names}") for one in earlier),
            ]
        else:
            del self.fields["copy_from"]
        if len(codes) == 1:
            self.fields["language"].widget = forms.HiddenInput()

    @property
    def organisation(self) -> Organisation | None:
        """The organisation chosen; None for a person."""
        return self.organisations.get(self.cleaned_data["acting_as"])
